"""A recognised page -> a page as readers have it: rows of text, and ruled tables.

In: the pieces that were read on a page and the rules drawn on it, in dots. Out: a `Page` in points, as if the
text had been in the file. What lies within a grid of rules belongs to its cells, everything else is put into
rows (`recognition.reading_order`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from ingest.readers.options import SCANS
from ingest.readers.pages import Block, Page, PageTable
from ingest.readers.pdf_pages import covered_by, table_of
from ingest.readers.printed_lines import Printed
from ingest.readers.ruled_tables import Grid, Rule, find_grids
from ingest.recognition.options import RECOGNITION
from ingest.recognition.reading_order import Piece, in_rows
from ingest.recognition.recognise import RecognisedPage

_POINT = 72 / RECOGNITION.dpi
"""Points of a dot, near enough for how text is set: pictures do not say how large their page was."""


def as_page(found: RecognisedPage) -> Page:
    grids = find_grids(*_rules(found))
    inside: dict[int, list[Piece]] = {}
    outside: list[Piece] = []
    for piece in found.pieces:
        x, y = (piece.left + piece.right) / 2 * _POINT, (found.height - piece.middle) * _POINT
        at = next((n for n, grid in enumerate(grids) if grid.holds(x, y)), None)
        if at is None:
            outside.append(piece)
        else:
            inside.setdefault(at, []).append(piece)
    view = (1 / (found.width * _POINT), 0.0, 0.0, -1 / (found.height * _POINT), 0.0, 1.0)
    return Page(tuple(_blocks(found, grids, inside, outside)), view)


def _rules(found: RecognisedPage) -> tuple[list[Rule], list[Rule]]:
    """In points, y upwards."""
    high = found.height
    level = [Rule((high - y) * _POINT, start * _POINT, end * _POINT) for y, start, end in found.level]
    upright = [
        Rule(x * _POINT, (high - end) * _POINT, (high - start) * _POINT) for x, start, end in found.upright
    ]
    return level, upright


def _blocks(
    found: RecognisedPage, grids: Sequence[Grid], inside: dict[int, list[Piece]], outside: Sequence[Piece]
) -> Iterator[Block]:
    """Tables among the rows they stand between."""
    waiting = [(grids[at], pieces) for at, pieces in sorted(inside.items())]
    usual = median(piece.height for piece in found.pieces) if found.pieces else 0.0
    for row in in_rows(outside):
        printed = _printed(found, row, usual)
        while waiting and waiting[0][0].ys[0] > printed.top:
            yield _table(found, *waiting.pop(0))
        yield printed
    for grid, pieces in waiting:
        yield _table(found, grid, pieces)


def _printed(found: RecognisedPage, row: Piece, usual: float) -> Printed:
    """Boxes are more or less tight: a height about the usual one is that."""
    alike = abs(row.height - usual) <= SCANS.alike * usual
    return Printed(
        row.text,
        row.left * _POINT,
        row.right * _POINT,
        (found.height - row.top) * _POINT,
        max(1.0, (usual if alike else row.height) * _POINT),
        row.confidence,
    )


def _table(found: RecognisedPage, grid: Grid, pieces: Sequence[Piece]) -> PageTable:
    covering = covered_by(grid)
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        x, y = (piece.left + piece.right) / 2 * _POINT, (found.height - piece.middle) * _POINT
        cells.setdefault(covering[grid.place_at(x, y)], []).append(piece)
    rows = {place: in_rows(of) for place, of in cells.items()}
    table = table_of(grid, {place: "\n".join(row.text for row in of) for place, of in rows.items()})
    least = min(piece.confidence for piece in pieces)
    return PageTable(tuple(replace(row, confidence=least) for row in table.rows), table.xs)
