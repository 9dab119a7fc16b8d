"""Pictures of pages -> what stands on them.

In: pictures in colour, one after another. Out: a `RecognisedPage` each, None for one that the engine cannot
read within its limits of time and memory: it ends its own process, never this one. Nothing is downloaded: the
models lie in the package. Pages go through one at a time, and whoever waits is told before each
(`progress`).
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ingest.child_process import Child, ChildDiedError, ChildGoneError
from ingest.recognition.options import PAGE, RECOGNITION
from ingest.recognition.progress import Reached, tell
from ingest.recognition.reading_order import Piece

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
