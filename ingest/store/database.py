"""The Library's database: opened, its tables made or checked, and its transactions.

In: a URL, or the path of a file. Out: connections in which to read or write. SQLite keeps one writer at a
time by a lock that a writer takes at once; PostgreSQL by an advisory lock, which holds also while there are
no tables yet. What the file system or another process does to it becomes a `LibraryError`, and so does what
cannot be read of a damaged file; a file that may not be written is opened to be read, one of an earlier
program by a copy that is renewed and goes when the database is closed.

A library of an earlier program is given the tables and columns of today (`renew`). What was added is filled
from what is stored: the part of everybody charged from the clauses, which have it from the reader, or from
the printed role where they were read before that was kept. An earlier program that writes to a renewed
library leaves the column empty; such rows are filled too.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError

from ingest.errors import LibraryError
from ingest.model import SCHEMA
from ingest.store.tables import (
    CLAUSES,
    META,
    METADATA,
    RESPONSIBILITIES,
    TABLES,
    WITHOUT_PART,
    charge_values,
    clause_row,
)

Transaction = Callable[[], AbstractContextManager[Connection]]
"""`Database.reading` or `Database.writing`, for those who are given nothing else of it."""


_WRITERS = 0x706C616E73
"""The key of the advisory lock, the same in every program that writes to this database: "plans" in ASCII."""
_LONGEST = 120
"""Characters of an error that are repeated."""
_RESTORE = "请从备份恢复；没有备份时，把这个文件改名保存，再运行 plans ingest 由原始文件重建。"
_RETRY = "请稍后重试；若仍不行，请检查磁盘空间与文件权限，以及是否有其他程序占用该文件。"
_FAULTS = {
    sqlite3.SQLITE_FULL: ("磁盘已满，没有写成", "请腾出空间再试；已经存好的不受影响。"),
    sqlite3.SQLITE_READONLY: ("资料库不可写，只能查阅", "请检查文件夹的写入权限，以及磁盘是否只读。"),
    sqlite3.SQLITE_CANTOPEN: ("资料库打不开", "请检查文件夹的读写权限和磁盘空间。"),
    sqlite3.SQLITE_BUSY: ("资料库正被另一个程序占用", "请等它结束后再试。"),
}
"""What SQLite says, in its primary result codes (https://sqlite.org/rescode.html), and what to do."""


class Database:
    """May be shared by threads. `name` is what errors call it."""

    def __init__(self, url: str, name: str) -> None:
        """Raises what sqlalchemy raises; LibraryError where the tables are those of another program."""
        file = only_readable(url)
        self._engine = open_engine(url) if file is None else engine_for_reading(file)
        self._aside: TemporaryDirectory[str] | None = None
        self.name = name
        try:
            self._prepare(file)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._engine.dispose()
        if self._aside is not None:
            self._aside.cleanup()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What cannot be made of the rows inside tells of a damaged file."""
        try:
            with self._faults(), self._engine.begin() as db:
                yield db
        except OverflowError:  # a number beyond those of any row, asked for by an address
            raise
        except (ValueError, TypeError, ArithmeticError) as exc:
            raise self._damaged(exc) from exc

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._faults(), self._engine.connect().execution_options(writing=True) as db, db.begin():
            if self._engine.dialect.name == "postgresql":
                db.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
            yield db

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Map what the file system or another process did to a LibraryError; wrong statements propagate."""
        try:
            yield
        except (IntegrityError, ProgrammingError):
            raise
        except OperationalError as exc:
            code = getattr(exc.orig, "sqlite_errorcode", None)
            if code is None and isinstance(exc.orig, sqlite3.Error):  # text that is no text
                raise self._damaged(exc) from exc
            otherwise = (f"资料库读写失败（{said(exc)}）", _RETRY)
            message, remedy = _FAULTS.get((code or 0) & 0xFF, otherwise)
            raise LibraryError(message, file=self.name, remedy=remedy) from exc
        except DBAPIError as exc:
            raise self._damaged(exc) from exc

    def _damaged(self, exc: Exception) -> LibraryError:
        return LibraryError(f"资料库文件已损坏（{said(exc)}）", file=self.name, remedy=_RESTORE)

    def damage(self) -> str:
        """What SQLite finds wrong in the structure of its file; "" where it is sound, and for other
        databases.
        """
        if self._engine.dialect.name != "sqlite":
            return ""
        with self.reading() as db:
            found = str(db.exec_driver_sql("PRAGMA quick_check(1)").scalar() or "")
        return "" if found == "ok" else found

    def _prepare(self, file: Path | None) -> None:
        """Make the tables where there are none, or see that those there are of this version. `file` may only
        be read.
        """
        wanted = f"{TABLES}.{SCHEMA}"
        found = self._schema()
        if found is None:
            with self.writing() as db:
                if not inspect(db).has_table("meta"):
                    METADATA.create_all(db)
                    db.execute(insert(META).values(key="schema", value=wanted))
                    db.execute(insert(META).values(key="stamp", value=secrets.token_hex(8)))
            found = self._schema()
        elif found == wanted and self._is_earlier():
            self._renew(file)
        if found != wanted:
            raise LibraryError(
                f"资料库由其他版本的程序写成（结构 {found}，本程序为 {wanted}）",
                file=self.name,
                remedy="请将该文件改名备份，然后重新运行 plans ingest 由原始文件重建。",
            )

    def _is_earlier(self) -> bool:
        with self.reading() as db:
            return is_earlier(db)

    def _renew(self, file: Path | None) -> None:
        if file is None:
            with self.writing() as db:
                renew(db)
            return
        self._engine.dispose()
        self._aside = TemporaryDirectory(prefix="plans-library-")
        copy = copied(file, Path(self._aside.name))
        self._engine = open_engine(f"sqlite:///{copy}")
        with self.writing() as db:
            renew(db)
        self._engine.dispose()
        self._engine = engine_for_reading(copy)

    def _schema(self) -> str | None:
        with self.reading() as db:
            if not inspect(db).has_table("meta"):
                return None
            return db.scalar(select(META.c.value).where(META.c.key == "schema"))


def said(exc: Exception) -> str:
    """The error in the words of whoever raised it first, on one line, without the pages it refers to."""
    if isinstance(exc, SQLAlchemyError):
        exc = getattr(exc, "orig", None) or exc
    first = str(exc).strip().split("\n")[0]
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"


def set_stamp(db: Connection) -> None:
    """Anew after every change of the plans."""
    db.execute(update(META).where(META.c.key == "stamp").values(value=secrets.token_hex(8)))


def now() -> str:
    """The time in UTC as ISO text, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


_ADDED = RESPONSIBILITIES.c.part
"""The one column that tables of an earlier program lack."""
_LACKING = select(RESPONSIBILITIES.c.plan).where(_ADDED.is_(None)).distinct()


def is_earlier(db: Connection) -> bool:
    """Whether a table or a column is not there, or not filled."""
    tables = set(inspect(db).get_table_names())
    return (
        not set(METADATA.tables) <= tables or not _has_parts(db) or db.scalar(_LACKING.limit(1)) is not None
    )


def renew(db: Connection) -> None:
    METADATA.create_all(db)
    if not _has_parts(db):
        kind = _ADDED.type.compile(db.dialect)
        db.exec_driver_sql(f"ALTER TABLE {RESPONSIBILITIES.name} ADD COLUMN {_ADDED.name} {kind}")
        WITHOUT_PART.create(db)
    for plan in db.scalars(_LACKING).all():
        _fill(db, plan)


def _has_parts(db: Connection) -> bool:
    return _ADDED.name in {column["name"] for column in inspect(db).get_columns(RESPONSIBILITIES.name)}


def _fill(db: Connection, plan: str) -> None:
    """Write the rows of a plan anew, in the order of its clauses."""
    query = select(CLAUSES.c.plan, CLAUSES.c.body, CLAUSES.c.text).where(CLAUSES.c.plan == plan)
    clauses = [clause_row(row).clause for row in db.execute(query.order_by(CLAUSES.c.place))]
    db.execute(delete(RESPONSIBILITIES).where(RESPONSIBILITIES.c.plan == plan))
    if rows := [row for clause in clauses for row in charge_values(plan, clause)]:
        db.execute(insert(RESPONSIBILITIES), rows)


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
