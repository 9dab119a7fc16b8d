"""What a follow-up takes over of the scope of the question before it.

In: a question that leans on another one, with its own scope, and the scope of that one. Out: the scope both
make. What the follow-up does not say is as before; what it says, and what contradicts that, is not taken
over: a place named anew drops years its plans are not of, a plan named whole drops the place of another one,
a place no plan knows drops every other, an office or a person nobody charges in what was asked before drops
it whole, and so does a question about all places or plans.
"""

from __future__ import annotations

import re

from assistant.model import Query, Scope
from assistant.query.scope import with_plans
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.lexicon import fold

EVERYWHERE = re.compile(
    r"(?:所有|全部|各个?|每个|哪个|哪些|哪几个|其[他它余])的?(?:地区|地方|地市|城市|市|县区|区县|市县|文件|规划|方案|年份|年度)(?=的|都|里|中|各|分别|提|写|涉|讲|[，,。？?]|$)|各地(?!段|块|区)|全库|资料库|库里|不限(?:地区|年份|文件)"
)
"""What asks beyond any one place or plan."""


def inherited(query: Query, before: Scope, catalog: Catalog) -> Scope:
    """The scope of the follow-up `query`, with its plans."""
    own = query.scope
    if EVERYWHERE.search(fold(query.text)) or _charged_elsewhere(query, before, catalog):
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
