"""Anybody's retrieval benchmark: passages and questions as given, through the indexes and the fusion of the
product.

In: a corpus of lines {"id", "name", "content"} and queries of lines {"id", "text", "gold": [ids]}. Out: one
`Row` a retriever, and how long building and searching took. A passage is indexed as it is, the name in the
place of the title; nothing is cut, read or left out. Queries are searched as typed. The dense index is built
and searched where there is an embedder and its weight is not 0.

The search is the product's own, over an empty library that stands for "nothing has changed".
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from assistant.retrieval.hybrid import Retriever, RetrieverOptions
from assistant.retrieval.options import SEARCH
from evals.errors import EvalError
from evals.metrics import percentile, ranking, ranks_of
from evals.questions import read_lines
from ingest.embedding.embedders import Embedder
from ingest.index.indexes import LAYOUT, Change
from ingest.index.lexical import LexicalIndex
from ingest.index.model import Passage
from ingest.index.vectors import VectorIndex
from ingest.model import Span
from ingest.store.library import Library

DEPTH = 100
_PART = 1000
"""Passages handed to an index as one plan, so that embedding them takes a bounded amount of memory."""

Progress = Callable[[str, int, int], None]
"""(what is done, how many done, how many in all)."""


class CorpusLine(BaseModel):
    """A passage as given."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    id: str
    name: str | None = None
    content: str


class QueryLine(BaseModel):
    """A question; `gold` the ids of all passages that answer it, one or several."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    id: str | None = None
    text: str
    gold: tuple[str, ...]

    @field_validator("gold", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return (value,) if isinstance(value, str | int) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One retriever: the means over the queries, None where there are none to score, and the time of a
    search.
    """

    retriever: str
    scores: Mapping[str, float | None]
    p50_ms: float | None
    p95_ms: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The first of `rows` is what the product would do. `missing` counts gold ids that no passage has."""

    passages: int
    queries: int
    unscored: int
    missing: int
    dense_weight: float
    build_s: Mapping[str, float] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The product's own scores on top, those of each retriever below."""
        first = self.rows[0]
        return {
            "passages": self.passages,
            "queries": self.queries,
            "unscored": self.unscored,
            "missing": self.missing,
            "dense_weight": self.dense_weight,
            **first.scores,
            "build_s": sum(self.build_s.values()),
            "p50_ms": first.p50_ms,
            "p95_ms": first.p95_ms,
            "builds_s": dict(self.build_s),
            "retrievers": {
                row.retriever: {**row.scores, "p50_ms": row.p50_ms, "p95_ms": row.p95_ms} for row in self.rows
            },
        }


def read_corpus(file: Path) -> tuple[CorpusLine, ...]:
    """Raises EvalError for a line that is no passage and for an id that is there twice."""
    lines = read_lines(file, CorpusLine, '{"id": …, "name": "名称", "content": "正文"}')
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            raise EvalError(f"编号重复：{line.id}", file=file.name, remedy="请给每段一个不同的编号")
        seen.add(line.id)
    return tuple(lines)


def read_queries(file: Path) -> tuple[QueryLine, ...]:
    """Raises EvalError for a line that is no question."""
    return tuple(read_lines(file, QueryLine, '{"id": …, "text": "问题", "gold": ["应找到的段落编号", …]}'))


def run(
    corpus: Sequence[CorpusLine],
    queries: Sequence[QueryLine],
    *,
    embedder: Embedder | None = None,
    dense_weight: float = SEARCH.dense,
    progress: Progress = lambda *_: None,
) -> Report:
    """Index the corpus in a folder that is thrown away, and search it for every query that has gold."""
    ids = {line.id for line in corpus}
    scored = [query for query in queries if query.gold]
    with TemporaryDirectory(prefix="plans-bench-") as scratch, Library.open(Path(scratch)) as library:
        stamp = f"{LAYOUT}:{library.stamp()}"
        lexical = LexicalIndex.open(Path(scratch) / "lexical")
        dense = VectorIndex(Path(scratch) / "chroma", embedder) if embedder and dense_weight > 0 else None
        build_s = {}
        for index in (lexical, dense) if dense else (lexical,):
            started = time.perf_counter()
            index.update(_changes(corpus, index.name, progress), stamp=stamp)
            build_s[index.name] = time.perf_counter() - started
        rows = []
        for name, options in _options(dense_weight if dense else 0).items():
            retriever = Retriever(library, lexical, dense, options=options)
            rows.append(_row(name, retriever, scored, progress))
    return Report(
        passages=len(corpus),
        queries=len(scored),
        unscored=len(queries) - len(scored),
        missing=len({one for query in scored for one in query.gold} - ids),
        dense_weight=dense_weight if dense else 0,
        build_s=build_s,
        rows=tuple(rows),
    )


def _options(dense_weight: float) -> dict[str, RetrieverOptions]:
    """What is measured, the product's way first."""
    lexical = RetrieverOptions(dense_weight=0, depth=DEPTH)
    if dense_weight <= 0:
        return {"lexical": lexical}
    return {
        "fused": RetrieverOptions(dense_weight=dense_weight, depth=DEPTH),
        "lexical": lexical,
        "dense": RetrieverOptions(dense_weight=1, depth=DEPTH),
    }


def _changes(corpus: Sequence[CorpusLine], name: str, progress: Progress) -> Iterator[Change]:
    """The corpus in parts; an index sees each as a plan."""
    for start in range(0, len(corpus), _PART):
        progress(f"建立索引 {name}", start, len(corpus))
        plan = f"part-{start // _PART}"
        passages = tuple(_passage(plan, line) for line in corpus[start : start + _PART])
        yield Change(plan=plan, fingerprint="as given", passages=passages)
    progress(f"建立索引 {name}", len(corpus), len(corpus))


def _passage(plan: str, line: CorpusLine) -> Passage:
    """A passage without words is indexed like the others and found by its name alone."""
    return Passage(
        id=f"{plan}#{line.id}#0",
        plan=plan,
        label=line.id,
        title=line.name or "",
        path=(),
        text=line.content,
        span=Span(start=0, end=max(1, len(line.content))),
    )


def _row(name: str, retriever: Retriever, queries: Sequence[QueryLine], progress: Progress) -> Row:
    """The first query is searched once before, so that opening an index is not timed."""
    if queries:
        retriever.search(queries[0].text, DEPTH)
    ranks, took = [], []
    for done, query in enumerate(queries):
        if done % 100 == 0:
            progress(f"检索 {name}", done, len(queries))
        started = time.perf_counter()
        hits = retriever.search(query.text, DEPTH)
        took.append((time.perf_counter() - started) * 1000)
        ranks.append(ranks_of([(hit.label,) for hit in hits], [(one,) for one in dict.fromkeys(query.gold)]))
    progress(f"检索 {name}", len(queries), len(queries))
    return Row(
        retriever=name,
        scores=ranking(ranks, (1, 5, 10, 100)),
        p50_ms=percentile(took, 0.50),
        p95_ms=percentile(took, 0.95),
    )
