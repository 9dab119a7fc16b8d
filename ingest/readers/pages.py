"""Pages as they are read, of PDFs and of pictures: printed lines and ruled tables, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.printed_lines import Printed

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
