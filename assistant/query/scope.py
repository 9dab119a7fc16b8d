"""Where a question asks: place, year or period, plan by name. In: the question and the catalog's rows. Out:
the scope and the question with those words blanked out.

A year fits a plan of that year; a plan over several years only where the question says so (十四五, 规划, its
last year) or no plan of that single year is there. A place or a year no plan has is kept as unknown: it must
never be answered with another one's figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from assistant.query.titles import BLANK, absent_titles, blanked, kinds_in, read_titles, whole_titles
from assistant.question import Query, Scope
from assistant.retrieval.catalog import five_year_name
from assistant.retrieval.lexicon import fold
from assistant.retrieval.spelling import Frequency
from ingest import late_re as re
from ingest.grammar.comparisons import THAN_LAST
from ingest.grammar.genres import NAMED, genre_of
from ingest.grammar.letters import places_of
from ingest.grammar.places import AREA, LEVEL, is_division, is_no_place, place_at_start, stem
from ingest.grammar.role_words import TASKS
from ingest.grammar.segmentation import places
from ingest.grammar.title_dates import (
    DAY_BEHIND,
    FIVE_YEAR_PLAN,
    five_year_plan_asked,
    periods_asked,
    years_asked,
    years_in,
)
from ingest.model import Span
from ingest.store.rows import PlanRow

_A_MARKET = "(?!(?<=市)场)"
_NO_LEVEL = "[级域内直属]|重点|(?<=市)场"
"""Behind a character of a level that does not belong to the place: 市级, 市直, 市场监管局."""
_NONE: Mapping[str, str] = MappingProxyType({})
_ANNUAL = re.compile(rf"年度(?:{TASKS}|{NAMED})?|当年目标")


def read_scope(
    question: str,
    rows: Sequence[PlanRow],
    frequency: Frequency,
    offices: Sequence[str] = (),
    shorts: Mapping[str, str] = _NONE,
) -> tuple[Scope, str]:
    """The scope and the rest of the question, in which what was read is replaced by white space.

    `frequency` tells how many passages have a pair of characters: what is a place of its own there (南昌县 in
    a plan of 南昌市) is no part of the scope. `offices` are those of the library: the place in the name
    of one that is printed in full (临河海关) says who is meant, not where to look, unless it has its level
    with it. `shorts` are the short names that papers are shown under, by id.
    """
    named = _offices_of_places(fold(question), offices)
    whole, rest = whole_titles(fold(question), rows, shorts)
    regions, rest = _regions(rest, rows, frequency, named)
    whole = _of_no_other_place(whole, rows, regions)
    absent = absent_titles(fold(question), rest, rows, regions)
    titles, rest = read_titles(rest, rows, regions, frequency)
    spans, rest = _periods(rest, rows, regions)
    titles = tuple(dict.fromkeys((*whole, *titles, *spans)))
    years, five, rest = _years(rest, rows, regions)
    five = five or bool(FIVE_YEAR_PLAN.search(fold(question)) and any(r.period for r in rows))
    annual = bool(_ANNUAL.search(rest)) and five
    outside = rest
    for span in named:
        outside = blanked(outside, span)
    scope = Scope(
        regions=regions,
        years=years,
        titles=titles,
        unknown=(*_strangers(outside, frequency), *_periods_without_plan(rest)),
        absent=absent,
        elsewhere=() if regions else _elsewhere(outside),
        five_year=five,
        annual=annual,
    )
    return with_plans(scope, rows), rest


def _of_no_other_place(
    ids: Sequence[str], rows: Sequence[PlanRow], regions: Sequence[str]
) -> tuple[str, ...]:
    """Without papers of places that are not named, where others are: 2026年工作要点 may be the whole title of
    one paper and the end of another's.
    """
    own = {row.id for row in rows if not regions or not row.region or row.region in regions}
    return tuple(one for one in ids if one in own)


def with_plans(scope: Scope, rows: Sequence[PlanRow]) -> Scope:
    """The scope with the plans that fit it, and the years no plan of the place has."""
    fitting = [r for r in rows if not scope.regions or r.region in scope.regions]
    kinds = {t for t in scope.titles if t in kinds_in(fitting)}
    named = {t for t in scope.titles if t not in kinds}
    if named & {r.id for r in rows}:
        if beside := _of_another_kind(fitting, named, kinds, scope.years):
            own = [r for r in fitting if r.id in named]
            return replace(scope, plans=tuple(dict.fromkeys(r.id for r in (*own, *beside))))
        fitting = _with_each_place([r for r in fitting if r.id in named], fitting, scope.regions, kinds)
    elif kinds and not scope.five_year:
        fitting = _of_kinds(fitting, kinds)
    by_time, missing = _by_time(fitting, scope)
    return replace(scope, plans=tuple(r.id for r in by_time), unknown=(*scope.unknown, *missing))


def _with_each_place(
    named: list[PlanRow], fitting: list[PlanRow], regions: Sequence[str], kinds: Collection[str]
) -> list[PlanRow]:
    """The papers named, and for each further place asked about that none of them is of its own ones: a name
    said of one place's paper shuts out no other place (甲县和乙县的三年行动计划).
    """
    if not named:
        return named
    held = {r.region for r in named}
    others = [place for place in regions if place not in held]
    rest = (_of_kinds([r for r in fitting if r.region == place], kinds) for place in others)
    return [*named, *(row for rows in rest for row in rows)]


def _of_another_kind(
    rows: Sequence[PlanRow], named: Collection[str], kinds: Collection[str], years: Sequence[int]
) -> list[PlanRow]:
    """The papers of the places of those named that the question calls by another kind and a year: 2021年要点
    beside 临河十四五规划.
    """
    own = [r for r in rows if r.id in named]
    others = set(kinds) - kinds_in(own)
    held = {r.region for r in own}
    return [
        r
        for r in rows
        if r.region in held and genre_of(r.title) in others and r.year in years and not r.period
    ]


def _of_kinds(rows: list[PlanRow], kinds: Collection[str]) -> list[PlanRow]:
    return [r for r in rows if genre_of(r.title) in kinds] or rows


def _offices_of_places(text: str, offices: Sequence[str]) -> tuple[Span, ...]:
    """Where the offices stand whose names hold a place."""
    spans: dict[int, int] = {}
    for name in (n for office in offices if (n := fold(office)) and n in text and places(n)):
        for at in places_of(name, text):
            spans[at] = max(at + len(name), spans.get(at, 0))
    return tuple(Span(start=start, end=end) for start, end in spans.items())


def _regions(
    text: str, rows: Sequence[PlanRow], frequency: Frequency, offices: Sequence[Span]
) -> tuple[tuple[str, ...], str]:
    found: dict[str, int] = {}
    names: list[tuple[str, str]] = []
    for row in rows:
        if row.region:
            names += [(fold(row.region), row.region), (fold(stem(row.region)), row.region)]
    for name, region in sorted(
        {pair for pair in names if pair[0] in text}, key=lambda pair: (-len(pair[0]), pair)
    ):
        level = _A_MARKET if name == fold(region) else rf"(?:{AREA}(?!{_NO_LEVEL}))?"
        for m in list(re.finditer(re.escape(name) + level + r"的?", text)):
            if _part_of_other_name(text, m.start(), name, region, frequency):
                continue
            if m[0] == name != fold(region) and any(o.start <= m.start() < o.end for o in offices):
                continue
            found.setdefault(region, m.start())
            text = text[: m.start()] + BLANK * (m.end() - m.start()) + text[m.end() :]
    for m in list(re.finditer(r"(?<![a-z])([a-z]{2,18})(?=[0-9\u4e00-\u9fff　]|$)", text)):
        place = _by_initials(m[1], rows)
        if place:
            found.setdefault(place, m.start())
            end = m.end() + bool(re.match(AREA, text[m.end() :]))
            text = text[: m.start()] + BLANK * (end - m.start()) + text[end:]
    return tuple(sorted(found, key=found.__getitem__)), text


def of_another_level(text: str, regions: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(said, place of the library) pairs of places said with another level (临河县 where the plans are
    临河市's).
    """
    pairs = []
    for region in regions:
        for m in re.finditer(rf"{re.escape(fold(stem(region)))}{AREA}(?!{_NO_LEVEL})", text):
            if fold(region) != m[0] and fold(region) not in text:
                pairs.append((m[0], region))
    return tuple(dict.fromkeys(pairs))


