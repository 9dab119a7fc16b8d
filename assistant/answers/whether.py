"""Yes or no: whether an office or a person has a part in something (绿道照明是不是县住建局牵头).

The clauses that say who is charged are found as for 谁负责. Yes where each charges those named, in the part
asked for. No where each charges others in that part, was read without doubt, and prints the name only among
those it charges. Otherwise they are shown without a yes or a no.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.draft import Draft
from assistant.answers.office import is_doubted, responsible
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.places import without_level
from ingest.model import Responsibility
from ingest.store.rows import ClauseRow


def whether_charged(query: Query, sources: Sources) -> Draft | None:
    """None where it is not asked, or nobody is found to be charged with the thing."""
    names = (*query.units, *query.leaders)
    things = any(not term.optional for term in query.terms)
    if not (query.slots.whether and query.parts and names and things) or query.reference:
        return None
    who = replace(query, intent="unit", wants_unit=True, units=(), leaders=(), parts=())
    told = responsible(who, sources)
    if told.status != "answered":
        return told if told.status == "near" else None
    views = {(c.plan, c.clause): sources.catalog.view(c.plan) for c in told.citations}
    verdicts = {_said(query, view, view.clause(label)) for (_, label), view in views.items()}
    said = verdicts.pop() if len(verdicts) == 1 else ""
    return replace(told, answer=f"{said}\n\n{told.answer}", counted=(*told.counted, said)) if said else told


def _said(query: Query, view: PlanView, row: ClauseRow) -> str:
    """是, 不是, or "" where the clause does not tell: whoever is responsible beside others need not lead."""
    doing = tuple(part for part in query.parts if part in _DOES) or query.parts  # 负责 asks for any part
    charges = row.clause.responsibilities
    if any(r.part in doing and _names(query, r) for r in charges):
        return "是。"
    told = any(r.part in doing for r in charges) and not any(
        _names(query, r) for r in charges if r.part in _DOES
    )
    if not told or is_doubted(view, row.clause):
        return ""
    if doing != query.parts and any(_names(query, r) for r in charges):
        return ""
    return "" if _prints_besides(query, row) else "不是。"


_DOES = ("lead", "responsible")


def _names(query: Query, charge: Responsibility) -> bool:
    return bool({*query.units, *query.leaders} & {*charge.units, *charge.leaders})


def _prints_besides(query: Query, row: ClauseRow) -> bool:
    """Whether it prints one of the names, with its level or without, elsewhere than in those it charges."""
    printed = fold(row.text)
    for name in sorted({*row.clause.units, *row.clause.leaders}, key=len, reverse=True):
        printed = printed.replace(fold(name), "　")
    bare = {without_level(name) for name in (*query.units, *query.leaders)}
    return any(fold(name) in printed for name in bare)
