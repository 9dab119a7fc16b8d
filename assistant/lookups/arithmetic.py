"""Sums, differences and ranks of figures that plans state.

In: operands, each a figure with its clause. Out: why no result can be given, or the line that shows the
calculation. Figures of different units are never combined; shares and per-head figures are never added, and
where figures are bounds the line says that the result is not exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.denial import By, Denial
from assistant.lookups.arguments import Operation
from assistant.lookups.at_times import Operand
from ingest import late_re as re
from ingest.grammar.measures import kind_of
from ingest.grammar.recurrence import EACH
from ingest.grammar.shares import is_share

_MEAN = re.compile(EACH)


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


def by_time(operand: Operand) -> str:
    """The figure behind its year, where that was asked for."""
    return operand.dated


def computed_line(
    operands: Sequence[Operand], operation: Operation, said: Callable[[Operand], str] = by_time
) -> str:
    """The result behind how it was come by, each figure as `said`. Of operands that are not `unfit`."""
    if operation == "difference":
        more, less = ranked(operands)
        unit = "个百分点" if more.target.unit == "%" else more.target.unit or ""
        return f"相差 = {said(more)} − {said(less)} = {_of(more) - _of(less):f}{unit}{_bounded(operands)}"
    total = sum(map(_of, operands), Decimal(0))
    terms = " + ".join(map(said, operands))
    return f"合计 = {terms} = {total:f}{operands[0].target.unit or ''}{_bounded(operands)}"


def ranked(operands: Sequence[Operand]) -> tuple[Operand, ...]:
    """The largest first; equal ones in their order."""
    return tuple(sorted(operands, key=lambda o: -_of(o)))


def places(operands: Sequence[Operand]) -> tuple[int, ...]:
    """The place of each of `ranked` operands, from 1; equal figures share theirs."""
    values = [_of(o) for o in operands]
    return tuple(values.index(value) + 1 for value in values)


def _of(operand: Operand) -> Decimal:
    return operand.value or Decimal(0)


def _bounded(operands: Sequence[Operand]) -> str:
    """What the result is where a figure is a bound and no exact number."""
    said = "、".join(f"“{o.said}”是{o.bound}" for o in operands if o.bound)
    return f"（按所列数字计算；{said}，结果不是确数）" if said else "（按所列数字计算）"
