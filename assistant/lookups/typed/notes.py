"""Words that go with the rows of the catalogue, and of the same rows in an answer: what a list cannot tell,
how a result was come by, why there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.denial import By, Denial
from assistant.lookups.arguments import Operation
from assistant.lookups.arithmetic import Operand, ranked
from assistant.lookups.cite import marker
from assistant.lookups.deadlines import LISTED, InPlan
from assistant.lookups.listing import Unlisted
from assistant.question import Due
from ingest import late_re as re
from ingest.grammar.measures import kind_of
from ingest.grammar.recurrence import EACH
from ingest.grammar.shares import is_share

_MEAN = re.compile(EACH)


def unlisted_notes(left: Unlisted) -> list[str]:
    """Open lists among the other clauses, clauses without offices, offices of a like name."""
    notes = []
    if left.opened:
        notes.append(f"- 另有 {left.opened} 条的责任名单以“等”结尾，原文未列全，是否涉及无法判断。")
    if left.silent:
        none = Denial(what="责任单位", by=By.CHARGES, where=f"- 另有 {left.silent} 条")
        notes.append(f"{none.brief}，未计入。")
    if left.unread:
        none = Denial(what="由谁负责", by=By.READ_FROM_CLAUSES, where=f"- 另有 {left.unread} 条")
        notes.append(f"{none}，未计入，请看原文。")
    for unit, kin in left.kin:
        said = "、".join(f"“{name}”{count} 项" for name, count in kin)
        notes.append(f"- “{unit}”按原文名称逐字计；名称相近的 {said} 未计入。")
    return notes


def due_notes(due: Due, read: Sequence[InPlan]) -> list[str]:
    """Times that no calendar dates, tasks with another date, tasks without one."""
    notes = [f"- {told}，未列入。" for told in unclear(read)]
    beyond, silent = sum(len(r.beyond) for r in read), sum(r.silent for r in read)
    notes += [f"- 另有 {beyond} 项写明的是其他时限，未列入。"] if due.words and beyond else []
    notes += [f"- {told}，未列入。" for told in lasting(read)]
    return notes + ([f"- {without_time(silent)}，未列入。"] if silent else [])


def unclear(read: Sequence[InPlan]) -> list[str]:
    found = [(one.view, d) for one in read for d in one.unclear]
    if not found:
        return []
    shown = "、".join(f"“{d.printed}”〔{marker(view, d.row.clause.label)}〕" for view, d in found[:LISTED])
    more = "等" if len(found) > LISTED else ""
    return [f"另有 {len(found)} 项写明的时限对不上具体日期（{shown}{more}），无法断定是否在内"]


def lasting(read: Sequence[InPlan]) -> list[str]:
    found = [d for one in read for d in one.lasting]
    if not found:
        return []
    words = list(dict.fromkeys(d.printed for d in found))
    shown = "、".join(f"“{printed}”" for printed in words[:LISTED]) + ("等" if len(words) > LISTED else "")
    where = f"另有 {len(found)} 项写的是全年、经常或几年内的工作（{shown}），"
    return [str(Denial(what="到期的日子", by=By.COUNTED, where=where))]


def without_time(count: int) -> str:
    none = Denial(what="时限", by=By.STATED, where=f"另有 {count} 项任务", way="单独")
    return f"{none}，只以文件的年度或规划期为限"


def unfit(operands: Sequence[Operand], operation: Operation) -> str:
    """Why the operation has no result over these figures, in words for people; "" where it has one."""
    units = list(dict.fromkeys(o.target.unit or "" for o in operands))
    bounds = list(dict.fromkeys(o.bound for o in operands if o.bound))
    if len(operands) < 2:
        return f"至少要两个数，只找到 {len(operands)} 个"
    if any(o.value is None for o in operands):
        return f"有的不是一个数（{Denial(what='数字', by=By.STATED, where='区间，或者')}）"
    if len(units) > 1:
        return f"单位不同（{'、'.join(unit or '无单位' for unit in units)}）"
    if operation == "difference" and len(operands) != 2:
        return f"相差要正好两个数，找到 {len(operands)} 个"
    if operation == "sum" and (
        kind_of(units[0]) == "ratio" or any(is_share(o.target.indicator) for o in operands)
    ):
        return "比例不能相加"
    if operation == "sum" and any(_MEAN.search(o.target.indicator) for o in operands):
        return "人均、每千人口一类的数不能相加"
    if operation == "sum" and len(bounds) > 1:
        return f"有的是{bounds[0]}，有的是{bounds[1]}，加起来没有意义"
    return ""


def computed_line(operands: Sequence[Operand], operation: Operation, said: Callable[[Operand], str]) -> str:
    """The result behind how it was come by, each figure as `said`. Of operands
    that are not `unfit`: figures of different units are never combined, shares and per-head figures never
    added, and where figures are bounds the line says that the result is not exact.
    """
    if operation == "difference":
        more, less = ranked(operands)
        unit = "个百分点" if more.target.unit == "%" else more.target.unit or ""
        return f"相差 = {said(more)} − {said(less)} = {more.number - less.number:f}{unit}{_bounded(operands)}"
    total = sum((o.number for o in operands), Decimal(0))
    terms = " + ".join(map(said, operands))
    return f"合计 = {terms} = {total:f}{operands[0].target.unit or ''}{_bounded(operands)}"


def _bounded(operands: Sequence[Operand]) -> str:
    """What the result is where a figure is a bound and no exact number."""
    said = "、".join(f"“{o.said}”是{o.bound}" for o in operands if o.bound)
    return f"（按所列数字计算；{said}，结果不是确数）" if said else "（按所列数字计算）"
