"""Search over both indexes: a question in, the nearest clauses out, each once and best first.

The scores of the lexical and the dense index, each brought to 0 to 1 over what it found, are added with the
weights of `options`. Fusing ranks instead (Cormack, Clarke and Büttcher 2009) throws away how much better the
first is than the second, and loses to words alone. Without an embedding model there is the lexical index
alone, and nothing of the other is imported. The lexical one is mended before it is searched where it lags
behind the Library, and searched as it is where another process is at it. The dense one is not mended here: no
question waits for a model to embed plans, that is for those who take plans in. While it lags, nothing is
taken from it about plans that have changed since, and they are ranked by words alone.

It ranks and refuses nothing: whether the nearest clause answers the question is judged elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from assistant.retrieval.options import SEARCH
from ingest.embedding.embedders import Embedder, Former, nobody
from ingest.errors import PlanError
from ingest.index.indexes import (
    IndexBusyError,
    IndexUnwritableError,
    library_stamp,
    mend,
    stale,
)
from ingest.index.lexical import LexicalIndex
from ingest.index.model import ANYWHERE, Filters, Hit
from ingest.index.vectors import VectorIndex
from ingest.store.library import Library

NAME = "hybrid"
LEXICAL_FOLDER, DENSE_FOLDER = "lexical", "chroma"

Expand = Callable[[str], Sequence[tuple[str, float]]]
"""Question -> further words, each with what it counts beside a word of the question (1.0)."""

_IN_MEMORY = "全文索引改在内存里建，答案不受影响，只是每次启动要多等一会儿：%s"

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense:
    """How the dense index is filled and asked.

    `former` makes the embedder of a collection that answers while the one of `embedder` is being filled.
    `server` is the address of a Chroma server; `warm` has a model loaded while something else is done.
    """

    embedder: Embedder
    former: Former = nobody
    weight: float = SEARCH.dense
    server: str | None = None
    warm: Callable[[], None] = lambda: None

    def index(self, home: Path, progress: Callable[[int], None] = lambda _: None) -> VectorIndex:
        """That of the library in `home`; `progress` is given the number of passages just embedded."""
        folder = home / DENSE_FOLDER
        return VectorIndex(folder, self.embedder, server=self.server, former=self.former, progress=progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrieverOptions:
    """`dense_weight` is the share of the vectors in a score, 0 for words alone, 1 for vectors alone; `depth`
    the number of passages asked of each index, `busy_wait` seconds to wait for one that is written.
    """

    dense_weight: float = SEARCH.dense
    depth: int = SEARCH.depth_each
    busy_wait: float = 2.0


class Retriever:
    """Use `Retriever.open`, or hand it indexes. May be shared by threads."""

    def __init__(
        self,
        library: Library,
        lexical: LexicalIndex,
        dense: VectorIndex | None = None,
        *,
        options: RetrieverOptions = RetrieverOptions(),
        expand: Expand | None = None,
    ) -> None:
        self._library = library
        self._lexical = lexical
        self._dense = dense
        self._options = options
        self._expand = expand
        self._told = ""

    @classmethod
    def open(
        cls,
        library: Library,
        home: Path,
        *,
        dense: Dense | None = None,
        options: RetrieverOptions | None = None,
        expand: Expand | None = None,
    ) -> Self:
        """Over the indexes in folder `home`, the lexical one mended first as it is before each question.

        Without `dense` it searches by words alone; without `options`, vectors have the weight of `dense`.
        """
        if options is None:
            options = RetrieverOptions(dense_weight=dense.weight if dense else 0)
        try:
            lexical = LexicalIndex.open(home / LEXICAL_FOLDER)
        except IndexUnwritableError as error:
            _LOG.warning(_IN_MEMORY, error)
            lexical = LexicalIndex.in_memory()
        vectors = dense.index(home) if dense else None
        if dense is not None and vectors is not None and vectors.answers()[1]:
            dense.warm()
        retriever = cls(library, lexical, vectors, options=options, expand=expand)
        retriever.mend()
        return retriever

    @property
    def lexical(self) -> LexicalIndex:
        """The full-text index, which also knows how common words are."""
        return self._lexical

    def mend(self) -> None:
        """Bring the lexical index to the state of the Library, or leave it to the process that is at it."""
        try:
            mend(self._library, self._lexical, wait=self._options.busy_wait)
        except IndexBusyError:
            _LOG.info("全文索引正由另一进程更新，先按现状检索")
        except IndexUnwritableError as error:
            self._without_files(error)

    def _without_files(self, error: IndexUnwritableError) -> None:
        """The lexical index goes on in memory: an answer does not need its files."""
        if not self._lexical.kept:
            raise error
        _LOG.warning(_IN_MEMORY, error)
        made = LexicalIndex.in_memory()
        mend(self._library, made)
        self._lexical.become(made)

    def search(self, question: str, k: int = 10, filters: Filters = ANYWHERE) -> tuple[Hit, ...]:
        """At most k clauses, each by its best passage; none for a question without terms.

        From one index the hits keep its name and scores; from both they are "hybrid" with the fused score.
        """
        if k < 1:
            return ()
        self.mend()
        depth = max(k, self._options.depth)
        words = self._words(question, depth, filters) if self._options.dense_weight < 1 else ()
        return self._fused(words, self._near(question, depth, filters))[:k]

    def worded(self, question: str, k: int, filters: Filters = ANYWHERE) -> tuple[Hit, ...]:
        """What `search` finds by words alone."""
        self.mend()
        return one_a_clause(self._words(question, max(k, self._options.depth), filters))[:k]

    def by_meaning(self, question: str, k: int, filters: Filters = ANYWHERE) -> dict[tuple[str, str], float]:
        """(plan, label) -> how near a clause is by the vectors alone, from 0, the k-th, to 1, the nearest;
        empty without vectors.
        """
        found = one_a_clause(self._near(question, max(k, self._options.depth), filters))[:k]
        return _scaled(found) if found else {}

    def search_each(self, question: str, k: int, plans: Sequence[str]) -> dict[str, tuple[Hit, ...]]:
        """For each of the plans what `search` within it finds; the vectors are searched once for all."""
        self.mend()
        depth = max(k, self._options.depth)
        near = self._near(question, depth * len(plans), Filters(plans=tuple(plans)))
        found = {}
        for plan in plans:
            words = self._words(question, depth, Filters(plans=(plan,)))
            found[plan] = self._fused(words, [hit for hit in near if hit.plan == plan][:depth])[:k]
        return found

    def _fused(self, words: Sequence[Hit], near: Sequence[Hit]) -> tuple[Hit, ...]:
        if not (words and near):
            return one_a_clause(words or near)
        unknown = self._unknown({hit.plan for hit in words})
        return fuse(one_a_clause(words), one_a_clause(near), self._options.dense_weight, unknown=unknown)

    def _words(self, question: str, k: int, filters: Filters) -> tuple[Hit, ...]:
        """The passages of the lexical index."""
        expansions = self._expand(question) if self._expand else ()
        try:
            return self._lexical.search(question, k, filters, expansions=expansions)
        except IndexUnwritableError as error:
            self._without_files(error)
            return self._lexical.search(question, k, filters, expansions=expansions)

    def _near(self, question: str, k: int, filters: Filters) -> tuple[Hit, ...]:
        """The passages of the dense index; a model out of reach leaves the question to the lexical one, which
        is logged once for as long as it stays so.
        """
        if self._dense is None or self._options.dense_weight <= 0:
            return ()
        try:
            found = self._dense.search(question, k, filters)
            unknown = self._unknown({hit.plan for hit in found})
        except PlanError as error:
            self._warn(error)
            return ()
        self._told = ""
        return tuple(hit for hit in found if hit.plan not in unknown) if unknown else found

    def _warn(self, error: PlanError) -> None:
        """Of vectors that cannot be used: once for as long as it is the same."""
        if str(error) != self._told:
            self._told = str(error)
            _LOG.warning("向量检索不可用，仅用全文检索：%s", error)

    def _unknown(self, plans: Set[str]) -> Set[str]:
        """Those of the plans that the dense index does not know as they are now."""
        if self._dense is None:
            return plans
        stamp, held = self._dense.answers()
        if stamp == library_stamp(self._library):
            return frozenset()
        return plans & (stale(self._library, held) | (plans - held.keys()))


def one_a_clause(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The first hit of every clause, in order, ranks counted anew."""
    first: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        first.setdefault((hit.plan, hit.label), hit)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(first.values(), start=1))


