"""Goals stated in running prose.

In: the folded text of one clause or table cell, its dates and headings. Out: `Statement` values in the order
of their figures. A clause is cut into sentences and these into segments at commas and semicolons; in each
segment the figures that can count (countable.py) are taken from left to right, what each is about is found in
the words on both sides (subjects.py), and how it binds and by when is added; then what is said of every one
without a figure (unnumbered.py). Lists are paired in order (A率、B率分别达到9%、7%); one figure at the end of
a list serves every indicator in it. Results are kept apart: 已建成…, 2020年达到…, and everything in a
section of results that is not said of a later year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest import late_re as re
from ingest.grammar.bound_words import FALLS, NOT_BEYOND, RISES
from ingest.grammar.bounds import LEAST, NO_CHOICE, without_bound
from ingest.grammar.brackets import ASIDE, depths
from ingest.grammar.date_forms import ENDS_OF_YEAR
from ingest.grammar.demands import STRIVEN
from ingest.grammar.indicator_words import PERCENT_END, SHARE
from ingest.grammar.joins import JOIN_OR, JOINER
from ingest.grammar.making import MAKES
from ingest.grammar.quantifiers import SUMS
from ingest.grammar.quantities import Quantity
from ingest.grammar.recurrence import EVERY
from ingest.grammar.stops import SENTENCES
from ingest.model import Comparator, Span
from ingest.targets.baselines import Start, listed_starts
from ingest.targets.countable import COUNT_ALONE, countable
from ingest.targets.deadlines import Calendar
from ingest.targets.grants import granted
from ingest.targets.indicators import (
    Subject,
    ends_in_head,
    starts_with_deed,
    strip_front,
)
from ingest.targets.options import INDICATORS, READING
from ingest.targets.reading import (
    KIND,
    WISHED,
    Reading,
    Spot,
    Statement,
    base_year,
    is_ratio,
    segments,
)
from ingest.targets.section_time import SectionTime
from ingest.targets.service_terms import rated
from ingest.targets.subjects import IN_SHARE_OF, LIMIT_OF_BASE, subjects
from ingest.targets.unnumbered import read_unnumbered

_RESULT = re.compile(
    r"已经?(?!达标)|(?<!实)现有|目前|共有(?!产权)|实现了|取得了"
    rf"|(?<![较比与同])上年{ENDS_OF_YEAR}|^(?:还|仍|但|主要)*存在|缺口"
    r"|(?:共|累计)(?:发生|接报|发现)|完成了|达到了|荣获|位居|现已|(?<![较比与同])去年(?!同期|相比)"
)
_KIND_OF_THING = re.compile(
    rf"^已经?(?!达|实现|完成|提[高升]|降|增|超)(?=[\u4e00-\u9fff]{{3,14}}(?:{SHARE}|覆盖面)(?:{EVERY}|均|要|应)*"
    rf"(?:达|{NOT_BEYOND}|保持|控制|提[高升]|{STRIVEN}|\d))"
)
"""What tells which ones a share is of: 已登记机构备案率达到100%."""
_TOTAL = re.compile(r"累计(?:完成|建成|开展|接种|检测|培训|查处|投入|发放|救治|服务|争取)")
BARE_DEED = re.compile(
    rf"(?:累计|基本|再)?(?:{MAKES}|完成|改造|新增|培育|整治|修缮|实施|改造提升"
    r"|改扩建|新修|更新)|再[建增]"
)
_DEED_IN_FRONT = re.compile(rf"(?:已经?|累计|共)*(?:{BARE_DEED.pattern})")
_SUM_ALONE = re.compile(rf"总[数量额]|{SUMS}")
_SAYS_NOTHING = re.compile(
    r"^.[好优强实足牢通造准]|目标|任务|要求|安排|措施|保障|事项|重点|总体|其他|工作|[，。；：、]|加强|提升"
    r"|推进|强化|做好|加快|促进|深化|完善|优化|健全|落实"
)
_BUILT = re.compile(r"(?:推进|加快|加强|实施|抓好|做好|开展|推动)?(?P<what>.{2,}?)(?:建设|改造|工程|项目)+$")
_TURNS = re.compile(
    rf"[到至以]|再|达|为|{NOT_BEYOND}|控制|保持|稳定|新[增建]|增加|完成|建成|推进|推动|加强|加快|开展|实施"
    r"|进一步"
)
_ONLY_JOINER = re.compile(rf"^(?:{JOIN_OR}|[，/])$")
_AT_LEAST = re.compile(rf"(?:{LEAST})[^，、\d]{{0,24}}$")
_CHANGING = re.compile(
    rf"^(?:(?P<down>{FALLS}|核减|扣减|减免|减轻)|{RISES}|带动)(?P<what>[^，、]*[^到至达在于，、])$"
)
_SHARE_END = re.compile(rf"(?:{PERCENT_END})(?:（[^）]*）)?$")
_RELATIVE = re.compile(rf"较|比|同比|{EVERY}")


class ReadStatements(NamedTuple):
    """Goals, and what has been reached, each in the order of the figures."""

    goals: tuple[Statement, ...]
    results: tuple[Statement, ...]


def read_stated(
    text: str, calendar: Calendar, headings: Sequence[str], section: SectionTime, *, rules: bool = False
) -> ReadStatements:
    """All goals and results of a folded text; `rules`: it is of an article."""
    reading = replace(Reading.of(text, calendar, headings, section), rules=rules)
    for match in SENTENCES.finditer(text):
        _read_sentence(reading, Span(start=match.start(), end=match.end()))
    return ReadStatements(_in_order(reading.found), _in_order(reading.reached))


def read_statements(
    text: str, calendar: Calendar, headings: Sequence[str], *, past: bool
) -> tuple[Statement, ...]:
    """The goals of a folded text. `past`: it stands under a heading of how things are."""
    section = SectionTime(
        tells="state" if past else "", time=calendar.time, year=None, due=calendar.default()
    )
    return read_stated(text, calendar, headings, section).goals


def _in_order(found: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(found, key=lambda one: (one.figure.start, one.figure.end)))


def _read_sentence(reading: Reading, sentence: Span) -> None:
    idle: tuple[Span, ...] = ()
    first = len(reading.found)
    told = False
    for segment in segments(reading.text, sentence):
        before = len(reading.found)
        if reading.text[segment.start - 1 : segment.start] == "；":
            idle = ()
        told = _is_result(reading, sentence, segment) or (told and _tells_on(reading, segment))
        if told:
            _tell(reading, sentence, segment, idle, first)
        else:
            for spot in _spots(reading, sentence, segment, idle, first):
                reading.found += _state(reading, spot)
            reading.found += read_unnumbered(reading, sentence, segment, idle)
        idle = (*idle[-READING.idle :], segment) if len(reading.found) == before else ()


def _tell(reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...], first: int) -> None:
    """Keep the figures of a segment that tells what has been done."""
    for spot in _spots(reading, sentence, segment, idle, first):
        reading.reached += _about(reading, spot, _when_reached(reading, sentence, segment))


def _when_reached(reading: Reading, sentence: Span, segment: Span) -> str | None:
    """The year a result is of: that of a date in the sentence up to it, else the section's."""
    marks = [
        m
        for m in reading.calendar.marks
        if sentence.start <= m.span.start < segment.end and m.role != "baseline" and not m.period
    ]
    return marks[-1].when if marks else reading.section.year


