"""Figures that read as goals and were read as nothing: 实现60项事项互办.

In: a plan. Out: a finding for each clause in which a verb of making or reaching stands right before a
figure of a thing that can be counted or a share, no target, result or milestone covers the figure, it is
neither where a change begins (由6座增至9座) nor in a change of another paper, and the section tells of no
results. Times, ages and sums of money are left, and lists of conditions: most of them are conditions.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.dates import PlanTime
from ingest.grammar.measures import kind_of
from ingest.grammar.places import PLACE_END
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.inspection.model import Finding
from ingest.model import Clause, Plan
from ingest.targets.baselines import starts
from ingest.targets.indicators import STRONG
from ingest.targets.read import is_condition
from ingest.targets.section_time import headings_of, section_time

_MADE = re.compile(rf"(?:{STRONG}|改造|完成|培训|实现|开放|培育|引进|投放|配备)[^，。；：\n\d（]{{0,10}}$")
_CONDITION = re.compile(
    rf"[^，。；\n]{{0,12}}(?:的(?=[，、；单部企金]|{PLACE_END}|[^，。；\n]{{0,6}}[，])|[）)]?者)"
)
"""Behind a figure that says when something else holds: 低于95%的镇."""
_CONDITIONS = ("time", "age", "money")
_SHOWN = 24


def unread(plan: Plan) -> Iterator[Finding]:
    """One a clause."""
    time = PlanTime.of(plan.year, plan.period)
    read = [target.span for target in (*plan.targets, *plan.results)]
    read += [milestone.span for milestone in plan.milestones]
    read += [amendment.span for amendment in plan.amendments]
    taken = {at for span in read for at in range(span.start, span.end)}
    for clause in plan.clauses:
        if clause.cells or is_condition(clause) or section_time(headings_of(clause), plan.title, time).past:
            continue
        text = plan.text_of(clause)
        figures = read_quantities(text)
        begun = {q.span for start in starts(text, figures) for q in start.figures}
        found = next((q for q in figures if q.span not in begun and _is_goal(plan, clause, q, taken)), None)
        if found is not None:
            at = clause.span.start + found.words.start
            words = plan.text[at : at + _SHOWN].split("\n")[0]
            yield Finding(kind="target_unread", words=words, at=at, clause=clause.label)


def _is_goal(plan: Plan, clause: Clause, figure: Quantity, taken: set[int]) -> bool:
    if figure.role != "amount" or not figure.unit or kind_of(figure.unit) in _CONDITIONS:
        return False
    text = plan.text_of(clause)
    if not text[figure.span.start].isdigit() or _CONDITION.match(text, figure.words.end):
        return False
    at = clause.span.start
    if any(place in taken for place in range(at + figure.words.start, at + figure.words.end)):
        return False
    return _MADE.search(text, max(0, figure.words.start - _SHOWN), figure.words.start) is not None
