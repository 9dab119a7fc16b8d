"""A library of an earlier program given the tables and columns of today.

In: a transaction. Out: what was added is filled from what is stored: the part of everybody charged from the
clauses, which have it from the reader, or from the printed role where they were read before that was kept.
An earlier program that writes to a renewed library leaves the column empty; such rows are filled too.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, inspect, select

from ingest.store.tables import (
    CLAUSES,
    METADATA,
    RESPONSIBILITIES,
    WITHOUT_PART,
    charge_values,
    clause_row,
)

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
