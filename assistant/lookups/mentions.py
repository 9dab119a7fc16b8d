"""Where a word stands: every clause that has it verbatim (哪些条款提到了X), those that name an office or a
place, and those that say what papers mean by it (本办法所称绿道，是指…).

In: words, plans. Out: clauses, in the order of the plans; all there are. Only what is printed counts: another
wording of the same thing is another word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.lookups.options import LOOKUPS
from assistant.question import Term
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.definitions import defined_in
from ingest.grammar.joins import members
from ingest.grammar.places import stem
from ingest.grammar.whole_names import names_office
from ingest.model import Span
from ingest.store.rows import ClauseRow

_AROUND = 40
"""Characters shown at most on either side of the words, to the next mark of punctuation."""
_ENDS = "。；;！？\n"
_COMMAS = "，,、："
"""Where a long sentence is cut, best first."""
NAMED = 6
"""Clauses that are named in a sentence; the others are counted."""

Worded = tuple[ClauseRow, str]
"""A clause and the words that were found in it."""


def rows_naming(unit: str, catalog: Catalog, plans: Iterable[str]) -> list[ClauseRow]:
    """Every clause that names the office, in its words or as charged with it."""
    return [
        row
        for plan in plans
        for row in catalog.view(plan).clauses
        if unit in row.clause.units or names_office(f"{row.text}\n{row.clause.heading or ''}", unit)
    ]


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


def explaining(asked: str, views: Iterable[PlanView]) -> list[tuple[PlanView, ClauseRow]]:
    """The clauses that say what a word means, `asked` as the question has it, maybe with a few words before
    it (骑车说的示范区): those that explain the longest of it; [] where no sentence explains exactly that
    word.
    """
    found = list(_of_word(asked, views)) if asked else []
    longest = max((len(term) for term, _, _ in found), default=0)
    return list(
        {
            (row.plan, row.clause.label): (view, row) for term, view, row in found if len(term) == longest
        }.values()
    )


def _of_word(asked: str, views: Iterable[PlanView]) -> Iterable[tuple[str, PlanView, ClauseRow]]:
    for view in views:
        for row in view.clauses:
            for term in map(fold, defined_in(row.text)):
                for one in dict.fromkeys((term, *members(term))):  # 报告企业 of 报告企业和单位
                    if asked.endswith(one) and len(asked) - len(one) <= LOOKUPS.before_a_word:
                        yield one, view, row
