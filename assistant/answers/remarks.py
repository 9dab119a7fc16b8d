"""Caveats shown beside cited clauses, the last step of every answer.

In: a checked answer. Out: the same with remarks, worded from the caveats of assistant/lookups/remarks.py:
another paper has changed a clause, its plan has another stage, it was read with some doubt. Their lines are
checked like any others; one that does not pass is shown as the engine's own, for it was looked up exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.lookups.cite import chip, cite, marker, quote
from assistant.lookups.remarks import (
    Caveat,
    Changed,
    Corrected,
    Counterpart,
    Doubted,
    OtherStage,
    Place,
    Scanned,
    Unconfirmed,
    caveats_on,
    change_words,
)
from assistant.model import Answer, Citation, Remark
from assistant.question import Query
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import CORRECTED, SCANNED
from assistant.verification.answer import Facts, Known, faults, figures_of
from assistant.versions.relations import Relations, stage_words
from assistant.versions.words import amended_words, since_words
from ingest.model import Span
from ingest.store.rows import PlanRow


def with_remarks(
    answer: Answer,
    catalog: Catalog,
    relations: Relations,
    facts: Callable[[Answer], Facts],
    known: Callable[[], Known],
) -> Answer:
    """An answer that says nothing of a clause is left as it is; `facts` gives those an answer stands on. Both
    are asked for only where there is something to be told.
    """
    if answer.status not in ("answered", "near"):
        return answer
    listed = answer.listing.rows if answer.listing else ()
    places = [(c.plan, c.clause) for c in answer.citations]
    places += [(row.plan, row.clause) for row in listed if row.version is None]
    quoted: dict[tuple[str, str], list[Span]] = {}
    for c in answer.citations:
        quoted.setdefault((c.plan, c.clause), []).append(Span(start=c.start, end=c.end))
    found = remarks_on(catalog, relations, places, quoted)
    if not found.lines:
        return answer
    told = replace(
        answer,
        answer="\n\n".join((answer.answer, *found.lines)),
        citations=(*answer.citations, *found.citations),
        counted=(*answer.counted, *found.counted),
        remarks=found.remarks,
    )
    stated, names = facts(told), known()
    if faults(told, stated, names):
        told = replace(told, counted=(*answer.counted, *found.lines))
    return replace(told, figures=figures_of(told, stated, names))


_CHIPS = 6
"""Clauses of one doubt that are named; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """`lines` are Markdown; `counted` are those of them that stand on no clause. `citations` are of clauses
    that were not among those asked for.
    """

    remarks: tuple[Remark, ...] = ()
    lines: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


def remarks_on(
    catalog: Catalog, relations: Relations, places: Sequence[Place], quoted: Mapping[Place, Sequence[Span]]
) -> Remarked:
    """`quoted` are the stretches of a clause that are shown; a doubt about other words of it is not told."""
    places = tuple(dict.fromkeys(places))
    parts = [_worded(catalog, one) for one in caveats_on(catalog, relations, places, quoted)]
    cited = {citation.marker: citation for part in parts for citation in part.citations}
    return Remarked(
        remarks=tuple(r for part in parts for r in part.remarks),
        lines=tuple(line for part in parts for line in part.lines),
        counted=tuple(line for part in parts for line in part.counted),
        citations=tuple(c for c in cited.values() if (c.plan, c.clause) not in places),
    )


def _worded(catalog: Catalog, caveat: Caveat) -> Remarked:
    match caveat:
        case Changed():
            return _changed(caveat)
        case Counterpart(view=view, row=row):
            found = cite(view, row)
            return Remarked(lines=(f"另一份稿此条为：〔{found.marker}〕", quote(found)), citations=(found,))
        case OtherStage(own=own, other=other):
            return _other_stage(own, other)
        case Unconfirmed(row=row):
            said = f"《{row.title}》是上传的文本，还没有人确认是不是正式文本，请核对原件。"
            remark = Remark(kind="unconfirmed", plan=row.id, clause=None, text=said)
            return _of_ours(f"注意：{said}", remark)
        case Doubted(places=places, doubts=doubts):
            line = f"{_chips(catalog, places)}的读法存疑：{'；'.join(doubts)}，请核对原文。"
            of = ((one, place) for one in doubts for place in places)
            return _of_ours(line, *(Remark(kind="doubt", plan=p, clause=c, text=one) for one, (p, c) in of))
        case Scanned(places=places):
            line = f"{_chips(catalog, places)}的文字和数字为扫描识别，还没有人核对，请对照原页。"
            return _of_ours(
                line, *(Remark(kind="scanned", plan=p, clause=c, text=SCANNED) for p, c in places)
            )
        case Corrected(view=view, row=row, figures=figures):
            told = "、".join(f"“{figure}”" for figure in figures)
            line = f"{chip(view, row)}的{told}是人工对照原页更正的，识别时读错了。"
            label = row.clause.label
            return _of_ours(line, Remark(kind="corrected", plan=row.plan, clause=label, text=CORRECTED))


def _of_ours(line: str, *remarks: Remark) -> Remarked:
    """A line that stands on no clause."""
    return Remarked(remarks=remarks, lines=(line,), counted=(line,))


def _chips(catalog: Catalog, places: Sequence[Place]) -> str:
    shown = [f"〔{marker(catalog.view(plan), label)}〕" for plan, label in places[:_CHIPS]]
    more = f"等 {len(places)} 条" if len(places) > _CHIPS else ""
    return f"{'、'.join(shown)}{more}"


def _changed(change: Changed) -> Remarked:
    """From when it holds is told in the line where the clause that changes it says so, else in a line of its
    own.
    """
    by, label = change.by, change.label
    source = cite(by, by.clause(change.amendment.clause), change.amendment.span)
    what = f"〔{marker(change.view, label)}〕" if label else f"《{change.view.row.title}》"
    since = change.since if change.told_here else ""
    told = f"{what}{amended_words(change.amendment, by.row.title, since)}"
    remark = Remark(
        kind="amended",
        plan=change.view.row.id,
        clause=label,
        text=change_words(change),
        by=by.row.id,
        by_clause=change.amendment.clause,
    )
    more = (f"上述调整{since_words(change.since)}施行。",) if change.since and not since else ()
    line = f"注意：{told}。〔{source.marker}〕"
    return Remarked(remarks=(remark,), lines=(line, *more), counted=more, citations=(source,))


def _other_stage(own: PlanRow, other: PlanRow) -> Remarked:
    """One line that asks which of two texts of a paper holds."""
    line = (
        f"《{own.title}》（{own.id}）与《{other.title}》（{other.id}）像是同一文件的两份稿："
        f"前者{stage_words(own)}，后者{stage_words(other)}。请确认以哪一份为准；"
        "不用的一份可在“文件”页或用 plans withdraw 标为废止。"
    )
    remark = Remark(kind="draft", plan=own.id, clause=None, text=line, by=other.id)
    return _of_ours(f"注意：{line}", remark)


def scope_note(query: Query, sources: Sources) -> str:
    """What the question was taken to ask about, for the reader to correct."""
    parts = []
    if query.scope.named and query.scope.plans:
        parts.append("范围：" + "、".join(sources.catalog.short(p) for p in query.scope.plans[:6]))
    parts += [f"“{typed}”按“{read}”理解" for typed, read in query.corrected]
    return "；".join(parts)