def longer_names(query: Query) -> dict[str, str]:
    """By region of its scope of which the question has the bare stem alone, the stem with the two characters
    behind it (临河灌区 of 临河市): perhaps the name of something else.
    """
    text = query.wording
    names: dict[str, str] = {}
    for region in query.scope.regions:
        found = list(re.finditer(rf"{re.escape(fold(stem(region)))}(?P<more>[\u4e00-\u9fff]{{0,2}})", text))
        if found and fold(region) not in text and all(len(m["more"]) == 2 for m in found):
            names[region] = found[0][0]
    return names


def _part_of_other_name(text: str, start: int, name: str, region: str, frequency: Frequency) -> bool:
    """Whether the place is only the beginning of another place's name the plans know: 南昌 in 南昌县 where
    the plan is 南昌市's.
    """
    after = text[start + len(name) : start + len(name) + 1]
    other = bool(re.match(AREA, after)) and name != fold(region) and after != region[-1]
    return (
        other
        and frequency(name[-1] + after) > 0
        and not re.match(rf"{AREA}(?:级|域|直|乡|属)", text[start + len(name) :])
    )


def _by_initials(letters: str, rows: Sequence[PlanRow]) -> str | None:
    """The one region whose name has these pinyin initials (sr for 上饶)."""
    from pypinyin import Style, lazy_pinyin

    found = {
        row.region
        for row in rows
        if row.region
        and letters
        in {
            "".join(lazy_pinyin(n, style=style))
            for n in (stem(row.region), row.region)
            for style in (Style.FIRST_LETTER, Style.NORMAL)
        }
    }
    return next(iter(found)) if len(found) == 1 else None


