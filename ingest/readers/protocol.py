"""What every reader gives: the lines of a document with their places, nothing interpreted.

A reader turns bytes into `Document`. It keeps every printed character (white space at line ends apart), tells
table cells and headings by `cells` and `style`, and lists what it left out because it is not part of the
page's own text (scripts, navigation). It never joins lines and never guesses marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ingest.model import Doubt, Dropped, ScannedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line or one table row.

    `number` is its line in the source from 1, `column` the offset of `text` in that source line, `page` from
    1. For a table row `text` is empty and `cells` holds its cells, all rows of a table with the same `table`
    number; a cell covered by one above it is None, and one covered by a wide cell before it "" with its place
    in `beside`. `depth` is how many numbered lists of the format hold the item that the line begins, 0 for
    any other line. `goes_on` where the page shows that the words go on in the next line, `begins` where it
    shows that a paragraph begins here. `style` is "h1" …
    "h6" where the format says heading, else None. `box` and `confidence` as in `PrintedLine`; no box where
    the format has no pages.
    """

    text: str
    number: int
    column: int = 0
    page: int | None = None
    cells: tuple[str | None, ...] | None = None
    table: int | None = None
    beside: tuple[int, ...] = ()
    depth: int = 0
    goes_on: bool = False
    begins: bool = False
    style: str | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Lines in reading order, what was left out, the front matter people wrote (unchecked), and
    what was read with doubt. `tells_merges` where the format says which cells merge: an empty one is then
    empty. `scanned` are the pages whose lines were recognised."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()
    front_matter: Mapping[str, object] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    tells_merges: bool = False
    scanned: tuple[ScannedPage, ...] = ()


class Reader(Protocol):
    """Bytes -> Document. Raises ReadError with the place and the remedy."""

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    def read(self, data: bytes, file: str) -> Document: ...