def _is_result(reading: Reading, sentence: Span, segment: Span) -> bool:
    """已建成…, 现有…; 累计建成… unless the sentence says by when."""
    words = ASIDE.sub("", reading.aims(segment))
    if WISHED.search(words):
        return False
    words = _KIND_OF_THING.sub("", words)
    if _RESULT.search(words):
        return True
    mark = reading.calendar.governing(segment, sentence, segment.end)
    due = mark is not None and mark.role == "deadline" and mark.span.start >= sentence.start
    return bool(_TOTAL.search(words)) and not due


def _tells_on(reading: Reading, segment: Span) -> bool:
    """Whether a segment after one that tells of results goes on telling: …现有幼儿园86所，在园幼儿1.2万人."""
    words = segment.of(reading.text)
    dated = any(segment.start <= mark.span.start < segment.end for mark in reading.calendar.marks)
    return not (
        dated
        or _TURNS.search(words)
        or WISHED.search(words.replace("年度计划", ""))
        or starts_with_deed(strip_front(words))
    )


def _spots(
    reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...], first: int
) -> Iterator[Spot]:
    """The figures of a segment with their words; a run of figures is one spot."""
    text = reading.text
    figures = countable(reading, segment)
    listed = listed_starts(text, reading.within(segment), segment)
    begin, at = segment.start, 0
    while at < len(figures):
        run = _run(text, figures, at)
        at += len(run)
        stop = run[-1].words.end
        border = _border(text, stop, figures[at]) if at < len(figures) else segment.end
        start = next((s for s in reading.starts if s.reached == run[0].span.start), None)
        yield Spot(
            sentence=sentence,
            segment=segment,
            run=tuple(run),
            left=_left(text, begin, start) if start else _before(reading, begin, run[0]),
            right=KIND.sub("", without_bound(text[stop:border])),
            idle=idle,
            first=first,
            start=start,
            names=listed.names if listed else (),
        )
        begin = border


