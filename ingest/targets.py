"""Every quantitative target of a clause, and the dated deeds without a number.

In: a clause of a plan, the plan's clean text, its year or period and the headings above the clause. Out: `Target`
values whose spans cover exactly the printed figure, and `Milestone` values, both in reading order and in
coordinates of the plan's text. Prose is read by statements.py, rows of indicator tables by indicator_tables.py.
Under headings that tell of what has been done (发展现状, “十三五”回顾) only what is said of a coming year counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.figures.deadlines import Calendar, PlanTime
from ingest.figures.folding import fold
from ingest.figures.indicator_tables import read_row
from ingest.figures.milestones import read_milestones
from ingest.figures.reading import as_target
from ingest.figures.statements import read_statements
from ingest.model import Clause, Milestone, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetContext:
    """`plan_year` of a plan of one year, `period` "2021-2025" of one over several (its last year is the default
    deadline); `headings` are the titles above the clause, outermost first, its own last, without marks."""

    plan_year: int | None
    period: str | None
    headings: tuple[str, ...]


_RESULTS = re.compile(
    r"现状|(?<![实牢固化定])(?:发展|工作|现实)基础|规划背景|发展背景|回顾|主要成[就效绩]|取得的?成[就效绩]|工作总结|完成情况|形势|问题与挑战|存在(?:的)?(?:主要)?问题|面临的?挑战"
)


def read_targets(
    clause: Clause, text: str, context: TargetContext
) -> tuple[tuple[Target, ...], tuple[Milestone, ...]]:
    """Targets and milestones of one clause; two empty tuples where it states none."""
    time = PlanTime.of(context.plan_year, context.period)
    if clause.cells:
        return read_row(clause, text, time, context.headings), ()
    folded = fold(clause.span.of(text))
    calendar = Calendar(folded.text, time)
    past = any(_RESULTS.search(title) for title in context.headings)
    statements = read_statements(folded.text, calendar, context.headings, past=past)
    targets = tuple(as_target(one, folded, clause, text, clause.span.start) for one in statements)
    milestones = () if past else read_milestones(folded, calendar, clause, statements)
    return targets, milestones
