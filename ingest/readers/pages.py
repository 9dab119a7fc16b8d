"""Pages as they are read, of PDFs, OFDs and pictures: printed lines and ruled tables, where they stand, which
lines go on in the next one, and what is told of pages that were not read, or not surely.

Whether a line goes on is seen from its place: in are the lines of a document in reading order, with their
edges in points; out, for each, whether the print shows that its words go on. Lines that follow one another
down the page make a column. A line goes on where it reaches the column's right edge but for a word that may
not be broken (that with which the next one begins, where it is a figure), and the next one begins at the left
edge of its own column in letters of the same size, no further down than lines of a paragraph are; behind a
full stop only where the column's paragraphs are indented or set apart. A column with a paragraph or two says
little of that: where most columns of the document are indented, all are. A line further in begins a paragraph
where first lines are set so in the document: those that are full go on at the edge of their column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest import late_re as re
from ingest.model import Doubt
from ingest.readers.options import PDF
from ingest.readers.protocol import Line


@dataclass(frozen=True, slots=True)
class Printed:
    """A line; `height` is that of its letters, `top` counts from the foot of the page. `confidence` where it
    was recognised; not `placed` where nobody knows where it stands."""

    text: str
    left: float
    right: float
    top: float
    height: float
    confidence: float | None = None
    placed: bool = True


Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


def at(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of a table as `grid.GridRow` has it, and its edges; `confidence` where it was recognised."""

    cells: tuple[str | None, ...]
    beside: tuple[int, ...]
    top: float
    bottom: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """`xs` are the places of its upright rules from the left."""

    rows: tuple[PageRow, ...]
    xs: tuple[float, ...]


Block = Printed | PageTable


@dataclass(frozen=True, slots=True)
class Page:
    """`picture` is the share of the page that its largest picture covers; `unmapped` counts characters that
    the font gives no meaning. `veiled` where its text is drawn invisibly, as programs that recognise scans
    put it behind the picture. `struck` are words that are struck out, which are in no block. `view` leads
    from the coordinates of the blocks to shares of the page as it is shown, from its top left; None where the
    pages of the format cannot be shown.
    """

    blocks: tuple[Block, ...]
    view: Matrix | None
    picture: float = 0.0
    unmapped: int = 0
    veiled: bool = False
    struck: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        for block in self.blocks:
            if isinstance(block, Printed):
                yield block.text
            else:
                yield from (cell or "" for row in block.rows for cell in row.cells)

    def letters(self) -> int:
        return sum(ch.isalnum() for text in self.texts() for ch in text)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box | None:
        """Left, top, right, bottom as shares of the shown page; None where it cannot be shown."""
        if self.view is None:
            return None
        corners = [at(x, y, self.view) for x in (left, right) for y in (bottom, top)]
        xs, ys = zip(*corners, strict=True)
        return (_share(min(xs)), _share(min(ys)), _share(max(xs)), _share(max(ys)))


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 4)


_STOPS = "。；：！？;:!?"
_UNBROKEN = re.compile(r"[\w.%‰/+~-]+[，。、；：,.;:）)”]*", re.ASCII)
"""A figure or a word of letters, with the signs that may begin no line."""


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    leading: float
    indented: bool
    set_apart: bool
    """Whether more room is left between its paragraphs than between their lines."""


def going_on(pages: Sequence[Sequence[Printed]]) -> list[list[bool]]:
    """As many values as lines on each page."""
    columns = _set_alike([_columns(page) for page in pages])
    flat = _flat(pages, columns)
    values = [_goes_on(*one, *other) for one, other in pairwise(flat)] + [False] * bool(flat)
    return _by_page(values, pages)


def beginning(pages: Sequence[Sequence[Printed]]) -> list[list[bool]]:
    """As many values as lines on each page."""
    flat = _flat(pages, [_columns(page) for page in pages])
    full = [
        _is_inset(follows, its)
        for (line, column), (follows, its) in pairwise(flat)
        if _is_inset(line, column) and line.right + line.height >= column.right
    ]
    indented = len(full) > 1 and len(full) >= PDF.first_lines * sum(full)
    return _by_page([indented and _is_inset(*one) for one in flat], pages)


def _set_alike(columns: list[list[_Column]]) -> list[list[_Column]]:
    every = {id(column): column for of in columns for column in of}
    if 2 * sum(column.indented for column in every.values()) > len(every):
        like = {key: replace(column, indented=True) for key, column in every.items()}
        return [[like[id(column)] for column in of] for of in columns]
    return columns


def _flat(
    pages: Sequence[Sequence[Printed]], columns: Sequence[Sequence[_Column]]
) -> list[tuple[Printed, _Column]]:
    return [
        (line, column)
        for page, of in zip(pages, columns, strict=True)
        for line, column in zip(page, of, strict=True)
    ]


def _by_page(values: Sequence[bool], pages: Sequence[Sequence[Printed]]) -> list[list[bool]]:
    found = iter(values)
    return [[next(found) for _ in page] for page in pages]


def _columns(page: Sequence[Printed]) -> list[_Column]:
    """The column of each line."""
    runs: list[list[Printed]] = []
    for line in page:
        last = runs[-1][-1] if runs else None
        if last and line.top < last.top and line.left < last.right and last.left < line.right:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [column for run in runs for column in [_column(run)] * len(run)]


def _column(run: Sequence[Printed]) -> _Column:
    rights = sorted(line.right for line in run)
    left = min(line.left for line in run)
    inset = [line for line in run if _is_in(line, left)]
    steps = sorted(above.top - line.top for above, line in pairwise(run))
    leading = steps[len(steps) // 3] if steps else 0.0
    wide = sum(step > PDF.same_paragraph * leading for step in steps)
    right = rights[min(int(len(rights) * PDF.full), len(rights) - 1)]
    return _Column(left, right, leading, len(inset) > 1, wide > 1)


def _is_in(line: Printed, left: float) -> bool:
    return PDF.least_indent <= (line.left - left) / line.height <= PDF.most_indent


def _is_inset(line: Printed, column: _Column) -> bool:
    return _is_in(line, column.left)


def _goes_on(line: Printed, column: _Column, follows: Printed, its: _Column) -> bool:
    if not (line.placed and follows.placed):
        return False
    word = _UNBROKEN.match(follows.text)
    room = max(PDF.unbroken, PDF.half_width * len(word[0]) if word else 0.0)
    if line.right + room * line.height < column.right:
        return False
    if abs(line.height - follows.height) > PDF.same_size * line.height:
        return False
    if follows.left - its.left >= follows.height / 2:
        return False
    if column is its and line.top - follows.top > PDF.same_paragraph * column.leading:
        return False
    ends = line.text[-1:] in _STOPS and line.text.count("（") <= line.text.count("）")
    return not ends or (column.indented and its.indented) or (column is its and column.set_apart)


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
