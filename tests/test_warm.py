"""A forked process is one of its own: its folder, environment, words, exit code; and it ends when it is told
to.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import plans, plans_started
from tests.conftest import ROOT
from tests.waiting import GIVE_UP
from tests.warm import Forked, start

SAYS = """
import os, sys
print(os.getcwd(), os.environ.get("SAID"), len(os.environ), sys.argv[1:])
print("beside", file=sys.stderr)
sys.exit(7)
"""


def forked(folder: Path, code: str, *words: str) -> Forked:
    env = {"PATH": os.environ["PATH"], "SAID": "so"}
    return start(words, cwd=folder, env=env, out=folder / "out", err=folder / "err", code=code)


def test_what_it_is_given_and_what_it_says(tmp_path: Path) -> None:
    assert forked(tmp_path, SAYS, "a", "乙").wait(GIVE_UP) == 7
    assert (tmp_path / "out").read_text("utf-8") == f"{tmp_path} so 2 ['a', '乙']\n"
    assert (tmp_path / "err").read_text("utf-8") == "beside\n"


def test_a_fault_is_told_with_its_traceback(tmp_path: Path) -> None:
    assert forked(tmp_path, "1 / 0").wait(GIVE_UP) == 1
    assert "ZeroDivisionError" in (tmp_path / "err").read_text("utf-8")


def test_what_is_left_for_the_end_is_done(tmp_path: Path) -> None:
    assert forked(tmp_path, "import atexit; atexit.register(print, 'at the end')").wait(GIVE_UP) == 0
    assert (tmp_path / "out").read_text("utf-8") == "at the end\n"


def test_it_ends_when_it_is_told_to_and_when_it_is_late(tmp_path: Path) -> None:
    for_ever = forked(tmp_path, "import time\nwhile True: time.sleep(1)")
    assert for_ever.poll() is None
    with pytest.raises(TimeoutError):
        for_ever.wait(0)
    told = forked(tmp_path, "import time\nwhile True: time.sleep(1)")
    told.terminate()
    assert told.wait(GIVE_UP) < 0


def test_the_command_says_what_one_says_that_is_started(tmp_path: Path) -> None:
    for words in (("ask", "托位多少个？"), ("diff", "x"), ("list", "--json")):
        assert plans(tmp_path, "--home", "none", *words) == plans_started(tmp_path, "--home", "none", *words)


def test_what_is_imported_leaves_no_thread_of_python_behind() -> None:
    code = "import threading, tests.warm_imports; assert threading.enumerate() == [threading.main_thread()]"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=GIVE_UP)
