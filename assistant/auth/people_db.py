"""What the app remembers about people between starts, in one small SQLite file: who is signed in, failed
sign-ins, and the places each account has signed in from.

In: the library folder. Out: statements run on `people.db`, which only its owner can read and which is created
on first use; several processes share it (WAL). Losing the file does no harm: people sign in again.

`SignIns` turns a token from the browser into the account name and key it was issued for. A token is 256
random bits and only its hash is stored, so reading the file gives nobody a session. A session ends after a
time without use, and a fixed time after it began, whichever comes first. The caller checks what has happened
to the account meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError

FILE = "people.db"
_PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""
_TABLES = """
CREATE TABLE IF NOT EXISTS sign_ins (
    token BLOB PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, began REAL NOT NULL, seen REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
    account TEXT NOT NULL, place TEXT NOT NULL, tries INTEGER NOT NULL, locks INTEGER NOT NULL,
    until REAL NOT NULL, last REAL NOT NULL, PRIMARY KEY (account, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known (
    account TEXT NOT NULL, place TEXT NOT NULL, last REAL NOT NULL, PRIMARY KEY (account, place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS known_places ON known (place);
DROP TABLE IF EXISTS tries;
"""


class PeopleDb:
    """One connection for all threads, opened when it is first needed."""

    def __init__(self, home: Path) -> None:
        self.file = home / FILE
        self._lock = threading.RLock()
        self._opened: sqlite3.Connection | None = None

    def row(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        """The first row, or None. Raises AssistantError, as `change` does, for a file that cannot be used."""
        with self._told(), self._lock:
            found: tuple[Any, ...] | None = self._connection().execute(statement, values).fetchone()
            return found

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction that nobody else writes beside; undone where the block raises."""
        with self._told(), self._lock:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        with self._lock:
            if self._opened:
                self._opened.close()
                self._opened = None

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))
            opened = sqlite3.connect(
                self.file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            opened.execute("PRAGMA journal_mode=WAL")
            opened.execute("PRAGMA synchronous=NORMAL")
            opened.executescript(_TABLES)
            self._opened = opened
        return self._opened

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise AssistantError(
                f"登录记录不能使用（{error}）",
                file=str(self.file),
                remedy="请检查文件夹的权限和磁盘空间；文件损坏时可以删除它，大家重新登录即可。",
            ) from error


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
        """Name and key, or None where the token is unknown or over; `use` False does not make it last
        longer.
        """
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
