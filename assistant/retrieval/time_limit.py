"""The time limit of one question, checked by loops that grow with the library.

A thread cannot be stopped from outside, so whoever walks over plans, clauses or names calls `check` once a
step. The limit belongs to the question being answered in this thread (a context variable), so that the
values shared by all questions need not carry it. Outside `limited` nothing is limited.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from assistant.errors import OutOfTimeError

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


_CURRENT: ContextVar[Until | None] = ContextVar("until", default=None)


@contextmanager
def limited(limit: Limit) -> Iterator[None]:
    """What runs inside has the limit's seconds from now on. Not to be held open across a `yield`."""
    token = _CURRENT.set(Until(at=limit.clock() + limit.seconds, limit=limit))
    try:
        yield
    finally:
        _CURRENT.reset(token)


def check() -> None:
    """Raises OutOfTimeError where the time of the question being answered is over."""
    until = _CURRENT.get()
    if until is not None and until.limit.clock() > until.at:
        raise OutOfTimeError(
            f"这个问题用时过长，超过了 {until.limit.seconds:g} 秒，已停止查找，没有得出结果",
            remedy="请把范围缩小到一个地区、一个年份或一份文件再问。",
        )
