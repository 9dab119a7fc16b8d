"""A run as a JSON file: written completely or not at all, read back for a comparison; and the last runs of a
library.

Written by `as_json`: one object with `schema`, `run` (the record), `gate`, `suites` (name -> measure ->
value, `right` the share of its cases that are right), `suite_slices`, `overall`, `plans` and `kinds`
(complete slices, with their intervals), `cases` (every field of a result, and whether it is right),
`retrieval`, `guard`, `naive`, `naive_suites`, `skipped`, `drafts`.

`read` takes from it only what two runs are compared by; unknown keys are ignored, and a file of another
schema is refused, not guessed at.

The last runs are kept in `<home>/evals/`, each under the time it started, and read back newest first; beyond
`KEPT` the oldest are deleted. A file there that is no run of the current schema is left alone and skipped.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evals.errors import EvalError
from evals.model import RUN_JSON, RUN_SCHEMA, CaseResult, Run, RunRecord, Slice, measures_of

Measures = Mapping[str, float | None]

_SAME = (
    "gate", "overall", "guard", "reading", "retrieval", "naive", "naive_suites", "plans", "kinds", "skipped",
    "drafts",
)  # fmt: skip
"""Parts of a run that go by the same name in the file."""
_AGAIN = "请用现在的程序运行 plans eval --json 重新保存一次"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An earlier run, as far as a comparison needs it: its record, its cases by id, its measures in all and
    by suite.
    """

    record: RunRecord
    cases: Mapping[str, CaseResult]
    overall: Measures
    suites: Mapping[str, Measures]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """What is read of the file."""

    run: RunRecord
    suites: dict[str, dict[str, float | None]]
    overall: Slice
    cases: tuple[CaseResult, ...]


_FILE = TypeAdapter(_File)


def as_json(run: Run) -> dict[str, Any]:
    """Plain values only, in the order a person would look for them."""
    raw = RUN_JSON.dump_python(run, mode="json")
    return {
        "schema": RUN_SCHEMA,
        "run": raw["record"],
        "gate": raw["gate"],
        "suites": {part.name: measures_of(part) for part in run.suites},
        "overall": raw["overall"],
        "guard": raw["guard"],
        "reading": raw["reading"],
        "retrieval": raw["retrieval"],
        "naive": raw["naive"],
        "naive_suites": raw["naive_suites"],
        "suite_slices": raw["suites"],
        "plans": raw["plans"],
        "kinds": raw["kinds"],
        "skipped": raw["skipped"],
        "drafts": raw["drafts"],
        "cases": [
            {**case, "right": result.right} for case, result in zip(raw["results"], run.results, strict=True)
        ],
    }


def write(run: Run, file: Path) -> None:
    """Raises EvalError where the file cannot be written."""
    write_text(json.dumps(as_json(run), ensure_ascii=False, indent=1, allow_nan=False) + "\n", file)


def write_text(text: str, file: Path) -> None:
    """The whole text or the file as it was: a run that breaks off leaves no half file behind.

    A link and what is no ordinary file (/dev/stdout, a pipe) is not replaced but written to as it stands.
    Raises EvalError where it cannot be written.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        if file.is_symlink() or (file.exists() and not file.is_file()):
            file.write_text(text, "utf-8")
            return
        try:
            part.write_text(text, "utf-8")
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise EvalError("写不了这个文件", file=str(file), remedy="请检查文件夹是否存在、是否可写") from error


def read(file: Path) -> Saved:
    """Raises EvalError for a file that cannot be read, is no saved run, or is one of another schema."""
    raw = _raw(file)
    try:
        saved = _FILE.validate_python(raw)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise EvalError(
            f"不是完整的评测结果：{place} 缺失或不合格式", file=str(file), remedy=_AGAIN
        ) from error
    return Saved(
        record=saved.run,
        cases={case.id: case for case in saved.cases},
        overall=measures_of(saved.overall),
        suites=saved.suites,
    )


def whole(file: Path) -> Run:
    """The run as it was written, every part of it. Raises EvalError as `read` does."""
    raw = _raw(file)
    parts = {
        **{key: raw[key] for key in _SAME if key in raw},
        "record": raw["run"],
        "results": raw.get("cases"),
        "suites": raw.get("suite_slices"),
    }
    try:
        return RUN_JSON.validate_python(parts)
    except ValidationError as error:
        raise EvalError("不是完整的评测结果", file=str(file), remedy=_AGAIN) from error


def _raw(file: Path) -> dict[str, Any]:
    try:
        raw = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise EvalError("读不了这个文件", file=str(file), remedy="请检查路径和权限") from error
    except (ValueError, RecursionError) as error:
        raise EvalError("不是能读的 JSON", file=str(file), remedy=_AGAIN) from error
    if not isinstance(raw, dict) or "schema" not in raw or "run" not in raw:
        raise EvalError("不是 plans eval 保存的评测结果", file=str(file), remedy=_AGAIN)
    if raw["schema"] != RUN_SCHEMA:
        message = f"评测结果的格式是第 {raw['schema']} 版，这里只认第 {RUN_SCHEMA} 版"
        raise EvalError(message, file=str(file), remedy=_AGAIN)
    return raw


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
    write(run, _file(home, name))
    for old in names(home)[KEPT:]:
        _file(home, old).unlink(missing_ok=True)
    return name


def names(home: Path) -> tuple[str, ...]:
    """Newest first."""
    found = (file.stem for file in (home / FOLDER).glob("*.json") if _NAME.fullmatch(file.stem))
    return tuple(sorted(found, key=_order, reverse=True))


def kept_run(home: Path, name: str) -> Run:
    """Raises EvalError for a name under which no run is kept, or a file that is not one."""
    if not _NAME.fullmatch(name):
        raise EvalError("没有这次评测的结果", remedy="请刷新页面，从列表里打开")
    return whole(_file(home, name))


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
    run = whole(file)
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
