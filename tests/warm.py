"""Processes that begin with the program imported: forked from one that did nothing else (multiprocessing's
forkserver, one for each pytest).

A Python that starts imports Gradio, SQLAlchemy and the dictionaries for some seconds, which no test is about.
What is about the start itself takes `subprocess`, and so does one test of every command.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.warm_imports"])


class Forked:
    """A process as `subprocess.Popen` has it."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def wait(self, seconds: float) -> int:
        """The exit code. Raises TimeoutError after `seconds`, with the process killed."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
            raise TimeoutError(f"process {self.pid} still ran after {seconds} seconds")
        return self._process.exitcode


def start(
    words: Sequence[str], *, cwd: Path, env: Mapping[str, str], out: Path, err: Path, code: str = ""
) -> Forked:
    """`python -m assistant.cli.main words…`, or `python -c code words…`, with what it writes in two files,
    which may be one.
    """
    process = _CONTEXT.Process(
        target=_run, args=(tuple(words), str(cwd), dict(env), str(out), str(err), code), daemon=True
    )
    process.start()
    return Forked(process)


def _run(words: tuple[str, ...], cwd: str, env: dict[str, str], out: str, err: str, code: str) -> None:
    _become(words, cwd, env, out, err)
    try:
        if code:
            exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
        else:
            from assistant.cli.main import main

            main()
    except SystemExit:
        raise
    except BaseException:  # noqa: BLE001  as a Python that ends tells it
        traceback.print_exc()
        raise SystemExit(1) from None
    finally:
        atexit._run_exitfuncs()  # multiprocessing leaves them out
        sys.stdout.flush()
        sys.stderr.flush()


def _become(words: tuple[str, ...], cwd: str, env: dict[str, str], out: str, err: str) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["plans", *words]
    for number, name in ((0, os.devnull), (1, out), (2, err)):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND
        opened = os.open(name, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    gc.enable()
