"""What answers are made from: the catalog, the search, and by plan the sentences that meet a question.

The one place that turns a query into a search; all kinds of answers ask here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.model import Statement
from assistant.question import Query, Term
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.evidence import Prepared, judge, prepare
from assistant.retrieval.hybrid import Retriever
from assistant.retrieval.lexicon import Lexicon, fold
from assistant.retrieval.options import SEARCH
from assistant.retrieval.time_limit import check
from assistant.retrieval.words import terms_of
from ingest.index.model import Filters
from ingest.model import Span, Target
from ingest.store.rows import ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best sentence of a clause with the clause itself; `targets` and `results` are those whose
    figure stands in the sentence.
    """

    statement: Statement
    prepared: Prepared
    targets: tuple[Target, ...]
    results: tuple[Target, ...] = ()

    @property
    def row(self) -> ClauseRow:
        return self.prepared.row

    @property
    def text(self) -> str:
        """The sentence as printed."""
        clause = self.row.clause
        return self.row.text[
            self.statement.span.start - clause.span.start : self.statement.span.end - clause.span.start
        ]


_ASKED = 8
"""Searches whose sentences are kept until the catalog is refreshed, as it is for each question: one question
asks for the same several times over.
"""


@dataclass(slots=True)
class Sources:
    """Shared by threads; `_prepared` keeps folded clauses by the identity of the row's plan view. `only` are
    the clauses whose sentences are looked at, (plan id, label) each; all where it is None.
    """

    catalog: Catalog
    retriever: Retriever
    lexicon: Lexicon
    only: frozenset[tuple[str, str]] | None = None
    _prepared: dict[tuple[int, str], Prepared] = field(default_factory=dict)
    _stated: dict[tuple[object, ...], dict[str, tuple[Found, ...]]] = field(default_factory=dict)

    def statements(self, query: Query, plans: Iterable[str]) -> dict[str, tuple[Found, ...]]:
        """By plan, every sentence of the clauses nearest to the terms, best first; plans without any are left
        out.
        """
        plans = tuple(plans)
        key = (self.catalog.refreshed, query.terms, query.phrase, plans, self.only)
        if (known := self._stated.get(key)) is None:
            known = self._stated[key] = self._statements(query, plans)
            for old in list(self._stated)[:-_ASKED]:
                self._stated.pop(old, None)
        return dict(known)

    def _statements(self, query: Query, plans: tuple[str, ...]) -> dict[str, tuple[Found, ...]]:
        out: dict[str, tuple[Found, ...]] = {}
        nearest = self._nearest(query.terms, plans) if self.only is None else self._of_only(plans)
        for plan, labels in nearest.items():
            view = self.catalog.view(plan)
            found = [f for label in labels for f in self.of_clause(view, view.clause(label), query)]
            if found:
                out[plan] = tuple(sorted(found, key=lambda f: -f.statement.score))
        return out

    def within(self, clauses: Iterable[tuple[str, str]]) -> Sources:
        """The same with the sentences of these clauses alone."""
        return replace(self, only=frozenset(clauses))

    def _of_only(self, plans: tuple[str, ...]) -> dict[str, list[str]]:
        return {plan: sorted(label for of, label in self.only or () if of == plan) for plan in plans}

    def of_clause(self, view: PlanView, row: ClauseRow, query: Query) -> list[Found]:
        """The sentences of one clause in printed order."""
        prepared = self.prepared(view, row)
        targets, results = (of.get(row.clause.label, ()) for of in (view.targets, view.results))
        return [
            Found(
                statement=s,
                prepared=prepared,
                targets=_within(targets, s.span),
                results=_within(results, s.span),
            )
            for s in judge(prepared, query.terms, query.phrase)
        ]

    def prepared(self, view: PlanView, row: ClauseRow) -> Prepared:
        """The clause ready for comparison. Raises OutOfTimeError."""
        check()
        key = (id(view), row.clause.label)
        prepared = self._prepared.get(key)
        if prepared is None or prepared.row is not row:
            if len(self._prepared) > 20_000:
                self._prepared.clear()
            prepared = self._prepared[key] = prepare(view, row)
        return prepared

    def about(self, words: str, query: Query) -> Query:
        """The query with other words in place of its own."""
        terms, _ = terms_of(fold(words), self.lexicon, self.retriever.lexical)
        return replace(query, terms=terms, phrase=fold(words))

    def knows(self, words: str, plans: Iterable[str]) -> bool:
        """Whether a clause of the plans has the words to the letter."""
        hits = self.retriever.worded(words, 10, Filters(plans=tuple(plans)))
        return any(words in self.catalog.view(h.plan).clause(h.label).text for h in hits)

    def _nearest(self, terms: Sequence[Term], plans: tuple[str, ...]) -> dict[str, list[str]]:
        wording = " ".join(t.text for t in terms)
        if not wording or not plans:
            return {}
        out: dict[str, list[str]] = {}
        if len(plans) <= SEARCH.apart:
            found = self.retriever.search_each(wording, SEARCH.depth, plans)
            out = {plan: [h.label for h in hits] for plan, hits in found.items()}
        else:
            for hit in self.retriever.search(wording, 5 * SEARCH.depth, Filters(plans=plans)):
                out.setdefault(hit.plan, []).append(hit.label)
        return out


def _within(stated: Iterable[Target], span: Span) -> tuple[Target, ...]:
    return tuple(t for t in stated if span.start <= t.span.start < span.end)


@dataclass(frozen=True, slots=True)
class Expander:
    """Further words for the search: the synonyms of the words of the query, at less than their weight."""

    lexicon: Lexicon

    def __call__(self, wording: str) -> list[tuple[str, float]]:
        return [
            (other, SEARCH.synonym)
            for word in wording.split()
            for other in self.lexicon.synonyms.get(word, ())
        ]
