"""How often one may try to sign in: per account and per address, both kept across restarts.

A try counts before the password is looked at and is taken back when it was right, so that many at once gain
nothing. After `Rule.tries` in vain one waits, each time twice as long as before, up to a bound: whoever
guesses gets a handful of tries in hours, and whoever is kept out by somebody else's guessing does not stay
out for days. An address, behind which a whole office may sit, has more tries and forgets them sooner. Unknown
names count like known ones.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.auth.accounts import folded
from assistant.auth.people_db import PeopleDb

if TYPE_CHECKING:
    import sqlite3

_MINUTE, _HOUR = 60.0, 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """All times in seconds. `fade`: tries further apart than that do not add up; `forget`: after it, nothing
    is remembered.
    """

    tries: int
    wait: float
    longest: float
    fade: float
    forget: float


ACCOUNT = Rule(tries=5, wait=15 * _MINUTE, longest=4 * _HOUR, fade=24 * _HOUR, forget=24 * _HOUR)
ADDRESS = Rule(tries=20, wait=15 * _MINUTE, longest=4 * _HOUR, fade=15 * _MINUTE, forget=24 * _HOUR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Tries since the last wait, waits so far, and until when (seconds of the clock) nothing is taken."""

    tries: int = 0
    locks: int = 0
    until: float = 0.0
    last: float = 0.0


def tried(tally: Tally, rule: Rule, now: float) -> Tally:
    """The tally after one more try at `now`, which locks where it was the last one free."""
    age = now - max(tally.last, tally.until)
    locks = 0 if age > rule.forget else tally.locks
    tries = (0 if age > rule.fade else tally.tries) + 1
    if tries < rule.tries:
        return Tally(tries=tries, locks=locks, last=now)
    wait = min(rule.wait * 2.0**locks, rule.longest)
    return Tally(locks=locks + 1, until=now + wait, last=now)


def taken_back(tally: Tally, rule: Rule) -> Tally:
    """The tally without its last try, which was a right one."""
    if tally.tries == 0 and tally.locks:
        return replace(tally, tries=rule.tries - 1, locks=tally.locks - 1, until=0.0)
    return replace(tally, tries=max(0, tally.tries - 1))


class Lockout:
    """The tallies of all names and addresses."""

    def __init__(self, db: PeopleDb) -> None:
        self._db = db

    def count(self, name: str, address: str, now: float) -> float:
        """Count one try; the seconds still to wait, 0 where it may be made (it is counted only then)."""
        with self._db.change() as db:
            tallies = [(who, rule, _read(db, who)) for who, rule in _both(name, address)]
            wait = max(tally.until - now for _, _, tally in tallies)
            if wait > 0:
                return wait
            for who, rule, tally in tallies:
                _keep(db, who, tried(tally, rule, now))
            db.execute("DELETE FROM tries WHERE max(last, until) < ?", (now - ACCOUNT.forget,))
            return 0.0

    def right(self, name: str, address: str) -> None:
        """The try was a right one: the account's are forgotten, the address is given its last one back."""
        with self._db.change() as db:
            (account, _), (place, rule) = _both(name, address)
            db.execute("DELETE FROM tries WHERE who = ?", (account,))
            _keep(db, place, taken_back(_read(db, place), rule))

    def wait(self, name: str, address: str, now: float) -> float:
        """Seconds until the next try is taken, 0 for at once."""
        with self._db.change() as db:
            return max(0.0, *(_read(db, who).until - now for who, _ in _both(name, address)))

    def forgive(self, name: str) -> None:
        """Forget what was tried for an account."""
        with self._db.change() as db:
            db.execute("DELETE FROM tries WHERE who = ?", (_account(name),))


def _both(name: str, address: str) -> tuple[tuple[str, Rule], tuple[str, Rule]]:
    return (_account(name), ACCOUNT), (f"address {address}", ADDRESS)


def _account(name: str) -> str:
    """Hashed: what is typed as a name may be long, or a password."""
    return "account " + hashlib.sha256(folded(name).encode("utf-8", "replace")).hexdigest()


def _read(db: sqlite3.Connection, who: str) -> Tally:
    found = db.execute("SELECT tries, locks, until, last FROM tries WHERE who = ?", (who,)).fetchone()
    return Tally(tries=found[0], locks=found[1], until=found[2], last=found[3]) if found else Tally()


def _keep(db: sqlite3.Connection, who: str, tally: Tally) -> None:
    db.execute(
        "INSERT OR REPLACE INTO tries VALUES (?, ?, ?, ?, ?)",
        (who, tally.tries, tally.locks, tally.until, tally.last),
    )
