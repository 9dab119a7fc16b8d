"""The dense index brought to the state of the library: with progress, to be gone on with, and never more than
it takes.

In: the library, how the index is filled. Out: what was done, as numbers and as a sentence. What stands in the
way is a PlanError: the model does not answer, or another process is at it. What was done before it stays;
until the work is through, what answered before goes on answering.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.retrieval.hybrid import Dense
from ingest.embedding.cache import PROBE, CachedEmbedder
from ingest.errors import PlanError
from ingest.index.indexes import LOCK_WAIT, fresh, mend, stale, to_do
from ingest.index.vectors import VectorIndex
from ingest.store.library import Library

Progress = Callable[[int, int], None]
"""(passages done, in all): clauses stand for passages until a plan is cut, so that the second may grow a
little.
"""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """`embedded` passages were sent to the model, `reused` were known from before; `plans` were indexed or
    dropped.
    """

    title: str
    plans: int
    embedded: int
    reused: int

    def words(self) -> str:
        known = f"，沿用 {self.reused:,} 段" if self.reused else ""
        return f"向量索引（{self.title}）：新算 {self.embedded:,} 段{known}。"


def fill(
    library: Library,
    dense: Dense,
    home: Path,
    *,
    progress: Progress = lambda *_: None,
    wait: float = LOCK_WAIT,
) -> Filled:
    """Raises PlanError; IndexBusyError where another process has been at it for longer than `wait`
    seconds.
    """
    counts = _Counts(progress)
    index = dense.index(home, counts.add)
    known = dense.embedder if isinstance(dense.embedder, CachedEmbedder) else None
    with index.lock(wait):
        if index.discard_damaged():
            _LOG.warning("向量文件缺失、被截断或改动，已清空，由资料库重建")
        if known is not None:
            _verify(known, library, index)
            counts.before = known.embedded, known.reused
        waiting = to_do(library, index)
        counts.expect(sum(row.clauses for row in library.plans(plan=waiting)) if waiting else 0)
        plans = mend(library, index, wait=wait)
    embedded, reused = (known.embedded, known.reused) if known is not None else (counts.done, 0)
    return Filled(
        title=dense.embedder.recipe.title,
        plans=plans,
        embedded=embedded - counts.before[0],
        reused=reused - counts.before[1],
    )


def filled_share(library: Library, index: VectorIndex) -> float:
    """The share of the clauses that the vectors which answer know as they are now; 1 for an empty library."""
    _, held = index.answers()
    known = held.keys() - stale(library, held)
    rows = library.plans()
    every = sum(row.clauses for row in rows)
    return sum(row.clauses for row in rows if row.id in known) / every if every else 1.0


def unfinished(error: PlanError, index: VectorIndex) -> str:
    """That the index is not whole, why, how far it came, and what answers meanwhile."""
    done = index.serving().vectors
    so_far = f"已算好 {done:,} 段，都留着，再次运行 plans ingest 会接着做。" if done else ""
    return f"向量索引没有建完：{str(error).rstrip('。')}。{so_far}{meanwhile(index)}"


def meanwhile(index: VectorIndex) -> str:
    """What answers while our own collection is not whole or not up to date; tried, not supposed."""
    serving = index.serving()
    try:
        index.search("规划", 1)
    except PlanError:
        return "现在只用全文检索。"
    if not serving.reachable:
        return "在此之前只用全文检索。"
    return (
        "在此之前，新读入的文件只用全文检索。" if serving.own else f"在此之前由原来的“{serving.title}”回答。"
    )


class _Counts:
    """How many passages are done, and how many there are as far as is known."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._total = 0
        self.done = 0
        self.before = (0, 0)

    def expect(self, total: int) -> None:
        self._total = total
        if total:
            self._progress(0, total)

    def add(self, passages: int) -> None:
        self.done += passages
        self._progress(self.done, max(self.done, self._total))


def _verify(embedder: CachedEmbedder, library: Library, index: VectorIndex) -> None:
    """See that the model is still the one it was.

    Where the index is whole, a server that does not answer at once is let be, and a folder, whose name is its
    content, is not loaded.
    """
    whole = fresh(library, index)
    if whole and embedder.recipe.kind != "endpoint":
        return
    try:
        if whole:
            embedder.embed_query(PROBE)
        embedder.verify()
    except PlanError as error:
        if not whole:
            raise
        _LOG.warning("嵌入模型现在不应答；已有的向量索引是完整的，不受影响（%s）", error)
