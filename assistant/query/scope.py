"""Where a question asks: place, year or period, plan by name. In: the question and the catalog's rows. Out:
the scope and the question with those words blanked out.

A year fits a plan of that year; a plan over several years only where the question says so (十四五, 规划, its
last year) or no plan of that single year is there. A place or a year no plan has is kept as unknown: it must
never be answered with another one's figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.model import Scope
from assistant.retrieval.catalog import five_year_name, kind_of, topic_of
from assistant.retrieval.lexicon import fold
from assistant.retrieval.spelling import Frequency
from ingest.grammar.office_ends import UNIT_END
from ingest.grammar.places import AREA, LEVEL, is_no_place, stem
from ingest.grammar.segmentation import places
from ingest.grammar.title_dates import (
    FIVE_YEAR_PLAN,
    five_year_plan_asked,
    periods_asked,
    years_asked,
)
from ingest.model import Span
from ingest.store.rows import PlanRow

_THAN = re.compile(r"(?:(?<![占对])[比较]|相比|同比)$")
_ANNUAL = re.compile(r"年度(?:目标|任务|要点|计划|指标)?|当年目标")
_KIND = re.compile(
    r"(?:[年度]{0,2}工作)?要点|五年规划|"
    rf"规划(?![信财与建资]|{UNIT_END})|纲要|实施方案|行动方案|方案|行动计划|三年计划|办法|意见|条例|细则|若干措施"
)
_SERIAL = re.compile(r"(?<!第)(?<!\d)(\d{1,4})号文(?:件)?")
"""A paper called by the last part of its number: 66号文."""
_BLANK = "　"


def read_scope(question: str, rows: Sequence[PlanRow], frequency: Frequency) -> tuple[Scope, str]:
    """The scope and the rest of the question, in which what was read is replaced by white space.

    `frequency` tells how many passages have a pair of characters: what is a place of its own there (南昌县 in
    a plan of 南昌市) is no part of the scope.
    """
    whole, rest = _whole_titles(fold(question), rows)
    regions, rest = _regions(rest, rows, frequency)
    titles, rest = _titles(rest, rows, regions)
    spans, rest = _periods(rest, rows, regions)
    titles = tuple(dict.fromkeys((*whole, *titles, *spans)))
    years, five, rest = _years(rest, rows, regions)
    five = five or bool(FIVE_YEAR_PLAN.search(fold(question)) and any(r.period for r in rows))
    annual = bool(_ANNUAL.search(rest)) and five
    scope = Scope(
        regions=regions,
        years=years,
        titles=titles,
        unknown=_strangers(rest, frequency),
        elsewhere=() if regions else _elsewhere(rest),
        five_year=five,
        annual=annual,
    )
    return with_plans(scope, rows), rest


def with_plans(scope: Scope, rows: Sequence[PlanRow]) -> Scope:
    """The scope with the plans that fit it, and the years no plan of the place has."""
    fitting = [r for r in rows if not scope.regions or r.region in scope.regions]
    kinds = {t for t in scope.titles if t in _kinds_in(fitting)}
    named = {t for t in scope.titles if t not in kinds}
    if named & {r.id for r in rows}:
        fitting = [r for r in fitting if r.id in named]
    elif kinds and not scope.five_year:
        of_kind = [r for r in fitting if kind_of(r.title) in kinds]
        fitting = of_kind or fitting
    by_time, missing = _by_time(fitting, scope)
    return replace(scope, plans=tuple(r.id for r in by_time), unknown=(*scope.unknown, *missing))


def _regions(text: str, rows: Sequence[PlanRow], frequency: Frequency) -> tuple[tuple[str, ...], str]:
    found: dict[str, int] = {}
    names: list[tuple[str, str]] = []
    for row in rows:
        if row.region:
            names += [(fold(row.region), row.region), (fold(stem(row.region)), row.region)]
    for name, region in sorted(
        {pair for pair in names if pair[0] in text}, key=lambda pair: (-len(pair[0]), pair)
    ):
        level = "" if name == fold(region) else rf"(?:{AREA}(?![级域内直属]|重点))?"
        for m in list(
            re.finditer(re.escape(name) + level + r"的?(?:卫健委|卫健局|卫生健康委(?:员会)?)?", text)
        ):
            if _part_of_other_name(text, m.start(), name, region, frequency):
                continue
            found.setdefault(region, m.start())
            text = text[: m.start()] + _BLANK * (m.end() - m.start()) + text[m.end() :]
    for m in list(re.finditer(r"(?<![a-z])([a-z]{2,18})(?=[0-9\u4e00-\u9fff　]|$)", text)):
        place = _by_initials(m[1], rows)
        if place:
            found.setdefault(place, m.start())
            end = m.end() + bool(re.match(AREA, text[m.end() :]))
            text = text[: m.start()] + _BLANK * (end - m.start()) + text[end:]
    return tuple(sorted(found, key=found.__getitem__)), text


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


def _whole_titles(text: str, rows: Sequence[PlanRow]) -> tuple[tuple[str, ...], str]:
    """Plans called by a whole title (or id or number); one that several plans share chooses all of them."""
    chosen: list[str] = []
    names = {fold(t): None for row in rows for t in _called(row) if len(t) >= 6}
    for name in sorted(names, key=len, reverse=True):
        at = text.find(name)
        if at >= 0:
            chosen += [r.id for r in rows if name in {fold(t) for t in _called(r)}]
            text = text[:at] + _BLANK * len(name) + text[at + len(name) :]
    for m in list(_SERIAL.finditer(text)):
        ids = [r.id for r in rows if r.number and re.search(rf"\D{m[1]}号$", r.number)]
        if ids:
            chosen += ids
            text = _blanked(text, Span(start=m.start(), end=m.end()))
    return tuple(chosen), text


def _periods(text: str, rows: Sequence[PlanRow], regions: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Plans called by their first and last year (2023—2025年), and the text without these years."""
    chosen: list[str] = []
    for asked in periods_asked(text):
        period = f"{asked.first}-{asked.last}"
        ids = [r.id for r in rows if r.period == period and (not regions or r.region in regions)]
        if ids:
            chosen += ids
            text = _blanked(text, asked.span)
    return tuple(chosen), text


