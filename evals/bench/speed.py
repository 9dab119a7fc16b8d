"""How long people wait: whole processes as they are started by hand, warm questions inside one, memory, and
the plain pipeline beside it.

In: a folder of documents and questions. Out: `Report`. Ingest and the first question are timed from the start
of the process to its end, imports included, each several times over in a library of its own. Warm questions
are asked in one `plans batch`: all of them twice, and only the second time counts, by the answers' own clock.
Memory is the peak of the process (resident set), as the system tells it; so that none of it is this process's
own, `evals.bench.launch` starts them. Unix only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from evals.errors import EvalError
from evals.metrics import percentile
from evals.questions import Question, questions_from, write_questions

PLANS = (sys.executable, "-m", "assistant.cli.main")
NAIVE = (sys.executable, "-m", "evals.bench.cli", "naive")
_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024
"""Of what the system counts the resident set in: bytes there, kilobytes elsewhere."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process from start to end; `output` what it wrote on stdout."""

    seconds: float
    peak_mb: float
    code: int
    output: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The same process several times: median, fastest and slowest in seconds, and the largest peak of
    memory.
    """

    seconds: float
    least: float
    most: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Warm:
    """Milliseconds a question in a process that has answered before."""

    questions: int
    p50_ms: float | None
    p95_ms: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`processes` by what was done; `warm` by kind of question, "all" first; `naive` is the plain
    pipeline's.
    """

    files: int
    clauses: int
    processes: Mapping[str, Timing]
    warm: Mapping[str, Warm]
    batch_peak_mb: float
    naive: Mapping[str, Timing] = field(default_factory=dict)
    naive_warm: Warm | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(
    folder: Path,
    *,
    questions: Sequence[Question] = (),
    repeat: int = 3,
    naive: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """Everything over the documents in `folder`; without questions, those made from the library are asked.

    Raises EvalError where a process fails.
    """
    with TemporaryDirectory(prefix="plans-speed-") as name:
        scratch = Path(name)
        processes, home = _ingest(folder, scratch, repeat, progress)
        files, clauses, asked = _look(home, questions)
        progress("冷启动提问")
        cold = [
            finished((*PLANS, "--home", str(home), "ask", "--json", asked[0].text), (0, 1))
            for _ in range(repeat)
        ]
        processes["ask"] = timing(cold)
        progress(f"连续提问（{len(asked)} 问两遍）")
        warm, peak = _warm(home, asked, scratch)
        report = Report(files=files, clauses=clauses, processes=processes, warm=warm, batch_peak_mb=peak)
        if not naive:
            return report
        progress("朴素流程")
        return _beside(report, home, asked, scratch, repeat)


def start(command: Sequence[str]) -> Process:
    """Run a command to its end; its stderr is passed over."""
    with TemporaryFile("w+", encoding="utf-8") as out, TemporaryFile("w+") as told:
        launcher = (sys.executable, "-m", "evals.bench.launch", str(told.fileno()))
        subprocess.run((*launcher, *command), stdout=out, pass_fds=(told.fileno(),), check=True)
        out.seek(0)
        told.seek(0)
        found = json.load(told)
        return Process(
            seconds=found["seconds"], peak_mb=found["peak"] / _MEGABYTE, code=found["code"], output=out.read()
        )


def finished(command: Sequence[str], right: Sequence[int]) -> Process:
    """`start`. Raises EvalError where the process ends with a code that is not in `right`."""
    process = start(command)
    if process.code not in right:
        shown = " ".join(command[2:])
        raise EvalError(f"命令以 {process.code} 结束：{shown}", remedy="请单独运行该命令查看原因")
    return process


def timing(processes: Sequence[Process]) -> Timing:
    """Of at least one process."""
    seconds = [process.seconds for process in processes]
    return Timing(
        seconds=median(seconds),
        least=min(seconds),
        most=max(seconds),
        peak_mb=max(process.peak_mb for process in processes),
    )


def warm_of(milliseconds: Sequence[float]) -> Warm:
    return Warm(
        questions=len(milliseconds),
        p50_ms=percentile(milliseconds, 0.50),
        p95_ms=percentile(milliseconds, 0.95),
    )


def _ingest(folder: Path, scratch: Path, repeat: int, progress: Progress) -> tuple[dict[str, Timing], Path]:
    """Into new libraries, then the same files into the last of them; that library's folder."""
    new = []
    for at in range(repeat):
        progress(f"读入文件 {at + 1}/{repeat}")
        home = scratch / f"home-{at}"
        new.append(finished((*PLANS, "--home", str(home), "ingest", str(folder)), (0,)))
    progress("再次读入")
    again = [finished((*PLANS, "--home", str(home), "ingest", str(folder)), (0,)) for _ in range(repeat)]
    return {"ingest": timing(new), "ingest again": timing(again)}, home


def _look(home: Path, questions: Sequence[Question]) -> tuple[int, int, tuple[Question, ...]]:
    """The number of plans and clauses, and the questions to ask."""
    from ingest.store.library import Library

    with Library.open(home) as library:
        rows = library.plans()
        asked = tuple(questions) or questions_from(library)
    if not asked:
        raise EvalError("没有问题可问", remedy="请用 --questions 给出问题文件")
    return len(rows), sum(row.clauses for row in rows), asked


def _warm(home: Path, asked: Sequence[Question], scratch: Path) -> tuple[dict[str, Warm], float]:
    """By kind, and the peak of memory."""
    file = scratch / "questions.jsonl"
    write_questions((*asked, *asked), file)
    batch = finished((*PLANS, "--home", str(home), "batch", str(file)), (0,))
    answers = [json.loads(line) for line in batch.output.splitlines()]
    took: dict[str, list[float]] = {"all": []}
    for question, answer in zip(asked, answers[len(asked) :], strict=True):
        took["all"].append(answer["took_ms"])
        took.setdefault(question.kind or "-", []).append(answer["took_ms"])
    return {kind: warm_of(values) for kind, values in took.items()}, batch.peak_mb


def _beside(report: Report, home: Path, asked: Sequence[Question], scratch: Path, repeat: int) -> Report:
    """The report with the plain pipeline's figures: one question from the start, and all of them warm."""
    single, all_ = scratch / "one.jsonl", scratch / "all.jsonl"
    write_questions(asked[:1], single)
    write_questions((*asked, *asked), all_)
    cold = [finished((*NAIVE, str(single), "--home", str(home)), (0,)) for _ in range(repeat)]
    batch = finished((*NAIVE, str(all_), "--home", str(home)), (0,))
    took = [json.loads(line)["took_ms"] for line in batch.output.splitlines()]
    return replace(report, naive={"ask": timing(cold)}, naive_warm=warm_of(took[len(asked) :]))
