"""What the app remembers of people between starts: who is signed in, who has tried in vain, and from where an
account was signed in. One small SQLite file.

In: the library folder. Out: statements run on `people.db`, readable by its owner alone and made at the first
use. Several processes share it (WAL). All that is in it can be lost without harm: people sign in again.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
