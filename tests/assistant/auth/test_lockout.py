"""How long one waits after tries in vain, with a clock that is passed in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from assistant.auth.lockout import (
    KNOWN_FOR,
    NAMES,
    PLACE,
    STRANGERS,
    Lockout,
    Tally,
    anchored,
    taken_back,
    tried,
)
from assistant.auth.people_db import PeopleDb

MINUTE, HOUR = 60, 3600
START = 1_000_000.0


def waits(rule_tries: list[float]) -> list[float]:
    """The waits, in seconds, that tries at these times (seconds after the start) bring on."""
    tally, found = Tally(), []
    for at in rule_tries:
        tally = tried(tally, PLACE, START + at)
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
def test_waits_at_a_place(times: list[float], last: float) -> None:
    assert waits(times)[-1] == last


def test_an_office_behind_one_address_may_err_now_and_then() -> None:
    tally = Tally()
    for n in range(200):
        tally = tried(tally, NAMES, START + n * 16 * MINUTE)
    assert tally.until == 0
    for n in range(19):
        tally = tried(tally, NAMES, tally.last + n)
    assert tally.until == tally.last + 15 * MINUTE


def test_a_right_try_is_taken_back_also_where_it_locked() -> None:
    four = Tally(tries=4, locks=1, last=START)
    assert taken_back(tried(four, PLACE, START), PLACE) == four
    assert taken_back(tried(Tally(), PLACE, START), PLACE) == Tally(last=START)


@pytest.fixture
def lockout(tmp_path: Path) -> Iterator[Lockout]:
    db = PeopleDb(tmp_path)
    yield Lockout(db)
    db.close()


MINE, OTHERS = "10.0.0.1", "203.0.113.7"


def wrong(
    lockout: Lockout, name: str, address: str, times: int, *, browser: str = "", at: float = START
) -> None:
    """So many tries in vain, none of which has to wait."""
    assert [lockout.count(name, address, at, browser) for _ in range(times)] == [0] * times


def signed_in(lockout: Lockout, name: str, address: str, at: float = START, browser: str = "") -> str:
    """A right try; the browser's token."""
    wrong(lockout, name, address, 1, browser=browser, at=at)
    return lockout.right(name, address, at, browser)


def test_it_outlives_a_restart_and_concerns_one_name_at_one_address(lockout: Lockout, tmp_path: Path) -> None:
    wrong(lockout, "wang", MINE, 5)
    db = PeopleDb(tmp_path)
    again = Lockout(db)
    assert again.count("WANG", MINE, START + 60) == 14 * MINUTE
    assert again.wait("wang", MINE, START + 60) == 14 * MINUTE
    assert again.count("li", MINE, START) == 0
    assert again.count("wang", OTHERS, START) == 0
    assert again.count("wang", MINE, START + 15 * MINUTE) == 0
    db.close()


def test_wrong_tries_from_elsewhere_keep_nobody_out_where_he_is_known(lockout: Lockout) -> None:
    browser = signed_in(lockout, "wang", MINE)
    for n in range(200):
        lockout.count("wang", f"203.0.113.{n}", START + n)
    now = START + 200
    assert lockout.count("wang", OTHERS, now) > 0
    assert lockout.wait("wang", MINE, now) == 0, "the address he has signed in at"
    assert lockout.wait("wang", "198.51.100.9", now, browser) == 0, "his browser, at another address"
    signed_in(lockout, "wang", MINE, now)


def test_a_colleague_behind_the_same_address_keeps_no_browser_out(lockout: Lockout) -> None:
    browser = signed_in(lockout, "wang", MINE)
    wrong(lockout, "wang", MINE, 5)
    assert lockout.count("wang", MINE, START) == 15 * MINUTE
    assert lockout.count("wang", MINE, START, browser) == 0
    assert lockout.count("li", MINE, START) == 0


def test_a_browser_that_is_known_is_bounded_itself(lockout: Lockout) -> None:
    browser = signed_in(lockout, "wang", MINE)
    wrong(lockout, "wang", MINE, 5, browser=browser)
    assert lockout.count("wang", OTHERS, START, browser) == 15 * MINUTE
    assert lockout.count("wang", MINE, START) == 0


@pytest.mark.parametrize("browser", ["made-up", "x" * 64, ""])
def test_a_browser_that_says_it_is_known_is_not(lockout: Lockout, browser: str) -> None:
    signed_in(lockout, "wang", MINE)
    wrong(lockout, "wang", OTHERS, 5, browser=browser)
    assert lockout.count("wang", OTHERS, START, browser) == 15 * MINUTE


def test_one_persons_browser_is_not_known_for_another(lockout: Lockout) -> None:
    browser = signed_in(lockout, "wang", OTHERS)
    for n in range(STRANGERS.tries):
        lockout.count("li", f"198.51.100.{n}", START)
    assert lockout.count("li", OTHERS, START, browser) == 15 * MINUTE


def test_two_people_share_a_browser(lockout: Lockout) -> None:
    token = signed_in(lockout, "wang", MINE)
    assert signed_in(lockout, "li", MINE, browser=token) == token
    assert signed_in(lockout, "zhao", MINE, browser="made-up") != "made-up"
    wrong(lockout, "wang", MINE, 5, browser=token)
    assert lockout.count("wang", MINE, START, token) > 0
    assert lockout.count("li", MINE, START, token) == 0


def test_guessing_from_many_addresses_is_bounded(lockout: Lockout) -> None:
    """A day of a try a minute, each from another address."""
    tries = [lockout.count("wang", f"10.{n // 250}.{n % 250}.1", START + n * MINUTE) for n in range(24 * 60)]
    assert tries.count(0) < 100


