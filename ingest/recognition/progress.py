"""Who is told how far the reading of a file of many pages is, and may stop it.

In: a function that is told, for as long as a file is read. Out: a call of it before each page that is
recognised, and now and then while pages are read. Readers have one signature and know nothing of who
listens.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from ingest.recognition.options import READING


class Reached(NamedTuple):
    """The page that is read now, from 1, and how many there are; `recognised` where it is a picture of a
    page, and the pages are those that are recognised."""

    page: int
    pages: int
    recognised: bool = True


Told = Callable[[Reached], None]
"""What it raises ends the reading."""

_TOLD: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def telling(told: Told | None) -> Iterator[None]:
    """Within it `told` is told; nobody is where it is None."""
    token = _TOLD.set(told)
    try:
        yield
    finally:
        _TOLD.reset(token)


def tell(reached: Reached) -> None:
    if told := _TOLD.get():
        told(reached)


def pages_told(pages: int) -> Iterator[int]:
    """Their numbers from 0, while somebody is told every `READING.every` seconds which of them is read."""
    last = time.monotonic()
    for number in range(pages):
        if time.monotonic() - last >= READING.every:
            tell(Reached(page=number + 1, pages=pages, recognised=False))
            last = time.monotonic()
        yield number
