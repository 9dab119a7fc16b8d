"""Files that a browser has sent: their names and bytes, and Gradio's copies of them, which go once they are
read. In: what the component has of an upload. Out: `Enclosed` files.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.errors import ReadError
from ingest.readers.enclosed import Enclosed
from ingest.readers.fetch import LARGEST
from ingest.sources import files_in

Upload = tuple[str, str]
"""(where the server keeps it, the name it came under)."""


def uploads(payload: Any) -> list[Upload]:
    """One for each file; a name never holds a folder.

    In place of the component's own reading, which takes brackets and the like out of the names.
    """
    files = getattr(payload, "root", None) or ([payload] if payload else [])
    return [(f.path, _bare_name(f.orig_name or f.path)) for f in files]


def taken(upload: Upload) -> tuple[Enclosed, ...]:
    """The files in an upload, whose copy in Gradio's folder goes."""
    path, name = upload
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            remedy = "请确认是否为文件正文，必要时拆分后再试"
            return _refused(name, f"文件超过 {LARGEST // 1_000_000} MB", remedy)
        return files_in(file.read_bytes(), name)
    except OSError as error:
        return _refused(name, f"没有传完整（{error.strerror}）", "请再传一次")
    finally:
        file.unlink(missing_ok=True)


def forget(files: Sequence[Upload]) -> None:
    """Delete Gradio's copies of files that are not read."""
    for path, _ in files:
        Path(path).unlink(missing_ok=True)


def _refused(name: str, message: str, remedy: str) -> tuple[Enclosed, ...]:
    return (Enclosed(name=name, data=ReadError(message, file=name, remedy=remedy)),)


def _bare_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.strip() or "文件"
