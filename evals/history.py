"""The last runs of a library, kept beside it. In: a run, the library's folder. Out: files in `<home>/evals/`,
read back newest first.

A run is kept under the time it started; of more than `KEPT` the oldest go. A file that is no saved run of
today's schema is left where it is and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from evals import saved
from evals.errors import EvalError
from evals.model import Run

FOLDER = "evals"
KEPT = 20
_NAME = re.compile(r"\d{8}T\d{6}Z(?:-\d{1,3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A run in short, with the name it is kept under; `started` an ISO time, `passed` None where no gate was
    held.
    """

    name: str
    started: str
    engine: str
    version: str
    commit: str
    passed: bool | None
    right: int
    cases: int
    suites: frozenset[str]


def keep(run: Run, home: Path) -> str:
    """The name it is kept under. Raises EvalError where it cannot be written."""
    folder = home / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvalError(
            "建不了评测结果的文件夹", file=str(folder), remedy="请检查资料库文件夹是否可写"
        ) from error
    stem = datetime.fromisoformat(run.record.started).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    taken = set(names(home))
    name = next(n for n in (stem, *(f"{stem}-{k}" for k in range(2, 1000))) if n not in taken)
    saved.write(run, _file(home, name))
    for old in names(home)[KEPT:]:
        _file(home, old).unlink(missing_ok=True)
    return name


def names(home: Path) -> tuple[str, ...]:
    """Newest first."""
    found = (file.stem for file in (home / FOLDER).glob("*.json") if _NAME.fullmatch(file.stem))
    return tuple(sorted(found, key=_order, reverse=True))


def read(home: Path, name: str) -> Run:
    """Raises EvalError for a name under which no run is kept, or a file that is none."""
    if not _NAME.fullmatch(name):
        raise EvalError("没有这次评测的结果", remedy="请刷新页面，从列表里打开")
    return saved.whole(_file(home, name))


def last(home: Path, count: int = KEPT) -> tuple[Kept, ...]:
    """The newest that can be read, newest first."""
    found = (_kept(name, _file(home, name)) for name in names(home))
    return tuple(islice((kept for kept in found if kept), count))


def before(kept: Kept, runs: Sequence[Kept]) -> Kept | None:
    """The latest run before it that asked the same suites in the same way of wording; `runs` newest first."""
    older = [r for r in runs if _order(r.name) < _order(kept.name)]
    return next((r for r in older if (r.engine, r.suites) == (kept.engine, kept.suites)), None)


def _kept(name: str, file: Path) -> Kept | None:
    try:
        return _read_kept(name, file, file.stat().st_mtime_ns)
    except (EvalError, OSError):
        return None


@lru_cache(maxsize=4 * KEPT)
def _read_kept(name: str, file: Path, _changed: int) -> Kept:
    """A whole run is more than a megabyte; what a list needs of it is kept in mind as long as the file stays
    as it is.
    """
    run = saved.whole(file)
    return Kept(
        name=name,
        started=run.record.started,
        engine=run.record.engine,
        version=run.record.versions.get("plans", ""),
        commit=run.record.commit or "",
        passed=run.gate.passed,
        right=run.overall.right,
        cases=run.overall.cases,
        suites=frozenset(part.name for part in run.suites),
    )


def _order(name: str) -> tuple[str, int]:
    stem, _, number = name.partition("-")
    return stem, int(number or 1)


def _file(home: Path, name: str) -> Path:
    return home / FOLDER / f"{name}.json"
