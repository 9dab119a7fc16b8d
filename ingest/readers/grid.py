"""Cells with spans -> the rows of the grid they cover, and the words of a cell printed on several lines.

A merged cell's text stands in its first place; the places beside it in its row are "", those below it None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.grammar.office_ends import LISTED_END
from ingest.grammar.people import is_person

_OFFICE = re.compile(rf"(?:{LISTED_END})$")
_PLAIN = re.compile(r"[0-9A-Za-z]")


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


def _is_name(line: str) -> bool:
    """Whether a line of a cell is an office, a person, or both: 县水利局 林枫."""
    bare = line.rstrip("、，；;,")
    return bool(_OFFICE.search(bare)) or is_person(bare.split()[-1] if bare else "")


def _cover(places: list[str | None], pending: dict[int, int]) -> None:
    while pending.get(len(places), 0):
        pending[len(places)] -= 1
        places.append(None)


def join_lines(lines: Sequence[str]) -> str:
    """The lines of a cell as one: parted by a space where each is an office (or one of its people) or where
    two words or numbers would run together."""
    led = bool(lines) and (_OFFICE.search(lines[0].split()[0]) or all(map(is_person, lines)))
    listed = len(lines) > 1 and led and all(map(_is_name, lines))
    joined = "".join(lines[:1])
    for line in lines[1:]:
        runs_on = _PLAIN.match(line) and joined and _PLAIN.match(joined[-1])
        joined += f" {line}" if listed or runs_on else line
    return joined
