"""`plans user …` as it is typed: what it says, what it leaves, its exit codes; the password from stdin and
from a terminal.
"""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.admin.checks import people_check
from assistant.auth.accounts import Accounts, matches
from assistant.auth.lockout import NAMES, Lockout
from assistant.auth.people_db import PeopleDb
from assistant.cli.main import app
from assistant.errors import AssistantError
from assistant.settings import Settings
from ingest.store.library import Library
from tests.assistant.auth.serving import PASSWORD
from tests.conftest import ROOT
from tests.waiting import GIVE_UP, until

ON_A_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from assistant.cli.main import main
main()
"""


def user(home: Path, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(app, ["--home", str(home), "user", *words], input=given)


def test_add_list_and_remove(tmp_path: Path) -> None:
    added = user(tmp_path, "add", "张三", "--editor", "--password-stdin", given=f"{PASSWORD}\n")
    assert (added.exit_code, added.stdout) == (0, "")
    assert "已建立账号 张三（编辑）" in added.stderr
    user(tmp_path, "add", "wang", "--password-stdin", given=PASSWORD)
    assert matches(PASSWORD, Accounts(tmp_path).get("wang").password)
    listed = json.loads(user(tmp_path, "list", "--json").stdout)
    assert [(row["name"], row["role"], row["disabled"]) for row in listed] == [
        ("张三", "editor", False),
        ("wang", "reader", False),
    ]
    assert all(set(row) == {"name", "role", "made", "disabled", "waiting"} for row in listed)
    assert "查阅" in user(tmp_path, "list").stdout
    assert "不用登录" not in user(tmp_path, "remove", "张三").stderr
    assert "不用登录" in user(tmp_path, "remove", "wang").stderr
    assert "还没有账号" in user(tmp_path, "list").stdout


def test_the_next_of_the_same_name_finds_nothing_of_the_one_before(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        user(tmp_path, "add", "wang", "--password-stdin", given=PASSWORD)
        for person in ("wang", "李主任"):
            asked = library.log.add("谁负责？", status="answered", engine="rules", took_ms=1, answer="{}")
            library.log.keep(None, person=person, question=asked, said="某科")
        assert user(tmp_path, "remove", "WANG").exit_code == 0
        assert library.log.conversations("wang") == ()
        assert len(library.log.conversations("李主任")) == 1


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [
        (("add", "wang", "--password-stdin"), PASSWORD, "已经有账号 wang"),
        (("add", "li", "--password-stdin"), "short", "密码太短"),
        (("add", "li"), "", "--password-stdin"),
        (("add", "a b", "--password-stdin"), PASSWORD, "登录名不能用"),
        (("passwd", "nobody", "--password-stdin"), PASSWORD, "没有账号 nobody"),
        (("role", "nobody", "editor"), "", "没有账号 nobody"),
        (("disable", "nobody"), "", "没有账号 nobody"),
    ],
    ids=["taken", "short", "no terminal", "name", "passwd", "role", "disable"],
)
def test_what_is_refused(home: Path, words: tuple[str, ...], given: str, told: str) -> None:
    before = Accounts(home).rows()
    refused = user(home, *words, given=given)
    assert isinstance(refused.exception, AssistantError)
    assert told in str(refused.exception)
    assert Accounts(home).rows() == before


def test_a_role_that_is_none_is_misuse(home: Path) -> None:
    assert user(home, "role", "wang", "boss").exit_code == 2


def test_role_password_and_rest(home: Path) -> None:
    user(home, "role", "wang", "editor")
    assert Accounts(home).get("wang").role == "editor"
    user(home, "passwd", "wang", "--password-stdin", given="另外一个密码 22")
    assert matches("另外一个密码 22", Accounts(home).get("wang").password)
    user(home, "disable", "wang")
    assert Accounts(home).get("wang").disabled
    assert "停用" in user(home, "list").stdout
    user(home, "enable", "wang")
    assert not Accounts(home).get("wang").disabled


def test_enabling_lets_one_try_again(home: Path) -> None:
    db = PeopleDb(home)
    lockout = Lockout(db)
    now = time.time()
    for _ in range(5):
        lockout.count("wang", "10.0.0.1", now)
    assert lockout.wait("wang", "10.0.0.1", now) > 0
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["--home", str(home), "user", "list"]).stdout
    assert "试错太多，暂不受理：10.0.0.1（15 分钟）" in shown
    rows = {row["name"]: row["waiting"] for row in json.loads(user(home, "list", "--json").stdout)}
    assert rows["李主任"] == []
    assert [held["place"] for held in rows["wang"]] == ["10.0.0.1"]
    user(home, "enable", "wang")
    assert lockout.wait("wang", "10.0.0.1", now) == 0
    db.close()


def test_the_doctor_tells_whom_tries_keep_out(home: Path) -> None:
    now = time.time()
    with closing(PeopleDb(home)) as db:
        for _ in range(5):
            Lockout(db).count("wang", "10.0.0.1", now)
        for n in range(NAMES.tries):
            Lockout(db).count(f"name{n}", "203.0.113.7", now)
    told = people_check(Settings(home=home))
    assert told.ok
    assert "暂不受理登录：wang" in told.detail
    assert "试了很多不同的登录名：203.0.113.7" in told.detail


@pytest.mark.parametrize(
    ("second", "code", "told"),
    [(PASSWORD, 0, "已建立账号"), ("something else", 1, "两次输入的密码不一样")],
    ids=["the same", "another"],
)
def test_the_password_is_asked_twice_and_not_shown(tmp_path: Path, second: str, code: int, told: str) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", ON_A_TERMINAL, "--home", str(tmp_path), "user", "add", "wang"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=tmp_path,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    seen = b""
    try:
        for asked, typed in (("输入时不显示", PASSWORD), ("再输一次", second)):
            while asked.encode() not in seen:
                seen += _read(ours)
            # What is typed before the echo is off is thrown away.
            until(lambda: not termios.tcgetattr(ours)[3] & termios.ECHO)
            os.write(ours, f"{typed}\n".encode())
        while told not in seen.decode("utf-8", "replace"):
            seen += _read(ours)
        assert process.wait(GIVE_UP) == code
    finally:
        process.kill()
        process.wait(GIVE_UP)
        os.close(ours)
    assert PASSWORD not in seen.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    assert select.select([terminal], [], [], GIVE_UP)[0], "the command says nothing more"
    return os.read(terminal, 1024)


def test_the_chat_is_not_opened_to_others_without_accounts(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", "--home", str(tmp_path), "chat", "--no-browser",
            "--host", "0.0.0.0"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}, capture_output=True,
        timeout=GIVE_UP, check=False,
    )  # fmt: skip
    told = run.stderr.decode()
    assert run.returncode == 1
    assert "plans user add" in told
    assert len(told.strip().splitlines()) == 1
    assert not (tmp_path / "library.db").exists(), "nothing was read in before"


@pytest.mark.parametrize("prefix", ["a b", "/assets", "/x?y", "/../x", "http://x/"])
def test_a_prefix_that_is_none_is_misuse(tmp_path: Path, prefix: str) -> None:
    refused = CliRunner().invoke(app, ["--home", str(tmp_path), "chat", "--no-browser", "--prefix", prefix])
    assert refused.exit_code == 2
