"""One page of the targets or tasks that were found: put in order, cut, and read from the Library.

In: entries, an order, a page number. Out: `TargetRow` or `TaskRow` values in that order, exactly as the
Library has them. Entries without a deadline or figure come last in either direction. Only the rows of the
page are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from assistant.lookups.entries import UNSTATED, Entries, Entry
from ingest.grammar.dates import UNKNOWN_TIME, PlanTime
from ingest.model import Milestone, Target
from ingest.store.library import Library
from ingest.store.rows import ClauseRow, TargetRow
from ingest.targets.clause_times import ClauseTime, clause_times

PAGE = 100
"""Rows a page."""
By = Literal["place", "indicator", "value", "deadline", "kind", "unit"]

_KEYS: dict[str, Callable[[Entry], Any]] = {
    "indicator": lambda e: e.indicators[0] if e.indicators else None,
    "value": lambda e: e.value,
    "deadline": lambda e: e.deadline,
    "kind": lambda e: None if not e.kinds or e.kinds[0] == UNSTATED else e.kinds[0],
    "unit": lambda e: e.units[0] if e.units else None,
}
"""What an order goes by; "place", the order of plans and of reading, is that the entries come in."""


class TaskRow(NamedTuple):
    """A task as a list shows it."""

    row: ClauseRow
    targets: tuple[Target, ...]
    milestones: tuple[Milestone, ...]
    times: tuple[ClauseTime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`entries` are those of the page; `number` counts from 1 up to `pages`, `first` is the number of its
    first row (0 of none).
    """

    entries: tuple[Entry, ...]
    number: int
    pages: int
    first: int
    total: int


def ordered(entries: Sequence[Entry], by: str, *, falling: bool = False) -> Sequence[Entry]:
    """Equal ones stay in the order of plans and of reading; an unknown `by` leaves all as they are."""
    key = _KEYS.get(by)
    if key is None:
        return entries[::-1] if falling else entries
    stated = [e for e in entries if key(e) is not None]
    stated.sort(key=key, reverse=falling)
    return [*stated, *(e for e in entries if key(e) is None)]


def cut(entries: Sequence[Entry], number: int, size: int = PAGE) -> Page:
    """Page `number`, or the nearest there is."""
    pages = max(1, -(-len(entries) // size))
    number = min(max(1, number), pages)
    start = (number - 1) * size
    return Page(
        entries=tuple(entries[start : start + size]),
        number=number,
        pages=pages,
        first=start + 1 if entries else 0,
        total=len(entries),
    )


def target_rows(library: Library, entries: Sequence[Entry]) -> tuple[TargetRow, ...]:
    """In the order of `entries`; a plan taken out meanwhile leaves none."""
    found = library.targets_at([(e.plan, e.place) for e in entries])
    return tuple(found[key] for e in entries if (key := (e.plan, e.place)) in found)


def task_rows(library: Library, entries: Sequence[Entry], targets: Sequence[Entry]) -> tuple[TaskRow, ...]:
    """The same of tasks; `targets` are the entries of the targets of these clauses (`targets_of`)."""
    clauses = library.clauses_at([(e.plan, e.label) for e in entries])
    stated: dict[tuple[str, str], list[Target]] = {}
    for found in target_rows(library, targets):
        stated.setdefault((found.plan, found.target.clause), []).append(found.target)
    due: dict[tuple[str, str], list[Milestone]] = {}
    for plan in dict.fromkeys(e.plan for e in entries):
        for milestone in library.milestones(plan):
            due.setdefault((plan, milestone.clause), []).append(milestone)
    keys = [(e.plan, e.label) for e in entries]
    times = {row.id: PlanTime.of(row.year, row.period) for row in library.plans()}
    return tuple(
        _task(clauses[key], stated.get(key, ()), due.get(key, ()), times.get(key[0], UNKNOWN_TIME))
        for key in keys
        if key in clauses
    )


def _task(row: ClauseRow, stated: Sequence[Target], due: Sequence[Milestone], time: PlanTime) -> TaskRow:
    times = clause_times(row.clause, row.text, time, (*stated, *due))
    return TaskRow(row, tuple(stated), tuple(due), times)


def targets_of(entries: Entries, tasks: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of the targets these tasks state."""
    wanted = {(e.plan, e.label) for e in tasks}
    plans = {plan for plan, _ in wanted}
    return tuple(
        e
        for batch in entries.batches("targets")
        if batch.plan.id in plans
        for e in batch.entries
        if (e.plan, e.label) in wanted
    )
