"""Embedders: texts in, unit vectors out, behind one Protocol.

What decides an embedder's vectors is its `Recipe`: kind, model, dimensions, the words put before a text. Its
name follows from it, so that another setting has another name and, in the index, another collection; and from
a recipe that was written down the same embedder can be made again. There is one that comes with the program
(`builtin.py`), one behind an address (`endpoint_embedding.py`), one in a folder (`onnx.py`), and any of
LlamaIndex's (`index/llamaindex.py`).

Those that wait on another machine or process ask several times at once, by `in_order`: results come in the
order of the work. Its threads are daemons: a process that is stopped does not stay for an answer that is
still on its way, as it would with those of concurrent.futures.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import PurePath
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Parts = Generator[Vectors, None, None]
"""Rows in blocks; closing it stops the work that has not begun."""

Kind = Literal["builtin", "endpoint", "onnx", "llama-index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What makes an embedder this one and no other.

    `dimensions` are those a model was told to give, None for its own. The prefixes are put before every
    question and every passage, as models trained with an instruction want it. `folder` is where a model's
    files lay: a way to find them again, and no part of what the embedder is.
    """

    kind: Kind
    model: str
    dimensions: int | None = None
    query_prefix: str = ""
    passage_prefix: str = ""
    folder: str | None = None

    @property
    def name(self) -> str:
        """Another one for every other recipe, whatever the folder."""
        size = f" {self.dimensions}d" if self.dimensions is not None else ""
        prefixes = (("query", self.query_prefix), ("passage", self.passage_prefix))
        return f"{self.kind}-{self.model}{size}" + "".join(
            f" {of}={prefix!r}" for of, prefix in prefixes if prefix
        )

    @property
    def title(self) -> str:
        """What a person calls it."""
        if self.kind == "builtin":
            return "内置模型"
        if self.kind == "onnx" and self.folder is not None:
            return f"本地模型 {PurePath(self.folder).name}"
        return f"模型 {self.model}" + (f"（{self.dimensions} 维）" if self.dimensions is not None else "")


class Embedder(Protocol):
    """Two embedders of one `name` and `dimensions` give the same vectors. May be shared by threads."""

    @property
    def recipe(self) -> Recipe: ...

    @property
    def name(self) -> str:
        """The recipe's, or the recipe's with what else tells its vectors apart."""
        ...

    @property
    def dimensions(self) -> int:
        """Raises PlanError where the model must be asked and does not answer."""
        ...

    def in_parts(self, texts: Sequence[str]) -> Parts:
        """The rows of `embed_passages`, in order, in blocks as they become ready; none for no texts.

        Raises PlanError as `embed_passages` does, after the blocks before.
        """
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimensions); unit rows, or zero where a text has nothing to embed.

        Raises PlanError where the model does not answer, or answers what is no vector of its.
        """
        ...

    def embed_query(self, text: str) -> Vectors:
        """Shape (dimensions,); of length one, or zero where the text has nothing to embed. Raises PlanError
        likewise.
        """
        ...


Former = Callable[[Recipe], Embedder | None]
"""An embedder of that recipe, where one can be made here and now."""


def nobody(_: Recipe) -> None:
    """No embedder of an earlier setting can be made."""


def normalised(rows: NDArray[Any]) -> Vectors:
    """The rows at length one, shape and order kept; a zero row stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    vectors: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0).astype(np.float32)
    return vectors


def stacked(parts: Iterable[Vectors], texts: Sequence[str], dimensions: Callable[[], int]) -> Vectors:
    """The blocks of `in_parts` as one array; `dimensions` are asked for only where there is no text."""
    if not texts:
        return np.zeros((0, dimensions()), dtype=np.float32)
    return np.concatenate(list(parts))


def around_blanks(
    texts: Sequence[str], embed: Callable[[list[str]], Vectors], dimensions: Callable[[], int]
) -> Vectors:
    """The rows that `embed` gives the texts with something in them, and zero rows for those of white space
    alone.

    `dimensions` are asked for only where all are blank, and `embed` only where not all are.
    """
    worded = [text for text in texts if text.strip()]
    if not worded:
        return np.zeros((len(texts), dimensions() if texts else 0), dtype=np.float32)
    rows = embed(worded)
    if len(worded) == len(texts):
        return rows
    whole = np.zeros((len(texts), rows.shape[1]), dtype=np.float32)
    whole[[at for at, text in enumerate(texts) if text.strip()]] = rows
    return whole


WORKER = "in-order"
"""The name of each of the threads."""

T = TypeVar("T")
R = TypeVar("R")


def in_order(work: Callable[[T], R], items: Sequence[T], *, at_once: int) -> Generator[R, None, None]:
    """The result of each item, in order; at most `at_once` are in work.

    Items are begun in order. Where one fails, and where the caller stops reading, nothing more is begun; the
    exception is raised in the item's place, after the results before it.
    """
    waiting: SimpleQueue[int] = SimpleQueue()
    results: list[Future[R]] = [Future() for _ in items]
    stop = Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                at = waiting.get_nowait()
            except Empty:
                return
            try:
                results[at].set_result(work(items[at]))
            except BaseException as fault:  # noqa: BLE001  it is raised where the result is waited for
                stop.set()
                results[at].set_exception(fault)

    for at in range(len(items)):
        waiting.put(at)
    for _ in range(min(at_once, len(items))):
        Thread(target=serve, name=WORKER, daemon=True).start()
    try:
        for at in range(len(items)):
            yield results[at].result()
    finally:
        stop.set()
