"""One person's conversation as the page holds it (what was asked, what is shown, what later questions may
build on), and the answers that are being written.

A `Conversation` is a value: nothing is read back from what was rendered, and no two pages share one.

`Running` lets another event of the page end an answer. Gradio's own cancelling loses the last words of the
answer (6.31) and leaves the model at work; this asks the answer itself to end. Kept in memory: a page belongs
to one process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from assistant.question import Turn

REMEMBERED = 12
"""Exchanges that a follow-up question may build on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """`shown` is the answer's HTML, None while it is awaited; `said` its words, None where the question was
    not taken.

    `logged` is its id in the question log, None until it is whole. `without` are the conditions taken away
    from the question.
    """

    question: str
    shown: str | None = None
    said: str | None = None
    logged: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """`id` is what it is kept under, None before its first answer. `editing` is the place of the question
    being changed. `replaced` are the logged questions that go when the last one is answered.
    """

    id: int | None = None
    exchanges: tuple[Exchange, ...] = ()
    editing: int | None = None
    replaced: tuple[int, ...] = ()

    def asking(self, question: str, without: tuple[str, ...] = (), at: int | None = None) -> Conversation:
        """With the question at place `at`, in place of what stood there and after; at the end where no place
        is given.
        """
        at = self.editing if at is None and self.editing is not None else at
        kept = self.exchanges if at is None else self.exchanges[:at]
        gone = (e.logged for e in self.exchanges[len(kept) :])
        return Conversation(
            id=self.id,
            exchanges=(*kept, Exchange(question=question, without=without)),
            replaced=(*self.replaced, *(logged for logged in gone if logged is not None)),
        )

    def answered(self, exchange: Exchange) -> Conversation:
        """With the last exchange in that form."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))


def turns(exchanges: tuple[Exchange, ...]) -> tuple[Turn, ...]:
    """The answered exchanges as history, oldest first."""
    out: list[Turn] = []
    for exchange in exchanges[-REMEMBERED:]:
        if exchange.said is not None:
            out += [
                Turn(role="user", content=exchange.question, without=exchange.without),
                Turn(role="assistant", content=exchange.said),
            ]
    return tuple(out)


def dropping(exchange: Exchange, key: str) -> tuple[str, ...]:
    """The conditions taken away from its question, with `key` among them, or no longer where it was."""
    if key in exchange.without:
        return tuple(k for k in exchange.without if k != key)
    return (*exchange.without, key)


@dataclass(slots=True)
class Run:
    """One answer under way: `stop` ends the model's part, after `left` nothing of it is to be shown any
    more.
    """

    stop: threading.Event = field(default_factory=threading.Event)
    left: bool = False


_PAGES = 2_000
"""Pages of which it is remembered that something was asked: only while they load does it matter."""


class Running:
    """May be shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: dict[str, Run] = {}
        self._begun: dict[str, None] = {}

    @contextmanager
    def run(self, page: str) -> Iterator[Run]:
        """An answer on that page; one that is still under way there is left."""
        mine = Run()
        with self._lock:
            before = self._runs.get(page)
            self._runs[page] = mine
            self._begun[page] = None
            if len(self._begun) > _PAGES:
                del self._begun[next(iter(self._begun))]
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

    def begun(self, page: str) -> bool:
        """Whether anything has been asked on that page."""
        with self._lock:
            return page in self._begun

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
