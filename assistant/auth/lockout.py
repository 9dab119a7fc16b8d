"""How often one may try to sign in. In: who tries, from where, when. Out: the seconds to wait; kept across
restarts.

Wrong tries count for an account *at a place*: this browser, where the account has signed in from it before,
else this address. So nobody keeps somebody else out: wrong tries from elsewhere say nothing of a browser or
an address that is known. Who comes from a place that is not known has two bounds more: all unknown places
together for one account (guessing from many addresses), and the number of different accounts tried in vain at
one address (one password for many names). An office behind one address has many people who err, but not that
many at a time who were never in.

A try counts before the password is looked at and is taken back when it was right, so that many at once gain
nothing. After `Rule.tries` in vain one waits, each time twice as long as before, up to a bound. Unknown names
count like known ones. A clock that is put back makes no wait longer than it was meant.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.auth.accounts import folded
from assistant.auth.people_db import PeopleDb

if TYPE_CHECKING:
    import sqlite3

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
KNOWN_FOR = 180 * _DAY
"""A place where an account has not signed in for so long is known no more."""


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


PLACE = Rule(tries=5, wait=15 * _MINUTE, longest=4 * _HOUR, fade=_DAY, forget=_DAY)
"""One account at one place."""
STRANGERS = Rule(tries=10, wait=15 * _MINUTE, longest=4 * _HOUR, fade=_DAY, forget=_DAY)
"""One account at all places together where it has never signed in."""
NAMES = Rule(tries=20, wait=15 * _MINUTE, longest=_HOUR, fade=15 * _MINUTE, forget=_DAY)
"""Different accounts at one address where they have never signed in; a try is the first one of an account."""
_ANYWHERE, _ANYBODY = "", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Tries since the last wait, waits so far, and until when (seconds of the clock) nothing is taken."""

    tries: int = 0
    locks: int = 0
    until: float = 0.0
    last: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is kept out now, for an administrator: `place` is an address, "浏览器" or "多处"; `seconds` are
    left.
    """

    place: str
    seconds: float


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


def anchored(tally: Tally, now: float) -> Tally:
    """The tally by the clock of `now`: what it calls the future, as the clock was put back, begins now."""
    ahead = max(0.0, tally.last - now)
    return replace(tally, last=tally.last - ahead, until=max(0.0, tally.until - ahead))


class Lockout:
    """The tallies of all accounts and places, and which places are known."""

    def __init__(self, db: PeopleDb) -> None:
        self._db = db

    def count(self, name: str, address: str, now: float, browser: str = "") -> float:
        """Count one try; the seconds still to wait, 0 where it may be made (it is counted only then).

        `browser` is the token that a browser was given where somebody signed in from it before.
        """
        account = _account(name)
        with self._db.change() as db:
            counted = _counted(db, account, address, browser, now)
            tallies = [(key, rule, _read(db, key, now)) for key, rule in counted]
            wait = max(tally.until - now for _, _, tally in tallies)
            if wait > 0:
                return wait
            for key, rule, tally in tallies:
                if rule is not NAMES or _is_new(db, account, address, now):
                    _keep(db, key, tried(tally, rule, now))
            db.execute("DELETE FROM failures WHERE max(last, until) < ?", (now - PLACE.forget,))
            return 0.0

    def right(self, name: str, address: str, now: float, browser: str = "") -> str:
        """The try was a right one: what was counted of it is taken back, and the place is known from then on.

        Returns the token of the browser: the one it brought, if it was given to somebody here, else a new
        one.
        """
        account = _account(name)
        with self._db.change() as db:
            for key, rule in _counted(db, account, address, browser, now):
                if rule is PLACE:
                    db.execute("DELETE FROM failures WHERE account = ? AND place = ?", key)
                else:
                    _keep(db, key, taken_back(_read(db, key, now), rule))
            token = browser if browser and _was_given(db, browser) else secrets.token_urlsafe(32)
            for place in (_address(address), _browser(token)):
                db.execute("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", (account, _hash(place), now))
            db.execute("DELETE FROM known WHERE last < ?", (now - KNOWN_FOR,))
        return token

    def wait(self, name: str, address: str, now: float, browser: str = "") -> float:
        """Seconds until the next try is taken, 0 for at once."""
        with self._db.change() as db:
            counted = _counted(db, _account(name), address, browser, now)
            return max(0.0, *(_read(db, key, now).until - now for key, _ in counted))

    def waiting(self, name: str, now: float) -> tuple[Waiting, ...]:
        """Where an account is kept out now."""
        return self._waiting(_account(name), now)

    def addresses(self, now: float) -> tuple[Waiting, ...]:
        """The addresses at which too many accounts were tried in vain."""
        return self._waiting(_ANYBODY, now)

    def _waiting(self, account: str, now: float) -> tuple[Waiting, ...]:
        with self._db.change() as db:
            places = db.execute("SELECT place FROM failures WHERE account = ? ORDER BY place", (account,))
            found = [(place, _read(db, (account, place), now).until - now) for (place,) in places.fetchall()]
        return tuple(Waiting(place=_said(place), seconds=left) for place, left in found if left > 0)

    def forgive(self, name: str) -> None:
        """Forget what was tried for an account."""
        with self._db.change() as db:
            db.execute("DELETE FROM failures WHERE account = ?", (_account(name),))

    def forget(self, name: str) -> None:
        """Forget the account: also where it has signed in."""
        self.forgive(name)
        with self._db.change() as db:
            db.execute("DELETE FROM known WHERE account = ?", (_account(name),))


Key = tuple[str, str]
"""Account (hashed) and place."""


def _counted(
    db: sqlite3.Connection, account: str, address: str, browser: str, now: float
) -> list[tuple[Key, Rule]]:
    """What a try counts for, by what is known of where it comes from."""
    if browser and _is_known(db, account, _browser(browser), now):
        return [((account, _browser(browser)), PLACE)]
    here = (account, _address(address)), PLACE
    if _is_known(db, account, _address(address), now):
        return [here]
    # NAMES first: whether the account is new there is told by the count of `here`.
    return [((_ANYBODY, _address(address)), NAMES), here, ((account, _ANYWHERE), STRANGERS)]


def _is_new(db: sqlite3.Connection, account: str, address: str, now: float) -> bool:
    """Whether nothing was tried in vain for the account at that address of late."""
    last = _read(db, (account, _address(address)), now)
    return not last.last or now - max(last.last, last.until) > NAMES.fade


def _is_known(db: sqlite3.Connection, account: str, place: str, now: float) -> bool:
    found = db.execute("SELECT last FROM known WHERE account = ? AND place = ?", (account, _hash(place)))
    last = found.fetchone()
    return last is not None and now - last[0] <= KNOWN_FOR


def _was_given(db: sqlite3.Connection, token: str) -> bool:
    """Whether a browser's token is one of ours."""
    found = db.execute("SELECT 1 FROM known WHERE place = ? LIMIT 1", (_hash(_browser(token)),))
    return found.fetchone() is not None


def _account(name: str) -> str:
    """Hashed: what is typed as a name may be long, or a password."""
    return _hash(folded(name))


def _address(address: str) -> str:
    return f"address {address}"


def _browser(token: str) -> str:
    """Hashed, so that nobody who reads the file can pass for the browser."""
    return f"browser {_hash(token)}"


def _said(place: str) -> str:
    kind, _, at = place.partition(" ")
    return at if kind == "address" else "浏览器" if kind == "browser" else "多处"


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def _read(db: sqlite3.Connection, key: Key, now: float) -> Tally:
    statement = "SELECT tries, locks, until, last FROM failures WHERE account = ? AND place = ?"
    found = db.execute(statement, key).fetchone()
    if not found:
        return Tally()
    tally = Tally(tries=found[0], locks=found[1], until=found[2], last=found[3])
    if tally.last > now:
        tally = anchored(tally, now)
        _keep(db, key, tally)
    return tally


def _keep(db: sqlite3.Connection, key: Key, tally: Tally) -> None:
    db.execute(
        "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?)",
        (*key, tally.tries, tally.locks, tally.until, tally.last),
    )
