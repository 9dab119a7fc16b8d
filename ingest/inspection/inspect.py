"""The last look over a finished reading: everything in it that looks wrong becomes a doubt, by kind and line.

In: a plan as it was read, with the doubts of the stages before. Out: the same plan with all its doubts in the
order of their lines, each with the clause it is of where that is one clause. Pure: nothing of the reading is
changed. A kind is one function below and one row of data/kinds.yaml. What is always there is read by nobody:
each check is for what a sound reading of a sound paper does not show.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.inspection import clauses, targets, units
from ingest.inspection.kinds import Finding, message, raised_here
from ingest.inspection.weak import of_what, weak
from ingest.model import Doubt, Plan, piece_at

CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    clauses.long,
    clauses.marks_inside,
    clauses.fragments,
    clauses.cells,
    clauses.row_number,
    clauses.outside,
    targets.name,
    targets.value,
    targets.time,
    targets.twice,
    units.words,
    units.unread,
    units.unread_office,
    targets.unread,
    targets.per_mille,
)


def inspected(plan: Plan) -> Plan:
    whose = _Lines(plan)
    raised = [_doubt(plan, one) for check in CHECKS for one in check(plan)]
    said = {(d.clause, of_what(d.kind)) for d in raised}
    raised += [_doubt(plan, one) for one in weak(plan) if (one.clause, of_what(one.kind)) not in said]
    earlier = [replace(d, clause=whose.at(d.line)) if d.clause is None else d for d in plan.doubts]
    known = {(d.kind, d.line, d.clause) for d in earlier}
    doubts = [*earlier, *(d for d in dict.fromkeys(raised) if (d.kind, d.line, d.clause) not in known)]
    return replace(plan, doubts=tuple(sorted(doubts, key=lambda d: d.line)))


def inspected_anew(plan: Plan) -> Plan:
    """The plan looked at again after its words have changed; what was found of them before is gone."""
    kept = tuple(doubt for doubt in plan.doubts if not raised_here(doubt.kind))
    return inspected(replace(plan, doubts=kept))


def _doubt(plan: Plan, one: Finding) -> Doubt:
    line = piece_at(plan.pieces, one.at).line
    return Doubt(
        line=line, kind=one.kind, message=message(one.kind, one.words), clause=one.clause, span=one.span
    )


class _Lines:
    """Which clause a line of the file is of: the only one that has words on it."""

    def __init__(self, plan: Plan) -> None:
        self._first = [c.line for c in plan.clauses]
        self._last = [plan.line_of(c.span.end - 1) for c in plan.clauses]
        self._labels = [c.label for c in plan.clauses]
        self._ordered = self._first == sorted(self._first)

    def at(self, line: int) -> str | None:
        if not self._ordered:
            return None
        n = bisect_right(self._first, line) - 1
        alone = n >= 0 and line <= self._last[n] and (n == 0 or self._last[n - 1] < line)
        return self._labels[n] if alone else None
