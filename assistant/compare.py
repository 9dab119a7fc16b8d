"""One indicator over places, years and plans, as a table; an empty cell says 文件未载明.

Each plan is asked by itself: a plan that states no figure keeps its row and says so, whatever the others state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.cite import cite, marker
from assistant.figures import FigureFound, find_figures, lead
from assistant.model import Citation, Query
from assistant.sources import Sources

_SENTENCE = 0.65
_WHOLE = 420
"""A clause up to this many characters is quoted whole where no figure is asked for."""
Alike = Callable[[str], Query]


def compare(
    query: Query, sources: Sources, plans: Sequence[str], alike: Alike
) -> tuple[str, tuple[Citation, ...]] | None:
    """The table with its quotes, or None where no plan states anything.

    `alike` makes a query of the indicator one plan states, so that another plan's wording of it is found too.
    """
    found = {plan: _in_plan(query, sources, plan) for plan in plans}
    anchor = max((f for fs in found.values() for f in fs), key=lambda f: f.score, default=None)
    if anchor and anchor.targets:
        for plan in (p for p in plans if not found[p]):
            found[plan] = find_figures(alike(anchor.targets[0].indicator), sources, [plan]).get(plan, ())
    lines = ["| 文件 | 载明的内容 | 出处 |", "|---|---|---|"]
    quotes: list[str] = []
    citations: list[Citation] = []
    for plan in plans:
        view = sources.catalog.view(plan)
        if not found[plan]:
            lines.append(f"| {view.short} | 文件未载明 | — |")
            continue
        said = "；".join(dict.fromkeys(_words(f) for f in found[plan]))
        chips = "".join(
            f"〔{m}〕" for m in dict.fromkeys(marker(view, f.found.row.clause.label) for f in found[plan])
        )
        lines.append(f"| {view.short} | {said.replace('|', '／')} | {chips} |")
        for f in found[plan]:
            clause = f.found.row.clause
            whole = not query.wants_figure and clause.span.end - clause.span.start <= _WHOLE
            citations.append(cite(view, f.found.row, None if whole else f.found.statement.span))
            quotes.append(f"> {citations[-1].quote.replace(chr(9), ' ｜ ')} 〔{citations[-1].marker}〕")
    if not citations:
        return None
    return "\n".join([*lines, "", *quotes]), tuple(citations)


def _in_plan(query: Query, sources: Sources, plan: str) -> tuple[FigureFound, ...]:
    """What the plan states: its figures, else (or where no figure is asked for) the sentence that speaks of the thing."""
    figures = find_figures(query, sources, [plan]).get(plan, ())
    if figures and query.wants_figure:
        return figures
    statements = sources.statements(query, [plan]).get(plan, ())
    best = statements[0] if statements else None
    if (
        best
        and best.statement.score >= _SENTENCE
        and not best.statement.missing
        and (not figures or best.statement.score > figures[0].score)
    ):
        return (FigureFound(found=best, targets=(), score=best.statement.score),)
    return figures


def _words(figure: FigureFound) -> str:
    if figure.targets or figure.found.row.clause.family == "表":
        return lead(figure)
    return figure.found.text


def plans_to_compare(query: Query, sources: Sources) -> tuple[str, ...]:
    """The plans the question names; all where it names none, those that answer first."""
    if query.scope.named:
        return query.scope.plans
    figures = find_figures(query, sources, query.scope.plans)
    rest = [p for p in query.scope.plans if p not in figures]
    return (*figures, *rest)
