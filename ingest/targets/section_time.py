"""Which time a section tells of: what has been done, what is to come, or nothing of its own.

In: the headings above a clause, the paper's title, its time. Out: a `SectionTime`. The nearest heading that
says something decides, whatever stands between it and the clause: 2024年工作回顾, 主要成就, 过去五年, 完成
情况 tell of results, 2025年工作打算, 下一步安排 of what is to come, in that year where one is printed. Where
no heading does, the title of the paper does: all of a 工作总结 is results but for its sections about the year
to come. A paragraph under a heading that opens with 过去一年, 五年来 speaks for those behind it too
(`Telling`), up to one that opens with the time to come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest import late_re as re
from ingest.grammar.calendar_words import COMING
from ingest.grammar.dates import DateMark, PlanTime, read_dates
from ingest.grammar.demands import MUST, WISH
from ingest.grammar.joins import SIGN
from ingest.grammar.places import AREA
from ingest.grammar.section_names import PLANS
from ingest.grammar.title_dates import period_in
from ingest.labels import is_paragraph, is_preamble
from ingest.model import Clause
from ingest.targets.options import SECTION_TIME

Tells = Literal["results", "state", "goals", ""]
"""results: only what has been reached; state: how things stand (发展现状), where a goal may still be wished
for; goals: what is to come.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTime:
    """`time` is that of words such as 今年 and 去年 there, `year` when its results were reached, where one
    year can be told; `due` the deadline of goals without a date, None where nobody can tell.
    """

    tells: Tells
    time: PlanTime
    year: str | None
    due: str | None

    @property
    def past(self) -> bool:
        return self.tells in ("results", "state")


_RESULTS = re.compile(
    rf"回顾|(?:主要|发展|取得的?|工作{SIGN}?|做法{SIGN}?|措施{SIGN}?|突出)成[就绩效]|过去"
    r"|工作总结|(?:年度?|全年|情况)总结|一年来|年来$"
    r"|(?:完成|执行|进展|落实|运行|推进|开展)情况(?:（[^）]*）)?$|工作情况$|取得.{0,6}成[就绩效]"
)
_STATE = re.compile(
    r"现状|(?<![实牢固化定])(?:发展|工作|现实)基础|规划背景|完成情况|形势"
    r"|存在(?:的)?(?:主要)?(?:问题|不足|困难)|面临的?挑战|(?:主要|突出)问题$"
)
_AHEAD = f"打算|计划|安排|展望|远景|{COMING}"
_TO_COME = re.compile(rf"{_AHEAD}|思路|部署|目标|任务|重点|建议|要求|举措|措施")
_SURELY_TO_COME = re.compile(rf"{_AHEAD}|下一")
_TITLE = re.compile(r"[^，,；;]{1,28}")
"""What is longer, or has a comma, is a sentence that stands for a title."""
_YEAR_OF_WORK = re.compile(r"(?:工作|情况|总结|发展|运行|做法|亮点|特点|进展|成[就绩效])")
_TITLE_OF_RESULTS = re.compile(
    r"总结(?!大?会|提升|推广|评估)|述职|(?:完成|执行|进展|落实)情况(?!.*计划)|自评|统计公报|工作回顾"
    r"|情况的?通报"
)
_PLANNED = f"(?:{PLANS}|要点)"
_OF_BOTH = re.compile(rf"{_PLANNED}(?:(?!{SIGN}|暨).)*$|(?:{SIGN}|暨).*{_PLANNED}")
_OPENS_AHEAD = re.compile(rf"[^，。：]{{0,6}}(?:{COMING})")
_GOES_ON = re.compile(rf"[^，。]{{0,4}}?(?:{MUST}|{WISH}|将|继续)")
"""Behind a year: that a sentence says what is to be done in it (今年|要)."""
_TELLS_ON = re.compile(rf"，(?:全{AREA}|我们)")
"""Behind a past year at the start of a paragraph: what follows is told by those who write."""


def section_time(headings: Sequence[str], title: str, time: PlanTime) -> SectionTime:
    """`headings` outermost first, without marks; `title` that of the paper, "" where it is not to count."""
    of_results = bool(_TITLE_OF_RESULTS.search(title)) and not _OF_BOTH.search(title)
    weak = False
    for heading in reversed([h for h in headings if _TITLE.fullmatch(h)]):
        years = _years(heading, time)
        tells = _told_by(heading, years, time)
        if tells == "goals" and not (years or _SURELY_TO_COME.search(heading)):
            weak = True  # 重点任务有序推进 may stand in a 2024年工作总结
            continue
        if tells == "goals" or (weak and tells == "state"):
            return _ahead(years if tells == "goals" else (), time, of_results)
        if tells:
            return _back(tells, () if period_in(heading) else years, time, of_results)
    if weak:
        return _ahead((), time, of_results)
    return _back("results", (), time, of_results) if of_results else _plain(time)


