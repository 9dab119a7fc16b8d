"""The shape of the Library in a database: its tables, and how a plan becomes rows and rows become values.

Rows carry what listings filter and sort by in columns of their own, and the whole value as JSON beside them.
Which modules besides know sqlalchemy (transactions, rules, figures, the log, kept briefings) is in
`tests/test_architecture.py`. In values stored before there were parts the part of a role is decided by the
table that decides it at reading (`with_parts`); a body that holds a part has all of them, and is left as it
is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from ingest.grammar.roles import part_of
from ingest.model import Clause, Doubt, Edition, Plan, Target
from ingest.store.rows import ClauseRow, PlanRow, TargetRow

TABLES = 1
"""Version of the tables below; with the schema of `Plan` it says whether a library can be read."""

_CLAUSE_JSON = TypeAdapter(Clause)
_TARGET_JSON = TypeAdapter(Target)
_DOUBTS_JSON = TypeAdapter(tuple[Doubt, ...])

METADATA = MetaData()
META = Table(
    "meta", METADATA, Column("key", String, primary_key=True), Column("value", String, nullable=False)
)
PLANS = Table(
    "plans",
    METADATA,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("titles", Text, nullable=False),
    Column("issuer", String),
    Column("region", String),
    Column("year", Integer),
    Column("last_year", Integer),
    Column("period", String),
    Column("number", String),
    Column("issued", String),
    Column("edition", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("file", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("clauses", Integer, nullable=False),
    Column("targets", Integer, nullable=False),
    Column("doubts", Text, nullable=False),
    Column("fingerprint", String, nullable=False),
)
VERSIONS = Table(
    "versions",
    METADATA,
    Column("plan", ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("status", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("reader", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("stored", String, nullable=False),
    Column("body", Text, nullable=False),
)
CLAUSES = Table(
    "clauses",
    METADATA,
    Column("plan", ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
    Column("label", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),
)
RESPONSIBILITIES = Table(
    "responsibilities",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("plan", String, nullable=False),
    Column("label", String, nullable=False),
    Column("role", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("part", String),
    ForeignKeyConstraint(["plan", "label"], ["clauses.plan", "clauses.label"], ondelete="CASCADE"),
    Index("responsibilities_of", "plan", "label"),
    Index("responsibilities_by_name", "kind", "name", "plan", "label"),
)
_LACKING = RESPONSIBILITIES.c.part.is_(None)
WITHOUT_PART = Index(
    "responsibilities_without_part",
    RESPONSIBILITIES.c.plan,
    sqlite_where=_LACKING,
    postgresql_where=_LACKING,
)
"""Rows that an earlier program wrote; in a library of today there are none."""
TARGETS = Table(
    "targets",
    METADATA,
    Column("plan", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("label", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["plan", "label"], ["clauses.plan", "clauses.label"], ondelete="CASCADE"),
    Index("targets_of", "plan", "label"),
)
QUESTIONS = Table(
    "questions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("asked", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("engine", String, nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("answer", Text, nullable=False),
)
FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("given", String, nullable=False),
    Column("question", ForeignKey("questions.id", ondelete="CASCADE")),
    Column("verdict", String, nullable=False),
    Column("note", Text, nullable=False),
)
CIRCUMSTANCES = Table(
    "circumstances",
    METADATA,
    Column("question", ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("made_with", Text, nullable=False),
)
CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("started", String, nullable=False),
    Column("touched", String, nullable=False),
)
EXCHANGES = Table(
    "exchanges",
    METADATA,
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("question", ForeignKey("questions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("without", Text, nullable=False),
    Column("said", Text, nullable=False),
)
BRIEFINGS = Table(
    "briefings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("made", String, nullable=False),
    Column("plans", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("outline", Text, nullable=False),
)


def plan_values(plan: Plan, version: int, fingerprint: str) -> dict[str, Any]:
    return {
        "title": plan.title,
        "titles": json.dumps(plan.titles, ensure_ascii=False),
        "issuer": plan.issuer,
        "region": plan.region,
        "year": plan.year,
        "last_year": plan.last_year,
        "period": plan.period,
        "number": plan.number,
        "issued": plan.issued,
        "edition": plan.edition.value,
        "version": version,
        "file": plan.source.file,
        "sha256": plan.source.sha256,
        "clauses": len(plan.clauses),
        "targets": len(plan.targets),
        "doubts": _DOUBTS_JSON.dump_json(plan.doubts).decode(),
        "fingerprint": fingerprint,
    }


def detail_rows(plan: Plan) -> list[tuple[Table, list[dict[str, Any]]]]:
    """The rows of each table that hangs on the plan, parents first."""
    clauses = [
        {
            "plan": plan.id,
            "label": clause.label,
            "place": place,
            "text": plan.text_of(clause),
            "body": _CLAUSE_JSON.dump_json(clause).decode(),
        }
        for place, clause in enumerate(plan.clauses)
    ]
    responsibilities = [row for clause in plan.clauses for row in charge_values(plan.id, clause)]
    targets = [
        {
            "plan": plan.id,
            "place": place,
            "label": target.clause,
            "indicator": target.indicator,
            "body": _TARGET_JSON.dump_json(target).decode(),
        }
        for place, target in enumerate(plan.targets)
    ]
    return [(CLAUSES, clauses), (RESPONSIBILITIES, responsibilities), (TARGETS, targets)]


def charge_values(plan: str, clause: Clause) -> Iterator[dict[str, Any]]:
    """The rows of `RESPONSIBILITIES`: an office or a person each, with the part the reader gave it."""
    for said in clause.responsibilities:
        for kind, names in (("unit", said.units), ("leader", said.leaders)):
            for name in names:
                yield {
                    "plan": plan,
                    "label": clause.label,
                    "role": said.role,
                    "kind": kind,
                    "name": name,
                    "part": said.part,
                }


def plan_row(row: Any) -> PlanRow:
    return PlanRow(
        id=row.id,
        title=row.title,
        titles=tuple(json.loads(row.titles)),
        issuer=row.issuer,
        region=row.region,
        year=row.year,
        last_year=row.last_year,
        period=row.period,
        number=row.number,
        issued=row.issued,
        edition=Edition(row.edition),
        version=row.version,
        file=row.file,
        sha256=row.sha256,
        clauses=row.clauses,
        targets=row.targets,
        doubts=_DOUBTS_JSON.validate_json(row.doubts),
        stored=row.stored,
        withdrawn=row.withdrawn,
    )


def clause_row(row: Any) -> ClauseRow:
    return ClauseRow(row.plan, _clause(row.body), row.text)


def target_row(row: Any) -> TargetRow:
    return TargetRow(row.plan, target_of(row.body), _clause(row.clause))


def target_of(body: str) -> Target:
    """Raises ValidationError for a row that is damaged."""
    return _TARGET_JSON.validate_json(body)


def _clause(body: str) -> Clause:
    return with_parts(_CLAUSE_JSON.validate_json(body), body)


_PART = '"part":'
"""The key as it stands in JSON; within a string of it every quotation mark has a backslash before it."""


def with_parts(clause: Clause, body: str) -> Clause:
    if not clause.responsibilities or _PART in body:
        return clause
    return _decided(clause)


def plan_with_parts(plan: Plan, body: str) -> Plan:
    if _PART in body:
        return plan
    return replace(plan, clauses=tuple(map(_decided, plan.clauses)))


def _decided(clause: Clause) -> Clause:
    said = tuple(replace(r, part=part_of(r.role)) for r in clause.responsibilities)
    return replace(clause, responsibilities=said) if said else clause
