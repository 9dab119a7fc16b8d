"""Tables that share out a task: a row for each town or office, a column for each kind of work (任务分解表).

In: a row of a table none of whose columns is headed as a goal. Out: a target for every cell that is a bare
number under a kind of work: the column's head is the indicator, the row's name the scope. The unit stands in
the head's bracket, in the cell or in the caption (单位：亩). Read only where the caption or the title above
says that it is planned (任务, 计划, 分解, 目标): the same shape also holds what there is (现状, 基本情况),
and that is no goal.
"""

from __future__ import annotations

import re

from ingest.grammar.columns import UNDER, head_role
from ingest.grammar.dates import PlanTime, date_alone
from ingest.grammar.folding import fold
from ingest.grammar.quantities import folded_quantities, is_unit
from ingest.model import Clause, Span, Target
from ingest.targets.reading import Statement, as_target

_PLANNED = re.compile(r"任务|计划|分解|目标|安排")
_HELD = re.compile(r"现状|现有|基本情况|完成情况|统计|一览")
_CAPTION = re.compile(r"^[^\n\t|。；]{2,40}(?:表|清单|计划|分解|分配)(?:（[^）\n]*）)?$", re.MULTILINE)
_CAPTION_UNIT = re.compile(r"(?<![\u4e00-\u9fff])单位[:：]\s*(?P<unit>[^\s，。）)、/]{1,6})")
_NO_WORK = re.compile("人口|户籍|年龄|时限|时间|合计|小计|总计|现有|已|比例")
_NO_WORK_ROLES = frozenset(("who", "number", "group", "other", "due", "base", "score", "unit", "kind"))
_TOTAL = re.compile(r"合计|总计|共计|小计")
_BRACKET = re.compile(r"（(?P<unit>[^（）]{1,8})）$")
_BARE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_BEFORE = 2000
"""So many characters before a row its table's caption is looked for."""


def read_shares(
    clause: Clause,
    text: str,
    time: PlanTime,
    headings: tuple[str, ...],
    places: list[Span | None],
) -> tuple[Target, ...]:
    """In the order of the columns; `places` tells where each cell is printed. () where nothing says it is
    planned.
    """
    own = next((title for title in reversed(headings) if title and title != clause.heading), "")
    since = max(text.rfind(own, 0, clause.span.start) if own else 0, clause.span.start - _BEFORE, 0)
    before = text[since : clause.span.start]
    title = "".join((own, *_CAPTION.findall(before)[-1:]))
    if not _PLANNED.search(title) or _HELD.search(title):
        return ()
    units = [match["unit"] for match in _CAPTION_UNIT.finditer(before) if is_unit(match["unit"])]
    scope = next((cell for cell in clause.cells if re.search(r"[\u4e00-\u9fff]", cell)), None)
    scope = None if scope and _TOTAL.fullmatch(re.sub(r"\s", "", scope)) else scope
    mark = date_alone(scope, time) if scope else None
    if scope and mark and mark.words.of(scope) == scope:  # a year a row
        scope, time = None, PlanTime(first=time.first, last=int(mark.when[:4])) if mark.when else time
    found: list[Target] = []
    for head, place in zip(clause.columns, places, strict=False):
        if place is None:
            continue
        *above, work = [fold(level).text.replace("\n", "") for level in head.split(UNDER)]
        cell = fold(place.of(text))
        if (
            not re.search(r"[\u4e00-\u9fff]{2}", work)
            or any(head_role(level) in _NO_WORK_ROLES or _NO_WORK.search(level) for level in (*above, work))
            or not _BARE.fullmatch(cell.text)
        ):
            continue
        bracket = _BRACKET.search(work)
        unit = bracket["unit"] if bracket and is_unit(bracket["unit"]) else units[-1] if units else None
        if unit is None:
            continue
        name = work[: bracket.start()] if bracket else work
        name = "".join(level for level in above if head_role(level) == "text") + name
        one = _share(cell.text, name, scope, unit, time)
        found.append(as_target(one, cell, clause, text, place.start))
    return tuple(found)


def _share(printed: str, work: str, scope: str | None, unit: str, time: PlanTime) -> Statement:
    (figure, *_) = folded_quantities(printed)
    return Statement(
        indicator=work,
        scope=scope,
        comparator="=",
        value=figure.value,
        value_high=None,
        unit=unit,
        deadline=time.deadline,
        baseline=None,
        figure=figure.span,
        words=figure.span,
    )
