"""The Library's database: opened, its tables made or checked, and its transactions.

In: a URL. Out: connections in which to read or write. SQLite keeps one writer at a time by a lock that a
writer takes at once; elsewhere writers queue for the row that holds the stamp. What the file system or
another process does to it becomes a `LibraryError`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from ingest.errors import LibraryError
from ingest.model import SCHEMA
from ingest.store.tables import META, METADATA, TABLES, open_engine

Transaction = Callable[[], AbstractContextManager[Connection]]
"""`Database.reading` or `Database.writing`, for those who are given nothing else of it."""


class Database:
    """May be shared by threads. `name` is what errors call it."""

    def __init__(self, url: str, name: str) -> None:
        """Raises what sqlalchemy raises; LibraryError where the tables are those of another program."""
        self._engine = open_engine(url)
        self.name = name
        self._prepare()

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._faults(), self._engine.begin() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._faults(), self._engine.connect().execution_options(writing=True) as db, db.begin():
            if self._engine.dialect.name != "sqlite" and inspect(db).has_table("meta"):
                db.execute(select(META.c.value).where(META.c.key == "stamp").with_for_update())
            yield db

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Map what the file system or another process did to a LibraryError; wrong statements propagate."""
        try:
            yield
        except (IntegrityError, ProgrammingError):
            raise
        except OperationalError as exc:
            remedy = "请稍后重试；若仍不行，请检查磁盘空间与文件权限，以及是否有其他程序占用该文件。"
            raise LibraryError(f"资料库读写失败（{exc.orig}）", file=self.name, remedy=remedy) from exc

    def _prepare(self) -> None:
        """Make the tables where there are none, or see that those there are of this version."""
        wanted = f"{TABLES}.{SCHEMA}"
        found = self._schema()
        if found is None:
            with self.writing() as db:
                if not inspect(db).has_table("meta"):
                    METADATA.create_all(db)
                    db.execute(insert(META).values(key="schema", value=wanted))
                    db.execute(insert(META).values(key="stamp", value=secrets.token_hex(8)))
            found = self._schema()
        elif found == wanted and not self._complete():
            with self.writing() as db:
                METADATA.create_all(db)
        if found != wanted:
            self.close()
            raise LibraryError(
                f"资料库由其他版本的程序写成（结构 {found}，本程序为 {wanted}）",
                file=self.name,
                remedy="请将该文件改名备份，然后重新运行 plans ingest 由原始文件重建。",
            )

    def _complete(self) -> bool:
        """Whether every table is there: a library of an earlier program may lack later ones, which need no
        other change.
        """
        with self.reading() as db:
            return set(METADATA.tables) <= set(inspect(db).get_table_names())

    def _schema(self) -> str | None:
        with self.reading() as db:
            if not inspect(db).has_table("meta"):
                return None
            return db.scalar(select(META.c.value).where(META.c.key == "schema"))


def set_stamp(db: Connection) -> None:
    """Anew after every change of the plans."""
    db.execute(update(META).where(META.c.key == "stamp").values(value=secrets.token_hex(8)))


def now() -> str:
    """The time in UTC as ISO text, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