def _called(row: PlanRow) -> tuple[str, ...]:
    """What a plan may be called by as a whole."""
    return (row.title, *row.titles, row.id, *([row.number] if row.number else ()))


def _titles(text: str, rows: Sequence[PlanRow], regions: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Words that choose plans by name: topics in front of 要点 or 规划, and the kinds themselves."""
    chosen: list[str] = []
    kinds = []
    plain: list[str] = []
    for m in list(_KIND.finditer(text)):
        before = re.search(r"[《]?([\u4e00-\u9fff　0-9年度]{0,16})$", text[: m.start()])
        head = re.sub(r"[　\d年度]", "", before[1]) if before else ""
        ids = _by_topic(head, m[0], rows, regions)
        chosen += ids
        kind = kind_of(m[0])
        plain += [] if ids else [kind]
        if kind in _kinds_in([r for r in rows if not regions or r.region in regions]):
            kinds.append(kind)
            start = m.start() - _topic_length(text[: m.start()], ids, rows)
            text = text[:start] + _BLANK * (m.end() - start) + text[m.end() :]
    return tuple(dict.fromkeys((*chosen, *_plain(plain, chosen, rows), *kinds))), text


def _plain(kinds: Sequence[str], chosen: Sequence[str], rows: Sequence[PlanRow]) -> list[str]:
    """Beside a plan called by its topic, those of the kind and the place named by the kind alone
    (要点和基层要点).
    """
    held = [r for r in rows if r.id in chosen and kind_of(r.title) in kinds]
    alike = {(kind_of(r.title), r.region) for r in held}
    return [r.id for r in rows if r.id not in chosen and (kind_of(r.title), r.region) in alike]


def _by_topic(head: str, kind: str, rows: Sequence[PlanRow], regions: Sequence[str]) -> list[str]:
    """Plans whose title says of itself what stands in front of the kind: 基层 in 基层要点."""
    fitting = [r for r in rows if (not regions or r.region in regions) and kind_of(r.title) == kind_of(kind)]
    topics = {r.id: topic_of(r) for r in fitting}
    own = {r.id: _own_words(topics[r.id], [t for i, t in topics.items() if i != r.id]) for r in fitting}
    return [plan for plan, words in own.items() if words and head and words in head[-len(words) - 8 :]]


def _own_words(topic: str, others: Sequence[str]) -> str:
    """What a topic has that shorter ones of the same kind have not: 基层 of 基层卫生健康 beside 卫生健康."""
    for other in others:
        if other and other != topic and topic.endswith(other):
            return topic[: -len(other)]
    return topic if all(other != topic and not other.endswith(topic) for other in others) else ""


def _topic_length(before: str, ids: Sequence[str], rows: Sequence[PlanRow]) -> int:
    """How many characters in front of the kind only say which plan is meant."""
    for word in sorted(
        {w for r in rows for w in (topic_of(r), topic_of(r) + "工作", "卫生健康", "卫健", "卫生健康工作")},
        key=len,
        reverse=True,
    ):
        if word and before.endswith(word):
            return len(word)
    for row in rows:
        if row.id in ids:
            topic = topic_of(row)
            for size in range(min(len(topic), 8), 1, -1):
                if before.endswith(topic[:size]):
                    return size
    return 0


def _kinds_in(rows: Sequence[PlanRow]) -> set[str]:
    return {kind_of(r.title) for r in rows}


def _years(text: str, rows: Sequence[PlanRow], regions: Sequence[str]) -> tuple[tuple[int, ...], bool, str]:
    years: dict[int, None] = {}
    five = False
    for asked in years_asked(text):
        if _THAN.search(text[: asked.span.start]):
            continue  # a year compared with, not the year asked about
        years[asked.first] = None
        text = _blanked(text, asked.span)
    called = five_year_plan_asked(text)
    if called:
        span, wanted = called
        if any(
            five_year_name(r.period) == wanted if wanted else r.period
            for r in rows
            if not regions or r.region in regions
        ):
            five = True
            text = _blanked(text, span)
    return tuple(years), five, text


def _blanked(text: str, span: Span) -> str:
    return text[: span.start] + _BLANK * (span.end - span.start) + text[span.end :]


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
        if re.match(rf"{re.escape(p)}{LEVEL}?{_BLANK}", text)
        or re.fullmatch(rf"(?:那么?|换成)?{re.escape(p)}{LEVEL}?(?:的|那边|那里)?呢?[？?。]?", text)
    )


def _places(text: str) -> list[str]:
    return [place for place in places(text.replace(_BLANK, " ")) if not is_no_place(place, "question")]


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
        elif baseline:
            chosen |= {r.id: r for r in baseline}
        else:
            missing.append(f"{year}年")
    return list(chosen.values()), tuple(missing)
