"""The passages of the library that match most of a question, whatever its kind.

In: a question and plans. Out: passages, best first, one a clause: its sentences with the question's words,
and their neighbours. A word is worth its rarity in the library (inverse document frequency of its character
pairs), so that words of asking and politeness decide nothing; pairs no clause has are worth nothing, except
those of a word with other wordings. No threshold says that a passage answers: whoever shows one claims
nothing of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.evidence import Prepared
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import NEAREST
from assistant.retrieval.sources import Sources
from assistant.retrieval.spelling import Vocabulary, frequency_of
from ingest.grammar.letters import is_han
from ingest.grammar.segmentation import cut, names_thing
from ingest.index.model import Filters, Hit
from ingest.model import Span
from ingest.store.rows import ClauseRow
from ingest.tokens import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a clause; `share` is how much of the question's worth the clause and its headings have,
    0 to 1; `score` the same with that of the search; `worth` the same in pairs of characters that one passage
    of the library alone has.
    """

    view: PlanView
    row: ClauseRow
    span: Span
    share: float
    score: float = 1.0
    worth: float = 0.0


@dataclass(frozen=True, slots=True)
class Worth:
    """What the pairs of characters of a question are worth; `others` are pairs of other wordings -> the pairs
    they stand for.
    """

    of: Mapping[str, float]
    others: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def total(self) -> float:
        return math.fsum(self.of.values())

    def had(self, text: str, pairs: frozenset[str]) -> frozenset[str]:
        """The pairs of the question a text has whose own pairs are `pairs`, in any wording."""
        found = {pair for pair in self.of if pair in pairs or (len(pair) == 1 and pair in text)}
        return frozenset(found.union(*(meant for other, meant in self.others if other in text)))

    def held(self, text: str) -> frozenset[str]:
        """As `had`, without cutting the text into its pairs first."""
        found = {pair for pair in self.of if pair in text}
        return frozenset(found.union(*(meant for other, meant in self.others if other in text)))

    def share(self, pairs: Iterable[str]) -> float:
        """What they are worth of all; 1 where the question is worth nothing."""
        return self.sum(pairs) / self.total if self.of else 1.0

    def sum(self, pairs: Iterable[str]) -> float:
        """The same whatever the order: a set has another one in every process, and ties are to stay ties."""
        return math.fsum(self.of[pair] for pair in pairs)


def worth_of(query: Query, vocabulary: Vocabulary, kin: Mapping[str, Sequence[str]] = {}) -> Worth:
    """Of all the question says as it was put, and of what it has from an earlier one. `kin` are words of it
    with what papers may say in their place, which count as they do themselves.
    """
    total = vocabulary.size()
    known = {pair: n for pair in pairs_of(_wording(query)) if (n := vocabulary.frequency(pair))}
    of = {pair: math.log(1 + total / (1 + n)) for pair, n in known.items()}
    singles = {ch for t in query.terms for word in t.wordings for ch in word if is_han(ch)}
    of |= {
        ch: NEAREST.single * math.log(1 + total / (1 + n))
        for ch in singles
        if (n := vocabulary.frequency(ch))
    }
    others: list[tuple[str, frozenset[str]]] = []
    for word, wordings in (*((term.text, term.variants) for term in query.terms), *kin.items()):
        said = [other for other in wordings if len(other) > 1]
        meant = pairs_of(word) & of.keys()
        if said and not meant:  # no clause has the word itself: it is worth what its other wordings are
            n = max(frequency_of(other, vocabulary.frequency) for other in said)
            of |= {word: math.log(1 + total / (1 + n))} if n else {}
            meant = frozenset({word} if n else ())
        others += [(other, meant) for other in said if meant]
    return Worth(of, tuple(others))


def things_of_one_character(query: Query, vocabulary: Vocabulary) -> frozenset[str]:
    """The things of the question whose name is one character (井, 坟), which is no term by itself; without
    those that stand everywhere (`NEAREST.thing`).
    """
    total = vocabulary.size()
    least = NEAREST.thing * math.log(1 + total / 2)

    def tells(word: str) -> bool:
        known = vocabulary.frequency(word)
        return bool(known) and names_thing(word) and math.log(1 + total / (1 + known)) >= least

    return frozenset(w for w in cut(query.wording) if len(w) == 1 and is_han(w) and tells(w))


