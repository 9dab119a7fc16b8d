"""Drafts, and the wording all kinds of answers share. Sentences shown are the plans' own; these words stand
around them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.lookups.carried import printed_time, times_met
from assistant.lookups.cite import cite, marker, quote, reference
from assistant.lookups.figure import FigureFound
from assistant.lookups.options import LOOKUPS
from assistant.lookups.own_task import only_charges
from assistant.model import Citation, EarlierQuote, Listing, Offer, Reason, Status
from assistant.question import Query
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.nearest import Passage
from assistant.retrieval.sources import Found
from assistant.retrieval.wording import indicator_words, offices_words
from ingest import late_re as re
from ingest.grammar.columns import head_role
from ingest.grammar.date_forms import A_YEAR
from ingest.grammar.title_dates import years_in
from ingest.labels import is_row
from ingest.model import Clause, Span, Target
from ingest.store.rows import ClauseRow

CHIP = re.compile(r"〔[^〕]*〕")
"""The label beside a claim that says which clause bears it (`chips`)."""
BOLD = re.compile(r"\*\*(.+?)\*\*")
"""Words a line of an answer shows in bold type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer before its check; `counted` and `earlier` as in `Answer`. `query` is the one it answers,
    where a follow-up was not answered as first understood. `beside` are those of an answer's citations that
    only lie near what is asked.
    """

    status: Status
    answer: str
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    beside: tuple[Citation, ...] = ()
    listing: Listing | None = None
    counted: tuple[str, ...] = ()
    query: Query | None = None
    briefing: Offer | None = None
    earlier: tuple[EarlierQuote, ...] = ()


Reply = Draft | Query
"""What a kind of answer gives: a draft, or the question put another way for another kind to answer."""


def row_line(clause: Clause, times: Collection[str] = ()) -> str:
    """A row of a table in one line, each cell behind its column's name; in bold those of the `times` asked
    for, all of them where no column is of such a time.
    """
    name = clause.heading or ""
    columns = list(zip(clause.columns, clause.cells, strict=False))
    years = {time[:4] for time in times}
    dated = any(cell and years & _years_of(column) for column, cell in columns)
    shown = []
    for column, cell in columns:
        if not cell or cell == name or head_role(column) in ("number", "group"):
            continue
        year = "年" if A_YEAR.fullmatch(column) else ""
        strong = not dated or bool(years & _years_of(column))
        shown.append(f"{column or '指标'}{year} " + (f"**{cell}**" if strong else cell))
    return f"{name}：{'，'.join(shown)}"


def figures_line(figure: FigureFound) -> str:
    """The figures in one line: indicator, group, value as printed; a row's baseline where the actual value is
    asked.
    """
    row = figure.found.row
    if is_row(row.clause):
        based = {t.base_year for t in figure.found.targets if t.base_year} if figure.now else ()
        return row_line(row.clause, figure.times or based)
    parts = []
    shown = figure.targets[:4]
    for target in shown:
        apart = _told_apart(shown)
        when = _time_note(target, figure.found, figure.times, apart=apart, now=figure.now)
        parts.append(f"{indicator_words(target)}：**{target.figure}**{when}")
    return "；".join(parts)


def _told_apart(stated: Sequence[Target]) -> bool:
    """Whether figures of one name are of several times, so that each must say of which it is."""
    times: dict[tuple[str, str | None], set[str | None]] = {}
    for target in stated:
        times.setdefault((target.indicator, target.scope), set()).add(target.deadline)
    return any(len(one) > 1 for one in times.values())


def _time_note(
    target: Target, found: Found, times: Collection[str] = (), *, apart: bool, now: bool = False
) -> str:
    """（2025年）, （2024年完成情况）, （已完成的情况）; "" where nothing need be said.

    A goal says its time where there are others, where another of the `times` is asked for, and that it is a
    goal where it is `now` that is asked about; no time that is not printed.
    """
    when = printed_time(target, found)
    if target in found.results:
        return f"（{when}完成情况）" if when else "（已完成的情况）"
    if now:
        return f"（{when}目标）"
    other = bool(times) and not times_met([target], times)
    return f"（{when}）" if (apart or other) and when else ""


def _years_of(column: str) -> set[str]:
    return {str(year) for year in years_in(column)}


def whole(view: PlanView, row: ClauseRow) -> str:
    """A clause with its chip, its words, where it stands and who is named."""
    citation = cite(view, row)
    said = row_line(row.clause) if row.clause.columns else ""
    return f"{said} 〔{citation.marker}〕".lstrip() + f"\n\n{quote(citation)}\n\n{where(view, [row])}"


def where(view: PlanView, rows: Sequence[ClauseRow], shown: Sequence[Span] = ()) -> str:
    """Formal reference of each clause once, and who is charged with it: with the stretches `shown`, where
    these alone are told of it. That a clause charges nobody is said to who asks for that only.
    """
    lines = []
    for row in {r.clause.label: r for r in rows}.values():
        told = (*shown, *_charging(row, shown)) if shown else ()
        lines += [f"出处：{reference(view, row)}", offices_words(row.clause, told)]
    return "\n\n".join(filter(None, lines))


def _charging(row: ClauseRow, shown: Sequence[Span]) -> Iterable[Span]:
    """The sentences that only charge somebody (由甲局牵头，乙局配合。), each with what is said before it."""
    sentences = sentence_spans(row)
    for span in shown:
        behind = (s for s in sentences if s.start >= span.end and only_charges(row, s, LOOKUPS.beside))
        yield from islice(behind, 1)


def references(view: PlanView, rows: Sequence[ClauseRow]) -> str:
    """Formal reference of each clause once."""
    return "\n\n".join(dict.fromkeys(f"出处：{reference(view, row)}" for row in rows))


def joined(drafts: Sequence[Draft]) -> Draft:
    """Several drafts, one below the other; a listing only where they are one."""
    listings = [draft.listing for draft in drafts if draft.listing]
    return replace(
        drafts[0],
        answer="\n\n".join(draft.answer for draft in drafts),
        citations=tuple(dict.fromkeys(c for draft in drafts for c in draft.citations)),
        listing=listings[0] if len(listings) == 1 else None,
        counted=tuple(line for draft in drafts for line in draft.counted),
    )


def chips(rows: Iterable[tuple[PlanView, ClauseRow]]) -> str:
    """〔…〕、〔…〕, each clause once."""
    return "、".join(dict.fromkeys(f"〔{marker(view, row.clause.label)}〕" for view, row in rows))


def one_a_clause(statements: Iterable[Found]) -> list[Found]:
    """The first sentence of every clause, in order."""
    first: dict[tuple[str, str], Found] = {}
    for found in statements:
        first.setdefault((found.row.plan, found.row.clause.label), found)
    return list(first.values())


def noted(draft: Draft, note: str) -> Draft:
    """The draft with a line of the program's own above it, which no clause states."""
    return replace(draft, answer=f"{note}\n\n{draft.answer}", counted=(note, *draft.counted))


def ask_which(plans: Sequence[str], catalog: Catalog) -> Draft:
    """The question back which of too many plans is meant."""
    shown = "、".join(catalog.short(plan) for plan in plans[:_EXAMPLES])
    return Draft(status="clarify", answer=f"请说明地区、年份或文件，例如：{shown}。")


def papers_asked(query: Query, catalog: Catalog) -> str:
    """The papers the question names, or all there are, as they are called where nothing was found."""
    named = "、".join(catalog.short(plan) for plan in query.scope.plans[:_NAMED])
    return named if query.scope.named else "现有文件"


_EXAMPLES, _NAMED = 10, 4
"""Papers that are told by name."""


def refuse(reason: Reason, text: str, near: Sequence[Passage] = ()) -> Draft:
    """A refusal that names the nearest clauses and claims nothing of them."""
    citations = tuple(cite(p.view, p.row, p.span) for p in near)
    if citations:
        text += f"\n\n最接近的条款：{'、'.join(f'〔{c.marker}〕' for c in citations)}，可点开核对。"
    return Draft(status="not_found", reason=reason, answer=text, citations=citations)