def _periods(text: str, rows: Sequence[PlanRow], regions: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Plans called by their first and last year (2023—2025年), and the text without these years."""
    chosen: list[str] = []
    for asked in periods_asked(text):
        period = f"{asked.first}-{asked.last}"
        ids = [r.id for r in rows if r.period == period and (not regions or r.region in regions)]
        if ids:
            chosen += ids
            text = blanked(text, asked.span)
    return tuple(chosen), text


def _years(text: str, rows: Sequence[PlanRow], regions: Sequence[str]) -> tuple[tuple[int, ...], bool, str]:
    years: dict[int, None] = {}
    five = False
    for asked in years_asked(text):
        if THAN_LAST.search(text[: asked.span.start]):
            continue  # a year compared with, not the year asked about
        if DAY_BEHIND.match(text, asked.span.end):
            continue  # a day (2031年1月1日前交的) is when something was done, no year of a paper
        years[asked.first] = None
        text = blanked(text, asked.span)
    called = five_year_plan_asked(text)
    if called:
        span, wanted = called
        if any(
            five_year_name(r.period) == wanted if wanted else r.period
            for r in rows
            if not regions or r.region in regions
        ):
            five = True
            text = blanked(text, span)
    return tuple(years), five, text


def _periods_without_plan(text: str) -> tuple[str, ...]:
    """A five-year plan called by name that no plan is (its name would be blanked)."""
    called = five_year_plan_asked(text)
    return (called[1],) if called and called[1] else ()


def _strangers(text: str, frequency: Frequency) -> tuple[str, ...]:
    """Places named that no passage knows (a place some passage names is something asked about, not where to
    look).
    """
    return tuple(p for p in _places(text) if min(frequency(p[i : i + 2]) for i in range(len(p) - 1)) == 0)


def _elsewhere(text: str) -> tuple[str, ...]:
    """A place in front of the year (连云港市2021年…), in a question that names no place of the library."""
    return tuple(
        p
        for p in _places(text)
        if re.match(rf"{re.escape(p)}{LEVEL}?{BLANK}", text)
        or re.fullmatch(rf"(?:那么?|换成)?{re.escape(p)}{LEVEL}?(?:的|那边|那里)?呢?[？?。]?", text)
    )


def _places(text: str) -> list[str]:
    first = place_at_start(text.lstrip(BLANK)) or ""  # 徐汇区新建…, where the dictionary sees a 新建
    named = places(text.replace(BLANK, " "))
    leading = (first,) if is_division(first) and not any(p in first or first in p for p in named) else ()
    return [p for p in (*leading, *named) if not is_no_place(p, "question") and _is_place(p, text)]


def _is_place(word: str, text: str) -> bool:
    """Whether what the dictionary takes for a place is one: a division, or said with its level; 东西 and 上路
    are none.
    """
    with_level = stem(word) != word or re.search(rf"{re.escape(word)}{LEVEL}", text)
    return bool(with_level) or is_division(word)


def _span(row: PlanRow) -> tuple[int, int]:
    """First and last year of a plan over several years."""
    first, last = (row.period or "0-0").split("-")
    return int(first), int(last)


def _by_time(rows: Sequence[PlanRow], scope: Scope) -> tuple[list[PlanRow], tuple[str, ...]]:
    """Plans that fit years and period, and the years that none fits."""
    if not scope.years and not scope.five_year:
        return list(rows), ()
    chosen: dict[str, PlanRow] = {}
    missing = []
    if scope.five_year:
        chosen |= {
            r.id: r
            for r in rows
            if five_year_name(r.period) or (r.period and not scope.years) or (scope.annual and not r.period)
        }
    for year in scope.years:
        fitting = [r for r in rows if r.year == year and not r.period]
        fitting = fitting or [r for r in rows if r.period and r.last_year == year]
        fitting += [r for r in rows if r.period and r.last_year == year and r not in fitting]
        spans = {r.id: _span(r) for r in rows if r.period}
        baseline = [r for r in rows if r.id in spans and spans[r.id][0] - 1 == year]
        within = [r for r in rows if r.id in spans and spans[r.id][0] <= year <= spans[r.id][1]]
        if fitting:
            chosen |= {r.id: r for r in fitting}
        elif scope.five_year and (within or baseline):
            continue
        elif before := baseline or [r for r in rows if year in years_in(r.title)]:
            chosen |= {r.id: r for r in before}  # the year it starts from, or whose work it tells of too
        else:
            missing.append(f"{year}年")
    return list(chosen.values()), tuple(missing)