def _wording(query: Query) -> str:
    return " ".join((query.wording, *(term.text for term in query.terms)))


@lru_cache(maxsize=2048)
def pairs_of(text: str) -> frozenset[str]:
    """Pairs of characters, numbers and latin words; single characters say too little. Kept, as one question
    asks for those of a clause several times and the next one for many of them again.
    """
    return frozenset(term for term in terms(text) if len(term) > 1)


def nearest_passages(
    query: Query, sources: Sources, plans: Sequence[str], count: int = NEAREST.clauses
) -> tuple[Passage, ...]:
    """At most `count`, best first; none where no clause has a word of the question."""
    within = Filters(plans=tuple(plans))
    found = _scored(sources.retriever.search(_wording(query), NEAREST.depth, within))
    if kin := sources.lexicon.kin_in(fold(_wording(query))):
        said = " ".join(dict.fromkeys(word for others in kin.values() for word in others))
        for key in _scored(sources.retriever.worded(said, NEAREST.depth, within)):
            found.setdefault(key, 0.0)
    return passages_of(query, sources, found)[:count]


def _scored(hits: Sequence[Hit]) -> dict[tuple[str, str], float]:
    """(plan, label) -> the score of the search, 1 for the highest."""
    highest = max((hit.score for hit in hits), default=0.0)
    return {(hit.plan, hit.label): hit.score / highest for hit in hits} if highest else {}


def passages_of(
    query: Query, sources: Sources, found: Mapping[tuple[str, str], float]
) -> tuple[Passage, ...]:
    """One of each clause, best first; `found` are clauses with the score of the search, 0 to 1."""
    kin = sources.lexicon.kin_in(fold(_wording(query)))
    worth = worth_of(query, sources.retriever.lexical, kin)
    rare = math.log(1 + sources.retriever.lexical.size() / 2)
    passages = []
    for (plan, label), score in found.items():
        view = sources.catalog.view(plan)
        prepared = sources.prepared(view, view.clause(label))
        had = worth.sum(_had(worth, prepared))
        share = had / worth.total if worth.total else 0.0
        both = NEAREST.words * share + (1 - NEAREST.words) * score
        span = stretch(prepared, worth)
        passages.append(
            Passage(view=view, row=prepared.row, span=span, share=share, score=both, worth=had / rare)
        )
    return tuple(sorted(passages, key=lambda p: -p.score))


def _had(worth: Worth, prepared: Prepared) -> frozenset[str]:
    everywhere = f"{prepared.whole}\n{prepared.headings}\n{prepared.title}"
    return worth.had(everywhere, pairs_of(everywhere))


def stretch(prepared: Prepared, worth: Worth, size: int = NEAREST.size) -> Span:
    """The run of sentences of at most `size` characters that has most of the question, with as many
    neighbours as there is room for; one longer sentence is taken whole.
    """
    sentences = prepared.sentences
    had = [worth.had(text, pairs_of(text)) for _, text in sentences]
    best, first, last = -1.0, 0, 0
    for start in range(len(sentences)):
        seen: frozenset[str] = frozenset()
        for end in range(start, len(sentences)):
            if end > start and sentences[end][0].end - sentences[start][0].start > size:
                break
            seen |= had[end]
            if worth.sum(seen) > best:
                best, first, last = worth.sum(seen), start, end
    return _with_neighbours([span for span, _ in sentences], first, last, size) or prepared.row.clause.span


def _with_neighbours(spans: Sequence[Span], first: int, last: int, size: int) -> Span | None:
    """What follows before what goes before: an answer comes behind the words that lead to it."""
    if not spans:
        return None
    while last + 1 < len(spans) and spans[last + 1].end - spans[first].start <= size:
        last += 1
    while first and spans[last].end - spans[first - 1].start <= size:
        first -= 1
    return Span(start=spans[first].start, end=spans[last].end)
