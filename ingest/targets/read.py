"""Every quantitative target of a clause, and the dated deeds without a number.

In: a clause of a plan, the plan's clean text, its year or period and the headings above the clause. Out:
`Target` values whose spans cover exactly the printed figure, and `Milestone` values, both in reading order
and in coordinates of the plan's text. Prose is read by statements.py, rows of indicator tables by
indicator_tables.py. Under headings that tell of what has been done (发展现状, “十三五”回顾) only what is said
of a coming year counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.grammar.dates import PlanTime, date_alone
from ingest.grammar.folding import fold
from ingest.model import Clause, Milestone, Span, Target
from ingest.targets.deadlines import Calendar
from ingest.targets.indicator_tables import read_row
from ingest.targets.milestones import read_milestones
from ingest.targets.reading import as_target
from ingest.targets.statements import read_statements


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetContext:
    """`plan_year` of a plan of one year, `period` "2021-2025" of one over several (its last year is the
    default deadline); `headings` are the titles above the clause, outermost first, its own last, without
    marks."""

    plan_year: int | None
    period: str | None
    headings: tuple[str, ...]


_LONGEST_DUE = 12
_AT_ONCE = 2000
"""Characters of a clause that are read at once."""
_ENDS = "。；，、"
_RESULTS = re.compile(
    r"现状|(?<![实牢固化定])(?:发展|工作|现实)基础|规划背景|发展背景|回顾|主要成[就效绩]|取得的?成[就效绩]"
    r"|工作总结|完成情况|形势|问题与挑战|存在(?:的)?(?:主要)?问题|面临的?挑战"
)


def read_targets(
    clause: Clause, text: str, context: TargetContext
) -> tuple[tuple[Target, ...], tuple[Milestone, ...]]:
    """Targets and milestones of one clause; two empty tuples where it states none."""
    time = PlanTime.of(context.plan_year, context.period)
    if clause.cells:
        return read_row(clause, text, time, context.headings), ()
    read = [_read_words(part, text, time, context.headings) for part in _parts(clause, text)]
    return tuple(one for found, _ in read for one in found), tuple(one for _, dated in read for one in dated)


def _parts(clause: Clause, text: str) -> Iterator[Clause]:
    """The clause whole, or where it is too long for one (running text that was not cut) in stretches that
    end at a sentence's end: what one figure says is looked for no further, and reading stays linear."""
    start, end = clause.span.start, clause.span.end
    while end - start > _AT_ONCE:
        stop = next((at for ch in _ENDS if (at := text.rfind(ch, start, start + _AT_ONCE)) > start), None)
        stop = start + _AT_ONCE if stop is None else stop + 1
        yield replace(clause, span=Span(start=start, end=stop))
        start = stop
    yield replace(clause, span=Span(start=start, end=end))


def _read_words(
    clause: Clause, text: str, time: PlanTime, headings: tuple[str, ...]
) -> tuple[tuple[Target, ...], tuple[Milestone, ...]]:
    folded = fold(clause.span.of(text))
    label = date_alone(clause.due, time) if clause.due else None
    calendar = Calendar(folded.text, time, default=label.when if label else None)
    past = any(_RESULTS.search(title) for title in headings)
    statements = read_statements(folded.text, calendar, headings, past=past)
    targets = tuple(as_target(one, folded, clause, text, clause.span.start) for one in statements)
    milestones = () if past else read_milestones(folded, calendar, clause, statements)
    return targets, milestones


def relative_due(clause: Clause, text: str, targets: Sequence[Target], context: TargetContext) -> str | None:
    """The words that say when a clause's targets are due where no year can be told of them: 三年内, 未来五年.

    None for a table row, a clause with a dated target, and one whose annotation says when.
    """
    if clause.cells or clause.due or not targets or any(t.deadline for t in targets):
        return None
    folded = fold(clause.span.of(text))
    marks = Calendar(folded.text, PlanTime.of(context.plan_year, context.period)).marks
    undated = [mark for mark in marks if mark.when is None]
    words = {folded.span(m.span.start, m.span.end, clause.span.start).of(text).strip() for m in undated}
    said = words.pop() if len(words) == 1 else ""
    return said if 0 < len(said) <= _LONGEST_DUE else None
