"""The exact look-ups behind a claim of absence: 条款里没有, 文件未载明.

In: a question and plans. Out: whether what it asks for stands nowhere in them, looked up in the full text of
every clause and of the headings above it, in every known wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.lookups.options import LOOKUPS
from assistant.query.things import things_asked
from assistant.question import Query, Term
from assistant.retrieval.coverage import coverage
from assistant.retrieval.nearest import pairs_of
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Sources
from ingest.grammar.quantities import read_quantities
from ingest.store.rows import ClauseRow


def not_stated_in(query: Query, sources: Sources, plan: str) -> bool:
    """Whether the plan states nothing of the thing asked for: no clause has the question's rarest word in any
    wording, or, where a figure is asked for, none that has it has a figure; and no sentence (with a figure)
    has so many of the other words that it may state the thing under another name (社区养老服务设施 for 养老
    用房).
    """
    terms = asked_for(query)
    if not terms:
        return False
    view = sources.catalog.view(plan)
    prepared = [sources.prepared(view, row) for row in view.clauses]
    if query.wants_figure:
        prepared = [p for p in prepared if _counts(p.row.text)]
    whole = [f"{p.whole}。{p.headings}" for p in prepared]
    parts = [text for p in prepared for _, text in p.sentences if not query.wants_figure or _counts(text)]
    return not any(
        any(_has_thing(text, group) for text in whole) or any(_may_state(text, group) for text in parts)
        for group in _by_thing(query, terms)
    )


def _by_thing(query: Query, terms: Sequence[Term]) -> list[Sequence[Term]]:
    """The words of each thing it asks of, set beside each other (低保户、失能老人); all of them for one."""
    groups = [[t for t in terms if t.text in thing] for thing in things_asked(query)]
    return [group for group in groups if group] or [terms]


def _has_thing(text: str, terms: Sequence[Term]) -> bool:
    return coverage(max(terms, key=lambda term: term.weight), text) >= RANKING.had


def _may_state(sentence: str, terms: Sequence[Term]) -> bool:
    return _share(terms, sentence) >= LOOKUPS.may_state


def _share(terms: Sequence[Term], text: str) -> float:
    """The share of the words by weight that stand there, in part too (养老用房 where 养老 stands)."""
    total = sum(term.weight for term in terms)
    return sum(term.weight * coverage(term, text) for term in terms) / total if total else 0.0


def _counts(text: str) -> bool:
    return any(quantity.role == "amount" for quantity in read_quantities(text))


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
