"""A page of a stored file as a picture for the screen, drawn by a process of its own (this module as a
program).

In: the stored file, and which page. Out: the bytes of a WebP picture. The libraries that draw are native code
and the files come from anywhere: the process has its limits of time and memory, and may die without harm. The
pictures that were drawn last are kept in memory.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore

from ingest.child_process import LENGTH, receive, send
from ingest.errors import PlanError, ReadError
from ingest.model import ScannedPage
from ingest.readers.page_pictures import shown

WIDTH = 1_240
"""Dots across: A4 at 150 dpi, which can be read on a screen of twice the usual density."""
_SECONDS, _PATIENCE, _MEMORY = 30, 90.0, 2_000_000_000
_AT_ONCE, _KEPT, _QUALITY = 2, 64, 80
_SLOTS = BoundedSemaphore(_AT_ONCE)


@lru_cache(maxsize=_KEPT)
def page_image(
    path: Path,
    file: str,
    page: int,
    scanned: ScannedPage | None,
    box: tuple[float, float, float, float] | None = None,
) -> bytes:
    """Page `page`, from 1, upright; with `box` that part of it (shares of its width and height). `path` is
    where the file lies, `file` the name it came under. Raises ReadError.
    """
    asked = {
        "path": str(path),
        "file": file,
        "page": page,
        "scanned": scanned and asdict(scanned),
        "box": box,
    }
    with _SLOTS:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            bufsize=0,
        )
        try:
            send(process, json.dumps(asked).encode())
            picture = receive(process, time.monotonic() + _PATIENCE)
        except (OSError, EOFError, TimeoutError) as exc:
            raise ReadError("这一页画不出来", file=file) from exc
        finally:
            process.kill()
            process.communicate()
    if not picture:
        raise ReadError("这一页画不出来", file=file)
    return picture


def _serve() -> None:
    """One request from standard input; the picture, or nothing, to standard output."""
    _limit()
    (length,) = LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size))
    asked = json.loads(sys.stdin.buffer.read(length))
    try:
        picture = _drawn(**asked)
    except (PlanError, IndexError):
        picture = b""
    sys.stdout.buffer.write(LENGTH.pack(len(picture)) + picture)
    sys.stdout.buffer.flush()


def _drawn(
    path: str, file: str, page: int, scanned: dict[str, float] | None, box: list[float] | None
) -> bytes:
    upright = ScannedPage(page=page, turn=int(scanned["turn"]), skew=scanned["skew"]) if scanned else None
    image = shown(Path(path).read_bytes(), file, page, upright, WIDTH)
    if box is not None:
        left, top, right, bottom = box
        wide, high = image.size
        image = image.crop((int(left * wide), int(top * high), int(right * wide) + 1, int(bottom * high) + 1))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY)
    return out.getvalue()


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the clock alone counts there
        return
    for kind, most in ((resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_AS, _MEMORY)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))


if __name__ == "__main__":
    _serve()
