"""A file read with a limit: one that takes too long is ended, and refused with a sentence.

In: the bytes of a file and its name. Out: the plan, as `pipeline.parse` gives it, or IngestError. Small files
are read at once: reading is linear, so that they cannot take long. A large one, one with a very long line,
and any whose format is read by a library that promises nothing of the kind (`readers.sniff.is_watched`), is
read by a process of its own (this module as a program, so that it works wherever Python does), which is ended
when its time is over, whatever it is doing. Pages that have to be recognised have time of their own; whoever
waits is told of each, and of pages of text now and then, and may stop it all. Nothing is stored in either.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from ingest.child_process import LENGTH, receive, send
from ingest.errors import IngestError, PlanError
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers.package import ZIP, weight
from ingest.readers.sniff import is_watched
from ingest.recognition.options import RECOGNITION
from ingest.recognition.progress import Reached, Told, telling


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
_COMMAND = (sys.executable, "-m", __name__)
PATIENCE = 4
"""Seconds by the clock for one of the processor: other programs want theirs."""


def parse_bounded(
    data: bytes, file: str, limits: ReadingLimits | None = None, *, told: Told | None = None
) -> Plan:
    """`told` hears of every page that is recognised, and of others now and then; what it raises ends the
    reading.

    Raises IngestError with the file, the place and the remedy.
    """
    limits = limits or ReadingLimits()
    size = weight(data)
    longest = 0 if data.startswith(ZIP) else max(map(len, data.split(b"\n")))
    if size <= limits.size and longest <= limits.line and not is_watched(data):
        return parse(data, file)
    seconds = limits.seconds_for(size)
    with _apart() as process:
        try:
            send(process, pickle.dumps((data, file, seconds)))
            result = _result(process, seconds * PATIENCE, told)
        except TimeoutError as exc:
            raise _too_slow(file, seconds) from exc
        except (EOFError, BrokenPipeError) as exc:
            code = process.wait()
            raise (_too_slow(file, seconds) if code in _OVER_TIME else _broken(file, code)) from exc
    if isinstance(result, PlanError):
        raise result
    return result


@contextmanager
def _apart() -> Iterator[subprocess.Popen[bytes]]:
    """This module as a program, in a session of its own that ends with all it has started."""
    process = subprocess.Popen(
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        bufsize=0,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def _result(process: subprocess.Popen[bytes], patience: float, told: Told | None) -> Plan | PlanError:
    """What it sends last; each page that it recognises on the way has time of its own."""
    until = time.monotonic() + patience
    while True:
        message: Plan | PlanError | Reached = pickle.loads(receive(process, until))
        if not isinstance(message, Reached):
            return message
        if told:
            told(message)
        if message.recognised:
            until = (
                time.monotonic() + patience + RECOGNITION.start + RECOGNITION.seconds * RECOGNITION.patience
            )


def _too_slow(file: str, seconds: float) -> IngestError:
    remedy = "请拆成几份，或把过长的一行分成几行之后再试；其他文件不受影响"
    return IngestError(f"读了{seconds:.0f}秒还没有读完，已经停下", file=file, remedy=remedy)


def _broken(file: str, code: int) -> IngestError:
    remedy = "可能是内存不够，请拆成几份之后再试；其他文件不受影响"
    return IngestError(f"读取的进程中途结束了（{code}）", file=file, remedy=remedy)


def _serve() -> None:
    """One file from standard input; the pages that are recognised, then its plan, or the error it is refused
    with, to standard output."""
    (length,) = LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size))
    data, file, seconds = pickle.loads(sys.stdin.buffer.read(length))
    _limit_processor(seconds)
    _limit_memory(ReadingLimits().memory)
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may be written there

    def say(message: Plan | PlanError | Reached) -> None:
        whole = pickle.dumps(message)
        out.write(LENGTH.pack(len(whole)) + whole)
        out.flush()

    try:
        with telling(say):
            say(parse(data, file))
    except PlanError as error:
        error.__cause__ = error.__context__ = None
        say(error)


def _limit_processor(seconds: float) -> None:
    try:
        import resource
    except ImportError:  # Windows: the clock alone counts there
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]  # left as it is: what is recognised has its own limit
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, hard))


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


if __name__ == "__main__":
    _serve()
