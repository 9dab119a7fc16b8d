"""What grows with the number of clauses: reading, ingest, questions and memory, over plans of several sizes.

In: the folder of the plans that come with the project, and how many clauses to try. Out: `Report`, its first
row the plans that come with the project, the others plans made by dice. Each row is one run of
`evals.bench.speed` in a library of its own, and before it reading alone. Nothing here says whether an answer
is right.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import TypeAdapter

from evals.bench.generate import write_plans
from evals.bench.speed import Progress, finished
from evals.bench.speed import Report as SpeedReport
from evals.bench.speed import run as run_speed
from evals.errors import EvalError
from ingest.load import find_files

SIZES = (1_000, 10_000)
_PARSE = (sys.executable, "-m", "evals.bench.parsing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsing:
    """Files read into plans, nothing stored: seconds by the process's own clock, its peak of memory."""

    clauses: int
    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One size; `generated` where the plans were made by dice."""

    generated: bool
    parsing: Parsing
    speed: SpeedReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`made` is when, in UTC; each process of a row ran `repeat` times."""

    made: str
    python: str
    cores: int
    repeat: int
    seed: int
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        value: dict[str, Any] = REPORT_JSON.dump_python(self, mode="json")
        return value


REPORT_JSON = TypeAdapter(Report)


def run(
    corpus: Path,
    sizes: Sequence[int] = SIZES,
    *,
    repeat: int = 1,
    seed: int = 7,
    naive: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """The plans in `corpus`, then generated ones, the smallest first, in a folder that is thrown away.

    Raises EvalError where the folder is not there or a process fails.
    """
    if not corpus.is_dir():
        raise EvalError(
            "没有这个文件夹", file=str(corpus), remedy="请用 PLANS_CORPUS 指明随附文件所在的文件夹"
        )

    def measured(folder: Path, name: str, generated: bool) -> Row:
        def told(doing: str) -> None:
            progress(f"{name}：{doing}")

        told("只解析")
        parsing = _parse(folder, repeat)
        found = run_speed(folder, repeat=repeat, naive=naive, progress=told)
        return Row(generated=generated, parsing=parsing, speed=found)

    rows = [measured(corpus, "随附文件", False)]
    for size in sorted(set(sizes)):
        with TemporaryDirectory(prefix="plans-scale-") as name:
            write_plans(Path(name), size, seed=seed)
            rows.append(measured(Path(name), f"{size:,} 条", True))
    return Report(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        python=platform.python_version(),
        cores=os.cpu_count() or 1,
        repeat=repeat,
        seed=seed,
        rows=tuple(rows),
    )


def _parse(folder: Path, repeat: int) -> Parsing:
    files = [str(file) for file in find_files((folder,))]
    done = [finished((*_PARSE, *files), (0,)) for _ in range(repeat)]
    found = [json.loads(process.output) for process in done]
    return Parsing(
        clauses=found[0]["clauses"],
        seconds=median(one["seconds"] for one in found),
        peak_mb=max(process.peak_mb for process in done),
    )
