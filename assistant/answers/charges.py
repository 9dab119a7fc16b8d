"""All tasks of an office or a person: which plans, which role, and the refusal where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.lookups.draft import Draft, Reply, refuse
from assistant.lookups.listing import Listed, list_tasks
from assistant.lookups.target_lists import asks_targets, list_targets
from assistant.model import Query
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources


def listed(query: Query, sources: Sources) -> Reply:
    """Every clause the offices and people asked for are charged with."""
    role = query.slots.roles[0] if len(query.slots.roles) == 1 else None
    plans = query.scope.plans if query.scope.named else ()
    as_printed = _printed_role(sources, query, plans)
    if asks_targets(query):
        held = as_printed or (role if role and _prints(sources, query, plans, role) else None)
        stated = list_targets(query, sources, plans, held)
        if stated is not None:
            return stated
    if as_printed:
        found = list_tasks(sources, query.units, query.leaders, plans, as_printed)
        if found:
            return _draft(found)
    if query.terms and _about_a_task(query, sources):
        return replace(query, intent="unit", units=(), leaders=())
    if len((*query.units, *query.leaders)) > 1 and "together" in query.slots.asks:
        shared = list_tasks(sources, query.units, query.leaders, plans, role, together=True)
        if shared:
            return _draft(shared)
    found = None
    if role and _held_by_others(sources, query, plans, role):
        names = "、".join((*query.units, *query.leaders))
        return refuse("not_stated", f"没有载明“{names}”{role}的条款。", (), sources)
    if role:
        found = list_tasks(
            sources, query.units, query.leaders, plans, role if _prints(sources, query, plans, role) else None
        )
    found = found or list_tasks(sources, query.units, query.leaders, plans)
    if found is None:
        names = "、".join((*query.units, *query.leaders))
        where = (
            "、".join(sources.catalog.short(p) for p in query.scope.plans[:4])
            if query.scope.named
            else "现有文件"
        )
        elsewhere = list_tasks(sources, query.units, query.leaders, ())
        hint = (
            f"该名称见于{'、'.join(sources.catalog.short(p) for p in dict.fromkeys(r.plan for r in elsewhere.listing.rows))}。"
            if elsewhere
            else ""
        )
        return refuse("not_stated", f"{where}没有载明“{names}”负责的条款。{hint}", (), sources)
    return _draft(found)


def _draft(found: Listed) -> Draft:
    return Draft(
        status="answered",
        answer=found.answer,
        citations=found.citations,
        listing=found.listing,
        counted=found.counted,
    )


def _printed_role(sources: Sources, query: Query, plans: Sequence[str]) -> str | None:
    """The role the question asks for by its printed name (作为“责任领导”的), where the names asked for have
    it somewhere.
    """
    roles = {
        r.role
        for name in (*query.units, *query.leaders)
        for row in (
            *sources.catalog.charged(unit=name, plans=plans),
            *sources.catalog.charged(leader=name, plans=plans),
        )
        for r in row.clause.responsibilities
        if name in (*r.units, *r.leaders)
    }
    return next(
        (
            role
            for role in sorted(roles, key=len, reverse=True)
            if any(said.startswith(fold(role)) for said in query.slots.capacities)
        ),
        None,
    )


def _held_by_others(sources: Sources, query: Query, plans: Sequence[str], role: str) -> bool:
    """Whether the plans that name those asked for print the role, for others only."""
    names = {*query.units, *query.leaders}
    rows = [
        *(r for unit in query.units for r in sources.catalog.charged(unit=unit, plans=plans)),
        *(r for leader in query.leaders for r in sources.catalog.charged(leader=leader, plans=plans)),
    ]
    said = [
        r
        for plan in {row.plan for row in rows}
        for c in sources.catalog.view(plan).clauses
        for r in c.clause.responsibilities
    ]
    holders = [r for r in said if role in r.role]
    # Who is 责任科室 where no 牵头 is printed leads; nobody helps where no 配合 is.
    return (bool(holders) or role == "配合") and not any(names & {*r.units, *r.leaders} for r in holders)


def _about_a_task(query: Query, sources: Sources) -> bool:
    """Whether the office is only part of a question about one thing (职业病这块职业健康科管什么); the plan's
    own subject is none.
    """
    titles = (
        fold(" ".join(sources.catalog.view(p).row.title for p in query.scope.plans))
        if query.scope.named
        else ""
    )
    return sum(t.weight for t in query.terms if t.text not in titles) > 6 and query.wants_unit


def _prints(sources: Sources, query: Query, plans: Sequence[str], role: str) -> bool:
    """Whether the plans give the offices asked for both this role and another: only then does it narrow the
    list.
    """
    roles = {
        r.role
        for unit in query.units
        for row in sources.catalog.charged(unit=unit, plans=plans)
        for r in row.clause.responsibilities
        if unit in r.units
    }
    return any(role in r for r in roles) and any(role not in r for r in roles)
