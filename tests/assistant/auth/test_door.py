"""Who comes in and stays in: tokens that end, accounts that change, where the app may be open."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.auth import accounts
from assistant.auth.access import Door, Entered, Refused, check_door, is_loopback
from assistant.auth.accounts import FILE, Accounts, Person
from assistant.auth.people_db import Lasting, PeopleDb, SignIns
from assistant.errors import AssistantError
from assistant.settings import Settings
from tests.assistant.auth.serving import PASSWORD, Clock

HOUR, DAY = 3600.0, 86_400.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(home: Path, clock: Clock) -> Iterator[Door]:
    door = Door(Settings(home=home), clock)
    yield door
    door.close()


def entered(door: Door, name: str = "wang") -> str:
    result = door.enter(name, PASSWORD, "10.0.0.1")
    assert isinstance(result, Entered)
    return result.token


def test_one_comes_in_and_is_known(door: Door) -> None:
    assert door.who(entered(door, "WANG")) == Person(name="wang", role="reader")
    assert door.who(entered(door, "李主任")) == Person(name="李主任", role="editor")
    assert door.who("made-up") is None
    assert door.who("") is None


def test_every_entry_has_a_token_of_its_own_and_only_that_one_ends(door: Door) -> None:
    first, second = entered(door), entered(door)
    assert first != second
    door.leave(first)
    assert door.who(first) is None
    assert door.who(second) is not None


@pytest.mark.parametrize(
    ("steps", "inside"),
    [
        ([7.9 * HOUR], True),
        ([8 * HOUR], False),
        ([7 * HOUR, 7 * HOUR], True),
        ([7 * HOUR] * 23, True),
        ([7 * HOUR] * 24, False),
    ],
    ids=["in time", "idle", "used meanwhile", "6.7 days", "7 days"],
)
def test_a_login_ends(door: Door, clock: Clock, steps: list[float], inside: bool) -> None:
    token = entered(door)
    for step in steps[:-1]:
        clock.now += step
        assert door.who(token) is not None
    clock.now += steps[-1]
    assert (door.who(token) is not None) is inside


def test_looking_is_no_use(door: Door, clock: Clock) -> None:
    token = entered(door)
    clock.now += 7 * HOUR
    assert door.who(token, use=False) is not None
    clock.now += 1 * HOUR
    assert door.who(token) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda accounts: accounts.remove("wang"),
        lambda accounts: accounts.set_disabled("wang", True),
        lambda accounts: accounts.set_password("wang", "另外一个密码 22"),
        lambda accounts: (accounts.remove("wang"), accounts.add("wang", PASSWORD, "reader")),
        lambda accounts: (accounts.set_disabled("wang", True), accounts.set_disabled("wang", False)),
    ],
    ids=["removed", "disabled", "password", "another of the name", "disabled and enabled"],
)
def test_what_puts_one_out_at_once(door: Door, home: Path, change: Callable[[Accounts], object]) -> None:
    token, other = entered(door), entered(door, "李主任")
    change(Accounts(home))
    assert door.who(token) is None
    assert door.who(other) is not None


def test_a_role_changes_at_once(door: Door, home: Path) -> None:
    token = entered(door)
    Accounts(home).set_role("wang", "editor")
    assert door.who(token) == Person(name="wang", role="editor")


def test_a_restart_and_a_second_process_know_who_is_in(door: Door, home: Path, clock: Clock) -> None:
    token = entered(door)
    other = Door(Settings(home=home), clock)
    assert other.who(token) is not None
    other.leave(token)
    assert door.who(token) is None
    other.close()


def test_the_token_is_not_in_the_file_and_the_file_is_its_owners(door: Door, home: Path) -> None:
    token = entered(door)
    kept = [file for file in home.iterdir() if file.name.startswith("people.db")]
    assert kept
    assert not any(token.encode() in file.read_bytes() for file in kept)
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}


def test_not_every_request_is_a_write(tmp_path: Path) -> None:
    db = PeopleDb(tmp_path)
    kept = SignIns(db, Lasting(idle=8 * HOUR, longest=7 * DAY))
    token = kept.begin("wang", "key", 1000.0)
    assert kept.find(token, 1059.0) == ("wang", "key")
    assert db.row("SELECT seen FROM sign_ins") == (1000.0,)
    assert kept.find(token, 1060.0) == ("wang", "key")
    assert db.row("SELECT seen FROM sign_ins") == (1060.0,)
    db.close()


def test_what_is_over_is_swept_out(tmp_path: Path) -> None:
    db = PeopleDb(tmp_path)
    kept = SignIns(db, Lasting(idle=8 * HOUR, longest=7 * DAY))
    kept.begin("wang", "key", 0.0)
    kept.begin("wang", "key", 9 * HOUR)
    assert db.row("SELECT count(*) FROM sign_ins") == (1,)
    db.close()


@pytest.mark.parametrize(
    ("name", "password"),
    [("wang", "wrong wrong"), ("nobody", PASSWORD), ("", ""), ("停用的", PASSWORD)],
    ids=["wrong", "unknown", "empty", "disabled"],
)
def test_the_answer_is_one_for_all_who_may_not(door: Door, home: Path, name: str, password: str) -> None:
    accounts = Accounts(home)
    accounts.add("停用的", PASSWORD, "reader")
    accounts.set_disabled("停用的", True)
    answers = [door.enter(name, password, "10.0.0.1") for _ in range(6)]
    assert answers == [Refused(wait=0)] * 4 + [Refused(wait=900)] * 2


def test_an_unknown_name_takes_as_long_as_a_known_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the real cost of a password, which is most of the CPU time that is compared."""
    real = PasswordHasher()
    monkeypatch.setattr(accounts, "_hasher", lambda: real)
    nobodys = real.hash("nobody")
    monkeypatch.setattr(accounts, "_nobodys", lambda: nobodys)
    Accounts(tmp_path).add("wang", PASSWORD, "reader")
    door = Door(Settings(home=tmp_path))

    def seconds(name: str) -> float:
        began = time.process_time()
        door.enter(name, "wrong wrong", "10.0.0.1")
        return time.process_time() - began

    known, unknown = (min(seconds(name) for _ in range(4)) for name in ("wang", "nobody"))
    door.close()
    assert 0.3 < known / unknown < 3


