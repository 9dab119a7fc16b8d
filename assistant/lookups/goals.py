"""The clauses in which a paper states its goals, apart from the figures of its single tasks.

In: a plan. Out: the clauses under a title that ends in 目标 or 指标; where none does so, those whose words
say that what follows is the goal (主要预期目标是…), or of a plan for several years the first one that sets
a figure to its last year.
"""

from __future__ import annotations

from assistant.lookups.options import LOOKUPS
from assistant.retrieval.catalog import PlanView
from ingest import late_re as re
from ingest.store.rows import ClauseRow

_TITLE = re.compile(r"(?:目标|指标)(?:任务|体系|要求|值|与指标|和指标)?[。.]?$")
_SAID = re.compile(r"(?:预期|总体?|主要|发展|工作|奋斗)目标(?:是|为|如下|[：:])")
OPENING = 3
"""Clauses from the beginning in which a paper says what it is for."""


def goal_rows(view: PlanView) -> list[ClauseRow]:
    """In printed order; [] where the paper does not set its goals apart."""
    rows = titled(view)
    if rows and not all(row.clause.cells for row in rows):
        return rows
    said = [row for row in view.clauses if not row.clause.cells and _SAID.search(row.text)][:1]
    return [*(said or _early(view)), *rows]


def titled(view: PlanView) -> list[ClauseRow]:
    """The clauses under a title of goals or of indicators; [] where there is none."""
    return [row for row in view.clauses if any(_TITLE.search(title) for title in _titles(row))]


def _early(view: PlanView) -> list[ClauseRow]:
    """Of a plan for several years, the first of its opening clauses that has a figure for the last one."""
    if not view.row.period:
        return []
    last = str(view.row.last_year)
    return [
        row
        for row in view.clauses[: OPENING + 1]
        if any((t.deadline or "").startswith(last) for t in view.targets.get(row.clause.label, ()))
    ][:1]


def _titles(row: ClauseRow) -> tuple[str, ...]:
    own = row.clause.heading or ""
    return (*row.clause.path, own if len(own) <= LOOKUPS.goal_title else "")
