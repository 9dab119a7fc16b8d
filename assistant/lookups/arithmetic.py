"""Figures to be set against each other: a figure at each of several years, the goal of one, the result of
another, each looked up by itself; which of several is the largest.

In: a query, a plan, years. Out: `Operand` values, one a year, or what is missing. A figure belongs to a year
if its deadline is of that year, if a row or a sentence starts from it, or if its sentence prints the year
before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.lookups.figure import FigureFound, find_figures
from assistant.query.times import at_time, without_times
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import figure_words
from ingest.grammar.title_dates import years_in
from ingest.model import Target
from ingest.store.rows import ClauseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A figure of a plan; `value` in its printed unit, None for a range, `said` as printed with its unit and
    bound, `time` the year it is of where that was asked for.
    """

    view: PlanView
    row: ClauseRow
    target: Target
    value: Decimal | None
    said: str
    time: str = ""
    figure: FigureFound | None = None

    @property
    def bound(self) -> str:
        return _BOUNDS.get(self.target.comparator, "") if self.value == self.target.value else ""

    @property
    def number(self) -> Decimal:
        """0 for a range."""
        return self.value or Decimal(0)

    @property
    def dated(self) -> str:
        """The figure behind its year."""
        return f"{self.time}年 {self.said}" if self.time else self.said


_BOUNDS = {">=": "下限", ">": "下限", "<=": "上限", "<": "上限", "~": "约数"}


def at_times(query: Query, sources: Sources, plan: str, times: Sequence[str]) -> dict[str, Operand | None]:
    """By year, in the order of `times`, what the plan states of the thing asked for; None where it is not
    found. The indicator found for one year is looked for in the others where their own words find nothing.
    """
    query = without_times(query)
    found = {time: _at(query, sources, plan, time) for time in times}
    known = next((one for one in found.values() if one), None)
    if known is None:
        return found
    row = _row_of(known)
    for time in times:
        inside = next((one for one in row if one.time == time), None) if row else None
        found[time] = inside or found[time] or _by_name(known, query, sources, time)
    return found


def _at(query: Query, sources: Sources, plan: str, time: str) -> Operand | None:
    """A figure whose sentence prints the year before it goes before one that is only due in it with the plan
    (三年安排90万元，其中2027年30万元).
    """
    view = sources.catalog.view(plan)
    figures = find_figures(at_time(query, time, view.row.year), sources, (plan,)).get(plan, ())
    meant = [one for f in figures for t in f.targets if (one := _of_time(t, f, view, time))]
    beside = [one for f in figures if (one := _beside(f, view, time))]
    printed = [
        one for one in (*meant, *beside) if one.figure and _printed_before(one.target, one.figure) == time
    ]
    return next(iter((*printed, *meant, *beside)), None)


def _beside(figure: FigureFound, view: PlanView, time: str) -> Operand | None:
    """The one other figure of its sentence in that unit that is of the year (共4000辆，其中2026年1500辆)."""
    units = {t.unit for t in figure.targets}
    others = [t for t in figure.found.targets if t not in figure.targets and t.unit in units]
    told = [one for t in others if (one := _of_time(t, figure, view, time))]
    return told[0] if len(told) == 1 else None


def _by_name(known: Operand, query: Query, sources: Sources, time: str) -> Operand | None:
    """What is told at `time` of the indicator known by its own name, in its unit."""
    named = sources.about(known.target.indicator, query)
    one = _at(named, sources, known.row.plan, time)
    return one if one and one.target.unit == known.target.unit else None


def _row_of(known: Operand) -> tuple[Operand, ...]:
    """All years of a table's row: its goals, and what it starts from."""
    figure = known.figure
    if not known.row.clause.cells or figure is None:
        return ()
    stated = [t for t in (*figure.found.targets, *figure.found.results) if _same(t, known.target)]
    years = [t.deadline[:4] for t in stated if t.deadline]
    years += [t.base_year[:4] for t in stated if t.base_year and t.baseline is not None]
    every = (_of_time(t, figure, known.view, year) for year in dict.fromkeys(years) for t in stated)
    return tuple(one for one in every if one)


def _same(one: Target, other: Target) -> bool:
    return (one.indicator, one.scope, one.unit) == (other.indicator, other.scope, other.unit)


def _of_time(target: Target, figure: FigureFound, view: PlanView, time: str) -> Operand | None:
    row = figure.found.row
    one = Operand(
        view=view, row=row, target=target, value=None, said=figure_words(target), time=time, figure=figure
    )
    if (target.deadline or "")[:4] == time or _printed_before(target, figure) == time:
        return replace(one, value=None if target.value_high is not None else target.value)
    if (target.base_year or "")[:4] == time and target.baseline is not None:
        return replace(one, value=target.baseline, said=f"{target.baseline}{target.unit or ''}")
    return None


def _printed_before(target: Target, figure: FigureFound) -> str:
    """The last year its sentence prints in front of a figure; "" for none and for a row of a table."""
    if figure.found.row.clause.cells:
        return ""
    ahead = figure.found.text[: target.span.start - figure.found.statement.span.start]
    return next((str(year) for year in reversed(years_in(ahead))), "")


def ranked(operands: Sequence[Operand]) -> tuple[Operand, ...]:
    """The largest first; equal ones in their order."""
    return tuple(sorted(operands, key=lambda o: -o.number))


def places(operands: Sequence[Operand]) -> tuple[int, ...]:
    """The place of each of `ranked` operands, from 1; equal figures share theirs."""
    values = [o.number for o in operands]
    return tuple(values.index(value) + 1 for value in values)
