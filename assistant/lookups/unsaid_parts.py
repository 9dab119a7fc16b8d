"""Clauses that a list of an office leaves out: those that charge it without saying that it leads or supports.

In: the rows of such a list and its plans. Out: the other clauses, and what they are. Told beside it as well
are clauses that charge an office by the end of its name (产业促进处 beside 县商务局产业促进处): a paper that
names a department in full where it stands alone leaves out the parent where others of its departments stand
before it. Whether both are one office the reader tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.lookups.charged import AskedPart
from assistant.lookups.cite import marker
from assistant.lookups.options import LOOKUPS
from assistant.retrieval.catalog import PlanView
from ingest.store.rows import ClauseRow

Shorter = dict[str, list[ClauseRow]]
"""The shorter name -> the clauses that charge it, in printed order."""


def beside_a_part(
    rows: Sequence[ClauseRow], views: Mapping[str, PlanView], names: Sequence[str], asked: AskedPart
) -> list[ClauseRow]:
    """Where those that lead or support are asked for: the other clauses of the plans whose note names them
    without a word for their part (【县水利局】); of those that support also the ones that name them as
    responsible beside somebody else who leads, which many papers mean by supporting.
    """
    if asked.noun or not {"lead", "support"} & {*asked.parts} or "responsible" in asked.parts:
        return []
    supports = "support" in asked.parts
    return [
        row
        for row in others(rows, views)
        if (
            own := [
                r for r in row.clause.responsibilities if set(names) & {*r.units} and r.part == "responsible"
            ]
        )
        and (
            any(not r.role and r.evidence in ("note", "column") for r in own)
            or (supports and led_by_others(row, names))
        )
    ]


def led_by_others(row: ClauseRow, names: Sequence[str]) -> bool:
    """Whether somebody other than those named leads."""
    return any(r.part == "lead" and not set(names) & {*r.units} for r in row.clause.responsibilities)


def others(rows: Sequence[ClauseRow], views: Mapping[str, PlanView]) -> Iterator[ClauseRow]:
    """The other clauses of the same plans, in printed order."""
    listed = {(r.plan, r.clause.label) for r in rows}
    every = (row for view in views.values() for row in view.clauses)
    return (row for row in every if (row.plan, row.clause.label) not in listed)


def kind_of_besides(rows: Sequence[ClauseRow], names: Sequence[str]) -> str:
    """What they are, for the head of the list."""
    if all(led_by_others(row, names) for row in rows):
        return "列在牵头单位之外的责任单位里"
    return "只列了单位名称，不分牵头配合"


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
