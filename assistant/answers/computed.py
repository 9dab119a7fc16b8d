"""Sums and differences of figures that plans state: 两地一共多少, 比桥头多几座, 比2020年增加多少.

In: a query with operands. Out: the figures with their clauses, and the result in a line that shows how it was
computed; None unless there are two figures of one unit, or where a place has several or a bound makes the
result meaningless. A share is never added to a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.covered import is_strange_to
from assistant.answers.draft import Draft, row_line
from assistant.lookups.arguments import Operation
from assistant.lookups.arithmetic import Operand, at_times
from assistant.lookups.cite import cite, marker, quote
from assistant.lookups.figure import find_figures
from assistant.lookups.typed.notes import computed_line, unfit
from assistant.model import Citation
from assistant.query.times import times_asked
from assistant.question import Query
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import date_words, figure_words, target_words


def computed(query: Query, sources: Sources) -> Draft | None:
    asked = query.slots.asks & {"total", "difference"}
    if not query.operands or not asked or query.units or query.leaders:
        return None
    found = _over_years(query, sources) or _found(query, sources)
    found = _since(found[0]) if len(found) == 1 and "difference" in asked else found
    if len(found) < 2 or len({o.target.unit for o in found}) > 1:
        return None
    if any(is_strange_to(query, one.row.plan, sources) for one in found):
        return None
    operation: Operation = "difference" if "difference" in asked else "sum"
    return None if unfit(found, operation) else _shown(found, computed_line(found, operation, _dated))


def _dated(operand: Operand) -> str:
    """The figure behind its year, where that was asked for."""
    return operand.dated


def _over_years(query: Query, sources: Sources) -> list[Operand]:
    """The figures of one thing at each of several years, where one plan asked about has them all."""
    times = times_asked(query)
    if len(times) < 2 or len(query.scope.regions) > 1:
        return []
    for plan in query.scope.plans:
        found = at_times(query, sources, plan, times)
        if all(one is not None and one.value is not None for one in found.values()):
            return [one for one in found.values() if one is not None]
    return []


def _found(query: Query, sources: Sources) -> list[Operand]:
    """A figure for each thing, or for each place, asked about; [] where one of them has none, or several."""
    scope = query.scope
    if len(query.operands) > 1 and len(scope.regions) < 2:
        asked = [(sources.about(words, query), scope.plans) for words in query.operands]
    else:
        alone = sources.about(query.operands[0], query)
        asked = [(alone, plans) for plans in _groups(query, sources)]
    operands = [_figure_of(one, plans, sources) for one, plans in asked]
    kept = [operand for operand in operands if operand is not None]
    spans = {(o.row.plan, o.target.span) for o in kept}
    return kept if len(kept) == len(operands) == len(spans) else []


def _groups(query: Query, sources: Sources) -> list[tuple[str, ...]]:
    """The plans asked about by place, else each by itself where several years are asked about."""
    plans = query.scope.plans
    if len(query.scope.regions) > 1:
        return [
            tuple(p for p in plans if sources.catalog.row(p).region == region)
            for region in query.scope.regions
        ]
    several = len(query.scope.years) + query.scope.five_year > 1
    return [(plan,) for plan in plans] if several else [plans]


def _figure_of(query: Query, plans: Sequence[str], sources: Sources) -> Operand | None:
    """The one figure these plans state; None where none or more than one of them does."""
    asked = replace(
        query, wants_figure=True, scope=replace(query.scope, regions=(), years=(), plans=tuple(plans))
    )
    found = find_figures(asked, sources, plans)
    stated = {plan: figures for plan, figures in found.items() if any(f.targets for f in figures)}
    if len(stated) != 1:
        return None
    (plan, figures), *_ = stated.items()
    best = next(f for f in figures if f.targets)
    target = best.targets[0]
    if target.value is None or target.value_high is not None:
        return None
    view = sources.catalog.view(plan)
    return Operand(
        view=view, row=best.found.row, target=target, value=target.value, said=figure_words(target)
    )


def _since(operand: Operand) -> list[Operand]:
    """The figure and what it starts from, where its row or sentence says so."""
    target = operand.target
    if target.baseline is None or not target.base_year:
        return []
    start = f"{date_words(target.base_year)} {target.baseline}{target.unit or ''}"
    return [operand, replace(operand, value=target.baseline, said=start)]


def _shown(found: Sequence[Operand], told: str) -> Draft:
    """The computed line, then each figure with its clause; of a row all it is made of in one line."""
    parts: list[str] = []
    citations: list[Citation] = []
    for operand in {_place(o): o for o in found}.values():
        chip = f"〔{marker(operand.view, operand.row.clause.label)}〕"
        parts.append(f"{_stated(operand, found)} {chip}")
        citation = cite(operand.view, operand.row)
        if citation not in citations:
            citations.append(citation)
            parts.append(quote(citation))
    line = f"**{told}**"
    return Draft(
        status="answered",
        answer="\n\n".join([line, *parts]),
        citations=tuple(citations),
        counted=(line,),
    )


def _place(operand: Operand) -> tuple[str, str, object]:
    whole = operand.time and operand.row.clause.cells
    return operand.row.plan, operand.row.clause.label, None if whole else operand.target.span


def _stated(operand: Operand, found: Sequence[Operand]) -> str:
    if operand.time and operand.row.clause.cells:
        return row_line(operand.row.clause, [o.time for o in found])
    return target_words(operand.target)