def _before(reading: Reading, begin: int, figure: Quantity) -> str:
    words = COUNT_ALONE.sub("", reading.text[begin : figure.words.start])
    return words.rpartition("（")[2] if reading.calendar.remarked(figure.span.start) else words


def _left(text: str, begin: int, start: Start) -> str:
    """The words before a start; it may stand in the part before: 床位由150张，增至260张."""
    if start.base.start < begin:
        begin = max(text.rfind(mark, 0, start.base.start) for mark in "，；：。") + 1
    return text[begin : start.base.start]


def _run(text: str, figures: Sequence[Quantity], at: int) -> list[Quantity]:
    """The figure at `at` and those that only a joiner parts from it: 9.5‰、7.5‰以下."""
    run = [figures[at]]
    respective = "分别" in text[max(0, run[0].span.start - READING.respectively) : run[0].span.start]
    for one in figures[at + 1 :]:
        between = text[run[-1].words.end : one.words.start]
        if not _ONLY_JOINER.match(between) or not (respective or is_ratio(one) == is_ratio(run[0])):
            break
        run.append(one)
    return run


def _border(text: str, stop: int, following: Quantity) -> int:
    """Where the words after one figure end and those before the next begin.

    Before a reached value the first joiner parts them (4个县，| A率和B率达到…), before a count the last one
    that does not stand behind an indicator; without a joiner they all belong to a reached value, else to the
    figure left.
    """
    end = following.words.start
    between = text[stop:end]
    if between.startswith("（"):
        return stop
    depth = depths(between)
    joiners = [m.start() for m in JOINER.finditer(between) if depth[m.start()] == 0]
    if not joiners:
        return stop if following.comparator or not between else end
    if following.comparator:
        return stop + joiners[0]
    outside = [at for at in joiners if not ends_in_head(between[:at])]
    return stop + (outside or joiners)[-1]


def _state(reading: Reading, spot: Spot) -> list[Statement]:
    """The goals a spot states; none where it tells of the past, which is kept apart, or is about nothing."""
    is_goal, when = reading.deadline(spot.sentence, spot.segment, spot.head.span.start)
    if is_goal:
        return _about(reading, spot, when)
    if not reading.of_a_noun(spot.sentence, spot.segment, spot.head.span.start):
        reading.reached += _about(reading, spot, when)
    return []


def _about(reading: Reading, spot: Spot, deadline: str | None) -> list[Statement]:
    """What a spot states, goal or result."""
    about = subjects(reading, spot)
    named = reading.text[spot.segment.start : spot.head.words.start] + spot.head.each
    measured = [(one, figure, when) for one, figure, when in _paired(about, spot.run, _dates(reading, spot))]
    units = [
        (figure.unit, one.indicator) if is_ratio(figure) else rated(named, figure.unit, one.indicator)
        for one, figure, _ in measured
    ]
    return [
        Statement(
            indicator=_completed(reading, spot, indicator, figure),
            scope=one.scope,
            comparator=_comparator(reading, spot, figure),
            value=figure.value,
            value_high=figure.value_high,
            unit=unit,
            deadline=when or deadline,
            baseline=spot.start.baseline(figure, spot.run.index(figure), len(spot.run))
            if spot.start
            else None,
            figure=figure.span,
            words=figure.words,
            base_year=base_year(reading, spot),
        )
        for (one, figure, when), (unit, indicator) in zip(measured, units, strict=True)
    ]


