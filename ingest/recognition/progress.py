"""Who is told how far the recognition of a file is, and may stop it.

In: a function that is told, for as long as a file is read. Out: a call of it before each page. Readers know
nothing of it: all have one signature, and only a few of them wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Told = Callable[[int, int], None]
"""(page that is recognised now, from 1; pages in all). What it raises ends the reading."""

_TOLD: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def telling(told: Told | None) -> Iterator[None]:
    """Within it `told` is told; nobody is where it is None."""
    token = _TOLD.set(told)
    try:
        yield
    finally:
        _TOLD.reset(token)


def tell(page: int, pages: int) -> None:
    if told := _TOLD.get():
        told(page, pages)
