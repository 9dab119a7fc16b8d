"""The deadlines the clauses of a plan print: each with the words it stands for, so that tasks can be listed
by date.

In: a plan's view and its milestones. Out: `Dated` values in reading order, as `ingest.targets.clause_times`
tells them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lookups.listing import summary
from assistant.retrieval.catalog import PlanView
from ingest.grammar.dates import PlanTime
from ingest.model import Milestone
from ingest.store.rows import ClauseRow
from ingest.targets.clause_times import ClauseTime, TimeKind, times_by_clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A clause with one time it prints; `printed` and `words` (what is to be done by then) to the letter."""

    row: ClauseRow
    time: ClauseTime
    words: str

    @property
    def when(self) -> str | None:
        return self.time.when

    @property
    def printed(self) -> str:
        return self.time.printed

    @property
    def kind(self) -> TimeKind:
        return self.time.kind

    @property
    def start(self) -> int:
        return self.time.start

    @property
    def day(self) -> str:
        """The last day that is meant, for comparison; after every date where there is none."""
        if self.kind == "dated" and self.time.last is not None:
            return self.time.last.isoformat()
        return f"{self.when}-12-31" if self.kind == "undated" and self.when else "9999"


def deadlines_of(view: PlanView, milestones: Sequence[Milestone]) -> list[Dated]:
    """A time and its words once; none for a clause whose only date is the plan's own year."""
    time = PlanTime.of(view.row.year, view.row.period)
    rows = {row.clause.label: row for row in view.clauses}
    times = times_by_clause(((r.clause, r.text) for r in view.clauses), time, view.targets, milestones)
    return [
        Dated(row=rows[label], time=one, words=one.words or summary(rows[label]))
        for label, found in times.items()
        for one in found
    ]
