"""What has become of a plan in the Library: in force, withdrawn (废止), or removed and not to come back by
itself.

Two tables beside those of `tables.py`; the Library makes them where an older one has none. A
withdrawn plan stays with its versions and can be read and restored; listings and indexes leave it out. Of a
removed plan nothing stays but the fingerprints of its files, so that one still lying in a folder is not taken
in again at the next start. The transaction is the Library's.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Select,
    String,
    Table,
    delete,
    insert,
    select,
)

from ingest.store import renditions
from ingest.store.tables import METADATA, PLANS, VERSIONS

WITHDRAWN = Table(
    "withdrawn",
    METADATA,
    Column("plan", ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
    Column("since", String, nullable=False),
)
REMOVED = Table(
    "removed",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("since", String, nullable=False),
)


def in_force() -> ColumnElement[bool]:
    """The condition on `PLANS` that leaves out what was withdrawn."""
    return PLANS.c.id.not_in(select(WITHDRAWN.c.plan))


def plan_rows() -> Select[Any]:
    """Plans with when their current version was taken in (`stored`) and since when they are withdrawn (or
    NULL).
    """
    current = (VERSIONS.c.plan == PLANS.c.id) & (VERSIONS.c.status == "current")
    joined = PLANS.outerjoin(WITHDRAWN, WITHDRAWN.c.plan == PLANS.c.id).outerjoin(VERSIONS, current)
    return select(PLANS, WITHDRAWN.c.since.label("withdrawn"), VERSIONS.c.stored).select_from(joined)


def withdraw(db: Connection, plan: str, now: str) -> bool:
    """Whether it was in force until now. Raises KeyError."""
    if db.scalar(select(PLANS.c.id).where(PLANS.c.id == plan)) is None:
        raise KeyError(plan)
    if db.scalar(select(WITHDRAWN.c.plan).where(WITHDRAWN.c.plan == plan)) is not None:
        return False
    db.execute(insert(WITHDRAWN).values(plan=plan, since=now))
    return True


def restore(db: Connection, plan: str) -> bool:
    """Whether it was withdrawn until now. Raises KeyError."""
    if db.scalar(select(PLANS.c.id).where(PLANS.c.id == plan)) is None:
        raise KeyError(plan)
    return bool(db.execute(delete(WITHDRAWN).where(WITHDRAWN.c.plan == plan)).rowcount)


def remove(db: Connection, plan: str, now: str) -> frozenset[str]:
    """Forget the plan but for the fingerprints of its files. Gives those no other plan has. Raises
    KeyError.
    """
    title = db.scalar(select(PLANS.c.title).where(PLANS.c.id == plan))
    if title is None:
        raise KeyError(plan)
    files = renditions.sha256s(db, plan)
    db.execute(delete(PLANS).where(PLANS.c.id == plan))
    db.execute(delete(REMOVED).where(REMOVED.c.sha256.in_(files)))
    db.execute(insert(REMOVED), [{"sha256": sha, "title": title, "since": now} for sha in sorted(files)])
    return frozenset(files - renditions.sha256s(db))


def welcome_back(db: Connection, sha256: str) -> None:
    """A file taken in on purpose is no longer one that was removed."""
    db.execute(delete(REMOVED).where(REMOVED.c.sha256 == sha256))


def removed(db: Connection, sha256: str) -> str | None:
    """The title of the plan that was removed with a file of these bytes."""
    return db.scalar(select(REMOVED.c.title).where(REMOVED.c.sha256 == sha256))
