"""A clause or a section pointed at by its marks: shown whole, its offices, or a list of what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.catalog import PlanView
from assistant.cite import cite, marker
from assistant.draft import Draft, Reply, chips, whole
from assistant.lexicon import fold
from assistant.listing import summary
from assistant.model import Listing, ListingRow, Query
from assistant.reference import find_clauses
from assistant.refusals import refuse
from assistant.responsible import offices_of
from assistant.sources import Sources
from ingest.library_rows import ClauseRow

_ON_THE_POINT = 0.5
"""A clause of the section that meets the question's words this far is shown alone."""


def by_reference(query: Query, sources: Sources) -> Reply:
    """The clause or section the marks point at; another kind of question where no clause has them."""
    found: list[tuple[PlanView, ClauseRow]] = []
    for plan in query.scope.plans:
        view = sources.catalog.view(plan)
        found += ((view, row) for row in find_clauses(view, query.reference, query.text))
    if not found:
        if len(query.terms) >= 2:
            return replace(
                query,
                reference=(),
                intent="unit" if query.wants_unit else "figure" if query.wants_figure else "content",
            )
        where = "、".join(sources.catalog.short(p) for p in query.scope.plans[:4])
        return refuse("not_stated", f"{where}里没有这一条。", (), sources)
    plans = dict.fromkeys(view.row.id for view, _ in found)
    if len(plans) > 1 and not query.scope.named and len(found) > 3:
        names = "、".join(sources.catalog.short(p) for p in plans)
        return Draft(status="clarify", answer=f"多份文件都有这一条，请说明是哪一份：{names}。")
    if query.wants_unit and len(found) <= 3:
        named = [(v, r) for v, r in found if r.clause.responsibilities]
        if query.wants_leader and not any(r.clause.leaders for _, r in found):
            citations = tuple(cite(v, r) for v, r in found)
            text = f"{chips(found)}没有载明分管或牵头领导。"
            return Draft(status="not_found", reason="not_stated", answer=text, citations=citations)
        if not named:
            citations = tuple(cite(v, r) for v, r in found)
            return Draft(
                status="not_found",
                reason="not_stated",
                answer=f"{chips(found)}没有载明责任单位。",
                citations=citations,
            )
        return offices_of(named)
    if len(found) > 3:
        return _section(found, query, sources)
    parts = [whole(view, row) for view, row in found]
    citations = tuple(cite(view, row) for view, row in found)
    return Draft(status="answered", answer="\n\n".join(parts), citations=citations)


def by_title(query: Query, sources: Sources) -> Draft | None:
    """The section whose title the question names and asks nothing further of (保障措施有哪几条); None where there is none."""
    asked = fold(query.text)
    for plan in query.scope.plans if query.scope.named else ():
        view = sources.catalog.view(plan)
        titles = {step.split(" ", 1)[1] for row in view.clauses for step in row.clause.path if " " in step}
        for title in sorted((t for t in titles if len(t) >= 4 and fold(t) in asked), key=len, reverse=True):
            if any(t.text not in fold(title) for t in query.terms):
                continue
            rows = [r for r in view.clauses if any(step.endswith(f" {title}") for step in r.clause.path)]
            if len(rows) >= 2:
                return _section([(view, r) for r in rows], replace(query, terms=()), sources)
    return None


def _section(found: Sequence[tuple[PlanView, ClauseRow]], query: Query, sources: Sources) -> Draft:
    """A whole section: the clauses that meet the words of the question, else a list of all of them."""
    if query.terms:
        judged = [f for view, row in found for f in sources.of_clause(view, row, query)]
        best = max(judged, key=lambda f: f.statement.score)
        if best.statement.score >= _ON_THE_POINT:
            view = sources.catalog.view(best.row.plan)
            if query.wants_unit and best.row.clause.responsibilities:
                return offices_of([(view, best.row)])
            return Draft(status="answered", answer=whole(view, best.row), citations=(cite(view, best.row),))
    rows = tuple(
        ListingRow(
            plan=row.plan, clause=row.clause.label, marker=marker(view, row.clause.label), summary=summary(row),
            units=row.clause.units, leaders=row.clause.leaders, open=row.clause.units_open,
        )
        for view, row in found
    )  # fmt: skip
    view, first = found[0]
    title = first.clause.path[-1] if first.clause.path else ""
    head = f"**{view.short}** {title}：共 {len(rows)} 条，已全部列出。"
    lines = [head, "", *(f"- {r.summary} 〔{r.marker}〕" for r in rows)]
    return Draft(
        status="answered",
        answer="\n".join(lines),
        citations=tuple(cite(v, r) for v, r in found),
        listing=Listing(total=len(rows), complete=True, rows=rows),
        counted=(head,),
    )
