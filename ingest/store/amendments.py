"""What plans say of other plans, in a table of its own, so that it is known without reading any plan.

In: a transaction, and a plan where its rows are written. Out: `AmendmentRow`s of the plans in force. The rows
hang on the clauses that say it and go with them; what they amount to is not decided here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
    insert,
    select,
)

from ingest.model import Amendment, Plan
from ingest.store.standing import in_force
from ingest.store.tables import METADATA, PLANS

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