def _plain(time: PlanTime) -> SectionTime:
    return SectionTime(tells="", time=time, year=None, due=time.deadline)


def _years(heading: str, time: PlanTime) -> tuple[DateMark, ...]:
    marks = read_dates(heading, time, alone=True)
    return tuple(m for m in marks if m.precision in ("year", "years", "words") and m.role != "baseline")


def _told_by(heading: str, years: Sequence[DateMark], time: PlanTime) -> Tells:
    """What a heading says by itself."""
    coming = _TO_COME.search(heading) is not None
    if coming and len({m.when for m in years}) > 1:
        return ""  # 2024年工作总结和2025年工作计划
    if _RESULTS.search(heading):
        return "results"
    if _STATE.search(heading):
        return "state"
    before = [m for m in years if _is_before(m, time) and m.words.start <= 1]
    if before and len(before) == len(years) and (not coming and _YEAR_OF_WORK.search(heading)):
        return "results"
    return "goals" if coming or any(_is_after(m, time) for m in years) else ""


def _is_before(mark: DateMark, time: PlanTime) -> bool:
    return mark.role == "past" or bool(mark.when and time.first and int(mark.when[:4]) < time.first)


def _is_after(mark: DateMark, time: PlanTime) -> bool:
    return bool(mark.when and time.last and int(mark.when[:4]) > time.last)


def _ahead(years: Sequence[DateMark], time: PlanTime, of_results: bool) -> SectionTime:
    """A section about a year after the paper's has that year for its 今年; of a paper of results nobody can
    tell which year it is where none is printed.
    """
    later = [m for m in years if m.when and _is_after(m, time)]
    if not later:
        return replace(_plain(time), tells="goals", due=None if of_results else time.deadline)
    last = int((later[-1].when or "")[:4])
    begins = later[-1].first.year if later[-1].first else last
    first = begins if time.first == time.last else time.first
    return SectionTime(tells="goals", time=PlanTime(first=first, last=last), year=None, due=str(last))


def _back(tells: Tells, years: Sequence[DateMark], time: PlanTime, of_results: bool) -> SectionTime:
    """The results are of the one year that the heading names, else of the year of a paper of results."""
    named = {m.when[:4] if m.precision == "year" and not m.period else "" for m in years if m.when}
    year = named.pop() or None if len(named) == 1 else None
    if year is None and not years and of_results and time.first == time.last:
        year = time.deadline
    return SectionTime(tells=tells, time=time, year=year, due=time.deadline)


def headings_of(clause: Clause) -> tuple[str, ...]:
    """The titles above a clause, outermost first, its own last, without marks."""
    above = tuple(step.split(" ", 1)[1] if " " in step else step for step in clause.path)
    return (*above, clause.heading) if clause.heading else above


class Telling:
    """Carries what a paragraph's first words say on to those behind it under the same heading."""

    def __init__(self) -> None:
        self._said: tuple[str | None, bool] | None = None

    def of(self, clause: Clause, text: str, time: PlanTime) -> tuple[bool, ...]:
        """Of each paragraph of a clause (in reading order) whether it opens with the past, or stands behind
        one that does.
        """
        return tuple(self._paragraph(clause, part, time) for part in text.split("\n"))

    def _paragraph(self, clause: Clause, text: str, time: PlanTime) -> bool:
        way = _opens(text.lstrip(), time)
        paragraph = is_paragraph(clause) or is_preamble(clause)
        if paragraph and way == "past":
            self._said = None if _turns(text, time) else (clause.parent, clause.parent is not None)
            return True
        if self._said is None:
            return False
        above, everything = self._said
        inside = clause.parent == above or (everything and (clause.parent or "").startswith(f"{above}/"))
        if not inside or way == "ahead" or not (everything or paragraph):
            self._said = None
        return self._said is not None


def _turns(paragraph: str, time: PlanTime) -> bool:
    """Whether a paragraph that opens with the past goes on to what is to come: 2024年，全县…。今年要…."""
    later = paragraph.split("。")[1:]
    return any(_opens(words, time) == "ahead" or _is_of_this_year(words, time) for words in later)


def _is_of_this_year(words: str, time: PlanTime) -> bool:
    mark = next(iter(read_dates(words[: SECTION_TIME.opening], time)), None)
    if mark is None or mark.role == "past" or mark.words.start > SECTION_TIME.close or _is_before(mark, time):
        return False
    return _GOES_ON.match(words, mark.words.end) is not None


def _opens(words: str, time: PlanTime) -> Literal["past", "ahead", ""]:
    if _OPENS_AHEAD.match(words):
        return "ahead"
    mark = next(iter(read_dates(words[: SECTION_TIME.opening], time)), None)
    if mark is None or (not mark.leads and mark.when) or mark.words.start > SECTION_TIME.close:
        return ""
    if mark.role == "past":
        return "past" if mark.period or _TELLS_ON.match(words, mark.span.end) else ""
    return "ahead" if mark.role == "deadline" else ""
