"""Storing a plan: which version it becomes, and its rows. In: a transaction and a plan. Out: the number of
the current version, and what became of the plan.

An `official` edition takes the place of a `digest` of the same plan, and no later digest displaces it; an
`unconfirmed` one displaces neither and is kept beside them, until the same file comes with a word on whose it
is: then it is that edition under its own version number. A file with the words of a version joins it
(`renditions`). The same file read anew with another result is
rewritten under its version number: the document has not changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from ingest.errors import LibraryError
from ingest.model import PLAN_JSON, Edition, Plan
from ingest.on_page import lines_of, whole_of
from ingest.store import renditions, standing
from ingest.store.corrections import Change, confirm_lines, confirmed, correct, in_order, with_corrections
from ingest.store.database import now, set_stamp
from ingest.store.renditions import RANKS, Joining
from ingest.store.rows import Stored
from ingest.store.standing import amendments, put_amendments
from ingest.store.tables import (
    CLAUSES,
    PLANS,
    RESPONSIBILITIES,
    TARGETS,
    VERSIONS,
    charge_values,
    clause_row,
    detail_rows,
    plan_values,
    plan_with_parts,
    target_row,
)


def put(db: Connection, plan: Plan, reader: str, *, anew: bool = False) -> Stored:
    """`reader` is the version of the code that read the document; the labels of the plan are sound
    (`check_labels`). With `anew` the words of an earlier version are to stand again.
    """
    plan = confirmed(db, with_corrections(db, plan))
    entry = _entry(plan, reader)
    standing.welcome_back(db, plan.source.sha256)
    held = db.execute(_held_versions(plan.id)).all()
    if not held:
        return Stored(_store(db, plan, entry, 1), "new")
    current = next(row for row in held if row.status == "current")
    joining = renditions.joining(db, plan, anew=anew)
    if joining is not None:
        return _join(db, plan, joining, reader)
    renditions.drop(db, plan.id, plan.source.sha256)
    unsaid = next((row for row in held if _says_nothing_of(row, entry)), None)
    if RANKS[plan.edition] < RANKS[Edition(current.edition)]:
        if unsaid is not None:
            _rewrite(db, plan.id, unsaid.version, entry)
            return Stored(int(current.version), "aside")
        same = next((row.version for row in held if _same_file(row, entry)), None)
        _set_aside(db, plan.id, entry, same, held[-1].version + 1)
        return Stored(int(current.version), "aside")
    if unsaid is not None:
        return Stored(_store(db, plan, entry, unsaid.version), "replaced")
    if not _same_file(current, entry):
        return Stored(_store(db, plan, entry, held[-1].version + 1), "replaced")
    if current.fingerprint != entry["fingerprint"]:
        _store(db, plan, entry, current.version)
    elif current.reader != reader:
        _rewrite(db, plan.id, current.version, entry)
    return Stored(int(current.version), "unchanged")


def _join(db: Connection, plan: Plan, joining: Joining, reader: str) -> Stored:
    """Join the plan's file to the version with the same words: one file becomes the version's, the other is
    kept beside it.
    """
    text, held = joining.text, joining.held
    newer = text.source == plan.source
    kept = held.source if newer else plan.source
    renditions.drop(db, plan.id, text.source.sha256)
    renditions.put(db, plan=plan.id, version=joining.version, source=kept, reader=reader)
    if text != held:
        row = next(row for row in db.execute(_held_versions(plan.id)) if row.version == joining.version)
        _store(db, text, _entry(text, reader if newer else row.reader), joining.version)
    return Stored(joining.version, joining.outcome)


def current(db: Connection, plan_id: str, version: int | None = None) -> Plan:
    """The plan in its current version, or in the one that is named. Raises KeyError."""
    which = VERSIONS.c.status == "current" if version is None else VERSIONS.c.version == version
    body = db.scalar(select(VERSIONS.c.body).where(VERSIONS.c.plan == plan_id, which))
    if body is None:
        raise KeyError(plan_id)
    return plan_with_parts(PLAN_JSON.validate_json(body), body)


def confirm(db: Connection, plan: Plan, label: str, person: str, changes: Sequence[Change] = ()) -> Plan:
    """The current version of a plan once `person` has compared a clause of it with the scanned page and set
    figures of it right. Its number stays: the document has not changed, only what recognition made of it.
    Raises KeyError for a clause or a figure that is not there (any more), ValueError for what is no figure or
    cannot be set right.
    """
    whole, since = whole_of(plan.clause(label)), now()
    for span, was, right in in_order(changes):
        if not (whole.start <= span.start and span.end <= whole.end) or span.of(plan.text) != was:
            raise KeyError(f"{label}: {was}")
        plan = correct(db, plan, span, right, person=person, since=since)
    confirm_lines(db, plan, lines_of(plan, whole_of(plan.clause(label))), person, since)
    sure = confirmed(db, plan)
    held = next(row for row in db.execute(_held_versions(plan.id)) if row.status == "current")
    _store(db, sure, _entry(sure, held.reader), held.version)
    return sure


def _entry(plan: Plan, reader: str) -> dict[str, Any]:
    body = PLAN_JSON.dump_json(plan).decode()
    return {
        "edition": plan.edition.value,
        "sha256": plan.source.sha256,
        "reader": reader,
        "fingerprint": fingerprint(body),
        "body": body,
    }


def _store(db: Connection, plan: Plan, entry: dict[str, Any], version: int) -> int:
    """Make `plan` the current version under that number, and its rows the rows of the plan."""
    db.execute(update(VERSIONS).where(VERSIONS.c.plan == plan.id).values(status="superseded"))
    values = plan_values(plan, version, entry["fingerprint"])
    if db.execute(update(PLANS).where(PLANS.c.id == plan.id).values(values)).rowcount == 0:
        db.execute(insert(PLANS).values(id=plan.id, **values))
    key = (VERSIONS.c.plan == plan.id) & (VERSIONS.c.version == version)
    db.execute(delete(VERSIONS).where(key))
    db.execute(
        insert(VERSIONS).values(plan=plan.id, version=version, status="current", stored=now(), **entry)
    )
    db.execute(delete(CLAUSES).where(CLAUSES.c.plan == plan.id))
    for table, rows in detail_rows(plan):
        if rows:
            db.execute(insert(table), rows)
    put_amendments(db, plan)
    set_stamp(db)
    return version


def check_labels(plan: Plan) -> None:
    """Raises LibraryError where two clauses share a label, or a target points at a clause that is not
    there.
    """
    seen: set[str] = set()
    for clause in plan.clauses:
        if clause.label in seen:
            raise LibraryError(f"条款编号重复：{clause.label}", file=plan.source.file, line=clause.line)
        seen.add(clause.label)
    for target in plan.targets:
        if target.clause not in seen:
            raise LibraryError(f"目标所指的条款不存在：{target.clause}", file=plan.source.file)


def rows_agree(db: Connection, plan: Plan) -> bool:
    """Whether the clauses, targets, amendments and everybody charged that answers are made from are those of
    the plan, to the letter.
    """
    clauses = db.execute(
        select(CLAUSES.c.plan, CLAUSES.c.body, CLAUSES.c.text)
        .where(CLAUSES.c.plan == plan.id)
        .order_by(CLAUSES.c.place)
    )
    targets = db.execute(
        select(TARGETS.c.plan, TARGETS.c.body, CLAUSES.c.body.label("clause"))
        .join(CLAUSES, (CLAUSES.c.plan == TARGETS.c.plan) & (CLAUSES.c.label == TARGETS.c.label))
        .where(TARGETS.c.plan == plan.id)
        .order_by(TARGETS.c.place)
    )
    held = [(row.clause, row.text) for row in map(clause_row, clauses)]
    wanted = [(clause, plan.text_of(clause)) for clause in plan.clauses]
    charges = (
        select(RESPONSIBILITIES).where(RESPONSIBILITIES.c.plan == plan.id).order_by(RESPONSIBILITIES.c.id)
    )
    charged = [
        {key: value for key, value in row._mapping.items() if key != "id"} for row in db.execute(charges)
    ]
    changed = tuple(row.amendment for row in amendments(db, plan.id))
    return (
        held == wanted
        and [row.target for row in map(target_row, targets)] == list(plan.targets)
        and charged == [row for clause in plan.clauses for row in charge_values(plan.id, clause)]
        and changed == plan.amendments
    )


def fingerprint(body: str) -> str:
    """By which a plan as it was written is told from another reading of it."""
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def _held_versions(plan_id: str) -> Select[Any]:
    held = VERSIONS.c
    columns = (held.version, held.status, held.edition, held.sha256, held.reader, held.fingerprint)
    return select(*columns).where(held.plan == plan_id).order_by(held.version)


def _same_file(row: Any, entry: dict[str, Any]) -> bool:
    return bool(row.sha256 == entry["sha256"] and row.edition == entry["edition"])


def _says_nothing_of(row: Any, entry: dict[str, Any]) -> bool:
    """Whether a version is of the same file, taken in when nobody had said whose text it is."""
    unsaid = row.edition == Edition.UNCONFIRMED and entry["edition"] != Edition.UNCONFIRMED
    return bool(row.sha256 == entry["sha256"] and unsaid)


def _rewrite(db: Connection, plan_id: str, version: int, entry: dict[str, Any]) -> None:
    key = (VERSIONS.c.plan == plan_id) & (VERSIONS.c.version == version)
    db.execute(update(VERSIONS).where(key).values(entry))


def _set_aside(db: Connection, plan_id: str, entry: dict[str, Any], same: int | None, version: int) -> None:
    """Keep a text beside the one that stands, so that its file is known."""
    if same is not None:
        _rewrite(db, plan_id, same, entry)
    else:
        db.execute(
            insert(VERSIONS).values(plan=plan_id, version=version, status="superseded", stored=now(), **entry)
        )
