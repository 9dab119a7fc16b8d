"""A process that answers requests, and may die without harm: engines in native code run in one.

In: the command, requests as bytes. Out: the replies as they are read; ChildDiedError where the process ends,
does not answer in time or answers what cannot be read. It is started with the first request, and again with
the first one after its death, at most `restarts` times; then ChildGoneError. One request at a time. Both ways
a message is its length (`LENGTH`) and its bytes.
"""

from __future__ import annotations

import os
import select
import struct
import subprocess
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import TypeVar

LENGTH = struct.Struct("<I")
T = TypeVar("T")


class ChildDiedError(Exception):
    """It will be started again with the next request."""


class ChildGoneError(Exception):
    """It has died too often, or cannot be started, and is not started any more."""


class Child:
    """May be shared by threads, which take turns."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], *, restarts: int) -> None:
        self._command = tuple(command)
        self._environment = dict(environment)
        self._left = restarts + 1
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = Lock()
        self._why = ""

    def start(self) -> None:
        """Start it where it does not run, without waiting for it. Raises ChildGoneError."""
        with self._turn:
            self._running()

    def ask(self, request: bytes, read: Callable[[bytes], T], *, patience: float) -> T:
        """What `read` makes of the reply, within `patience` seconds; ValueError of it is the child's fault.

        Raises ChildDiedError, ChildGoneError.
        """
        with self._turn:
            process = self._running()
            try:
                send(process, request)
                return read(receive(process, time.monotonic() + patience))
            except (OSError, EOFError, TimeoutError, ValueError) as fault:
                self._end(process)
                self._why = f"{type(fault).__name__}，退出码 {process.returncode}"
                raise ChildDiedError(self._why) from fault

    def stop(self) -> None:
        """End it, if it runs; a request of another thread is waited for."""
        with self._turn:
            if self._process is not None:
                self._end(self._process)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        if self._process is not None:
            self._why = f"退出码 {self._process.returncode}"
            self._end(self._process)
        if self._left <= 0:
            raise ChildGoneError(self._why)
        self._left -= 1
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **self._environment},
                bufsize=0,
            )
        except OSError as fault:
            self._left, self._why = 0, str(fault)
            raise ChildGoneError(self._why) from fault
        weakref.finalize(self, _ended, self._process)
        return self._process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        _ended(process)
        self._process = None


def _ended(process: subprocess.Popen[bytes]) -> None:
    """End it, if it has not; its pipes are closed and it has been waited for."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


def send(process: subprocess.Popen[bytes], request: bytes) -> None:
    """Raises OSError where the process takes no more."""
    assert process.stdin is not None
    whole = memoryview(LENGTH.pack(len(request)) + request)
    while whole:
        whole = whole[process.stdin.write(whole) or 0 :]


def receive(process: subprocess.Popen[bytes], until: float) -> bytes:
    """The next message. Raises EOFError where the process has ended, TimeoutError where it is later than
    `until` (of `time.monotonic`)."""
    (length,) = LENGTH.unpack(_exactly(process, LENGTH.size, until))
    return _exactly(process, length, until)


def _exactly(process: subprocess.Popen[bytes], size: int, until: float) -> bytes:
    assert process.stdout is not None
    parts: list[bytes] = []
    while size:
        if not select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        part = process.stdout.read(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
