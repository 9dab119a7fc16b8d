"""Pictures of pages -> what stands on them, in reading order.

In: pictures in colour, one after another. Out: a `RecognisedPage` each, None for one that the engine cannot
read within its limits of time and memory: it ends its own process, never this one. Nothing is downloaded: the
models lie in the package. Pages go through one at a time, and whoever waits is told before each (`progress`).

The pieces of a page, in any order, become rows from the top down (`in_rows`); where the page is set in
columns, one column after the other between the rows that go across. Pieces that stand beside one another are
one row, set apart by a blank where there is room between them.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from ingest.child_process import Child, ChildDiedError, ChildGoneError
from ingest.recognition.options import PAGE, RECOGNITION
from ingest.recognition.progress import Reached, tell

_COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("child.py")))
_NEEDED = ("rapidocr", "onnxruntime", "cv2")
_LOG = logging.getLogger(__name__)

Rule = tuple[float, float, float]
"""Where it lies across its direction, where it begins, where it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A picture; `rgb` are its rows from the top, three bytes a dot."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPage:
    """All places in dots of the page as it stands once it is turned by `turn` degrees counter-clockwise and
    then by `skew` about its middle; y downwards. `level` and `upright` are the rules of tables; `unread`
    counts places with ink like that of letters in which no words were read.
    """

    width: int
    height: int
    turn: int
    skew: float
    pieces: tuple[Piece, ...]
    level: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()
    unread: int = 0


@cache
def unusable() -> str:
    """Why nothing can be recognised on this machine; "" where it can. Loads nothing."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    return f"没有安装文字识别（{'、'.join(missing)}）" if missing else ""


def recognised(
    pictures: Iterable[Raster | None], count: int, *, command: tuple[str, ...] = _COMMAND
) -> Iterator[RecognisedPage | None]:
    """As many as pictures, which are `count`; None for one that is None."""
    child = Child(command, {"OMP_NUM_THREADS": str(_threads())}, restarts=RECOGNITION.restarts)
    try:
        for number, picture in enumerate(pictures, start=1):
            tell(Reached(page=number, pages=count))
            yield None if picture is None else _page(child, picture)
    finally:
        child.stop()


def _threads() -> int:
    """Half of the processors: questions are answered meanwhile."""
    return max(1, (os.cpu_count() or 1) // 2)


def _page(child: Child, picture: Raster) -> RecognisedPage | None:
    asked = {
        "width": picture.width,
        "height": picture.height,
        "seconds": RECOGNITION.seconds,
        "memory": RECOGNITION.memory,
        "threads": _threads(),
        "options": asdict(PAGE),
    }
    request = json.dumps(asked).encode() + b"\n" + picture.rgb
    patience = RECOGNITION.start + RECOGNITION.seconds * RECOGNITION.patience
    try:
        return child.ask(request, lambda reply: _as_page(reply, picture), patience=patience)
    except (ChildDiedError, ChildGoneError) as fault:
        _LOG.warning("有一页没有识别出来：%s", fault)
        return None


def _as_page(reply: bytes, picture: Raster) -> RecognisedPage:
    """Raises ValueError where the reply is no page."""
    told: dict[str, Any] = json.loads(reply)
    try:
        aside = told["turn"] % 180 != 0
        return RecognisedPage(
            width=picture.height if aside else picture.width,
            height=picture.width if aside else picture.height,
            turn=told["turn"],
            skew=told["skew"],
            pieces=tuple(Piece(*piece) for piece in told["pieces"]),
            level=tuple(tuple(rule) for rule in told["level"]),
            upright=tuple(tuple(rule) for rule in told["upright"]),
            unread=told["unread"],
        )
    except (KeyError, TypeError) as fault:
        raise ValueError("no page") from fault


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
