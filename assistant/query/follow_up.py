"""What a follow-up (那上饶呢？ 谁负责？ 到2025年呢？) takes over of the question before it.

In: a question as read by itself and the one before. Out: the question completed: its scope, and the words
where it brings none of its own. Of the scope, what the follow-up does not say is as before; what it says, and
what contradicts that, is not taken over: a place named anew drops years its plans are not of, a plan named
whole drops the place of another one, a place no plan knows drops every other, an office or a person nobody
charges in what was asked before drops it whole, and so does a question about all places or plans.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.model import Intent, Query, Scope
from assistant.query.asks import asks
from assistant.query.options import QUERY
from assistant.query.scope import with_plans
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.lexicon import fold


def completed(query: Query, before: Query | None, catalog: Catalog) -> Query:
    """The query completed from the one before it; as it is where it stands on its own."""
    if before is None:
        return query
    text = fold(query.asked)
    if asks("more", text):
        return replace(
            before,
            asked=query.asked,
            slots=query.slots,
            intent="content",
            wants_unit=False,
            wants_figure=False,
            claimed=(),
        )
    follows = asks("follow", query.asked.strip())
    leans = follows or len(query.terms) <= 1 or not query.scope.named
    whole_by_itself = query.due is not None or query.intent == "changes" or asks("of_the_plan", text)
    if not leans or (query.scope.named and whole_by_itself and not follows):
        return query
    scope = inherited(query, before.scope, catalog)
    wider = with_plans(replace(query.scope, regions=scope.regions), catalog.rows)
    query = replace(query, wider=wider if wider.plans != scope.plans else None)
    if query.due is not None:
        nobody = not (query.units or query.leaders)
        units, leaders = (before.units, before.leaders) if nobody else (query.units, query.leaders)
        return replace(query, scope=scope, units=units, leaders=leaders)
    own = bool(query.terms or query.units or query.leaders or query.reference)
    if own and len(query.terms) >= 2 and not follows:
        return replace(query, scope=scope)
    if not own:
        return _same_matter(query, before, scope)
    if query.units or query.leaders:
        intent: Intent = "list" if before.intent == "list" or query.intent == "list" else query.intent
        whole = asks("tasks", text)  # 名下有哪些任务 asks for all of them, 那林枫呢 for the same part
        parts = query.parts or (() if whole else before.parts)
        alone = whole and query.scope.named and not follows  # no time of an earlier question
        return replace(query, scope=scope, intent=intent, due=None if alone else before.due, parts=parts)
    if query.reference:
        return replace(query, scope=scope)
    kept = tuple(
        replace(t, weight=t.weight * QUERY.earlier, optional=True)
        for t in before.terms
        if t.text not in {own_term.text for own_term in query.terms}
    )
    says = query.intent != "content" or before.intent == "list" or asks("what", text)
    intent = query.intent if says else before.intent
    return replace(query, scope=scope, terms=(*query.terms, *kept), intent=intent)


def _same_matter(query: Query, before: Query, scope: Scope) -> Query:
    """The question before, asked within another scope or for something else of the same thing (谁负责？)."""
    own = query.intent in ("unit", "kind", "compare", "changes") or query.wants_unit
    return replace(
        before,
        asked=query.asked,
        slots=query.slots,
        scope=scope,
        wider=query.wider,
        intent=query.intent if own else before.intent,
        wants_unit=query.wants_unit or (before.wants_unit and not query.wants_figure),
        wants_figure=query.wants_figure or before.wants_figure,
        wants_kind=query.wants_kind,
        wants_baseline=query.wants_baseline,
        wants_both=query.wants_both,
        wants_due=query.wants_due,
        parts=query.parts or before.parts,
        role_noun=query.role_noun or before.role_noun,
        role_verbs=query.role_verbs if query.parts else before.role_verbs,
    )


def inherited(query: Query, before: Scope, catalog: Catalog) -> Scope:
    """The scope of the follow-up `query`, with its plans."""
    own = query.scope
    if asks("everywhere", fold(query.asked)) or _charged_elsewhere(query, before, catalog):
        return own
    if own.titles or own.five_year or own.years:
        years, titles, five = own.years, own.titles, own.five_year
    else:
        years, titles, five = before.years, before.titles, before.five_year
    strange = tuple(name for name in own.unknown if not name.endswith("年"))
    regions = own.regions or (() if strange else before.regions)
    if own.regions and not own.years and own.regions != before.regions:
        years = tuple(y for y in years if _reaches(regions, Scope(regions=regions, years=(y,)), catalog))
        if not _reaches(
            regions, Scope(regions=regions, years=years, titles=titles, five_year=five), catalog
        ) or (before.years and not years and not own.titles and not own.five_year):
            years, titles, five = (), own.titles, own.five_year
    merged = Scope(
        regions=regions,
        years=years,
        titles=titles,
        unknown=strange,
        elsewhere=own.elsewhere,
        five_year=five,
    )
    both = with_plans(merged, catalog.rows)
    if (
        not own.regions and (query.units or query.leaders) and own.plans
    ):  # 2021年 of an office of another place
        held = bool(both.plans) and _charged(query, catalog, both.plans)
        if not held and _charged(query, catalog, own.plans):
            return own
    named = {row.id for row in catalog.rows} & set(own.titles)
    return own if named and not named & set(both.plans) else both


def _reaches(regions: tuple[str, ...], scope: Scope, catalog: Catalog) -> bool:
    """Whether every one of the places has a plan the scope fits."""
    plans = set(with_plans(scope, catalog.rows).plans)
    return set(regions) <= {row.region for row in catalog.rows if row.id in plans}


def _charged_elsewhere(query: Query, before: Scope, catalog: Catalog) -> bool:
    """Whether none of the offices and people named is charged with anything in the plans asked about before,
    while other plans charge them.
    """
    if query.scope.named or not (query.units or query.leaders) or not before.plans:
        return False
    return not _charged(query, catalog, before.plans) and _charged(query, catalog, ())


def _charged(query: Query, catalog: Catalog, plans: tuple[str, ...]) -> bool:
    return any(catalog.charged(unit=name, plans=plans) for name in query.units) or any(
        catalog.charged(leader=name, plans=plans) for name in query.leaders
    )