def test_guessing_at_a_known_address_is_bounded(lockout: Lockout) -> None:
    signed_in(lockout, "wang", MINE)
    tries = [lockout.count("wang", MINE, START + n * MINUTE) for n in range(24 * 60)]
    assert tries.count(0) < 50


def test_one_password_for_many_names_is_bounded(lockout: Lockout) -> None:
    for n in range(NAMES.tries):
        wrong(lockout, f"name{n}", MINE, 1)
    assert lockout.count("name99", MINE, START) == 15 * MINUTE
    assert lockout.count("name99", OTHERS, START) == 0
    tries = [lockout.count(f"other{n}", MINE, START + HOUR + n * MINUTE) for n in range(24 * 60)]
    assert tries.count(0) < 30 * NAMES.tries


def test_one_colleague_keeps_no_office_out(lockout: Lockout) -> None:
    for n in range(100):
        lockout.count("wang", MINE, START + n)
    assert [lockout.count(f"colleague{n}", MINE, START + 100) for n in range(10)] == [0] * 10


def test_an_office_that_is_known_does_not_wait_for_its_address(lockout: Lockout) -> None:
    signed_in(lockout, "li", MINE)
    for n in range(NAMES.tries):
        wrong(lockout, f"name{n}", MINE, 1)
    assert lockout.count("name99", MINE, START) > 0
    assert lockout.count("li", MINE, START) == 0


def test_a_first_morning_of_an_office_that_errs_once_each(lockout: Lockout) -> None:
    for n in range(100):
        wrong(lockout, f"colleague{n}", MINE, 1, at=START + n)
        signed_in(lockout, f"colleague{n}", MINE, START + n)


def test_being_right_resets_nothing_of_other_names(lockout: Lockout) -> None:
    """Whoever has an account of his own may not reset the count of the address with it."""
    for n in range(NAMES.tries - 1):
        wrong(lockout, f"name{n}", MINE, 1)
        signed_in(lockout, "own", MINE)
    wrong(lockout, "name98", MINE, 1)
    assert lockout.count("name99", MINE, START) == 15 * MINUTE


def test_a_place_is_known_for_half_a_year(lockout: Lockout) -> None:
    browser = signed_in(lockout, "wang", MINE)
    later = START + KNOWN_FOR + 1
    for n in range(STRANGERS.tries):
        lockout.count("wang", f"203.0.113.{n}", later)
    assert lockout.count("wang", MINE, later, browser) > 0


def test_many_at_once_gain_nothing(lockout: Lockout) -> None:
    with ThreadPoolExecutor(16) as pool:
        waited = list(pool.map(lambda n: lockout.count("wang", f"10.0.1.{n}", START), range(64)))
    assert waited.count(0) == STRANGERS.tries


@pytest.mark.parametrize("ahead", [60.0, 26 * HOUR, 365 * 24 * HOUR])
def test_a_clock_that_is_put_back_makes_no_wait_longer(lockout: Lockout, ahead: float) -> None:
    wrong(lockout, "wang", MINE, 5, at=START + ahead)
    assert lockout.count("wang", MINE, START) == 15 * MINUTE
    assert lockout.count("wang", MINE, START + 15 * MINUTE) == 0


def test_a_tally_of_the_future_begins_now() -> None:
    assert anchored(Tally(tries=3, last=START + 500), START) == Tally(tries=3, last=START)
    locked = Tally(locks=1, until=START + 900, last=START)
    assert anchored(locked, START - 100) == Tally(locks=1, until=START + 800, last=START - 100)
    assert anchored(locked, START + 100) == locked


def test_an_administrator_sees_and_forgives(lockout: Lockout) -> None:
    browser = signed_in(lockout, "wang", MINE)
    wrong(lockout, "wang", MINE, 5)
    wrong(lockout, "wang", MINE, 5, browser=browser)
    for n in range(STRANGERS.tries):
        wrong(lockout, "wang", f"203.0.113.{n}", 1)
    seen = {(w.place, w.seconds) for w in lockout.waiting("WANG", START)}
    assert seen == {(MINE, 15 * MINUTE), ("浏览器", 15 * MINUTE), ("多处", 15 * MINUTE)}
    assert lockout.waiting("li", START) == ()
    lockout.forgive("wang")
    assert lockout.waiting("wang", START) == ()
    assert lockout.count("wang", MINE, START) == 0


def test_an_administrator_sees_an_address_with_many_names(lockout: Lockout) -> None:
    for n in range(NAMES.tries):
        wrong(lockout, f"name{n}", OTHERS, 1)
    assert [w.place for w in lockout.addresses(START)] == [OTHERS]


def test_an_account_that_is_gone_is_known_nowhere(lockout: Lockout) -> None:
    browser = signed_in(lockout, "wang", MINE)
    lockout.forget("wang")
    for n in range(STRANGERS.tries):
        lockout.count("wang", f"203.0.113.{n}", START)
    assert lockout.count("wang", MINE, START, browser) > 0


def test_a_file_from_before_is_taken_on(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "people.db")) as old:
        old.execute(
            "CREATE TABLE tries (who TEXT PRIMARY KEY, tries INT, locks "
            "INT, until REAL, last REAL) WITHOUT ROWID"
        )
        old.execute("INSERT INTO tries VALUES ('address 10.0.0.1', 0, 1, 9e9, 9e9)")
        old.commit()
    db = PeopleDb(tmp_path)
    assert Lockout(db).count("wang", MINE, START) == 0
    db.close()


def test_what_was_typed_as_a_name_is_not_kept(lockout: Lockout, tmp_path: Path) -> None:
    browser = signed_in(lockout, "my-password-by-mistake", MINE)
    kept = [file.read_bytes() for file in tmp_path.iterdir()]
    assert not any(b"my-password" in held or browser.encode() in held for held in kept)
