"""How long one waits after tries in vain, with a clock that is passed in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.auth.lockout import ACCOUNT, ADDRESS, Lockout, Tally, taken_back, tried
from assistant.auth.people_db import PeopleDb

MINUTE, HOUR = 60, 3600
START = 1_000_000.0


def waits(rule_tries: list[float]) -> list[float]:
    """The waits, in seconds, that tries at these times (seconds after the start) bring on an account."""
    tally, found = Tally(), []
    for at in rule_tries:
        tally = tried(tally, ACCOUNT, START + at)
        found.append(max(0.0, tally.until - (START + at)))
    return found


@pytest.mark.parametrize(
    ("times", "last"),
    [
        ([0, 1, 2, 3], 0),
        ([0, 1, 2, 3, 4], 15 * MINUTE),
        ([0, 1, 2, 3, 4, *[1000 + n for n in range(4)]], 0),
        ([0, 1, 2, 3, 4, *[1000 + n for n in range(5)]], 30 * MINUTE),
        ([n * 5 * HOUR for n in range(40)], 4 * HOUR),
        ([0, 1, 2, 3, 4, *[30 * HOUR + n for n in range(5)]], 15 * MINUTE),
        ([0, 1, 2, 3, 26 * HOUR], 0),
    ],
    ids=["four", "five", "nine", "ten: doubled", "forty: bounded", "a day later: forgotten", "a day between"],
)
def test_waits_of_an_account(times: list[float], last: float) -> None:
    assert waits(times)[-1] == last


def test_an_office_behind_one_address_may_err_now_and_then() -> None:
    tally = Tally()
    for n in range(200):
        tally = tried(tally, ADDRESS, START + n * 16 * MINUTE)
    assert tally.until == 0
    for n in range(19):
        tally = tried(tally, ADDRESS, tally.last + n)
    assert tally.until == tally.last + 15 * MINUTE


def test_a_right_try_is_taken_back_also_where_it_locked() -> None:
    four = Tally(tries=4, locks=1, last=START)
    assert taken_back(tried(four, ACCOUNT, START), ACCOUNT) == four
    assert taken_back(tried(Tally(), ACCOUNT, START), ACCOUNT) == Tally(last=START)


@pytest.fixture
def lockout(tmp_path: Path) -> Iterator[Lockout]:
    db = PeopleDb(tmp_path)
    yield Lockout(db)
    db.close()


def test_it_outlives_a_restart_and_concerns_one_name(lockout: Lockout, tmp_path: Path) -> None:
    assert [lockout.count("wang", "10.0.0.1", START) for _ in range(5)] == [0] * 5
    db = PeopleDb(tmp_path)
    again = Lockout(db)
    assert again.count("WANG", "10.0.0.2", START + 60) == 14 * MINUTE
    assert again.wait("wang", "10.0.0.2", START + 60) == 14 * MINUTE
    assert again.count("li", "10.0.0.1", START) == 0
    assert again.count("wang", "10.0.0.2", START + 15 * MINUTE) == 0
    db.close()


def test_an_address_waits_whatever_name_it_tries(lockout: Lockout) -> None:
    assert [lockout.count(f"name{n}", "10.0.0.1", START) for n in range(20)] == [0] * 20
    assert lockout.count("name99", "10.0.0.1", START) == 15 * MINUTE
    assert lockout.count("name99", "10.0.0.2", START) == 0


def test_being_right_clears_the_name_and_not_the_address(lockout: Lockout) -> None:
    """Whoever has an account of his own may not reset the count of the address with it."""
    for n in range(19):
        assert lockout.count(f"name{n}", "10.0.0.1", START) == 0
        assert lockout.count("own", "10.0.0.1", START) == 0
        lockout.right("own", "10.0.0.1")
    assert lockout.count("name19", "10.0.0.1", START) == 0
    assert lockout.count("own", "10.0.0.1", START) == 15 * MINUTE


def test_many_at_once_gain_nothing(lockout: Lockout) -> None:
    with ThreadPoolExecutor(16) as pool:
        waited = list(pool.map(lambda n: lockout.count("wang", f"10.0.1.{n}", START), range(64)))
    assert waited.count(0) == 5


def test_an_administrator_forgives(lockout: Lockout) -> None:
    for _ in range(5):
        lockout.count("wang", "10.0.0.1", START)
    lockout.forgive("wang")
    assert lockout.count("wang", "10.0.0.1", START) == 0


def test_what_was_typed_as_a_name_is_not_kept(lockout: Lockout, tmp_path: Path) -> None:
    lockout.count("my-password-by-mistake", "10.0.0.1", START)
    assert not any(b"my-password" in file.read_bytes() for file in tmp_path.iterdir())
