"""Helpful refusals: they say what is not there, name the nearest clause, and claim nothing.

Decided before anything is composed; a refusal is a value with a reason, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, refuse
from assistant.answers.listing import naming_place
from assistant.answers.near import nearest, shown, these
from assistant.answers.options import ANSWERS
from assistant.answers.years import names_year
from assistant.denial import By, Denial, not_held
from assistant.lookups.mentions import rows_of_place
from assistant.query.scope import with_plans
from assistant.question import Query
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage, nearest_passages
from assistant.retrieval.options import NEAREST
from assistant.retrieval.sources import Found, Sources
from ingest.grammar.title_dates import names_five_years, years_in
from ingest.index.model import Filters
from ingest.store.rows import ClauseRow, PlanRow

_TITLES = 8
"""Papers of the library that a refusal names."""


def unknown_scope(query: Query, sources: Sources) -> str | None:
    """A place or a year that is asked for and that no plan is about."""
    if query.scope.elsewhere:
        return query.scope.elsewhere[0]
    for name in query.scope.unknown:
        if name in query.scope.unknown_years:
            return name
        if not sources.knows(name, query.scope.plans or [r.id for r in sources.catalog.rows]):
            return name
    if query.scope.named and not query.scope.plans and not query.scope.unknown:
        period = ("五年规划",) if query.scope.five_year and not query.scope.years else ()
        return (
            "、".join((*query.scope.regions, *(f"{y}年" for y in query.scope.years), *period)) or "所问的文件"
        )
    return None


def absent_paper(query: Query, sources: Sources) -> Draft | None:
    """A paper named by its title that the library has not, and that no clause speaks of; None else."""
    named = dict.fromkeys(query.scope.absent)
    missing = [name for name in named if not _is_spoken_of(name, query, sources)]
    if not missing:
        return None
    absent = not_held("、".join(missing))
    return refuse("no_such_plan", f"{absent}，不能据其他文件作答。{_held(query, sources)}")


def _is_spoken_of(name: str, query: Query, sources: Sources) -> bool:
    """Whether a clause names the paper: it is something asked about then (编制《…规划》由谁负责)."""
    bare = _unmarked(name)
    for region in query.scope.regions:
        bare = bare.removeprefix(region)
    plans = query.scope.plans or tuple(row.id for row in sources.catalog.rows)
    hits = sources.retriever.search(bare, ANSWERS.naming, Filters(plans=plans))
    texts = (sources.catalog.view(hit.plan).clause(hit.label).text for hit in hits)
    return any(bare in _unmarked(fold(text)) for text in texts)


def _unmarked(text: str) -> str:
    """The text without the marks of titles and quotations."""
    return re.sub(r"[《》“”\"]", "", text)


def _held(query: Query, sources: Sources) -> str:
    """The papers of the places asked about, or else all, the first of them by name."""
    rows = sources.catalog.rows
    mine = [row for row in rows if row.region in query.scope.regions] or list(rows)
    more = f"等 {len(mine)} 份" if len(mine) > _SHOWN else ""
    return "现有文件：" + "、".join(f"《{row.title}》" for row in mine[:_SHOWN]) + f"{more}。"


_SHOWN = 8


def asks_the_opposite(query: Query) -> bool:
    """Whether somebody who is not charged is asked for (谁不用负责): plans name those who are."""
    return "opposite" in query.slots.asks


def is_off_task(query: Query, sources: Sources) -> bool:
    """Whether something else than what plans say is wanted: a poem, a translation, the weather.

    The weather and the like are a plan's matter where one of its clauses has a word of the question.
    """
    if "off_task" in query.slots.asks:
        return True
    if "composing" in query.slots.asks and "summary" not in query.slots.asks:
        return True
    plans = query.scope.plans or [row.id for row in sources.catalog.rows]
    return "off_topic" in query.slots.asks and not any(sources.knows(t.text, plans) for t in query.terms)


def off_task(sources: Sources) -> Draft:
    names = "、".join(sources.catalog.short(r.id) for r in sources.catalog.rows[:8])
    return Draft(
        status="not_found", reason="out_of_scope", answer=f"这里只回答文件里写了什么。可查询的文件：{names}。"
    )


def no_such_plan(query: Query, sources: Sources, strange: str) -> Draft:
    place = dict(query.slots.places).get(strange, strange)
    if strange in query.scope.unknown_years:
        return _not_of_year(query, sources, place)
    absent = not_held(f" {_whose(place, query)} 的相关文件")
    refusal = f"{absent}，不能据其他文件作答。"
    near = nearest_passages(query, sources, _of_places(query, sources), 1) if query.scope.regions else ()
    refused = refuse("no_such_plan", f"{refusal}现有文件：{_titles(sources.catalog.rows)}。", near)
    if strange not in (*query.scope.unknown, *query.scope.elsewhere):
        return refused
    if said := _said_of_place(place, query, sources):
        return said
    named = naming_place(place, sources)
    if named is not None:
        return replace(
            refused,
            answer=f"{refused.answer}\n\n{named.answer}",
            citations=tuple(dict.fromkeys((*refused.citations, *named.citations))),
        )
    general = _of_no_place(query, sources)
    if not general:
        return refused
    of_none = Denial(what="地区", by=By.STATED)
    beside = shown(general, f"{refusal}{of_none}的文件里，最接近的原文：")
    return replace(beside, status="not_found", reason="no_such_plan")


def _whose(name: str, query: Query) -> str:
    """The name; of five years (十四五) with the places whose plan was looked for: others may have one."""
    return f"{'、'.join(query.scope.regions)}{name}" if names_five_years(name) else name


def _not_of_year(query: Query, sources: Sources, year: str) -> Draft:
    """That no paper asked about is of the year, after those that tell of it were looked at (`answers.years`):
    of the papers the question names, else of the place's, else of all.
    """
    undated = with_plans(replace(query.scope, years=(), unknown=()), sources.catalog.rows)
    rows = [r for r in sources.catalog.rows if r.id in undated.plans]
    place = "、".join(query.scope.regions)
    near = nearest_passages(query, sources, undated.plans) if query.terms else ()
    printed = {str(number) for p in near for number in years_in(p.row.text)}
    if near and (year[:4] in printed or (place and names_year(query, sources, undated.plans))):
        return shown(near)
    near = near if place else ()
    if said := _said_of_year(year, undated.plans, query, sources):
        return said
    near = near[:1]
    none = f"写明{year}、与所问相符的内容"
    if query.scope.titles and rows:
        told = f"{Denial(what=none, by=By.FOUND, where=f'{_titles(rows)}里')}。"
    elif any(_is_within(year, r) for r in rows):
        lasting = _titles([r for r in rows if _is_within(year, r)])
        told = f"{Denial(what=f'{place}{year}的年度文件', by=By.CATALOG)}；"
        told += f"{Denial(what=none, by=By.FOUND, where=f'{lasting}的期限包括这一年，但')}。"
    else:
        of = f"{place}{year}" if place else f" {year} "
        told = f"{not_held(f'{of}的文件')}，"
        told += f"{Denial(what=none, by=By.FOUND, where='也')}。"
        told += f"{f'{place}的文件有' if place else '现有文件'}：{_titles(rows)}。"
    return refuse("no_such_plan", told, near)


def _said_of_year(year: str, plans: Sequence[str], query: Query, sources: Sources) -> Draft | None:
    """The sentences of the papers of the places or titles asked about that print the year, where nothing that
    tells a thing is asked besides (2035年的目标, 管到28年底没错吧) or they meet the question; for a follow-up
    (那个也是到28年底吗) all that do. None where there are none.
    """
    number = int(year[:4]) if year[:4].isdecimal() else None
    if number is None or not (query.scope.named or query.before):
        return None
    rows = [row for plan in plans for row in sources.catalog.view(plan).clauses]
    best = []
    for row in (row for row in rows if number in years_in(row.text)):
        found = sources.of_clause(sources.catalog.view(row.plan), row, query)
        naming = [f for f in found if number in years_in(f.text)]
        best += [max(naming, key=lambda f: f.statement.score)] if naming else []
    tells = query.before is None and any(term.tells for term in query.terms)
    meeting = [f for f in best if not tells or f.statement.score >= ANSWERS.meets]
    meeting.sort(key=lambda f: -f.statement.score)
    return (
        these(meeting[: NEAREST.clauses], sources, f"写到{year}的原文，请核对是否正是所问：")
        if meeting
        else None
    )


def _of_places(query: Query, sources: Sources) -> tuple[str, ...]:
    rows = sources.catalog.rows
    return tuple(r.id for r in rows if r.region in query.scope.regions) or tuple(r.id for r in rows)


def _titles(rows: Sequence[PlanRow]) -> str:
    """The first papers by title, with how many there are where some are left out."""
    titles = "、".join(
        f"《{r.title}》" + (f"（{r.region}）" if r.region and r.region not in r.title else "")
        for r in rows[:_TITLES]
    )
    return titles if len(rows) <= _TITLES else f"{titles}等 {len(rows)} 份"


def _is_within(year: str, row: PlanRow) -> bool:
    """Whether the paper is for several years and this is one of them."""
    if not row.period:
        return False
    number = year.removesuffix("年")
    return number.isdecimal() and (row.year or 0) <= int(number) <= (row.last_year or 0)


def _said_of_place(place: str, query: Query, sources: Sources) -> Draft | None:
    """The clauses that name the place and meet the question, else the nearest of papers that are no place's
    own and speak of it; None where there are none.
    """
    rows = rows_of_place(place, sources)
    best = [_best_of(row, query, sources) for row in rows]
    meeting = [f for f in best if query.terms and f.statement.score >= ANSWERS.meets]
    meeting.sort(key=lambda f: -f.statement.score)
    own = not_held(f"{place}自己的文件")
    say = f"{own}。其他文件里写到{place}、与问题最接近的原文，请核对："
    if meeting:
        return these(meeting[: NEAREST.clauses], sources, say)
    speaking = tuple(dict.fromkeys(r.plan for r in rows if not sources.catalog.view(r.plan).row.region))
    near = nearest_passages(query, sources, speaking) if speaking and query.terms else ()
    return shown(near, say) if near else None


def _of_no_place(query: Query, sources: Sources) -> tuple[Passage, ...]:
    """The passages nearest to the question in papers of no place, which may hold for any."""
    plans = tuple(row.id for row in sources.catalog.rows if not row.region)
    near = nearest_passages(query, sources, plans) if plans and query.terms else ()
    return tuple(p for p in near if p.share >= ANSWERS.meets)


def _best_of(row: ClauseRow, query: Query, sources: Sources) -> Found:
    found = sources.of_clause(sources.catalog.view(row.plan), row, query)
    return max(found, key=lambda f: f.statement.score)


def no_such_name(query: Query, sources: Sources) -> Draft:
    plans = query.scope.plans or tuple(r.id for r in sources.catalog.rows)
    units = dict.fromkeys(
        u for p in plans[:4] for row in sources.catalog.view(p).clauses for u in row.clause.units
    )
    some = (
        f"文件中出现的责任单位有：{'、'.join(list(units)[:12])}{'等' if len(units) > 12 else ''}。"
        if units
        else f"{Denial(what='责任单位', by=By.CHARGES, where='这些文件')}。"
    )
    strange = Denial(what=f"“{query.strange}”", by=By.WORDS, where="文件里")
    return refuse("not_stated", f"{strange}。{some}")


def _of_the_title(query: Query, sources: Sources) -> Draft | None:
    """What lies nearest to the words of the paper's own title where who or how much is asked of all it is
    about (户外广告归谁管): no one sentence need speak of that.
    """
    asks_it = query.wants_unit or query.wants_figure or query.wants_due
    if not (asks_it and query.scope.titles and len(query.scope.plans) == 1) or "orders" in query.slots.asks:
        return None
    return nearest(sources.about(query.slots.titled, query), sources)


def nothing_asked(query: Query, sources: Sources) -> Draft:
    """That it names no thing; what lies near, where a passage has as much of its words as a rare one is worth
    (三查是哪三查) and it is no follow-up, which may be of what was spoken of.
    """
    if "orders" not in query.slots.asks and not query.scope.named and query.before is None:
        near = nearest_passages(query, sources, [row.id for row in sources.catalog.rows])
        if alike := [p for p in near if p.worth >= NEAREST.alike]:
            return shown(alike)
    if (of_its_title := _of_the_title(query, sources)) is not None:
        return of_its_title
    names = "、".join(sources.catalog.short(p) for p in query.scope.plans[:8])
    text = f"请说明想了解的事项，例如某项指标的目标值、某项工作的责任科室。可查询的文件：{names}。"
    if "orders" in query.slots.asks or not query.scope.named:
        return Draft(status="not_found", reason="out_of_scope", answer=text)
    return Draft(status="clarify", answer=text)
