"""Every clause that has a word verbatim (哪些条款提到了X, 涉及X的内容有哪些), and the clauses of other plans
that name a place.

In: a question that asks where something is mentioned. Out: the whole list, each row with the words around it.
Only what is printed counts: another wording of the same thing is another word, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.denial import By, Denial
from assistant.lookups.charged import charged_rows
from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft
from assistant.lookups.listing import (
    by_plan,
    cell,
    counted_in,
    counts_of,
    listing_row,
    tabulated,
)
from assistant.lookups.options import LOOKUPS
from assistant.model import Listing, ListingRow
from assistant.question import Query, Term
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.places import stem
from ingest.grammar.whole_names import names_office
from ingest.model import Span
from ingest.store.rows import ClauseRow

_AROUND = 40
"""Characters shown at most on either side of the words, to the next mark of punctuation."""
_ENDS = "。；;！？\n"
_COMMAS = "，,、："
"""Where a long sentence is cut, best first."""
_NAMED = 6


def mentioned(query: Query, sources: Sources) -> Draft | None:
    """None where the question asks for something else, or may still be put another way."""
    words = query.slots.mention
    if len(query.units) == 1 and not query.leaders and fold(query.units[0]) == words:
        return _naming(query.units[0], query, sources)
    if len(words) < LOOKUPS.shortest or any(name in words for name in (*query.units, *query.leaders)):
        return None
    found = [(row, words) for row in rows_with(words, sources.catalog, query.scope.plans)]
    if query.units or query.leaders:
        charged = charged_rows(sources.catalog, query.units, query.leaders, query.scope.plans)
        mine = {(row.plan, row.clause.label) for row in charged}
        found = [(row, words) for row, _ in found if (row.plan, row.clause.label) in mine]
        return listed_words(_head(words, found, query), sources, found, [_TO_THE_LETTER]) if found else None
    if not found:
        return _in_other_words(words, query, sources)
    notes = [*_beyond(words, query, sources), _TO_THE_LETTER]
    return listed_words(_head(words, found, query), sources, found, notes)


def _naming(unit: str, query: Query, sources: Sources) -> Draft | None:
    """Every clause that names the office, in its words or as charged with it; None where none does."""
    rows = [
        row
        for plan in query.scope.plans
        for row in sources.catalog.view(plan).clauses
        if unit in row.clause.units or names_office(f"{row.text}\n{row.clause.heading or ''}", unit)
    ]
    charged = sum(unit in row.clause.units for row in rows)
    head = f"写有“{unit}”的共 {len(rows)} 条，已全部列出；其中 {charged} 条写明由其承担或参与。"
    return tabulated(head, rows, sources) if rows else None


_TO_THE_LETTER = "- 按原文字样逐字查找，换一种说法的不在内。"
Worded = tuple[ClauseRow, str]
"""A clause and the words that were found in it."""


def _head(words: str, found: Sequence[Worded], query: Query) -> str:
    names = (*query.units, *query.leaders)
    whose = f"**{'、'.join(names)}** 的任务里" if names else ""
    papers = len({row.plan for row, _ in found})
    among = f"见于 {papers} 份文件。" if papers > 1 else ""
    return f"{whose}写有“{words}”的共 {len(found)} 条，已全部列出。{among}"


def _beyond(words: str, query: Query, sources: Sources) -> list[str]:
    """How many clauses of other papers have the words, where only an earlier question set these apart."""
    if not query.inherited:
        return []
    others = [row.id for row in sources.catalog.rows if row.id not in query.scope.plans]
    more = rows_with(words, sources.catalog, others)
    where = "、".join(sources.catalog.short(plan) for plan in query.scope.plans[:_NAMED])
    return [f"- 只看了{where}；其他文件里另有 {len(more)} 条。"] if more else []


def _in_other_words(words: str, query: Query, sources: Sources) -> Draft | None:
    """What no clause says to the letter: the clauses that have its parts, in one of their wordings, else that
    nothing has it; None for a phrase, which may be put in many ways.
    """
    parts = [t for t in query.terms if not t.optional and t.text in words]
    found = speaking_of(parts, sources, query.scope.plans)
    absent = Denial(what=f"一条逐字写有“{words}”", by=By.WORDS)
    if found:
        names = "、".join(f"“{w}”" for w in dict.fromkeys(word for _, word in found))
        head = f"{absent}；写有相近说法{names}的共 {len(found)} 条，已全部列出。"
        return listed_words(head, sources, found, [])
    if len(words) > LOOKUPS.phrase:
        return None
    plans = len(query.scope.plans)
    text = f"逐字查找了{'所问的' if query.scope.named else ''} {plans} 份文件的全部条款，{absent}。"
    beyond = _beyond(words, query, sources)
    return Draft(status="not_found", reason="not_stated", answer="\n".join([text, *beyond]))


def speaking_of(terms: Sequence[Term], sources: Sources, plans: Iterable[str]) -> list[Worded]:
    """The clauses that have every term in one of its wordings, each with the longest of the words found."""
    found: list[Worded] = []
    for plan in plans if terms else ():
        for row in sources.catalog.view(plan).clauses:
            text = fold(row.text)
            said = [next((w for w in t.wordings if w in text), "") for t in terms]
            found += [(row, max(said, key=len))] if all(said) else []
    return found


def rows_with(words: str, catalog: Catalog, plans: Iterable[str]) -> list[ClauseRow]:
    """The clauses whose own words have `words` (folded) to the letter, in the order of the plans."""
    return [row for plan in plans for row in catalog.view(plan).clauses if words in fold(row.text)]


def rows_of_place(place: str, sources: Sources) -> list[ClauseRow]:
    """The clauses of all plans that name the place, else those that name it without its level."""
    name = fold(place)
    plans = tuple(row.id for row in sources.catalog.rows)
    return rows_with(name, sources.catalog, plans) or rows_with(stem(name), sources.catalog, plans)


def naming_place(place: str, sources: Sources) -> Draft | None:
    """The clauses that name a place no plan is about, with their chips; None where there are none."""
    rows = rows_of_place(place, sources)
    if not rows:
        return None
    shown = [(sources.catalog.view(row.plan), row) for row in rows[:_NAMED]]
    chips = "、".join(f"〔{marker(view, row.clause.label)}〕" for view, row in shown)
    more = f"等 {len(rows)} 条" if len(rows) > len(shown) else ""
    text = f"其他文件里提到{place}的有{chips}{more}，可点开核对。"
    return Draft(status="not_found", answer=text, citations=tuple(cite(view, row) for view, row in shown))


def listed_words(head: str, sources: Sources, found: Sequence[Worded], notes: Sequence[str]) -> Draft:
    rows = [row for row, _ in found]
    views = {plan: sources.catalog.view(plan) for plan in by_plan(rows)}
    worded = {id(row): words for row, words in found}
    lines = [head]
    for plan, of_plan in by_plan(rows).items():
        lines += [f"\n{counted_in(views[plan], of_plan)}\n", "| 条款 | 原文 |\n|---|---|"]
        lines += [_line(views[plan], row, worded[id(row)]) for row in of_plan]
    return Draft(
        status="answered",
        answer="\n".join([*lines, "", *notes]),
        citations=tuple(cite(views[row.plan], row, span_of(row, words)) for row, words in found),
        listing=Listing(
            total=len(rows), complete=True, rows=tuple(_row(views[r.plan], r, words) for r, words in found)
        ),
        counted=(head, *counts_of(views, rows), *notes),
    )


def _line(view: PlanView, row: ClauseRow, words: str) -> str:
    return f"| 〔{marker(view, row.clause.label)}〕 | {cell(_passage(row, words))} |"


def _row(view: PlanView, row: ClauseRow, words: str) -> ListingRow:
    return replace(listing_row(view, row), summary=_passage(row, words))


def _passage(row: ClauseRow, words: str) -> str:
    span = span_of(row, words)
    return row.text[span.start - row.clause.span.start : span.end - row.clause.span.start]


def span_of(row: ClauseRow, words: str) -> Span:
    """The sentence around the words, cut at a comma where it is long, in the plan's text."""
    text = row.text
    at, end = _place(text, words)
    first = max(text.rfind(ch, 0, at) + 1 for ch in _ENDS)
    last = min((n for ch in _ENDS if (n := text.find(ch, end)) >= 0), default=len(text))
    if at - first > _AROUND:
        first = next((n for ch in _COMMAS if (n := text.find(ch, at - _AROUND, at) + 1)), at)
    if last - end > _AROUND:
        last = next((n for ch in _COMMAS if (n := text.rfind(ch, end, end + _AROUND)) >= 0), end)
    start = row.clause.span.start
    return Span(start=start + first, end=start + last)


def _place(text: str, words: str) -> tuple[int, int]:
    """Where the folded words stand in the text as printed: folding may drop characters, and make one of
    two.
    """
    folded = [(ch, at) for at, char in enumerate(text) for ch in fold(char)]
    at = "".join(ch for ch, _ in folded).find(words)
    if at < 0:
        return 0, 0
    return folded[at][1], folded[at + len(words) - 1][1] + 1
