"""Cells with spans -> the rows of the grid they cover.

A cell keeps its printed lines, one line break between them. A merged cell's text stands in its first place;
the places beside it in its row are "" and told, those below it None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


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
