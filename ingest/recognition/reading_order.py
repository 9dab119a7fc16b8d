"""Pieces of text on a page -> rows in reading order.

In: pieces with their edges, in any order. Out: rows from the top down; where the page is set in columns, one
column after the other between the rows that go across. Pieces that stand beside one another are one row, set
apart by a blank where there is room between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.recognition.options import RECOGNITION


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that were read as one, y downwards; `confidence` from 0 to 1."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def in_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Each row as one piece, as unsure as its least sure part."""
    if not pieces:
        return []
    height = median(piece.height for piece in pieces)
    gutter = _gutter(pieces, height)
    if gutter is None:
        return [_joined(row, height) for row in _rows(pieces)]
    out: list[Piece] = []
    for band in _bands(pieces, gutter):
        left = [p for p in band if p.right <= gutter]
        right = [p for p in band if p.left >= gutter]
        across = [p for p in band if p.left < gutter < p.right]
        for part in (across, left, right):
            out += in_rows(part)
    return out


def _gutter(pieces: Sequence[Piece], height: float) -> float | None:
    """Where a page of columns parts: the place that fewest pieces cross, of several the middle of the widest
    room."""
    best: tuple[int, float, float] | None = None
    for piece in pieces:
        at = piece.right + RECOGNITION.gutter * height / 2
        left = [p for p in pieces if p.right <= at]
        right = [p for p in pieces if p.left >= at]
        if not (_is_column(left, height) and _is_column(right, height)):
            continue
        room = min(p.left for p in right) - max(p.right for p in left)
        crossed = len(pieces) - len(left) - len(right)
        if room < RECOGNITION.gutter * height or crossed > min(len(left), len(right)):
            continue
        if best is None or (crossed, -room) < best[:2]:
            best = crossed, -room, at
    return best[2] if best else None


def _is_column(pieces: Sequence[Piece], height: float) -> bool:
    if len(pieces) < RECOGNITION.column_rows:
        return False
    return median(p.right - p.left for p in pieces) >= RECOGNITION.column * height


def _bands(pieces: Sequence[Piece], gutter: float) -> Iterator[list[Piece]]:
    """From each piece that crosses the gutter to the next one."""
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: p.middle):
        if piece.left < gutter < piece.right and band:
            yield band
            band = []
        band.append(piece)
    yield band


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.middle):
        last = rows[-1][-1] if rows else None
        if last and _overlap(last, piece) >= RECOGNITION.same_row * min(last.height, piece.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _overlap(one: Piece, other: Piece) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def _joined(row: Sequence[Piece], height: float) -> Piece:
    text = row[0].text
    for before, piece in pairwise(row):
        text += f"{' ' if piece.left - before.right >= RECOGNITION.gap * height else ''}{piece.text}"
    return Piece(
        text,
        min(p.confidence for p in row),
        min(p.left for p in row),
        min(p.top for p in row),
        max(p.right for p in row),
        max(p.bottom for p in row),
    )
