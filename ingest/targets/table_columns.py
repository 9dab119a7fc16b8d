"""What each column of an indicator table is for, as its head says.

In: the heads and the cells of one row. Out: a `Column` for every cell. A year before the plan, 现状, 基期,
基数 hold the baseline; a year of the plan, 目标 and a stretch of the year (第一季度, 上半年, 6月底, 全年)
hold a goal, due at its end; 属性, 性质 hold 预期性 or 约束性; 单位 holds the unit. A head over several
columns tells what is reached in all of them (目标任务 over 新增托位 | 500个). Tables of results (完成情况)
have no goals in stretches of the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest import late_re as re
from ingest.grammar.columns import (
    UNDER,
    HeadRole,
    counted,
    head_role,
    says_little,
    sets_rate,
    tells_class,
)
from ingest.grammar.date_forms import A_TIME
from ingest.grammar.dates import PlanTime, date_alone
from ingest.grammar.folding import as_read
from ingest.grammar.letters import has_han
from ingest.grammar.quantities import Quantity, folded_quantities, is_measure, with_measure
from ingest.grammar.title_dates import years_in
from ingest.model import Clause
from ingest.targets.options import TABLES

ColumnRole = Literal["name", "label", "baseline", "goal", "growth", "kind", "unit", "due", "other", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a row: `at` its place, `year` the year its head names."""

    at: int
    role: ColumnRole
    year: int | None
    due: str | None = None
    """What the head says within the year: 2026-03-31 of 第一季度."""
    unit: str | None = None
    """The unit in the head's bracket: 目标值（万人）."""
    what: str = ""
    """What a head under a wide one says is counted: 就业人数 below 上半年."""


_OF_HEAD: dict[HeadRole, ColumnRole] = {
    "unit": "unit", "growth": "growth", "kind": "kind", "due": "due", "goal": "goal", "name": "name",
    "text": "text",
}  # fmt: skip
_PLANNED = re.compile(r"份?(?:的?(?:工作|阶段)?(?:目标|任务|计划|进度|要求|安排|指标)(?:值|数|量)?)?")
"""What a head says beside a stretch of the year, or its end, where it is planned for that."""
_TOLD = re.compile(r"完成情况|通报|进展情况")
"""Titles over figures that are results."""
TELLS_CONTENTS = re.compile("内容|要求|措施|举措")
"""A head of words rather than of names."""


def columns_of(
    headers: tuple[str, ...], cells: tuple[str, ...], time: PlanTime, *, told: bool
) -> list[Column]:
    """One for each cell; `told` where the figures of the table are results."""
    padded = (*headers, *[""] * len(cells))[: len(cells)]
    first = _first_year(padded, time)
    columns = [_column(at, head, first) for at, head in enumerate(padded)]
    if not told:
        columns = [_within_year(column, padded[column.at], time) for column in columns]
    scored = any(head_role(head) == "score" for head in padded)
    if scored:  # what earns points is no promise, but for the figures headed as goals
        columns = [replace(c, role="other") if c.role == "text" else c for c in columns]
    if any(map(sets_rate, padded)):  # 座位900个以上 tells for which ones the amount is
        columns = [c if not _tells_class(c, padded) else replace(c, role="other") for c in columns]
    return _spread(_with_name(columns, cells, padded), [_plain(head) for head in padded], cells)


def _tells_class(column: Column, heads: Sequence[str]) -> bool:
    """Whether the cell says of which class the row is, where the table sets an amount for each."""
    return column.role == "text" and tells_class(heads[column.at])


def _first_year(headers: Sequence[str], time: PlanTime) -> int | None:
    """The year from which on figures are goals: the plan's first, else the second of those in the heads."""
    if time.first is not None:
        return time.first
    dated = sorted({y for h in headers if head_role(h) != "growth" for y in years_in(h)[:1]})
    return dated[1] if len(dated) > 1 else None


