"""Clauses that charge an office by the end of its name: 产业促进处 beside 县商务局产业促进处.

A paper that names a department in full where it stands alone leaves out the parent where others of its
departments stand before it. Whether both are one office the reader tells; a list of the one says what
it has not of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.lookups.cite import marker
from assistant.lookups.options import LOOKUPS
from assistant.lookups.unsaid_parts import others
from assistant.retrieval.catalog import PlanView
from ingest.store.rows import ClauseRow

Shorter = dict[str, list[ClauseRow]]
"""The shorter name -> the clauses that charge it, in printed order."""


def by_shorter_names(
    listed: Sequence[ClauseRow], views: Mapping[str, PlanView], units: Sequence[str]
) -> Shorter:
    """Of the papers in `views`, the clauses not listed that charge an office whose name is the end of one of
    `units`; {} where none does.
    """
    found: Shorter = {}
    for row in others(listed, dict(views)):
        for name in row.clause.units:
            if any(is_end_of(name, unit) for unit in units):
                found.setdefault(name, []).append(row)
    return found


def is_end_of(name: str, unit: str) -> bool:
    """Whether a name may be what is left of a longer one: long enough to be an office's own."""
    return len(name) >= LOOKUPS.own_name and name != unit and unit.endswith(name)


def said_of_shorter(found: Shorter, views: Mapping[str, PlanView]) -> list[str]:
    """A line for each shorter name."""
    return [
        f"- 另有 {len(rows)} 项写的是“{name}”，是否同一单位请看原文："
        + "、".join(f"〔{marker(views[r.plan], r.clause.label)}〕" for r in rows)
        for name, rows in found.items()
    ]
