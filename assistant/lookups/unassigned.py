"""Tasks nobody is named for: the clauses of a plan that print no responsible office and no person, of its own
or of their section.

In: a question that asks for them (没有写明责任单位的条款有哪些). Out: the whole list; of a plan that names
nobody anywhere, that it does so: its clauses are then no exceptions. A list of offices that ends in 等 names
somebody.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft
from assistant.lookups.listing import cell, counted_in, listing_row, summary
from assistant.model import Listing, Query
from assistant.retrieval.sources import Sources
from ingest.store.rows import ClauseRow

_MANY = 12


def unassigned(query: Query, sources: Sources) -> Draft | None:
    """None where the question asks for something else."""
    if not {"unassigned", "set"} <= query.slots.asks or query.units or query.leaders:
        return None
    plans = query.scope.plans
    if len(plans) > _MANY and not query.scope.named:
        shown = "、".join(sources.catalog.short(plan) for plan in plans[:10])
        return Draft(status="clarify", answer=f"请说明地区、年份或文件，例如：{shown}。")
    silent: list[str] = []
    rows: list[ClauseRow] = []
    for plan in plans:
        clauses = [r for r in sources.catalog.view(plan).clauses if r.clause.label != "前言"]
        nobody = [r for r in clauses if not r.clause.responsibilities]
        if len(nobody) == len(clauses):
            silent.append(
                f"- {sources.catalog.short(plan)}通篇没有逐条写明责任单位（{len(clauses)} 条），未列入。"
            )
        else:
            rows += nobody
    return _listed(rows, silent, sources, len(plans))


def _listed(rows: Sequence[ClauseRow], silent: Sequence[str], sources: Sources, plans: int) -> Draft:
    if not rows:
        said = ["所问的文件里，每一条都写明了责任单位。"] if len(silent) < plans else []
        notes = (*said, *silent)
        return Draft(status="answered", answer="\n".join(notes), counted=notes)
    views = {row.plan: sources.catalog.view(row.plan) for row in rows}
    head = f"没有写明责任单位的共 {len(rows)} 条，已全部列出。"
    lines = [head]
    for plan, view in views.items():
        lines += [f"\n{counted_in(view, rows)}\n", "| 条款 | 事项 |\n|---|---|"]
        lines += [
            f"| 〔{marker(view, row.clause.label)}〕 | {cell(summary(row))} |"
            for row in rows
            if row.plan == plan
        ]
    return Draft(
        status="answered",
        answer="\n".join([*lines, *([""] if silent else []), *silent]),
        citations=tuple(cite(views[row.plan], row) for row in rows),
        listing=Listing(
            total=len(rows), complete=True, rows=tuple(listing_row(views[r.plan], r) for r in rows)
        ),
        counted=(head, *(counted_in(view, rows) for view in views.values()), *silent),
    )
