"""Page numbers that a converter has left inside a word: 基本公125共服务.

In: clean lines, and which of them are page numbers by themselves. Out: the lines without those numbers, what
was cut, and doubts. A number between two Han characters stands in a word where the dictionary has one across
it. It is a page's where it counts on by one among the numbers of the pages, at least three of them, each a
page's length behind the one before; else it stays and is doubted.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.measures import BEHIND_NUMBER
from ingest.grammar.segmentation import ends_word
from ingest.layout.clean import CleanLine, join
from ingest.model import Doubt, Dropped

PAGE = 250
"""Characters that stand at least between two page numbers."""
FEWEST_PAGES = 3
_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,3}(?=[\u4e00-\u9fff])")
_DIGITS = re.compile(r"\d{1,4}")
_COUNTS = re.compile(BEHIND_NUMBER)
"""What a number counts stands behind it: 新建企业40家 is no 企业家."""
_SURE = 10
"""From this number on one that stands alone in its row is doubted: 6税2费 has small ones inside words."""
_AROUND = 4
"""Characters on either side that a word across a number may reach into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number that may be a page's: `at` its line, `start` where it begins in it, `offset` in the document;
    `glued` inside a word.
    """

    at: int
    start: int
    end: int
    offset: int
    value: int
    glued: bool


def cut_glued(
    lines: Sequence[CleanLine], alone: Collection[int]
) -> tuple[list[CleanLine], list[Dropped], list[Doubt]]:
    """`alone` are indexes of lines that are nothing but a page's number."""
    numbers = list(_numbers(lines, alone))
    if not any(number.glued for number in numbers):
        return list(lines), [], []
    counted = _counting_on(numbers)
    out, dropped, doubts = list(lines), [], []
    for number in reversed([n for n in numbers if n.glued]):
        line = out[number.at]
        if number in counted:
            run = join((line.run.cut(0, number.start), line.run.cut(number.end)))
            out[number.at] = replace(line, run=run)
            dropped.append(Dropped(line=line.number, text=str(number.value), reason="页码"))
        elif number.value >= _SURE:
            shown = line.text[max(0, number.start - 2) : number.end + 2]
            message = f"“{shown}”里的数字像是粘进词里的页码，没有去掉，请核对"
            doubts.append(Doubt(line=line.number, kind="page", message=message))
    return out, dropped, doubts


def _numbers(lines: Sequence[CleanLine], alone: Collection[int]) -> Iterator[_Number]:
    offset = 0
    for at, line in enumerate(lines):
        found: Iterator[re.Match[str]] = iter(())
        if at in alone:
            found = itertools.islice(_DIGITS.finditer(line.text), 1)
        elif not line.cells:
            found = (m for m in _INSIDE.finditer(line.text) if _splits_word(line.text, m))
        for m in found:
            start, end = m.span()
            glued = at not in alone
            yield _Number(at=at, start=start, end=end, offset=offset + start, value=int(m[0]), glued=glued)
        offset += len(line.text)


def _splits_word(text: str, number: re.Match[str]) -> bool:
    if _COUNTS.match(text, number.end()):
        return False
    before = text[max(0, number.start() - _AROUND) : number.start()]
    return not ends_word(before, text[number.end() : number.end() + _AROUND])


def _counting_on(numbers: Sequence[_Number]) -> set[_Number]:
    """Those that stand in a row of page numbers."""
    before: dict[_Number, _Number] = {}
    length: dict[_Number, int] = {}
    last: dict[int, _Number] = {}
    for number in numbers:
        previous = last.get(number.value - 1)
        follows = previous is not None and number.offset - previous.offset >= PAGE
        length[number] = length[previous] + 1 if previous is not None and follows else 1
        if previous is not None and follows:
            before[number] = previous
        if number.value not in last or length[number] >= length[last[number.value]]:
            last[number.value] = number
    counted: set[_Number] = set()
    for number in numbers:
        step: _Number | None = number if length[number] >= FEWEST_PAGES else None
        while step is not None and step not in counted:
            counted.add(step)
            step = before.get(step)
    return counted
