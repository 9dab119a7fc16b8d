"""The files plans came in, byte for byte, kept beside the Library so that they can be had again.

In: bytes. Out: a file named by their SHA-256 in `<home>/files`, written whole or not at all. No name of a
person or a machine ever becomes a path; the name a file came under is in its `Plan`. What is in here twice is
here once.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest import late_re as re
from ingest.errors import LibraryError

FOLDER = "files"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """Those in the library folder `home`; any number of processes may keep files in it."""

    home: Path

    def keep(self, data: bytes) -> str:
        """Keep a copy and return its SHA-256; one that is there whole is left as it is, one that was altered
        is written anew. Raises LibraryError.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        try:
            if self.state(sha256) == "whole":
                return sha256
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(path)
        except OSError as exc:
            remedy = "请检查磁盘空间与文件夹权限。"
            raise LibraryError(
                f"原件不能留存（{exc.strerror}）", file=str(path.parent), remedy=remedy
            ) from exc
        return sha256

    def path(self, sha256: str) -> Path | None:
        """Where the copy lies; None where there is none (a plan taken in before copies were kept)."""
        path = self._path(sha256) if _DIGEST.fullmatch(sha256) else None
        return path if path and path.is_file() else None

    def state(self, sha256: str) -> Literal["whole", "altered", "missing"]:
        """Whether the copy is there, byte for byte as it came. Raises OSError where it cannot be read."""
        path = self.path(sha256)
        if path is None:
            return "missing"
        with path.open("rb") as data:
            found = hashlib.file_digest(data, "sha256").hexdigest()
        return "whole" if found == sha256 else "altered"

    def drop(self, sha256s: Iterable[str]) -> None:
        """Delete the copies of files that no plan has any more."""
        for sha256 in sha256s:
            if path := self.path(sha256):
                path.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self.home / FOLDER / sha256