def tells_results(clause: Clause, text: str, headings: tuple[str, ...]) -> bool:
    """Whether a title above the table, or the line right before it, says that its figures are results."""
    above = text[max(0, clause.span.start - TABLES.before) : clause.span.start].split("\n")[:-1]
    caption = next((line for line in reversed(above) if line and "\t" not in line), "")
    return any(map(_TOLD.search, (*headings, caption)))


def _within_year(column: Column, header: str, time: PlanTime) -> Column:
    """The column with its day where the head is a stretch of the year; a year before the plan stays what it
    is.
    """
    below_wide = column.role == "due" and UNDER in header  # 一季度 below 进度
    if column.role not in ("goal", "name", "text") and not below_wide:
        return column
    own = PlanTime(first=column.year, last=column.year) if column.year else time
    for level in _levels(header):
        mark = date_alone(level, own)
        if mark is None or (mark.bare and mark.year_printed):
            continue
        rest = level[: mark.words.start].strip("截至止到") + level[mark.words.end :]
        if _PLANNED.fullmatch(with_measure(rest)[0]):
            return replace(column, role="goal", due=mark.when)
    return column


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
        if not figures or not has_han(cells[head.at]) or _amounts(cells[head.at]):
            continue
        out[head.at] = replace(head, role="label")
        for n in below:
            role: ColumnRole = "goal" if n in figures else "unit" if is_measure(cells[n]) else "text"
            out[n] = replace(out[n], role=role, year=head.year)
    return out


def _states_value(cell: str, *, bare: bool) -> bool:
    """Whether the cell is a figure to be reached; one without a unit only where the head says so (`bare`)."""
    amounts = _amounts(cell)
    return bool(amounts) and (bare or amounts[0].unit is not None)


def _amounts(cell: str) -> list[Quantity]:
    return [q for q in folded_quantities(cell) if q.role == "amount"]


def _column(at: int, head: str, first: int | None) -> Column:
    """A head of several levels is told by the lowest that says anything of its own; a year, a unit and what
    is counted may stand in any of them.
    """
    levels = _levels(head)
    year = next((y for level in levels for y in years_in(level)), None)
    roles = [head_role(level) for level in levels]
    own = next((role for role in reversed(roles) if role not in ("text", "name")), roles[-1])
    above = roles[:-1] and own in ("growth", "goal", "base", "text")
    unit = next((u for level in reversed(levels) if (u := with_measure(level)[1])), None)
    return Column(
        at=at,
        role=_role(own, year, first),
        year=year,
        unit=unit,
        what=_counted(levels[-1]) if above or (year and own == "text") else "",
    )


def _role(role: HeadRole, year: int | None, first: int | None) -> ColumnRole:
    if role == "base":
        return "baseline"
    if year is not None and role in ("goal", "name", "text", "kind"):
        return "baseline" if first is not None and year < first else "goal"
    return _OF_HEAD.get(role, "other")


def _levels(head: str) -> list[str]:
    return [_plain(level) for level in head.split(UNDER)]


def _plain(head: str) -> str:
    return as_read(head).text.replace("\n", "")


def _counted(level: str) -> str:
    """What the lowest head says is counted (就业人数 below 上半年, 投资 of 2025年计划投资), "" where it only
    says when or how.
    """
    words = with_measure(level)[0]
    if head_role(words) != "text" or not has_han(words):
        return ""
    return counted(words) if A_TIME.search(words) else "" if says_little(words) else words


def _with_name(columns: list[Column], cells: tuple[str, ...], heads: Sequence[str]) -> list[Column]:
    """Exactly one name column: the last so headed (一级指标, 二级指标), one of names rather than of contents
    (项目名称 | 建设内容), else the first with words.
    """
    named = [c for c in columns if c.role == "name" and cells[c.at]]
    if not named:
        named = [c for c in columns if c.role == "text" and has_han(cells[c.at])][:1]
    short = [c for c in named if not TELLS_CONTENTS.search(heads[c.at])]
    keep = (short or named)[-1].at if named else None
    return [
        replace(c, role="name" if c.at == keep else "text") if c.role in ("name", "text") else c
        for c in columns
    ]
