"""A file read with a limit: one that takes too long is ended, and refused with a sentence.

In: the bytes of a file and its name. Out: the plan, as `pipeline.parse` gives it, or IngestError. Small files
are read at once: reading is linear, so that they cannot take long. A large one, one with a very long line,
and any whose format is read by a library that promises nothing of the kind (`readers.sniff.is_watched`), is
read by a process of its own (this module as a program, so that it works wherever Python does), which is ended
when its time is over, whatever it is doing. Nothing is stored in either.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass

from ingest.errors import IngestError, PlanError
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers.package import ZIP, weight
from ingest.readers.sniff import is_watched


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """`size` and `line` in bytes (of a package `size` as `readers.package.weight` has it, and no lines): a
    file or a line above them is read apart. Such a file has `seconds` and
    `seconds_a_megabyte` more for each million bytes, of the processor where the system can count it, and
    four times as long by the clock.

    Measured on 131 real papers and on lines of nothing but marks: 0.1 to 3 s for 100 kB.
    """

    size: int = 300_000
    line: int = 60_000
    seconds: float = 30
    seconds_a_megabyte: float = 60
    memory: int = 4_000_000_000
    """Bytes of address space for reading: a PDF of eight pages takes 22 MB, 18 MB of Word's XML 150."""

    def seconds_for(self, size: int) -> float:
        return self.seconds + self.seconds_a_megabyte * size / 1_000_000


_OVER_TIME = (-24, -9)
"""How a process ends whose time of the processor is over: SIGXCPU, SIGKILL."""
PATIENCE = 4
"""Seconds by the clock for one of the processor: other programs want theirs."""


def parse_bounded(data: bytes, file: str, limits: ReadingLimits | None = None) -> Plan:
    """Raises IngestError with the file, the place and the remedy."""
    limits = limits or ReadingLimits()
    size = weight(data)
    longest = 0 if data.startswith(ZIP) else max(map(len, data.split(b"\n")))
    if size <= limits.size and longest <= limits.line and not is_watched(data):
        return parse(data, file)
    seconds = limits.seconds_for(size)
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=pickle.dumps((data, file, seconds)),
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise _too_slow(file, seconds) from exc
    if not done.stdout:
        raise _too_slow(file, seconds) if done.returncode in _OVER_TIME else _broken(file, done.returncode)
    result: Plan | PlanError = pickle.loads(done.stdout)
    if isinstance(result, PlanError):
        raise result
    return result


def _too_slow(file: str, seconds: float) -> IngestError:
    remedy = "请拆成几份，或把过长的一行分成几行之后再试；其他文件不受影响"
    return IngestError(f"读了{seconds:.0f}秒还没有读完，已经停下", file=file, remedy=remedy)


def _broken(file: str, code: int) -> IngestError:
    remedy = "可能是内存不够，请拆成几份之后再试；其他文件不受影响"
    return IngestError(f"读取的进程中途结束了（{code}）", file=file, remedy=remedy)


def _serve() -> None:
    """One file from standard input; its plan, or the error it is refused with, to standard output."""
    data, file, seconds = pickle.load(sys.stdin.buffer)
    _limit_processor(seconds)
    _limit_memory(ReadingLimits().memory)
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may be written there
    result: Plan | PlanError
    try:
        result = parse(data, file)
    except PlanError as error:
        error.__cause__ = error.__context__ = None
        result = error
    out.write(pickle.dumps(result))
    out.flush()


def _limit_processor(seconds: float) -> None:
    try:
        import resource
    except ImportError:  # Windows: the clock alone counts there
        return
    limit = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    _serve()
