"""Clauses that charge an office without saying that it leads or supports, beside a list of those that do.

In: the rows of such a list and its plans. Out: the other clauses, and what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.lookups.charged import AskedPart
from assistant.retrieval.catalog import PlanView
from ingest.store.rows import ClauseRow


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
    """Whether somebody who is none of those named leads."""
    return any(r.part == "lead" and not set(names) & {*r.units} for r in row.clause.responsibilities)


def others(rows: Sequence[ClauseRow], views: Mapping[str, PlanView]) -> Iterator[ClauseRow]:
    """The clauses of the same plans that are none of the rows, in printed order."""
    listed = {(r.plan, r.clause.label) for r in rows}
    every = (row for view in views.values() for row in view.clauses)
    return (row for row in every if (row.plan, row.clause.label) not in listed)


def kind_of_besides(rows: Sequence[ClauseRow], names: Sequence[str]) -> str:
    """What they are, for the head of the list."""
    if all(led_by_others(row, names) for row in rows):
        return "列在牵头单位之外的责任单位里"
    return "只列了单位名称，不分牵头配合"
