"""Connections to a database: SQLite with one writer at a time, a SQLite file that may only be read,
PostgreSQL.

In: a URL, or the path of a file. Out: an engine. SQLite is asked for its lock at once by whoever is to write.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

LOCK_WAIT = 30.0
"""Seconds a writer waits for another one."""


def open_engine(url: str) -> Engine:
    """To be read and written."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def engine_for_reading(path: Path) -> Engine:
    """Of a SQLite file; whoever writes to it is told that it may only be read."""
    engine = create_engine("sqlite://", creator=lambda: _for_reading(path))
    event.listen(engine, "connect", _set_no_transaction)
    event.listen(engine, "begin", _begin)
    return engine


def only_readable(url: str) -> Path | None:
    """The file of a SQLite database that is there and may not be written, or not its folder."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    path = Path(address.database)
    if not path.is_file() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return None
    return path


def copied(path: Path, folder: Path) -> Path:
    """A copy in `folder` of a SQLite file that may only be read, with all that was written to it."""
    copy = folder / path.name
    source, target = _for_reading(path), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    return copy


def _for_reading(path: Path) -> sqlite3.Connection:
    """Beside a process that writes it where there is one; else as a file that nobody changes, because no log
    of it can be made beside it.
    """
    address = path.resolve().as_uri()
    beside = sqlite3.connect(f"{address}?mode=ro", uri=True, check_same_thread=False)
    try:
        beside.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        beside.close()
        log = path.with_name(f"{path.name}-wal")
        if log.is_file() and log.stat().st_size:
            raise
        return sqlite3.connect(f"{address}?immutable=1", uri=True, check_same_thread=False)
    return beside


def _set_no_transaction(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # as in _set_pragmas


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver starts no transaction of its own; _begin does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(LOCK_WAIT * 1000)}")
    _set_wal(cursor)
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _set_wal(cursor: sqlite3.Cursor) -> None:
    """Wait by hand: where another process is about to write, SQLite refuses the switch at once, whatever
    busy_timeout says.
    """
    deadline = time.monotonic() + LOCK_WAIT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin(db: Connection) -> None:
    """Writers take the lock at once: a deferred transaction that reads first cannot wait for it later."""
    writing = db.get_execution_options().get("writing", False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
