"""Search over both indexes: a question in, the nearest clauses out, each once and best first.

The rankings of the lexical and the dense index are fused by weighted reciprocal rank (Cormack, Clarke and
Büttcher 2009, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods", whose k is
60). An index of weight 0 is not searched and nothing of it is imported; without an embedding model there is
the lexical one alone. That is mended before it is searched where it lags behind the Library, and searched as
it is where another process is at it. The dense index is not mended here: no question waits for a model to
embed plans, that is for those who take plans in. While it lags, nothing is taken from it about plans that
have changed since.

It ranks and refuses nothing: whether the nearest clause answers the question is judged elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from assistant.retrieval.options import SEARCH
from ingest.embedding.embedders import Embedder, Former, nobody
from ingest.errors import PlanError
from ingest.index.indexes import (
    IndexBusyError,
    IndexUnwritableError,
    PassageIndex,
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
    `server` is the address of a Chroma server.
    """

    embedder: Embedder
    former: Former = nobody
    weight: float = SEARCH.model_dense
    server: str | None = None

    def index(self, home: Path, progress: Callable[[int], None] = lambda _: None) -> VectorIndex:
        """That of the library in `home`; `progress` is given the number of passages just embedded."""
        folder = home / DENSE_FOLDER
        return VectorIndex(folder, self.embedder, server=self.server, former=self.former, progress=progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrieverOptions:
    """`depth` is the number of passages asked of each index, `busy_wait` seconds to wait for one that is
    written.
    """

    lexical_weight: float = 1.0
    dense_weight: float = SEARCH.model_dense
    depth: int = 50
    rrf_k: int = SEARCH.rrf_k
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
        retriever = cls(library, lexical, vectors, options=options, expand=expand)
        retriever.mend()
        return retriever

    @property
    def lexical(self) -> LexicalIndex:
        """The full-text index, which also knows how common words are."""
        return self._lexical

    def mend(self) -> None:
        """Bring the lexical index to the state of the Library, or leave it to the process that is at it."""
        if self._options.lexical_weight <= 0:
            return
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
        rankings = [
            (found, weight)
            for index, weight in self._searched()
            if (found := one_a_clause(self._ask(index, question, max(k, self._options.depth), filters)))
        ]
        if not rankings:
            return ()
        if len(rankings) == 1:
            return rankings[0][0][:k]
        return fuse(rankings, rrf_k=self._options.rrf_k)[:k]

    def _searched(self) -> list[tuple[PassageIndex, float]]:
        both = ((self._lexical, self._options.lexical_weight), (self._dense, self._options.dense_weight))
        return [(index, weight) for index, weight in both if index is not None and weight > 0]

    def _ask(self, index: PassageIndex, question: str, k: int, filters: Filters) -> tuple[Hit, ...]:
        """One index's passages; an embedding model out of reach leaves the question to the lexical index.

        That is logged once for as long as it stays so.
        """
        if index is self._lexical:
            expansions = self._expand(question) if self._expand else ()
            try:
                return self._lexical.search(question, k, filters, expansions=expansions)
            except IndexUnwritableError as error:
                self._without_files(error)
                return self._lexical.search(question, k, filters, expansions=expansions)
        try:
            found = index.search(question, k, filters)
            gone = self._gone()
        except PlanError as error:
            self._warn(error)
            return ()
        self._told = ""
        return tuple(hit for hit in found if hit.plan not in gone) if gone else found

    def _warn(self, error: PlanError) -> None:
        """Of vectors that cannot be used: once for as long as it is the same."""
        if str(error) != self._told:
            self._told = str(error)
            _LOG.warning("向量检索不可用，仅用全文检索：%s", error)

    def _gone(self) -> frozenset[str]:
        """The plans that the dense index knows otherwise than they are now."""
        if self._dense is None:
            return frozenset()
        stamp, held = self._dense.answers()
        return stale(self._library, held) if stamp != library_stamp(self._library) else frozenset()


def one_a_clause(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The first hit of every clause, in order, ranks counted anew."""
    first: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        first.setdefault((hit.plan, hit.label), hit)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(first.values(), start=1))


def fuse(rankings: Sequence[tuple[Sequence[Hit], float]], *, rrf_k: int = SEARCH.rrf_k) -> tuple[Hit, ...]:
    """Weighted reciprocal rank fusion: a clause's score is the sum of weight / (rrf_k + rank) over the
    rankings.

    Each ranking has a clause once. The passage is that of the first ranking that has the clause; ties keep
    the order of the rankings.
    """
    scores: dict[tuple[str, str], float] = {}
    seen: dict[tuple[str, str], Hit] = {}
    for hits, weight in rankings:
        for hit in hits:
            clause = (hit.plan, hit.label)
            scores[clause] = scores.get(clause, 0.0) + weight / (rrf_k + hit.rank)
            seen.setdefault(clause, hit)
    ordered = sorted(seen, key=lambda clause: -scores[clause])
    return tuple(
        replace(seen[clause], score=scores[clause], rank=rank, retriever=NAME)
        for rank, clause in enumerate(ordered, start=1)
    )
