"""What each column of an indicator table is for, as its head says.

In: the heads and the cells of one row. Out: a `Column` for every cell. A year before the plan, 现状, 基期,
基数 hold the baseline; a year of the plan, 目标 and a stretch of the year (第一季度, 上半年, 6月底, 全年)
hold a goal, due at its end; 属性, 性质 hold 预期性 or 约束性; 单位 holds the unit. A head over several
columns tells what is reached in all of them (目标任务 over 新增托位 | 500个). Tables of results (完成情况)
have no goals in stretches of the year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.grammar.date_forms import is_time_head
from ingest.grammar.dates import PlanTime, date_alone
from ingest.grammar.folding import fold
from ingest.grammar.quantities import Quantity, folded_quantities
from ingest.grammar.title_dates import years_in
from ingest.model import Clause
from ingest.targets.task_tables import is_unit

ColumnRole = Literal["name", "label", "baseline", "goal", "growth", "kind", "unit", "due", "other", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a row: `at` its place, `year` the year its head names."""

    at: int
    role: ColumnRole
    year: int | None
    due: str | None = None
    """What the head says within the year: 2026-03-31 of 第一季度."""


_KIND = re.compile(r"属性|性质|类型|^类$")
_UNIT = re.compile(r"^(?:计量)?单位$")
_OTHER = re.compile(
    r"序号|编号|领域|类别|一级|维度|责任|牵头|配合|部门|单位|备注|说明|来源|依据|分工|处室|科室|分类|板块"
    r"|方面|目标层|领导|联系人|分值|权重|标准分|[评计]分"
)
_CHARGED = re.compile(r"责任(?:目标|指标|内容|事项|任务)|目标(?:名称|项目)")
"""Holds what somebody is answerable for, or a goal's name."""
_BASE = re.compile(r"现状|基期|基数|基准|基础值|实际|完成值|完成情况|上年|现值|已完成|当前")
_GROWTH = re.compile(r"年均|增速|增长|累计|增幅")
_GOAL = re.compile(r"目标|预期值|预计|规划值|指标值|任务数|计划数|任务量|标准值|要求|任务值|参考值")
_NAME = re.compile(r"指标|名称|项目|内容|任务|工作|事项|举措")
_PLANNED = re.compile(r"份?(?:的?(?:工作|阶段)?(?:目标|任务|计划|进度|要求|安排|指标)(?:值|数|量)?)?")
"""What a head says beside a stretch of the year, or its end, where it is planned for that."""
_TOLD = re.compile(r"完成情况|统计表|一览表|通报|进展情况")
"""Titles over figures that are results."""
_BEFORE = 2000
"""So many characters before a row its table's caption is looked for."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


def columns_of(
    headers: tuple[str, ...], cells: tuple[str, ...], time: PlanTime, *, told: bool
) -> list[Column]:
    """One for each cell; `told` where the figures of the table are results."""
    padded = (*headers, *[""] * len(cells))[: len(cells)]
    folded = [fold(header).text.replace("\n", "") for header in padded]
    years = [next(iter(years_in(h)), None) for h in folded]
    dated = sorted({y for h, y in zip(folded, years, strict=True) if y is not None and not _GROWTH.search(h)})
    first = time.first if time.first is not None else (dated[1] if len(dated) > 1 else None)
    columns = [
        Column(at=at, role=_role(folded[at], years[at], first), year=years[at]) for at in range(len(cells))
    ]
    if not told:
        columns = [_within_year(column, folded[column.at], time) for column in columns]
    return _spread(_with_name(columns, cells), folded, cells)


def tells_results(clause: Clause, text: str, headings: tuple[str, ...]) -> bool:
    """Whether a title above the table, or the line right before it, says that its figures are results."""
    above = text[max(0, clause.span.start - _BEFORE) : clause.span.start].split("\n")[:-1]
    caption = next((line for line in reversed(above) if line and "\t" not in line), "")
    return any(map(_TOLD.search, (*headings, caption)))


def _within_year(column: Column, header: str, time: PlanTime) -> Column:
    """The column with its day where the head is a stretch of the year; a year before the plan stays what it
    is.
    """
    if column.role not in ("goal", "name", "text"):
        return column
    own = PlanTime(first=column.year, last=column.year) if column.year else time
    mark = date_alone(header, own)
    if mark is None or (mark.bare and mark.year_printed):
        return column
    rest = header[: mark.words.start].strip("截至止到") + header[mark.words.end :]
    return replace(column, role="goal", due=mark.when) if _PLANNED.fullmatch(rest) else column


def _spread(columns: list[Column], headers: list[str], cells: tuple[str, ...]) -> list[Column]:
    """Columns under one head that covers several, where it tells what is to be reached: words first
    (新增托位), then the figure (500个).

    The words name the row's indicator in place of its name column's.
    """
    out = list(columns)
    for head in [c for c in columns if c.role in ("goal", "name") and headers[c.at]]:
        end = next((n for n in range(head.at + 1, len(headers)) if headers[n]), len(headers))
        below = range(head.at + 1, end)
        figures = [n for n in below if _states_value(cells[n], bare=head.role == "goal")]
        if not figures or not _HAN.search(cells[head.at]) or _amounts(cells[head.at]):
            continue
        out[head.at] = replace(head, role="label")
        for n in below:
            role: ColumnRole = "goal" if n in figures else "unit" if is_unit(cells[n]) else "text"
            out[n] = replace(out[n], role=role, year=head.year)
    return out


def _states_value(cell: str, *, bare: bool) -> bool:
    """Whether the cell is a figure to be reached; one without a unit only where the head says so (`bare`)."""
    amounts = _amounts(cell)
    return bool(amounts) and (bare or amounts[0].unit is not None)


def _amounts(cell: str) -> list[Quantity]:
    return [q for q in folded_quantities(cell) if q.role == "amount"]


def _role(header: str, year: int | None, first: int | None) -> ColumnRole:
    if _UNIT.match(header):
        return "unit"
    if _GROWTH.search(header) and year is None:
        return "growth"
    if _BASE.search(header):
        return "baseline"
    if year is not None:
        if _GROWTH.search(header):
            return "growth"
        return "baseline" if first is not None and year < first else "goal"
    if _KIND.search(header):
        return "kind"
    if is_time_head(header) or "进度" in header:
        return "due"
    if _CHARGED.search(header):
        return "name"
    if _OTHER.search(header):
        return "other"
    if _GOAL.search(header):
        return "goal"
    return "name" if _NAME.search(header) else "text"


def _with_name(columns: list[Column], cells: tuple[str, ...]) -> list[Column]:
    """Exactly one name column: the last so headed (一级指标, 二级指标), else the first with words."""
    named = [c for c in columns if c.role == "name" and cells[c.at]]
    if not named:
        named = [c for c in columns if c.role == "text" and re.search(r"[\u4e00-\u9fff]", cells[c.at])][:1]
    keep = named[-1].at if named else None
    return [
        replace(c, role="name" if c.at == keep else "text") if c.role in ("name", "text") else c
        for c in columns
    ]
