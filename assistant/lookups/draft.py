"""Drafts, and the wording all kinds of answers share. Sentences shown are the plans' own; these words stand
around them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.lookups.cite import cite, marker, reference
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation, EarlierQuote, Listing, Offer, Reason, Status
from assistant.question import Query
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.nearest import Passage
from assistant.retrieval.sources import Found
from assistant.retrieval.wording import offices_words
from ingest import late_re as re
from ingest.grammar.columns import head_role
from ingest.grammar.date_forms import A_YEAR
from ingest.grammar.letters import count_han
from ingest.grammar.title_dates import years_in
from ingest.model import Clause, Span
from ingest.store.rows import ClauseRow

CHIP = re.compile(r"〔[^〕]*〕")
"""The label beside a claim that says which clause bears it (`chips`)."""
BOLD = re.compile(r"\*\*(.+?)\*\*")
"""Words a line of an answer shows in bold type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer before its check; `counted` and `earlier` as in `Answer`. `query` is the one it answers,
    where a follow-up was not answered as first understood.
    """

    status: Status
    answer: str
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    listing: Listing | None = None
    counted: tuple[str, ...] = ()
    query: Query | None = None
    briefing: Offer | None = None
    earlier: tuple[EarlierQuote, ...] = ()


Reply = Draft | Query
"""What a kind of answer gives: a draft, or the question put another way for another kind to answer."""


def quote(citation: Citation | EarlierQuote) -> str:
    """The quote as a Markdown block."""
    words = citation.quote.replace("\t", " ｜ ").replace("\n", "\n> ")
    return f"> {words}"


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


def only_charges(row: ClauseRow, sentence: Span, few: int) -> bool:
    """Whether the stretch of the clause does nothing but charge somebody, but for so few characters."""
    base = row.clause.span.start
    said = row.text[sentence.start - base : sentence.end - base]
    named = [r for r in row.clause.responsibilities if sentence.start <= r.span.start < sentence.end]
    for word in sorted(
        {w for r in named for w in (r.role, *r.units, *r.leaders) if w}, key=len, reverse=True
    ):
        said = said.replace(word, "")
    return bool(named) and count_han(said) <= few


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


def lacks(query: Query, found: Found) -> float:
    """The share of the question's weight that is nowhere in the clause, above it, or in the plan's title."""
    total = sum(t.weight for t in query.terms)
    return sum(t.weight for t in query.terms if t.text in found.statement.missing) / total if total else 0.0


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
