"""What has become of a plan in the Library: in force, withdrawn (废止), or removed and not to come back by
itself; and what the plans in force say of other plans.

Three tables beside those of `tables.py`; the Library makes them where an older one has none. A withdrawn plan
stays with its versions and can be read and restored; listings and indexes leave it out. Of a removed plan
nothing stays but the fingerprints of its files, so that one still lying in a folder is not taken in again at
the next start. What a plan says of others (`AmendmentRow`) hangs on the clauses that say it and goes with
them, and is known without reading any plan; what it amounts to is not decided here. The transaction is the
Library's.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Select,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from ingest.model import Amendment, Plan
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


_JSON = TypeAdapter(Amendment)
AMENDMENTS = Table(
    "amendments",
    METADATA,
    Column("plan", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("label", String, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["plan", "label"], ["clauses.plan", "clauses.label"], ondelete="CASCADE"),
)


class AmendmentRow(NamedTuple):
    """`plan` is the one that says it."""

    plan: str
    amendment: Amendment


def put_amendments(db: Connection, plan: Plan) -> None:
    rows = [
        {"plan": plan.id, "place": n, "label": one.clause, "body": _JSON.dump_json(one).decode()}
        for n, one in enumerate(plan.amendments)
    ]
    if rows:
        db.execute(insert(AMENDMENTS), rows)


def amendments(db: Connection, plan: str | None = None) -> tuple[AmendmentRow, ...]:
    """Those of the plans in force, in the order of their ids, or of one plan whether in force or not."""
    query = select(AMENDMENTS.c.plan, AMENDMENTS.c.body).order_by(AMENDMENTS.c.plan, AMENDMENTS.c.place)
    if plan is None:
        query = query.join(PLANS, PLANS.c.id == AMENDMENTS.c.plan).where(in_force())
    else:
        query = query.where(AMENDMENTS.c.plan == plan)
    return tuple(map(_row, db.execute(query)))


def _row(row: Any) -> AmendmentRow:
    return AmendmentRow(row.plan, _JSON.validate_json(row.body))
