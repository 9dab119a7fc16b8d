"""One indicator over places, years and plans, as a table; an empty cell says 文件未载明.

Each plan is asked by itself: a plan that states no figure keeps its row and says so, whatever the others state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.catalog import PlanView
from assistant.cite import cite, marker
from assistant.figures import FigureFound, find_figures, lead
from assistant.model import Citation, Query
from assistant.sources import Found, Sources

_TABLE_SCORE = 0.55


def compare(query: Query, sources: Sources, plans: Sequence[str]) -> tuple[str, tuple[Citation, ...]] | None:
    """The table with its quotes, or None where no plan states anything."""
    lines = ["| 文件 | 载明的内容 | 出处 |", "|---|---|---|"]
    quotes: list[str] = []
    citations: list[Citation] = []
    for plan in plans:
        view = sources.catalog.view(plan)
        figures = find_figures(query, sources, [plan]).get(plan, ())
        found = [f.found for f in figures] or _without_figure(query, sources, plan)
        if not found:
            lines.append(f"| {view.short} | 文件未载明 | — |")
            continue
        said = "；".join(_words(view, f, figures, query) for f in found)
        chips = "".join(f"〔{marker(view, f.row.clause.label)}〕" for f in found)
        lines.append(f"| {view.short} | {said.replace('|', '／')} | {chips} |")
        for f in found:
            citations.append(cite(view, f.row, f.statement.span))
            quotes.append(f"> {citations[-1].quote.replace(chr(9), ' ｜ ')} 〔{citations[-1].marker}〕")
    if not citations:
        return None
    return "\n".join([*lines, "", *quotes]), tuple(citations)


def _words(view: PlanView, found: Found, figures: Sequence[FigureFound], query: Query) -> str:
    for figure in figures:
        if figure.found is found and (figure.targets or found.row.clause.family == "表"):
            return lead(view, figure, query)
    return found.text


def _without_figure(query: Query, sources: Sources, plan: str) -> list[Found]:
    """A sentence that speaks of the thing without a number (全部设置) still is what the plan says of it."""
    statements = sources.statements(query, [plan]).get(plan, ())
    best = statements[:1]
    return [f for f in best if f.statement.score >= _TABLE_SCORE + 0.1 and not f.statement.missing]


def plans_to_compare(query: Query, sources: Sources) -> tuple[str, ...]:
    """The plans the question names; all where it names none, those that answer first."""
    if query.scope.named:
        return query.scope.plans
    figures = find_figures(replace(query), sources, query.scope.plans)
    rest = [p for p in query.scope.plans if p not in figures]
    return (*figures, *rest)
