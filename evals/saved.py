"""A run as a JSON file: written whole or not at all, read back for a comparison.

Out of `as_json`: one object with `schema`, `run` (the record), `gate`, `suites` (name -> measure -> value,
`right` the share of its cases that are right), `suite_slices`, `overall`, `plans` and `kinds` (slices whole,
with their intervals), `cases` (every field of a result, and whether it is right), `retrieval`, `guard`,
`naive`, `naive_suites`, `skipped`, `drafts`.

`read` takes of it only what two runs are compared by; keys it does not know are passed over, and a file of
another schema is refused, not guessed at.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evals.errors import EvalError
from evals.model import RUN_JSON, RUN_SCHEMA, CaseResult, Run, RunRecord, Slice
from evals.shares import measures_of

Measures = Mapping[str, float | None]

_SAME = (
    "gate", "overall", "guard", "reading", "retrieval", "naive", "naive_suites", "plans", "kinds", "skipped", "drafts",
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
