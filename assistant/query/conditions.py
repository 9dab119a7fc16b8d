"""条件: what a question is confined to, as things a person can see and take away: place, year, plan, office,
person.

In: an understood query. Out: its conditions; and the query without those a person has taken away. A condition
is known by its key ("region:南昌市"), which holds for the follow-ups too, so that what was taken away is not
inherited either.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from assistant.model import Condition
from assistant.query.scope import with_plans
from assistant.query.times import without_years
from assistant.question import Query, Scope
from ingest.grammar.genres import genre_of
from ingest.store.rows import PlanRow


def conditions_of(query: Query, short: Callable[[str], str]) -> tuple[Condition, ...]:
    """In the order place, time, plan, office, person; `short` gives a plan's name for chips by its id, or
    raises KeyError.
    """
    scope = query.scope
    found = [Condition(key=f"region:{name}", name=name) for name in scope.regions]
    found += [Condition(key=f"year:{year}", name=f"{year}年") for year in scope.years]
    found += [Condition(key="period:", name="五年规划")] if scope.five_year else []
    found += [Condition(key=f"plan:{title}", name=_named(title, short)) for title in _own(scope)]
    found += [Condition(key=f"unit:{name}", name=name) for name in query.units]
    found += [Condition(key=f"leader:{name}", name=name) for name in query.leaders]
    return tuple(replace(c, inherited=c.key in query.inherited) for c in found)


def keys_of(query: Query) -> tuple[str, ...]:
    return tuple(c.key for c in conditions_of(query, str))


def released(query: Query, without: Collection[str], rows: Sequence[PlanRow]) -> Query:
    """The query without the conditions of these keys; keys it has not are passed over."""
    if not set(without) & set(keys_of(query)):
        return query
    units = tuple(name for name in query.units if f"unit:{name}" not in without)
    leaders = tuple(name for name in query.leaders if f"leader:{name}" not in without)
    nobody = query.intent == "list" and not (units or leaders)
    freed = {key.removeprefix("year:") for key in without if key.startswith("year:")}
    return replace(
        without_years(query, freed),
        scope=_released(query.scope, without, rows),
        units=units,
        leaders=leaders,
        intent="content" if nobody else query.intent,
        otherwise=(),
        second=None,
    )


def _released(scope: Scope, without: Collection[str], rows: Sequence[PlanRow]) -> Scope:
    kept = Scope(
        regions=tuple(name for name in scope.regions if f"region:{name}" not in without),
        years=tuple(year for year in scope.years if f"year:{year}" not in without),
        titles=tuple(
            title
            for title in (_own(scope) if "period:" in without else scope.titles)
            if f"plan:{title}" not in without
        ),
        unknown=scope.unknown_places,
        elsewhere=scope.elsewhere,
        five_year=scope.five_year and "period:" not in without,
        annual=scope.annual,
    )
    return with_plans(kept, rows)


def _own(scope: Scope) -> tuple[str, ...]:
    """The titles without the bare 规划 that belongs to 十四五规划: one condition, not two."""
    return tuple(t for t in scope.titles if not (scope.five_year and t == genre_of(t)))


def _named(title: str, short: Callable[[str], str]) -> str:
    try:
        return short(title)
    except KeyError:
        return title
