"""The exact look-ups behind what is said to be absent: 条款里没有, 文件未载明.

In: a question and plans. Out: whether what it asks for stands nowhere in them, looked up in the full text of
every clause and of the headings above it, in every wording that is known.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.question import Query, Term
from assistant.retrieval.nearest import pairs_of
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Sources
from assistant.retrieval.words import coverage
from ingest.grammar.quantities import read_quantities
from ingest.store.rows import ClauseRow


def not_stated_in(query: Query, sources: Sources, plan: str) -> bool:
    """Whether the plan states nothing of the thing asked for, which is the question's rarest word: no clause
    has it in any wording, or, where a figure is asked for, none that has it has a figure.
    """
    thing = max(asked_for(query), key=lambda term: term.weight, default=None)
    if thing is None:
        return False
    view = sources.catalog.view(plan)
    prepared = [sources.prepared(view, row) for row in view.clauses]
    having = [p for p in prepared if coverage(thing, f"{p.whole}。{p.headings}") >= RANKING.had]
    return not having or (query.wants_figure and not any(_has_figure(p.row) for p in having))


def _has_figure(row: ClauseRow) -> bool:
    return any(quantity.role == "amount" for quantity in read_quantities(row.text))


def stands_nowhere(query: Query, sources: Sources, plans: Iterable[str]) -> bool:
    """Whether no pair of characters of a word asked for, in any known wording, stands in a clause of the
    plans, above it or in their titles: looked up in all of their text.
    """
    rows = (row for plan in plans for row in sources.catalog.view(plan).clauses)
    wanted = pairs_asked(query)
    return bool(wanted) and not stands_in(wanted, rows, sources)


def asked_for(query: Query) -> tuple[Term, ...]:
    """The question's own words; those of an earlier one where it has none."""
    return tuple(t for t in query.terms if not t.optional) or query.terms


def pairs_asked(query: Query) -> frozenset[str]:
    """The pairs of characters of the words asked for, in all their wordings."""
    return frozenset().union(*(pairs_of(word) for t in asked_for(query) for word in t.wordings))


def stands_in(wanted: Iterable[str], rows: Iterable[ClauseRow], sources: Sources) -> bool:
    """Whether one of the pairs stands in a clause, above it or in its plan's title."""
    prepared = (sources.prepared(sources.catalog.view(row.plan), row) for row in rows)
    return any(pair in text for p in prepared for text in (p.whole, p.headings, p.title) for pair in wanted)