def test_four_wrong_and_one_right(door: Door, clock: Clock) -> None:
    for _ in range(4):
        assert door.enter("wang", "wrong wrong", "10.0.0.1") == Refused(wait=0)
    entered(door)
    assert door.enter("wang", "wrong wrong", "10.0.0.1") == Refused(wait=0)


def test_after_the_wait_one_comes_in(door: Door, clock: Clock) -> None:
    for _ in range(5):
        door.enter("wang", "wrong wrong", "10.0.0.1")
    assert door.enter("wang", PASSWORD, "10.0.0.1") == Refused(wait=900), "also with the right password"
    clock.now += 900
    entered(door)


def test_whom_others_name_comes_in_where_he_is_known(door: Door) -> None:
    came = door.enter("wang", PASSWORD, "10.0.0.1")
    assert isinstance(came, Entered)
    for n in range(100):
        door.enter("wang", "wrong wrong", f"203.0.113.{n}")
    assert isinstance(door.enter("wang", PASSWORD, "203.0.113.200"), Refused)
    assert isinstance(door.enter("wang", PASSWORD, "10.0.0.1"), Entered)
    assert isinstance(door.enter("wang", PASSWORD, "203.0.113.200", came.browser), Entered)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True), ("127.8.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True),
        ("0.0.0.0", False), ("", False), ("::", False), ("10.0.0.8", False), ("wjw.local", False),
        ("127.0.0.1.evil.example", False),
    ],
)  # fmt: skip
def test_where_the_app_may_be_open(tmp_path: Path, host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
    settings = Settings(home=tmp_path, host=host)
    door = Door(settings)
    assert door.open is loopback
    if loopback:
        check_door(settings)
    else:
        with pytest.raises(AssistantError, match="plans user add"):
            check_door(settings)
    Accounts(tmp_path).add("wang", PASSWORD, "reader")
    check_door(settings)
    assert not door.open, "an account made while the app runs shuts it"
    Accounts(tmp_path).remove("wang")
    assert door.open is loopback, "without accounts it is never open to others"


def test_a_damaged_file_opens_no_door(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("- name: [", "utf-8")
    with pytest.raises(AssistantError, match="YAML"):
        _ = Door(Settings(home=tmp_path)).open
    with pytest.raises(AssistantError, match="YAML"):
        check_door(Settings(home=tmp_path))


def test_a_damaged_record_of_logins_says_what_to_do(home: Path) -> None:
    (home / "people.db").write_bytes(b"no database " * 100)
    with pytest.raises(AssistantError, match="可以删除它"):
        Door(Settings(home=home)).enter("wang", PASSWORD, "10.0.0.1")