def fuse(
    words: Sequence[Hit], near: Sequence[Hit], weight: float, *, unknown: Set[str] = frozenset()
) -> tuple[Hit, ...]:
    """One ranking of two, each of which has a clause once: the weighted mean of its scores, `weight` being
    that of `near`. A clause that one of them has not found has 0 there; clauses of the plans that are
    `unknown` to `near` are ranked by words alone.

    The passage is that of `words` where it has the clause; ties keep the order of words, then near.
    """
    by_words, by_meaning = _scaled(words), _scaled(near)
    seen = {(hit.plan, hit.label): hit for hit in (*near, *words)}
    clauses = list(dict.fromkeys((hit.plan, hit.label) for hit in (*words, *near)))

    def score(clause: tuple[str, str]) -> float:
        said = by_words.get(clause, 0.0)
        meant = said if clause[0] in unknown else by_meaning.get(clause, 0.0)
        return (1 - weight) * said + weight * meant

    return tuple(
        replace(seen[clause], score=score(clause), rank=rank, retriever=NAME)
        for rank, clause in enumerate(sorted(clauses, key=lambda clause: -score(clause)), start=1)
    )


def _scaled(hits: Sequence[Hit]) -> dict[tuple[str, str], float]:
    """The scores from 0, the least of them, to 1; 1 where all are alike."""
    least, most = min(hit.score for hit in hits), max(hit.score for hit in hits)
    return {
        (hit.plan, hit.label): (hit.score - least) / (most - least) if most > least else 1.0 for hit in hits
    }