def _completed(reading: Reading, spot: Spot, indicator: str, figure: Quantity) -> str:
    """A name that says only what is done with the thing: that of the result before it in the sentence
    (已建成驿站85个，再建15个，总数达到100个), else the heading.
    """
    told = [r for r in reading.reached if spot.sentence.start <= r.figure.start < figure.span.start]
    alike = told and told[-1].unit == figure.unit
    thing = _DEED_IN_FRONT.sub("", told[-1].indicator) if alike else ""
    if thing and BARE_DEED.fullmatch(indicator):
        return f"{indicator}{thing}"
    if thing and _SUM_ALONE.fullmatch(indicator):
        return f"{thing}{indicator}"
    return indicator if spot.idle else _with_heading(indicator, reading.headings)


def _with_heading(indicator: str, headings: Sequence[str]) -> str:
    """建成 under the heading 口袋公园 is 建成口袋公园; a heading that is a deed itself or says nothing adds
    nothing.
    """
    title = headings[-1] if headings else ""
    built = _BUILT.match(title)
    title = built["what"] if built else title
    named = (
        INDICATORS.shortest <= len(title) <= READING.title
        and not starts_with_deed(title)
        and not _SAYS_NOTHING.search(title)
    )
    return f"{indicator}{title}" if named and BARE_DEED.fullmatch(indicator) else indicator


def _paired(
    about: list[Subject], run: tuple[Quantity, ...], dates: list[str]
) -> Iterator[tuple[Subject, Quantity, str | None]]:
    """Each figure with its indicator and, for one indicator over several years, its year."""
    if not about:
        return
    if len(run) == 1:
        yield from ((one, run[0], None) for one in about)
    elif len(about) == len(run):
        yield from ((one, figure, None) for one, figure in zip(about, run, strict=True))
    elif len(dates) == len(run):
        yield from ((about[-1], figure, when) for figure, when in zip(run, dates, strict=True))
    else:
        yield from ((about[0], figure, None) for figure in run)


def _dates(reading: Reading, spot: Spot) -> list[str]:
    return [
        mark.when
        for mark in reading.calendar.marks
        if mark.when
        and mark.role == "deadline"
        and spot.sentence.start <= mark.span.start < spot.head.span.start
    ]


def _comparator(reading: Reading, spot: Spot, figure: Quantity) -> Comparator:
    """The words before the first figure of a run and after its last one bind them all."""
    said = _said(spot, figure)
    ratio = is_ratio(figure)
    if figure.unit == "%" and figure.value == 100 and figure.value_high is None:
        if said in ("<=", "<"):
            return said
        return "=" if reading.text[figure.span.start].isdigit() else "all"
    changed = _changed(spot) if ratio and said in (None, ">=", "=") else None
    if changed is not None:
        return changed
    if spot.start and not spot.start.by and said in (None, "=", "increase>=", "decrease>="):
        return spot.start.comparator(figure)
    if ratio and said is None and granted(reading, spot) is not None:
        return "="
    limited = LIMIT_OF_BASE.search(spot.left) if ratio and said is None else None
    if limited:
        return NO_CHOICE[limited["bound"]]
    if ratio and said is None and IN_SHARE_OF.search(spot.left):
        return "="
    if said in ("increase>=", "decrease>="):
        return said if ratio or _RELATIVE.search(spot.left) else "="
    if said is not None and said != "=":
        return said
    if _AT_LEAST.search(spot.left):
        return ">="
    return said or (">=" if ratio else "=")


def _changed(spot: Spot) -> Comparator | None:
    """压减一般性支出10%, 提升处理能力20%: the verb in front says by how much; of a rate it says how high
    (提高覆盖率90%).
    """
    match = _CHANGING.match(strip_front(spot.left, keep_verb=True))
    if match is None or spot.head.before or spot.right[:1] not in ("", "，", "、", "）"):
        return None
    if not (spot.head.unit or "").endswith("点") and _SHARE_END.search(match["what"]):
        return None
    return "decrease>=" if match["down"] else "increase>="


def _said(spot: Spot, figure: Quantity) -> Comparator | None:
    if len(spot.run) == 1:
        return figure.comparator
    first, last = spot.run[0], spot.run[-1]
    if first.comparator in ("increase>=", "decrease>="):
        return first.comparator
    if last.after:
        return "range" if figure.value_high is not None else last.comparator
    return figure.comparator or first.comparator
