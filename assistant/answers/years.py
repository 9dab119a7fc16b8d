"""Narrow to plans covering the year: a plan's own year, a deadline, a base year, a column of a table.

In: a query. Out: the query with the plans that cover its year, even plans of another year; the words that say
which year was understood, that a paper of it is withdrawn, or that what follows is of another year. Whether a
plan covers a year is looked up in the sentences that meet the question, with their targets, results, columns
and headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, noted
from assistant.answers.options import ANSWERS
from assistant.denial import By, Denial
from assistant.lookups.arithmetic import at_times
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation
from assistant.question import Query
from assistant.retrieval.catalog import covers
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Found, Sources
from ingest.grammar.title_dates import years_in
from ingest.store.rows import PlanRow


def settle_years(query: Query, sources: Sources) -> Query:
    """The query without unknown years that are not the plan's: those its sentence tells of itself (2022年
    完工), and the year compared from where the year compared to is known.
    """
    years = query.scope.unknown_years
    if not years or not (query.terms or "all_targets" in query.slots.asks):
        return query
    plans = _of_place(query, sources)
    numbers = [y.removesuffix("年") for y in years]
    telling = _telling(query, sources, plans, numbers) if query.terms else {}
    for plan, stated in _stating(query, sources, plans, numbers).items():
        telling[plan] = list(dict.fromkeys((*telling.get(plan, ()), *stated)))
    named = {f"{year}年" for told in telling.values() for year in told}
    if query.scope.plans and query.wants_baseline:
        named |= set(years)
    if not named:
        return query
    unknown = tuple(name for name in query.scope.unknown if name not in named)
    within = query.scope.plans or tuple(p for p in plans if p in telling) or plans
    return replace(query, scope=replace(query.scope, unknown=unknown, plans=within))


def _stating(
    query: Query, sources: Sources, plans: Iterable[str], years: Sequence[str]
) -> dict[str, list[str]]:
    """By plan for several years, those of them at which it states the figure asked for, as a question for
    that year alone finds it; where all its targets are asked for, those it has any target at.
    """
    stating: dict[str, list[str]] = {}
    for plan in plans:
        row = sources.catalog.row(plan)
        mine = [year for year in years if row.period and covers(row, int(year))]
        if mine and "all_targets" in query.slots.asks:
            targets = (t for of in sources.catalog.view(plan).targets.values() for t in of)
            dated = {(t.deadline or "")[:4] for t in targets}
            stating[plan] = [year for year in mine if year in dated]
        elif mine and query.wants_figure:
            stating[plan] = [year for year, one in at_times(query, sources, plan, mine).items() if one]
    return {plan: told for plan, told in stating.items() if told}


def told_elsewhere(query: Query, sources: Sources) -> Query | None:
    """The query within the plans of other years that tell of the year asked about; None where none does."""
    if not query.scope.years or query.scope.titles or not query.terms:
        return None
    others = [plan for plan in _of_place(query, sources) if plan not in query.scope.plans]
    telling = _telling(query, sources, others, [str(year) for year in query.scope.years])
    if not telling:
        return None
    return replace(query, scope=replace(query.scope, plans=tuple(telling), unknown=()))


def _of_place(query: Query, sources: Sources) -> tuple[str, ...]:
    regions = query.scope.regions
    return tuple(r.id for r in sources.catalog.rows if not regions or r.region in regions)


def _telling(
    query: Query, sources: Sources, plans: Iterable[str], years: Sequence[str]
) -> dict[str, list[str]]:
    """By plan, the years its sentences tell of that meet the question as well as its best one."""
    telling: dict[str, list[str]] = {}
    for plan, said in sources.statements(query, plans).items():
        best = said[0].statement.score
        meeting = [f for f in said if f.statement.score >= max(ANSWERS.meets, LOOKUPS.as_good * best)]
        told = {year for f in meeting for year in _years_told(f, sources)}
        if mine := [year for year in years if year in told]:
            telling[plan] = mine
    return telling


def _years_told(found: Found, sources: Sources) -> frozenset[str]:
    """The years a sentence tells of that need not be its plan's: those it names, those of its targets and of
    what it says is reached, of the columns of its table and of the headings it stands under.
    """
    clause, span = found.row.clause, found.statement.span
    reached = sources.catalog.view(found.row.plan).results.get(clause.label, ())
    figures = (*found.targets, *(r for r in reached if span.start <= r.span.start < span.end))
    times = (time for t in figures for time in (t.deadline, t.base_year) if time)
    heads = (fold(found.text), *clause.path, clause.heading or "", *clause.columns)
    named = (str(year) for words in heads for year in years_in(words))
    return frozenset((*(time[:4] for time in times), *named))


def names_year(query: Query, sources: Sources, plans: Iterable[str], cited: Iterable[Citation] = ()) -> bool:
    """Whether a section of the papers is headed by a year that is asked for, or a clause `cited` prints it:
    that nothing of that year is there cannot be said then.
    """
    years = {*query.scope.years, *(int(n[:4]) for n in query.scope.unknown if n[:4].isdecimal())}
    clauses = {(c.plan, c.clause) for c in cited}
    rows = (row for plan in plans for row in sources.catalog.view(plan).clauses)
    said = (
        " ".join((*row.clause.path, *([row.text] if (row.plan, row.clause.label) in clauses else ())))
        for row in rows
    )
    return any(years & {*years_in(text)} for text in said)


def of_another_year(query: Query, draft: Draft) -> Draft:
    """What the question without 今年 finds, saying in its first words that it is not of that year."""
    asked = [*query.scope.unknown_years, *(f"{year}年" for year in query.scope.years)]
    inherited = ("今年", next(iter(asked), "今年"))
    word, year = next(iter(_by_calendar(query)), inherited)
    none = Denial(what=f"写明{year}的内容", by=By.FOUND)
    note = f"“{word}”按{year}理解；{none}，以下是其他年份的。"
    return noted(draft, note)


def as_understood(query: Query, draft: Draft) -> Draft:
    """The draft with how its 今年, 去年, 明年 was understood above it."""
    said = [f"“{word}”按{year}理解。" for word, year in _by_calendar(query)]
    if not said:
        return draft
    note = "".join(said)
    return noted(draft, note)


def _by_calendar(query: Query) -> list[tuple[str, str]]:
    return [(word, read) for word, read in query.corrected if word in query.slots.calendar]


def withdrawn(query: Query, sources: Sources) -> tuple[PlanRow, ...]:
    """The withdrawn papers that fit the place and the year asked about, or that are called by their title."""
    gone = sources.catalog.withdrawn()
    scope = query.scope
    named = [row for row in gone if row.id in scope.titles or fold(row.title) in fold(query.slots.dated)]
    if named:
        return tuple(named)
    years = {*scope.years, *(int(n[:4]) for n in scope.unknown_years if n[:4].isdecimal())}
    places = {*scope.regions, *scope.elsewhere, *scope.unknown_places}
    return tuple(r for r in gone if _of_a_place(r, places) and any(covers(r, year) for year in years))


def _of_a_place(row: PlanRow, places: set[str]) -> bool:
    return not places or any(row.region and fold(row.region).startswith(place) for place in map(fold, places))


def with_withdrawn(query: Query, draft: Draft, sources: Sources) -> Draft:
    """A draft that does not answer, saying which paper it would have been asked of is withdrawn."""
    gone = withdrawn(query, sources)
    if not gone:
        return draft
    said = "、".join(f"《{row.title}》" for row in gone[:3])
    note = f"{said}已废止，不用来回答。"
    if draft.reason == "no_such_plan":
        return replace(draft, reason="withdrawn", answer=note)
    reason = "withdrawn" if draft.status == "not_found" else draft.reason
    return replace(draft, reason=reason, answer=f"{note}\n\n{draft.answer}")
