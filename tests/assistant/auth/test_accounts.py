"""The file of accounts: names, passwords, who may read it, what is said where it is damaged, several who
write at once.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.auth.accounts import FILE, Accounts, hashed, matches
from assistant.errors import AssistantError
from tests.assistant.auth.serving import PASSWORD


def test_an_account_is_found_by_its_name_in_any_case_and_width(home: Path) -> None:
    accounts = Accounts(home)
    for written in ("wang", "WANG", "ｗａｎｇ", " wang "):
        found = accounts.find(written)
        assert found is not None, written
        assert found.name == "wang"
    assert accounts.find("wan") is None
    assert not Accounts(home / "elsewhere").rows()


def test_the_file_is_its_owners_and_says_what_it_is(home: Path) -> None:
    file = home / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text("utf-8")
    assert text.startswith("# 能登录聊天页面的账号")
    assert "$argon2id$" in text
    assert PASSWORD not in text
    assert [p.name for p in home.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["", " ", "a b", "-a", "../a", "a/b", "a\tb", "<b>", "甲" * 33], ids=repr)
def test_names_that_are_none(home: Path, name: str) -> None:
    with pytest.raises(AssistantError, match="登录名"):
        Accounts(home).add(name, PASSWORD, "reader")
    assert len(Accounts(home).rows()) == 2


@pytest.mark.parametrize("name", ["a", "张三", "zhang.san@wjw", "x_1-2", "甲" * 32])
def test_names_that_are_kept(home: Path, name: str) -> None:
    assert Accounts(home).add(name, PASSWORD, "reader").name == name
    assert Accounts(home).find(name) is not None


def test_a_name_is_taken_in_any_case(home: Path) -> None:
    with pytest.raises(AssistantError, match="已经有账号"):
        Accounts(home).add("Wang", PASSWORD, "reader")


def test_a_change_is_seen_by_all_who_read(home: Path) -> None:
    reads, writes = Accounts(home), Accounts(home)
    assert len(reads.rows()) == 2
    writes.remove("wang")
    assert [row.name for row in reads.rows()] == ["李主任"]
    writes.set_role("李主任", "reader")
    assert reads.rows()[0].role == "reader"


@pytest.mark.parametrize(
    ("change", "ends"),
    [
        (lambda accounts: accounts.set_password("wang", "另外一个密码 22"), True),
        (lambda accounts: accounts.set_disabled("wang", True), True),
        (lambda accounts: accounts.set_disabled("wang", False), False),
        (lambda accounts: accounts.set_role("wang", "editor"), False),
    ],
    ids=["password", "disabled", "enabled", "role"],
)
def test_what_ends_a_login(home: Path, change: Callable[[Accounts], None], ends: bool) -> None:
    accounts = Accounts(home)
    before = accounts.get("wang").key
    change(accounts)
    assert (accounts.get("wang").key != before) is ends


@pytest.mark.parametrize("change", ["set_role", "set_password", "set_disabled", "remove", "get"])
def test_changing_nobody(home: Path, change: str) -> None:
    given = {"set_role": ("editor",), "set_password": (PASSWORD,), "set_disabled": (True,)}.get(change, ())
    with pytest.raises(AssistantError, match="没有账号 nobody"):
        getattr(Accounts(home), change)("nobody", *given)


def test_nobody_is_lost_where_several_write(tmp_path: Path) -> None:
    names = [f"person{n}" for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: Accounts(tmp_path).add(name, PASSWORD, "reader"), names))
    assert sorted(row.name for row in Accounts(tmp_path).rows()) == names


GOOD = (
    "- name: wang\n  role: reader\n  password: {hash}\n  key: "
    "0123456789abcdef\n  made: '2026-01-05T08:00:00Z'\n"
)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# 注释\n- name: [", 2, "不是有效的 YAML"),
        ("name: wang\n", 1, "一列账号"),
        (GOOD + "- wang\n", 6, "不是一个账号"),
        (GOOD.replace("reader", "boss"), 1, "role"),
        (GOOD + GOOD.replace("wang", "li").replace("{hash}", "secret99"), 6, "password"),
        (GOOD + GOOD.replace("wang", "li") + "  rôle: reader\n", 6, "rôle"),
        (GOOD + GOOD.replace("wang", "WANG"), 6, "写了两次"),
    ],
    ids=["yaml", "shape", "entry", "role", "password in the clear", "unknown field", "twice"],
)
def test_a_damaged_file_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / FILE).write_text(text.replace("{hash}", hashed(PASSWORD)), "utf-8")
    with pytest.raises(AssistantError) as told:
        Accounts(tmp_path).rows()
    assert words in told.value.message
    assert told.value.line in (line, line + 1)
    assert str(tmp_path / FILE) in str(told.value)
    assert told.value.remedy
    assert "secret99" not in str(told.value)


def test_a_damaged_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("- name: [", "utf-8")
    with pytest.raises(AssistantError):
        Accounts(tmp_path).add("li", PASSWORD, "reader")
    assert (tmp_path / FILE).read_text("utf-8") == "- name: ["


@pytest.mark.parametrize(
    ("password", "words"), [("", "太短"), ("1234567", "太短"), ("甲" * 257, "太长")], ids=["none", "7", "257"]
)
def test_passwords_that_are_refused(password: str, words: str) -> None:
    with pytest.raises(AssistantError, match=words):
        hashed(password)


def test_a_password_matches_itself_alone() -> None:
    kept = hashed("ABC 甲乙丙丁 12")
    assert matches("ABC 甲乙丙丁 12", kept)
    assert matches("ＡＢＣ 甲乙丙丁 １２", kept), "full-width letters of an input method"
    assert not matches("abc 甲乙丙丁 12", kept)
    assert not matches("", kept)
    assert not matches("甲" * 100_000, kept)
    assert not matches("nobody's password", None)
    assert hashed("ABC 甲乙丙丁 12") != kept
