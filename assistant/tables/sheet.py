"""What stands in the cells of a 任务分解推进表 and of a 指标表, and how much room it takes; no file format is
known here.

In: tasks and target rows. Out: a tuple of values for each, in the order of the columns. A figure is a number
where one number is printed, with a format that shows it as printed (94 as 达94%以上, 4.50 as 4.50), else it
is the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import ceil

from assistant.lookups.tasks import Task
from assistant.retrieval.editions import EDITION_WORDS
from assistant.retrieval.wording import (
    SCANNED,
    by_origin,
    date_words,
    office_lines,
    people_lines,
    scan_words,
    target_words,
)
from ingest import late_re as re
from ingest.grammar.letters import has_digit
from ingest.grammar.roles import says_itself
from ingest.model import Edition
from ingest.store.rows import PlanRow, TargetRow
from ingest.targets.clause_times import ClauseTime

TALLEST = 409
"""Points; Excel shows no higher row."""
LINE = 15.0
"""Points a line of 10.5 pt takes."""
_WIDEST_FIGURE = 36
_NUMBER = re.compile(r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?(?![\d.])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` in characters of the default font (a Chinese one takes two); `centred` for short entries,
    `grows` for long ones.
    """

    name: str
    width: float
    centred: bool = False
    grows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with the format that shows it as printed."""

    value: Decimal
    format: str
    shown: str


Value = str | int | Figure

TASK_COLUMNS = (
    Column(name="序号", width=6, centred=True),
    Column(name="条款", width=16, centred=True),
    Column(name="任务", width=60, grows=True),
    Column(name="目标值", width=42, grows=True),
    Column(name="完成时限", width=20),
    Column(name="牵头领导", width=11, centred=True),
    Column(name="牵头单位", width=15, centred=True),
    Column(name="责任单位", width=18, centred=True),
    Column(name="配合单位", width=15, centred=True),
    Column(name="进展情况", width=13, centred=True),
    Column(name="备注", width=17),
)
TARGET_COLUMNS = (
    Column(name="序号", width=6, centred=True),
    Column(name="文件", width=30),
    Column(name="条款", width=20, centred=True),
    Column(name="指标", width=44),
    Column(name="范围", width=24),
    Column(name="目标值", width=18, centred=True),
    Column(name="单位", width=10, centred=True),
    Column(name="基期值", width=12, centred=True),
    Column(name="完成时限", width=16, centred=True),
    Column(name="性质", width=10, centred=True),
    Column(name="责任单位", width=28),
    Column(name="扫描识别", width=14, centred=True),
)


def scope_words(
    *,
    unit: str | None = None,
    leader: str | None = None,
    indicator: str | None = None,
    region: str | None = None,
    year: int | None = None,
) -> str:
    """What a listing is confined to, for the note under the title; "" where to nothing."""
    stated = (("责任单位", unit), ("领导", leader), ("指标", indicator), ("地区", region), ("年份", year))
    return "，".join(f"{name}“{value}”" for name, value in stated if value is not None)


def figure_of(printed: str, value: Decimal | None, unit: str | None = None) -> Value:
    """`printed` as a number that is shown the same way; the text itself where that number is not the only
    one.

    Digits of the unit (/10万) are no number. A number too wide for a cell would not be shown: it stays text.
    """
    masked = printed.replace(unit, "#" * len(unit)) if unit else printed
    found = list(_NUMBER.finditer(masked))
    if value is None or len(found) != 1 or Decimal(found[0][0].replace(",", "")) != value:
        return printed
    if not printed.isprintable() or _columns_of(printed) > _WIDEST_FIGURE:
        return printed
    number = found[0][0]
    decimals = len(number.partition(".")[2])
    digits = ("#,##0" if "," in number else "0") + ("." + "0" * decimals if decimals else "")
    before, after = printed[: found[0].start()], printed[found[0].end() :]
    return Figure(value=value, format=f"{_literal(before)}{digits}{_literal(after)}", shown=printed)


def _literal(words: str) -> str:
    """Words of a number format that stand for themselves."""
    return "".join(f'"{part}"' if part != '"' else '\\"' for part in re.split(r'(")', words) if part)


def task_values(number: int, task: Task) -> tuple[Value, ...]:
    values: tuple[Value, ...] = (
        number,
        task.label,
        _task_words(task),
        _target_lines(task),
        _deadline_lines(task),
        people_lines(task.responsibilities),
        office_lines(task.responsibilities, "lead"),
        office_lines(task.responsibilities, "responsible"),
        office_lines(task.responsibilities, "support"),
        "",
    )
    return (*values, "；".join(_remarks(task)))


def _task_words(task: Task) -> str:
    if task.cells:
        return "；".join(f"{column}：{cell}" if column.strip() else cell for column, cell in task.cells)
    text = task.text.replace("\t", " ｜ ")
    return f"{task.heading}\n{text}" if task.heading else text


def _target_lines(task: Task) -> str:
    """A target a line; its deadline behind it where the targets of the task have not all the same."""
    several = len({t.deadline for t in task.targets}) > 1
    return "\n".join(
        target_words(t) + (f"（{date_words(t.deadline)}）" if several and t.deadline else "")
        for t in task.targets
    )


def _deadline_lines(task: Task) -> str:
    """The dates of the targets, those of the milestones with what is done by them, and what else is
    printed.
    """
    told = {t.deadline for t in task.targets if t.deadline}
    stated = dict.fromkeys(date_words(t.deadline) for t in task.targets if t.deadline)
    deeds = [f"{date_words(m.deadline)}：{m.what}" for m in task.milestones]
    told |= {m.deadline for m in task.milestones}
    others = (t for t in task.times if t.when is None or t.when not in told)
    return "\n".join((*stated, *deeds, *dict.fromkeys(map(_time_words, others))))


def _time_words(time: ClauseTime) -> str:
    """A date with what is to be done by then; what is no date as printed (长期坚持)."""
    if time.kind != "dated" or time.when is None:
        return time.printed
    return f"{date_words(time.when)}：{time.words}" if time.words else date_words(time.when)


def _remarks(task: Task) -> list[str]:
    """What the columns cannot say: changes by other papers, open lists, roles under another name, offices
    stated once for a whole section.
    """
    remarks = [*task.amended, *([SCANNED] if task.confidence is not None else [])]
    remarks += [f"{r.role}名单以“等”结尾，原文未列全" for r in task.responsibilities if r.open]
    for r in task.responsibilities:
        if not says_itself(r.role, r.part):
            remarks.append(f"{'、'.join((*r.units, *r.leaders))}：原文作“{r.role}”")
    stated = [(above, said) for above, said in by_origin(task.responsibilities) if above is not None]
    for above, said in stated:
        whole = len(said) == len(task.responsibilities)
        what = "责任分工" if whole else "、".join(r.role or "责任单位" for r in said)
        remarks.append(f"{what}由“{above or '全文'}”统一载明")
    return remarks


def target_values(number: int, row: TargetRow, plan: PlanRow) -> tuple[Value, ...]:
    target = row.target
    baseline = "" if target.baseline is None else figure_of(format(target.baseline, "f"), target.baseline)
    return (
        number,
        plan.title,
        target.clause,
        target.indicator,
        target.scope or "",
        figure_of(target.figure, target.value, target.unit),
        "" if target.comparator == "all" and not has_digit(target.value_text) else target.unit or "",
        baseline,
        date_words(target.deadline) if target.deadline else "",
        target.kind or "",
        "、".join(row.clause.units) + "等" * row.clause.units_open,
        scan_words(row.clause, target.span).removeprefix("扫描识别，"),
    )


def note(count: str, scope: str, editions: set[Edition], made: date) -> str:
    words = "；".join(EDITION_WORDS[e].noted for e in sorted(editions))
    return (
        f"范围：{scope + '，' if scope else ''}{count}。文本：{words}。"
        f"制表日期：{made.year}年{made.month}月{made.day}日。"
    )


def widened(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> tuple[Column, ...]:
    """The columns wide enough: for every number, and those that `grow` for the longest text, up to twice
    their width.
    """
    most = int((TALLEST - 6) / LINE) - 1
    out = []
    for at, column in enumerate(columns):
        figures = [_columns_of(v.shown) + 3 for row in rows if isinstance(v := row[at], Figure)]
        width = max([column.width, *figures])
        while column.grows and width < 2 * column.width:
            if all(line_count(_shown(row[at]), width) <= most for row in rows):
                break
            width += 4
        out.append(replace(column, width=width))
    return tuple(out)


def row_lines(columns: Sequence[Column], values: Sequence[Value]) -> int:
    return max(line_count(_shown(v), c.width) for c, v in zip(columns, values, strict=True))


def _shown(value: Value) -> str:
    return value.shown if isinstance(value, Figure) else str(value)


def line_count(text: str, width: float) -> int:
    """Lines the text takes in a cell of that width, each line of it broken by itself."""
    return sum(max(1, ceil(_columns_of(line) / (width - 1.5))) for line in text.split("\n"))


def _columns_of(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in line)
