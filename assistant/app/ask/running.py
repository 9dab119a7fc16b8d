"""Answers that are being written, by the page that waits for them, so that another event of the page can end
one.

Gradio's own cancelling loses the last words of the answer after it (6.31), and leaves the model at work; this
tells the answer itself to come to an end. Kept in memory: a page belongs to one process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Run:
    """One answer under way: `stop` ends the model's part, after `left` nothing of it is to be shown any more."""

    stop: threading.Event = field(default_factory=threading.Event)
    left: bool = False


class Running:
    """May be shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: dict[str, Run] = {}

    @contextmanager
    def run(self, page: str) -> Iterator[Run]:
        """An answer on that page; one that is still under way there is left."""
        mine = Run()
        with self._lock:
            before = self._runs.get(page)
            self._runs[page] = mine
        if before:
            before.left = True
            before.stop.set()
        try:
            yield mine
        finally:
            mine.stop.set()
            with self._lock:
                if self._runs.get(page) is mine:
                    del self._runs[page]

    def busy(self, page: str) -> bool:
        """Whether an answer is under way on that page that is still to be shown."""
        with self._lock:
            run = self._runs.get(page)
        return run is not None and not run.left

    def stop(self, page: str, *, leave: bool = False) -> None:
        """End what is under way on that page, if anything is; with `leave` it is not shown any more."""
        with self._lock:
            run = self._runs.get(page)
        if run:
            run.left = run.left or leave
            run.stop.set()
