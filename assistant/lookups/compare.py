"""One indicator over places, years and plans.

In: a query and the plans. Out: `Comparison`, a row a plan: what it states, else what is nearest, and how the
figures stand to each other where that is asked. Each plan is asked by itself, as a single question would: a
plan that states no figure keeps its row, whatever the others state. That it states nothing is said only after
a look-up in its full text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from assistant.lookups.absence import not_stated_in
from assistant.lookups.alignment import lacks
from assistant.lookups.figure import FigureFound, find_figures
from assistant.lookups.options import FIGURES, LOOKUPS
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.nearest import Passage, nearest_passages
from assistant.retrieval.sources import Found, Sources
from assistant.versions.indicators import key_of, relation
from ingest.grammar.title_dates import years_in
from ingest.model import Target
from ingest.store.rows import ClauseRow

Alike = Callable[[str], Query]
Alone = Callable[[str], Sequence[FigureFound]]
"""Plan -> what it answers to the question asked of it alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCompared:
    """What one plan states; where that is nothing, what is `near`, `silent` where full text has none."""

    view: PlanView
    figures: tuple[FigureFound, ...] = ()
    near: tuple[Passage, ...] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Figures of one unit beside each other: `alike` in value and bound, or in "value" alone;
    `named_otherwise` where they are not all of one indicator. `lowest` and `highest` are plans;
    `stricter` which of them asks for more, where that is the question and all bounds are of one side.
    """

    alike: Literal["all", "value", ""]
    named_otherwise: bool
    lowest: PlanView
    highest: PlanView
    stricter: Literal["lowest", "highest", ""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`standing` None where it is not asked, or the figures cannot be set against each other."""

    plans: tuple[PlanCompared, ...]
    standing: Standing | None


def compare(
    query: Query, sources: Sources, plans: Sequence[str], alike: Alike, alone: Alone
) -> Comparison | None:
    """None where no plan states anything.

    `alike` makes a query of the indicator one plan states, so that another plan's wording of it is found too.
    """
    found = {plan: _in_plan(query, sources, plan) for plan in plans}
    anchor = max((f for fs in found.values() for f in fs), key=lambda f: f.score, default=None)
    if anchor and anchor.targets:
        for plan in (p for p in plans if not found[p]):
            figures = find_figures(alike(anchor.targets[0].indicator), sources, [plan]).get(plan, ())
            found[plan] = tuple(f for f in figures if _speaks_of(query, sources, f))
    found |= {plan: tuple(alone(plan)) for plan in plans if not found[plan]}
    if not any(found.values()):
        return None
    read = tuple(
        PlanCompared(view=sources.catalog.view(plan), figures=figures)
        if (figures := found[plan])
        else _unmet(query, sources, plan)
        for plan in plans
    )
    return Comparison(plans=read, standing=_standing(query, sources, found))


def _unmet(query: Query, sources: Sources, plan: str) -> PlanCompared:
    silent = not_stated_in(query, sources, plan)
    near = () if silent else tuple(_nearest(query, sources, plan))
    return PlanCompared(view=sources.catalog.view(plan), near=near, silent=silent)


def _nearest(query: Query, sources: Sources, plan: str) -> Sequence[Passage]:
    """The nearest passage; where full text finds none, the sentence that has most of the words."""
    if near := nearest_passages(query, sources, [plan], 1):
        return near
    view = sources.catalog.view(plan)
    best = sources.statements(query, [plan]).get(plan, ())[:1]
    return [Passage(view=view, row=f.row, span=f.statement.span, share=f.statement.score) for f in best]


def _standing(
    query: Query, sources: Sources, found: Mapping[str, tuple[FigureFound, ...]]
) -> Standing | None:
    """None where agreement is not asked for, or fewer than two figures have the same unit."""
    if "agreement" not in query.slots.asks:
        return None
    stated = {plan: t for plan, figures in found.items() if (t := _figure_of(figures))}
    if len(stated) < 2 or len({t.unit for t in stated.values()}) > 1:
        return None
    values = {plan: t.value_high or t.value or Decimal(0) for plan, t in stated.items()}
    same = len({(t.comparator, t.value, t.value_high) for t in stated.values()}) == 1
    in_order = sorted(values, key=lambda plan: values[plan])
    bounds = {t.comparator for t in stated.values()}
    by_bounds: Literal["lowest", "highest", ""] = (
        "lowest" if bounds <= _AT_MOST else "highest" if bounds <= _AT_LEAST else ""
    )
    return Standing(
        alike="all" if same else "value" if len(set(values.values())) == 1 else "",
        named_otherwise=_differ(stated, sources),
        lowest=sources.catalog.view(in_order[0]),
        highest=sources.catalog.view(in_order[-1]),
        stricter=by_bounds if "stricter" in query.slots.asks else "",
    )


_AT_MOST, _AT_LEAST = frozenset(("<=", "<")), frozenset((">=", ">"))
"""Bounds of which the lower, and the higher, is the harder to keep; of others neither is."""


def _differ(stated: Mapping[str, Target], sources: Sources) -> bool:
    """Whether the plans' figures are not all of one indicator, as far as their names tell."""
    keys = [key_of(target, sources.catalog.row(plan).region) for plan, target in stated.items()]
    return any(relation(one, other) == "other" for one, other in combinations(keys, 2))


def _figure_of(figures: Sequence[FigureFound]) -> Target | None:
    return next((t for f in figures for t in f.targets if t.value is not None), None)


def _speaks_of(query: Query, sources: Sources, figure: FigureFound) -> bool:
    """Whether a clause found by another plan's wording has most of the question's own words as well."""
    row = figure.found.row
    judged = sources.of_clause(sources.catalog.view(row.plan), row, query)
    return any(lacks(query, f) <= LOOKUPS.lacking for f in judged)


def _in_plan(query: Query, sources: Sources, plan: str) -> tuple[FigureFound, ...]:
    """What the plan states: its figures, else (or where no figure is asked for) the sentence that speaks of
    the thing.
    """
    figures = find_figures(query, sources, [plan]).get(plan, ())
    if figures and query.wants_figure:
        return figures
    statements = sources.statements(query, [plan]).get(plan, ())
    best = _of_now(statements, sources.catalog.view(plan)) if statements else None
    if (
        best
        and best.statement.score >= FIGURES.enough
        and not best.statement.missing
        and (not figures or best.statement.score > figures[0].score)
    ):
        return (FigureFound(found=best, targets=(), score=best.statement.score),)
    return figures


def _of_now(statements: Sequence[Found], view: PlanView) -> Found:
    """The best sentence; before one under the heading of a year gone by (2025年工作总结) one as good of the
    paper's own time.
    """
    close = [s for s in statements if s.statement.score >= LOOKUPS.as_good * statements[0].statement.score]
    return next((s for s in close if not past_years(s.row, view)), statements[0])


def past_years(row: ClauseRow, view: PlanView) -> tuple[int, ...]:
    """The years the headings above a clause name, where all are before the paper's own."""
    years = tuple(year for step in row.clause.path for year in years_in(step))
    own = view.row.year
    return years if own and years and all(year < own for year in years) else ()


def plans_to_compare(query: Query, sources: Sources) -> tuple[str, ...]:
    """The plans the question names; all where it names none, those that answer first."""
    if query.scope.named:
        return query.scope.plans
    figures = find_figures(query, sources, query.scope.plans)
    rest = [p for p in query.scope.plans if p not in figures]
    return (*figures, *rest)
