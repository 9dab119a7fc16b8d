"""Brackets of any width in a paragraph: the pairs, an open one, the words up to the closing one.

In: words. Out: places in them, half-open, in code points. Brackets of either width close each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.grammar.offices import CLOSERS, OPENERS, ends_as_office
from ingest.grammar.stops import NAME_END
from ingest.responsibility.options import NAMES


def bracket_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Outermost bracket pairs as [start, end), brackets of either width closing each other."""
    depth, start = 0, 0
    for at, ch in enumerate(text):
        if ch in OPENERS:
            start = at if depth == 0 else start
            depth += 1
        elif ch in CLOSERS and depth:
            depth -= 1
            if depth == 0:
                yield start, at + 1


def last_unclosed(text: str) -> int | None:
    """Where the outermost bracket begins that the text opens and does not close."""
    opened: list[int] = []
    for at, ch in enumerate(text):
        if ch in OPENERS:
            opened.append(at)
        elif ch in CLOSERS and opened:
            opened.pop()
    return opened[0] if opened else None


def up_to_close(listed: str) -> str:
    """Up to the line's end, or the bracket that closes one opened before."""
    depth = 0
    for at, ch in enumerate(listed):
        depth += (ch in OPENERS) - (ch in CLOSERS)
        if depth < 0 or ch == "\n":
            return listed[:at]
    return listed


def is_behind_office(text: str, at: int) -> bool:
    """Whether a bracket stands behind an office's name, which it may explain: 县疾控中心（县卫健局主管）."""
    return ends_as_office(NAME_END.split(text[max(0, at - NAMES.longest) : at])[-1])
