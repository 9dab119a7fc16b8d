"""What other papers have changed in the clauses a briefing stands on, papers of which another stage is in
force, and which of the clauses were recognised on scanned pages.

In: a briefing with its sections. Out: one more section at its end, none where there is nothing to be told.
Clauses of earlier versions are left out: a briefing that compares them says itself what changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.briefing.material import Material
from assistant.briefing.model import Briefing, Note, Paragraph, Section
from assistant.briefing.texts import words
from assistant.lookups.cite import marker, reference
from assistant.lookups.remarks import remarks_on
from assistant.model import Remark
from assistant.versions.relations import Relations


def amended_sections(briefing: Briefing, material: Material) -> tuple[Section, ...]:
    catalog = material.catalog
    now = {row.id: row.version for row in catalog.rows}
    places = [(note.plan, note.label) for note in briefing.notes if now.get(note.plan) == note.version]
    remarks = remarks_on(catalog, Relations(catalog), places, {}).remarks
    blocks = (
        *(_paragraph(remark, material) for remark in remarks if remark.kind in ("amended", "draft")),
        *_scanned([remark for remark in remarks if remark.kind == "scanned"], material),
    )
    return (
        (Section(key="amended", heading=words("amended.heading"), level=1, blocks=blocks),) if blocks else ()
    )


def _scanned(remarks: Sequence[Remark], material: Material) -> tuple[Paragraph, ...]:
    """One sentence with every clause that was recognised on a scanned page; none where there is none."""
    if not remarks:
        return ()
    notes = tuple(_note(material, r.plan, r.clause) for r in remarks if r.clause)
    return (Paragraph(text=words("amended.scanned"), origin="counted", notes=notes, numbered=True),)


def _paragraph(remark: Remark, material: Material) -> Paragraph:
    if remark.kind == "draft" or remark.by is None or remark.by_clause is None:
        return Paragraph(text=remark.text, origin="counted", numbered=True)
    changed = (_note(material, remark.plan, remark.clause),) if remark.clause else ()
    return Paragraph(
        text=f"{remark.text}。",
        origin="counted",  # put together by the link that was looked up, in no clause's words
        notes=(*changed, _note(material, remark.by, remark.by_clause)),
        numbered=True,
    )


def _note(material: Material, plan: str, label: str) -> Note:
    view = material.catalog.view(plan)
    return Note(
        plan=plan,
        version=view.row.version,
        label=label,
        marker=marker(view, label),
        reference=reference(view, view.clause(label)),
    )
