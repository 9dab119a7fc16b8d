"""What looks wrong in clauses and table rows: glued, torn, out of step with the table's head, or left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from ingest.grammar.marks import ITEMS, PARTS, marks_within, read_marks
from ingest.inspection.kinds import Finding
from ingest.inspection.options import CLAUSES
from ingest.model import Clause, Plan

_INSIDE = ITEMS - PARTS
"""Families that cut clauses; a mark of another one in running text is a way of counting."""


def long(plan: Plan) -> Iterator[Finding]:
    """Clauses over `CLAUSES.long` characters, white space apart; a table row may have as many as it likes."""
    for clause in plan.clauses:
        size = len("".join(plan.text_of(clause).split()))
        if size > CLAUSES.long and not clause.cells:
            yield _found("long", clause, str(size))


def marks_inside(plan: Plan) -> Iterator[Finding]:
    """Clauses in whose words two marks of one family stand in sequence, or the one that follows their own."""
    for clause in plan.clauses:
        pair = None if clause.cells else _sequence(clause, plan.text_of(clause))
        if pair is not None:
            yield _found("marks_inside", clause, "、".join(f"“{mark}”" for mark in pair))


def _sequence(clause: Clause, text: str) -> tuple[str, ...] | None:
    """The marks that are in sequence, as printed."""
    own = next((mark.ordinal for mark in read_marks(f"{clause.mark}、")), 0)
    last = {clause.family: (own, "")} if own else {}
    for _, mark in marks_within(text):
        if mark.family not in _INSIDE or mark.prefix:
            continue
        number, printed = last.get(mark.family, (0, ""))
        if number and mark.ordinal == number + 1:
            return (printed, mark.printed) if printed else (mark.printed,)
        last[mark.family] = (mark.ordinal, mark.printed)
    return None


def fragments(plan: Plan) -> Iterator[Finding]:
    """Runs of very short clauses; rows of tables and clauses that charge somebody are whole as they are."""

    def is_short(clause: Clause) -> bool:
        size = len("".join(plan.text_of(clause).split())) + len(clause.heading or "")
        return size < CLAUSES.short and not clause.cells and not clause.responsibilities

    for short, run in groupby(plan.clauses, key=is_short):
        listed = list(run)
        if short and len(listed) >= CLAUSES.run:
            yield _found("fragments", listed[0], str(len(listed)))


def cells(plan: Plan) -> Iterator[Finding]:
    """Rows with more cells than the head of their table, or with several fewer: one that is empty at the end
    of a row is often not printed.
    """
    for clause in plan.clauses:
        lacking = len(clause.columns) - len(clause.cells)
        if clause.columns and clause.cells and not 0 <= lacking <= 1:
            yield _found("cells", clause, f"{len(clause.cells)}格、表头有{len(clause.columns)}格")


def row_number(plan: Plan) -> Iterator[Finding]:
    """Rows without a number among numbered ones of one table."""
    tables: dict[tuple[str | None, tuple[str, ...]], list[Clause]] = defaultdict(list)
    for clause in plan.clauses:
        if clause.cells:
            tables[clause.parent, clause.columns].append(clause)
    for rows in tables.values():
        numbered = [row.cells[0].strip().isdecimal() for row in rows]
        if sum(numbered) >= max(CLAUSES.numbered, 2 * numbered.count(False)):
            yield from (
                _found("row_number", row)
                for row, has in zip(rows, numbered, strict=True)
                if not has and not row.cells[0].strip()
            )


def outside(plan: Plan) -> Iterator[Finding]:
    """Long stretches that are head or tail and in no clause."""
    for home in plan.homes:
        size = len("".join(home.span.of(plan.text).split()))
        if home.role in ("front", "tail") and size > CLAUSES.outside:
            yield Finding(kind="outside", words=str(size), at=home.span.start)


def _found(kind: str, clause: Clause, words: str = "") -> Finding:
    return Finding(kind=kind, words=words, at=clause.span.start, clause=clause.label)
