"""Who is signed in. In: a token, as a browser brings it. Out: the account's name and key it was given for.

A token is 256 random bits; only its hash is kept, so that nobody who reads the file can use it. It ends a
time after its last use, and a time after it was given, whichever is first. What an account has become
meanwhile is for the caller to look at.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from assistant.auth.people_db import PeopleDb

_NOTED = 60.0
"""Seconds after which a use is written down anew: not every request of a page is a write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """Seconds: `idle` after the last use, `longest` after the beginning."""

    idle: float
    longest: float


class SignIns:
    def __init__(self, db: PeopleDb, lasting: Lasting) -> None:
        self._db = db
        self._lasting = lasting

    def begin(self, name: str, key: str, now: float) -> str:
        """A new token; those that are over are swept out."""
        token = secrets.token_urlsafe(32)
        with self._db.change() as db:
            db.execute(
                "DELETE FROM sign_ins WHERE began <= ? OR seen <= ?",
                (now - self._lasting.longest, now - self._lasting.idle),
            )
            db.execute("INSERT INTO sign_ins VALUES (?, ?, ?, ?, ?)", (_hash(token), name, key, now, now))
        return token

    def find(self, token: str, now: float, *, use: bool = True) -> tuple[str, str] | None:
        """Name and key, or None where the token is unknown or over; `use` False does not make it last longer."""
        found = self._db.row("SELECT name, key, began, seen FROM sign_ins WHERE token = ?", _hash(token))
        if found is None:
            return None
        name, key, began, seen = found
        if now >= min(began + self._lasting.longest, seen + self._lasting.idle):
            return None
        if use and now - seen >= min(_NOTED, self._lasting.idle / 10):
            with self._db.change() as db:
                db.execute("UPDATE sign_ins SET seen = max(seen, ?) WHERE token = ?", (now, _hash(token)))
        return name, key

    def end(self, token: str) -> None:
        with self._db.change() as db:
            db.execute("DELETE FROM sign_ins WHERE token = ?", (_hash(token),))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
