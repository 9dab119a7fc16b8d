"""One indicator over places, years and plans, as a table.

Each plan is asked by itself, as a single question would: a plan that states no figure keeps its row, whatever
the others state. Its cell says 文件未载明 only after a look-up in its full text; else it shows what is
nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from assistant.denial import By, Denial
from assistant.lookups.absence import not_stated_in
from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import lacks, quote
from assistant.lookups.figure import FigureFound, figures_line, find_figures
from assistant.lookups.options import FIGURES, LOOKUPS
from assistant.model import Citation
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.nearest import Passage, nearest_passages
from assistant.retrieval.sources import Found, Sources
from assistant.versions.indicators import key_of, relation
from ingest.grammar.title_dates import years_in
from ingest.labels import is_row
from ingest.model import Target
from ingest.store.rows import ClauseRow

NOT_STATED = Denial(what="", by=By.TEXT, where="文件").brief
_NO_LIKE = Denial(what="同样说法的条款", by=By.FOUND)
Alike = Callable[[str], Query]
Alone = Callable[[str], Sequence[FigureFound]]
"""Plan -> what it answers to the question asked of it alone."""


def compare(
    query: Query, sources: Sources, plans: Sequence[str], alike: Alike, alone: Alone
) -> tuple[str, tuple[Citation, ...]] | None:
    """The table with its quotes, or None where no plan states anything.

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
    lines = ["| 文件 | 载明的内容 | 出处 |", "|---|---|---|"]
    quotes: list[str] = []
    citations: list[Citation] = []
    for plan in plans:
        view = sources.catalog.view(plan)
        if not found[plan]:
            silent = not_stated_in(query, sources, plan)
            near = () if silent else _nearest(query, sources, plan)
            lines.append(_unmet(view, near, silent=silent))
            citations += (cite(p.view, p.row, p.span) for p in near)
            quotes += (_quoted(c) for c in citations[len(citations) - len(near) :])
            continue
        said = "；".join(dict.fromkeys(_words(f, view) for f in found[plan]))
        chips = "".join(
            f"〔{m}〕" for m in dict.fromkeys(marker(view, f.found.row.clause.label) for f in found[plan])
        )
        lines.append(f"| {view.short} | {said.replace('|', '／')} | {chips} |")
        for f in found[plan]:
            clause = f.found.row.clause
            whole = not query.wants_figure and clause.span.end - clause.span.start <= LOOKUPS.whole
            citations.append(cite(view, f.found.row, None if whole else f.found.statement.span))
            quotes.append(_quoted(citations[-1]))
    said = _conclusion(query, sources, found)
    return "\n".join([*([said, ""] if said else []), *lines, "", *quotes]), tuple(citations)


def _nearest(query: Query, sources: Sources, plan: str) -> Sequence[Passage]:
    """The nearest passage; where full text finds none, the sentence that has most of the words."""
    if near := nearest_passages(query, sources, [plan], 1):
        return near
    view = sources.catalog.view(plan)
    best = sources.statements(query, [plan]).get(plan, ())[:1]
    return [Passage(view=view, row=f.row, span=f.statement.span, share=f.statement.score) for f in best]


def _unmet(view: PlanView, near: Sequence[Passage], *, silent: bool) -> str:
    """The row of a plan in which nothing answers: that it states nothing, or where to look."""
    chips = "".join(f"〔{marker(view, p.row.clause.label)}〕" for p in near)
    said = NOT_STATED if silent else "最接近的原文见下" if near else f"{_NO_LIKE}，请看原文"
    return f"| {view.short} | {said} | {chips or '—'} |"


def _quoted(citation: Citation) -> str:
    return f"{quote(citation)} 〔{citation.marker}〕"


def _conclusion(query: Query, sources: Sources, found: dict[str, tuple[FigureFound, ...]]) -> str:
    """Whether the figures agree, and which is higher, where that is asked and the units are the same; ""
    else.
    """
    if "agreement" not in query.slots.asks:
        return ""
    stated = {plan: t for plan, figures in found.items() if (t := _figure_of(figures))}
    if len(stated) < 2 or len({t.unit for t in stated.values()}) > 1:
        return ""
    values = {plan: t.value_high or t.value or Decimal(0) for plan, t in stated.items()}
    called = "但指标的名称不同，" if _differ(stated, sources) else ""
    if len({(t.comparator, t.value, t.value_high) for t in stated.values()}) == 1:
        return "所载数值一致" + (
            "，但指标的名称不同，请以各自条款为准。" if _differ(stated, sources) else "。"
        )
    if len(set(values.values())) == 1:
        return "所载数值相同，但要求的方式（以上、以下、左右等）不同，请以各自条款为准。"
    lowest, highest = (
        sources.catalog.view(plan).short
        for plan in sorted(values, key=lambda plan: values[plan])[:: len(values) - 1]
    )
    bounds = {t.comparator for t in stated.values()}
    if "stricter" in query.slots.asks and bounds <= _AT_MOST:
        which = f"**{lowest}** 的上限较低，要求更严；"
    elif "stricter" in query.slots.asks and bounds <= _AT_LEAST:
        which = f"**{highest}** 的下限较高，要求更严；"
    else:
        which = f"**{highest}** 的数值较高；"
    return f"所载数值不一致，{which}{called}各文件的地区、年份和口径可能不同，请以各自条款为准。"


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


def _words(figure: FigureFound, view: PlanView) -> str:
    if figure.targets or is_row(figure.found.row.clause):
        return figures_line(figure)
    past = past_years(figure.found.row, view)
    return f"（{past[-1]}年情况）{figure.found.text}" if past else figure.found.text


def plans_to_compare(query: Query, sources: Sources) -> tuple[str, ...]:
    """The plans the question names; all where it names none, those that answer first."""
    if query.scope.named:
        return query.scope.plans
    figures = find_figures(query, sources, query.scope.plans)
    rest = [p for p in query.scope.plans if p not in figures]
    return (*figures, *rest)
