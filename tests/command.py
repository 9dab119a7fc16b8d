"""The command `plans`, in a process of its own or in this one. In: the folder it works in, its words. Out: a
`Run`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from assistant.cli.main import main
from tests.waiting import GIVE_UP, PATIENCE
from tests.warm import start

_ROOT = Path(__file__).parent.parent


class Run(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return loads(self.out)


def plans(cwd: Path, *args: str, env: Mapping[str, str] | None = None) -> Run:
    """In a process of its own, forked from one that has the program imported."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        code = start(args, cwd=cwd, env=_environment(env), out=out, err=err).wait(GIVE_UP)
        return Run(code, out.read_text("utf-8"), err.read_text("utf-8"))


def plans_started(cwd: Path, *args: str, env: Mapping[str, str] | None = None) -> Run:
    """In a process of its own, as a person starts it."""
    command = [sys.executable, "-m", "assistant.cli.main", *args]
    done = subprocess.run(
        command, capture_output=True, cwd=cwd, timeout=GIVE_UP, env=_environment(env), check=False
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PLANS_")}
    fixed = {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PLANS_EMBEDDING": "none"}
    return {**clean, **PATIENCE, **fixed, **(more or {})}


def plans_here(cwd: Path, *args: str) -> Run:
    """In this process, from the words to the exit code: the same, without the start of a Python for every
    question.
    """
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["plans", *args])
        patch.chdir(cwd)
        for name, value in PATIENCE.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as end:
            main()
    return Run(int(end.value.code or 0), out.getvalue(), err.getvalue())
