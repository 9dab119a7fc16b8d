"""The parts of roles in values stored before parts were: decided by the table that decides them at reading.

In: a value read from its JSON, and that JSON. Out: the same with the part of each role. A body that holds a
part has all of them, and is left as it is.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.grammar.roles import part_of
from ingest.model import Clause, Plan

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
