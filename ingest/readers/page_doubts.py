"""What is told of pages that were not read, or not surely. In: numbers of pages and words. Out: doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.model import Doubt
from ingest.readers.protocol import Line


def page_doubts(told: Iterable[tuple[Sequence[int], str]], lines: Sequence[Line]) -> Iterator[Doubt]:
    """A doubt for each kind of page, at the first line that stands on the first of them or behind it.

    `told` holds the pages, counted from 1 in order, and what is the matter with them; `lines` is not empty.
    """
    for numbers, what in told:
        if numbers:
            line = next((line.number for line in lines if (line.page or 0) >= numbers[0]), lines[-1].number)
            message = f"第{listed(numbers)}页{what}，请核对原件"
            yield Doubt(line=line, kind="page", message=message)


def listed(numbers: Sequence[int]) -> str:
    """2、5-7"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
