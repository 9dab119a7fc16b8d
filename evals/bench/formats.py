"""How fast files are read, by format: pages, or ten thousand characters, a second, and memory.

In: a folder of files, or none: then one text is made and written in every format (`format_files`). Out: a
`Row` a format. Each file is read in a process of its own, imports done before the clock starts, as a file
among many is; memory is the peak of the largest process at it, that of recognition or LibreOffice too.
Nothing is stored. Unix only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.bench.format_files import write_formats
from evals.bench.generate import write_plans
from evals.bench.speed import start
from evals.errors import EvalError
from ingest.load import find_files

READ = (sys.executable, "-m", "evals.bench.read_once")
_CLAUSES = 100

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The files of one format together; `pages` 0 for formats without any."""

    format: str
    files: int
    pages: int
    characters: int
    seconds: float
    peak_mb: float

    @property
    def pages_a_second(self) -> float | None:
        return self.pages / self.seconds if self.pages else None

    @property
    def characters_a_second(self) -> float:
        return self.characters / self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`notes` are sentences on what was not measured, or not read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        rows = [
            asdict(row)
            | {"pages_a_second": row.pages_a_second, "characters_a_second": row.characters_a_second}
            for row in self.rows
        ]
        return {"rows": rows, "notes": self.notes}


def run(files: Path | None = None, *, seed: int = 7, progress: Progress = lambda _: None) -> Report:
    """Raises EvalError where nothing in the folder can be read."""
    with TemporaryDirectory(prefix="plans-formats-") as folder:
        if files is not None:
            chosen, notes = find_files([files]), list[str]()
        else:
            progress("生成文件")
            chosen, notes = write_formats(_lines(Path(folder), seed), Path(folder))
        by_format: dict[str, list[dict[str, float]]] = {}
        for file in chosen:
            progress(f"读 {file.name}")
            done = start((*READ, str(file)))
            if done.code != 0:
                notes.append(f"{file.name} 没有读成。")
                continue
            found = json.loads(done.output) | {"peak_mb": done.peak_mb}
            by_format.setdefault(file.suffix.lower().lstrip("."), []).append(found)
    if not by_format:
        raise EvalError("没有读成一个文件", file=str(files or ""), remedy="请给出装有文件的文件夹")
    return Report(rows=tuple(_row(*one) for one in by_format.items()), notes=tuple(notes))


def _row(name: str, found: Sequence[dict[str, float]]) -> Row:
    return Row(
        format=name,
        files=len(found),
        pages=int(sum(one["pages"] for one in found)),
        characters=int(sum(one["characters"] for one in found)),
        seconds=sum(one["seconds"] for one in found),
        peak_mb=max(one["peak_mb"] for one in found),
    )


def _lines(folder: Path, seed: int) -> list[str]:
    """A plan of about a hundred clauses."""
    write_plans(folder / "plans", _CLAUSES, seed=seed)
    (file,) = (folder / "plans").iterdir()
    return file.read_text("utf-8").replace("\n\n", "\n").splitlines()
