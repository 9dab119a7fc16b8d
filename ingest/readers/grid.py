"""Cells with spans -> the rows of the grid they cover; and whether a table is one at all.

A cell keeps its printed lines, one line break between them. A merged cell's text stands in its first place;
the places beside it in its row are "" and told, those below it None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.options import HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A printed cell; `wide` and `tall` count the columns and rows it covers."""

    text: str
    wide: int = 1
    tall: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """`beside` are the places that a wide cell before them covers."""

    cells: tuple[str | None, ...]
    beside: tuple[int, ...] = ()


def open_spans(rows: Iterable[Sequence[Cell]]) -> Iterator[GridRow]:
    """One value a row; what covers the places of later rows shifts their own cells to the right."""
    pending: dict[int, int] = {}
    for row in rows:
        places: list[str | None] = []
        beside: list[int] = []
        for cell in row:
            _cover(places, pending)
            for offset in range(cell.wide):
                if cell.tall > 1:
                    pending[len(places)] = cell.tall - 1
                if offset:
                    beside.append(len(places))
                places.append(cell.text if offset == 0 else "")
        _cover(places, pending)
        yield GridRow(cells=tuple(places), beside=tuple(beside))


def _cover(places: list[str | None], pending: dict[int, int]) -> None:
    while pending.get(len(places), 0):
        pending[len(places)] -= 1
        places.append(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """How much a cell holds: characters, blocks or lines, whether a table is within it."""

    length: int
    blocks: int = 0
    nested: bool = False


def lays_out(rows: Sequence[Sequence[Bulk]]) -> bool:
    """Whether a table only lays out what stands in it: a single column, a single row around a table, or a
    cell that holds the page.
    """
    wide = [row for row in rows if len(row) > 1]
    if not wide:
        return True
    cells = [cell for row in rows for cell in row]
    largest = max(cells, key=lambda cell: cell.length)
    total = sum(cell.length for cell in cells)
    if any(cell.nested for cell in cells) and (len(wide) == 1 or largest.length * 2 > total):
        return True
    return (
        largest.length > HTML.page_cell
        and largest.length * 5 > total * 3
        and largest.blocks > HTML.page_blocks
    )
