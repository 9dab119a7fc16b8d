"""One indicator over years and places, as plans state it: points that may share one scale, and those that may
not.

In: target rows of plans. Out: `Chart`. Which are one indicator is decided in `versions.indicators`; what is
called otherwise is offered there (`akin`), never added unasked. A group (全县, 乡镇) makes a line of its own,
another unit a picture of its own, and so do changes (降低1个百分点), which are no levels. A baseline is of
the year its column is headed with. Nothing is drawn that has no figure or no year: it is told in the table,
with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from assistant.denial import By, Denial
from assistant.versions.indicators import name_key
from ingest.grammar.bounds import side_of
from ingest.grammar.title_dates import years_in
from ingest.model import Clause, Target
from ingest.store.rows import PlanRow, TargetRow

Stage = Literal["baseline", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure of a clause: `low` to `high` where a range is printed, both None where no number is; `words`
    as printed.

    `year` is None where the plan states none: then, and without a number, `apart` says why it is not drawn.
    """

    plan: str
    label: str
    place: str
    indicator: str
    scope: str
    stage: Stage
    unit: str
    comparator: str
    year: int | None
    low: Decimal | None
    high: Decimal | None
    words: str
    apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What belongs to one place and group, by year; `name` tells it from the other lines."""

    place: str
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Lines on one scale: levels in `unit`, or (`change`) changes in it."""

    unit: str
    change: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`points` are all there are, also those in no panel; `places` in the order their colours go by."""

    names: tuple[str, ...]
    places: tuple[str, ...]
    panels: tuple[Panel, ...]
    points: tuple[Point, ...]


def chart(rows: Sequence[TargetRow], plans: Mapping[str, PlanRow], shorts: Mapping[str, str]) -> Chart:
    """Of rows that are one indicator, or several taken together on purpose; `shorts` are the plans' short
    names.
    """
    points = tuple(p for row in rows for p in _points(row, plans[row.plan], shorts[row.plan]))
    places = tuple(dict.fromkeys(p.place for p in points))
    names = tuple(dict.fromkeys(p.indicator for p in points))
    drawn: dict[tuple[str, bool], list[Point]] = {}
    for point in points:
        if not point.apart:
            drawn.setdefault((point.unit, is_change(point.comparator)), []).append(point)
    several = len({name_key(row.target.indicator, plans[row.plan].region) for row in rows}) > 1
    return Chart(
        names=names,
        places=places,
        panels=tuple(
            Panel(unit=unit, change=change, lines=_lines(some, several=several))
            for (unit, change), some in drawn.items()
        ),
        points=tuple(sorted(points, key=_in_table(places))),
    )


def _in_table(places: Sequence[str]) -> Callable[[Point], tuple[int, str, str, int, str]]:
    """What is drawn as one line stands together, by year; without a year last."""
    at = {place: n for n, place in enumerate(places)}
    return lambda p: (at[p.place], p.indicator, p.scope, p.year or 9999, p.stage)


def is_change(comparator: str) -> bool:
    return comparator in ("increase>=", "decrease>=")


def _points(row: TargetRow, plan: PlanRow, short: str) -> list[Point]:
    target = row.target
    here = {
        "plan": row.plan,
        "label": target.clause,
        "place": plan.region or short,
        "indicator": target.indicator,
        "scope": target.scope or "",
        "unit": target.unit or "",
    }
    year = int(target.deadline[:4]) if target.deadline else None
    high = target.value if target.value_high is None else target.value_high
    points = [
        Point(
            **here, stage="target", comparator=_printed_way(row), year=year, low=target.value, high=high,
            words=target.figure, apart=_apart(target.value, year),
        )
    ]  # fmt: skip
    if target.baseline is not None:
        points.insert(0, _baseline(target, row.clause, here))
    return points


def _printed_way(row: TargetRow) -> str:
    """Its comparator where the figure, its name or its column says so: 达到60% and 控制在5% are drawn with no
    side of their own.
    """
    target = row.target
    sided = target.comparator in (">=", ">", "<=", "<")
    printed = " ".join((target.figure, target.indicator, *row.clause.columns))
    return "=" if sided and not side_of(printed) else target.comparator


def _baseline(target: Target, clause: Clause, here: dict[str, str]) -> Point:
    value, year = target.baseline, baseline_year(target, clause)
    change = is_change(target.comparator)
    return Point(
        **{**here, "unit": "" if change else here["unit"]},
        stage="baseline",
        comparator="=",
        year=year,
        low=value,
        high=value,
        words=format(value, "f") if value is not None else "",
        apart="目标是变化量，与基期值不是一个尺度" if change else _apart(value, year),
    )


def _apart(value: Decimal | None, year: int | None) -> str:
    if value is None:
        return str(Denial(what="数值", by=By.COUNTED, where="原文"))
    return "" if year is not None else str(Denial(what="年份", by=By.STORED_FIELDS, where="原文"))


def baseline_year(target: Target, clause: Clause) -> int | None:
    """The year as it was read with the target, else the one in the head of the column the baseline stands in;
    None where no column, or more than one year, fits.
    """
    if target.base_year is not None:
        return int(target.base_year[:4])
    if len(clause.columns) != len(clause.cells):
        return None
    found = {
        years[0]
        for column, cell in zip(clause.columns, clause.cells, strict=True)
        if (years := years_in(column)) and _number(cell) == target.baseline
    }
    return found.pop() if len(found) == 1 else None


def _number(cell: str) -> Decimal | None:
    try:
        return Decimal(cell.strip().rstrip("%％‰"))
    except InvalidOperation:
        return None


def _lines(points: Sequence[Point], *, several: bool) -> tuple[Line, ...]:
    """A line for each place, group and, where names were taken together, name."""
    grouped: dict[tuple[str, str, str], list[Point]] = {}
    for point in points:
        name = point.indicator if several else ""
        grouped.setdefault((point.place, point.scope, name), []).append(point)
    return tuple(
        Line(
            place=place,
            name="，".join(filter(None, (place, scope, name))),
            points=tuple(sorted(some, key=lambda p: (p.year or 0, p.stage))),
        )
        for (place, scope, name), some in grouped.items()
    )
