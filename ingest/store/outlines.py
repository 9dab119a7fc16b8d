"""What listings of targets and tasks are narrowed and paged by: a light outline of a plan, and the rows of
one page.

In: a connection, a plan's id or keys of rows. Out: values of `rows.py`. An outline holds names,
places and years only (about a tenth of the plan), so that all plans of a large library can be counted in
memory; clauses and targets are read by key where they are shown. It narrows nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, select, tuple_

from ingest.model import Milestone, Particular, Target
from ingest.store.rows import Charge, ClauseRow, PlanOutline, TargetMark, TargetRow
from ingest.store.tables import (
    CLAUSES,
    RESPONSIBILITIES,
    TARGETS,
    VERSIONS,
    clause_row,
    target_of,
    target_row,
)

_MILESTONES, _RESULTS = '"milestones":', '"results":'
"""Keys as they stand in a plan's JSON; within a string every quotation mark has a backslash before it."""
_MILESTONES_JSON = TypeAdapter(tuple[Milestone, ...])
_RESULTS_JSON = TypeAdapter(tuple[Target, ...])
_PARTICULARS = '"particulars":'
_PARTICULARS_JSON = TypeAdapter(tuple[Particular, ...])
_AT_ONCE = 200
"""Keys asked for in one statement; SQLite takes some 30,000 parameters, other databases fewer."""


def outline(db: Connection, plan: str) -> PlanOutline:
    """Everything empty where there is no such plan."""
    labels = select(CLAUSES.c.label).where(CLAUSES.c.plan == plan).order_by(CLAUSES.c.place)
    charges = select(
        RESPONSIBILITIES.c.label, RESPONSIBILITIES.c.part, RESPONSIBILITIES.c.kind, RESPONSIBILITIES.c.name
    ).where(RESPONSIBILITIES.c.plan == plan)
    targets = select(TARGETS.c.place, TARGETS.c.label, TARGETS.c.body).where(TARGETS.c.plan == plan)
    return PlanOutline(
        labels=tuple(db.scalars(labels)),
        charges=tuple(Charge(*row) for row in db.execute(charges.order_by(RESPONSIBILITIES.c.id))),
        targets=tuple(_mark(row) for row in db.execute(targets.order_by(TARGETS.c.place))),
        milestones=milestones(db, plan),
    )


def milestones(db: Connection, plan: str) -> tuple[Milestone, ...]:
    """Those of the plan's current version, without reading the rest of it."""
    return _MILESTONES_JSON.validate_python(_listed(db, plan, _MILESTONES) or ())


def results(db: Connection, plan: str) -> tuple[Target, ...]:
    """What the plan's current version says has been reached; none in one stored before that was kept."""
    return _RESULTS_JSON.validate_python(_listed(db, plan, _RESULTS) or ())


def particulars(db: Connection, plan: str) -> tuple[Particular, ...] | None:
    """Those of the plan's current version; None where it was read before they were kept."""
    listed = _listed(db, plan, _PARTICULARS)
    return None if listed is None else _PARTICULARS_JSON.validate_python(listed)


def _listed(db: Connection, plan: str, key: str) -> Any:
    """The list under `key` in the JSON of the plan's current version; None where there is none."""
    query = select(VERSIONS.c.body).where(VERSIONS.c.plan == plan, VERSIONS.c.status == "current")
    body = db.scalar(query) or ""
    at = body.find(key)
    return json.JSONDecoder().raw_decode(body, at + len(key))[0] if at >= 0 else None


def clauses_at(db: Connection, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], ClauseRow]:
    """By (plan, label); a clause that is not there is left out."""
    found: dict[tuple[str, str], ClauseRow] = {}
    for some in _parts(keys):
        query = select(CLAUSES.c.plan, CLAUSES.c.label, CLAUSES.c.body, CLAUSES.c.text)
        for row in db.execute(query.where(tuple_(CLAUSES.c.plan, CLAUSES.c.label).in_(some))):
            found[row.plan, row.label] = clause_row(row)
    return found


def targets_at(db: Connection, keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], TargetRow]:
    """By (plan, place); a target that is not there is left out."""
    found: dict[tuple[str, int], TargetRow] = {}
    for some in _parts(keys):
        query = select(TARGETS.c.plan, TARGETS.c.place, TARGETS.c.body, CLAUSES.c.body.label("clause")).join(
            CLAUSES, (CLAUSES.c.plan == TARGETS.c.plan) & (CLAUSES.c.label == TARGETS.c.label)
        )
        for row in db.execute(query.where(tuple_(TARGETS.c.plan, TARGETS.c.place).in_(some))):
            found[row.plan, row.place] = target_row(row)
    return found


def stated(db: Connection, plan: str) -> tuple[Target, ...]:
    """The targets of a plan, in reading order."""
    query = select(TARGETS.c.body).where(TARGETS.c.plan == plan).order_by(TARGETS.c.place)
    return tuple(map(target_of, db.scalars(query)))


def _parts(keys: Collection[Any]) -> list[list[Any]]:
    listed = list(dict.fromkeys(keys))
    return [listed[at : at + _AT_ONCE] for at in range(0, len(listed), _AT_ONCE)]


def _mark(row: Any) -> TargetMark:
    """Raises ValueError for a row that is damaged."""
    body = json.loads(row.body)
    try:
        value, known = body["value"], (body["indicator"], body["kind"], body["deadline"])
    except KeyError as exc:
        raise ValueError(f"a target without {exc}") from exc
    return TargetMark(row.place, row.label, *known, None if value is None else Decimal(value))
