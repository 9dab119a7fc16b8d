"""Cells with spans -> the rows of the grid they cover.

A cell keeps its printed lines, one line break between them. A merged cell's text stands in its first place;
the places beside it in its row are "", those below it None.
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


def open_spans(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[str | None, ...]]:
    """One tuple a row; what covers the places of later rows shifts their own cells to the right."""
    pending: dict[int, int] = {}
    for row in rows:
        places: list[str | None] = []
        for cell in row:
            _cover(places, pending)
            for offset in range(cell.wide):
                if cell.tall > 1:
                    pending[len(places)] = cell.tall - 1
                places.append(cell.text if offset == 0 else "")
        _cover(places, pending)
        yield tuple(places)


def _cover(places: list[str | None], pending: dict[int, int]) -> None:
    while pending.get(len(places), 0):
        pending[len(places)] -= 1
        places.append(None)
