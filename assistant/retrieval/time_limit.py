"""The time limit of one question.

Loops that grow with the library, over plans, clauses or names, call `check` once a step and end there.
Whatever does not ask is ended from outside by a watchdog, `WatchdogOptions.grace` later: the interpreter
raises OutOfTimeError in the thread between two of its instructions, so that a question ends even in a loop
that nobody thought of. A call into C is not ended; those are searches of patterns and of the database, which
are linear in the text.

The limit belongs to the question being answered in this thread (a context variable), so that the values
shared by all questions need not carry it. Outside `limited` nothing is limited.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from assistant.errors import OutOfTimeError
from assistant.retrieval.options import WatchdogOptions

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How long a question may take without a model: `seconds` by `clock`."""

    seconds: float = 20.0
    clock: Clock = time.monotonic


USUAL = Limit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """`at` is the last moment by the clock of the limit, in its seconds."""

    at: float
    limit: Limit


WATCHDOG = WatchdogOptions()
_CURRENT: ContextVar[Until | None] = ContextVar("until", default=None)


@contextmanager
def limited(limit: Limit) -> Iterator[None]:
    """What runs inside has the limit's seconds from now on. Not to be held open across a `yield`. Raises
    OutOfTimeError.
    """
    token = _CURRENT.set(Until(at=limit.clock() + limit.seconds, limit=limit))
    watched = _WATCH.begin(limit.seconds)
    try:
        yield
    finally:
        _WATCH.end(watched)
        _CURRENT.reset(token)


def check() -> None:
    """Raises OutOfTimeError where the time of the question being answered is over."""
    until = _CURRENT.get()
    if until is not None and until.limit.clock() > until.at:
        raise _out_of_time(until.limit.seconds)


def _out_of_time(seconds: float) -> OutOfTimeError:
    return OutOfTimeError(
        f"这个问题用时过长，超过了 {seconds:g} 秒，已停止查找，没有得出结果",
        remedy="请把范围缩小到一个地区、一个年份或一份文件再问。",
    )


@dataclass(slots=True)
class _Watched:
    """A thread that answers a question, when it is overdue by `time.monotonic`, and how often it may still be
    told.
    """

    thread: int
    seconds: float
    due: float
    left: int


class _Watchdog:
    """One thread for the whole process, begun with the first question."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watched: dict[int, _Watched] = {}
        self._thread: threading.Thread | None = None

    def begin(self, seconds: float) -> _Watched:
        due = time.monotonic() + seconds + WATCHDOG.grace
        now = _Watched(thread=threading.get_ident(), seconds=seconds, due=due, left=WATCHDOG.at_most)
        with self._lock:
            self._watched[id(now)] = now
            if self._thread is None or not self._thread.is_alive():  # also in the child of a fork
                self._thread = threading.Thread(target=self._look, name="question-time", daemon=True)
                self._thread.start()
        return now

    def end(self, watched: _Watched) -> None:
        try:
            self._forget(watched)
        except OutOfTimeError:  # told in here, as the last of its time ran out
            self._forget(watched)

    def _forget(self, watched: _Watched) -> None:
        with self._lock:
            if self._watched.pop(id(watched), watched).left < WATCHDOG.at_most:
                _raise_in(watched.thread, None)  # takes back what has not arrived yet

    def _look(self) -> None:
        while True:
            time.sleep(WATCHDOG.look)
            now = time.monotonic()
            with self._lock:
                for watched in self._watched.values():
                    if watched.due <= now and watched.left:
                        watched.left -= 1
                        _raise_in(watched.thread, _overdue(watched.seconds))


_WATCH = _Watchdog()


def _overdue(seconds: float) -> type[OutOfTimeError]:
    """The error as a class of its own, as the interpreter makes it without arguments."""
    told = _out_of_time(seconds)

    class OverdueError(OutOfTimeError):
        def __init__(self) -> None:
            super().__init__(told.message, remedy=told.remedy)

    return OverdueError


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    raised = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
