"""The dates of a sentence and what each one does there.

In: folded text of a clause (see folding.py) and the plan's year or period. Out: `DateMark` values in reading
order. A date either sets a time by which something is to be done ("deadline"), or is compared with
("baseline": 较2020年), or lies before the plan ("past": 2020年达到…, “十三五”期间), or only belongs to a name
or a noun ("name": 《2024年工作要点》, 2024年度计划). 年内, 今年, 年底前 mean the plan's year; a month without
a year is in it; the n-th five-year period ends in 1955 + 5n (“十四五” in 2025). A day is never guessed finer
than it is printed: the end of a month or a half-year is given as its last day, 年底 as the year. 三年内 and
未来三年 do not say when they begin: they govern, but name no year, unless the plan is for as many years.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Literal

from ingest.grammar.numerals import number
from ingest.model import Span

DateRole = Literal["deadline", "baseline", "past", "name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTime:
    """First and last year a plan is for; both None where it does not say."""

    first: int | None
    last: int | None

    @classmethod
    def of(cls, year: int | None, period: str | None) -> PlanTime:
        """`period` "2021-2025" goes before `year`. Raises ValueError where it is not two years."""
        if period:
            first, last = (int(part) for part in period.split("-"))
            return cls(first=first, last=last)
        return cls(first=year, last=year)

    @property
    def deadline(self) -> str | None:
        return None if self.last is None else str(self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMark:
    """`when` is "2025" or "2025-06-30", None for a stretch of years whose first year is not stated
    (未来三年).

    `leads` where the mark opens its segment and so governs what follows; `period` where it is a stretch of
    years (“十三五”期间, 2016年以来), which holds for the sentences after it too; `until` where it is a 到… or
    a stretch.
    """

    span: Span
    when: str | None
    role: DateRole
    leads: bool
    period: bool = False
    until: bool = False


_CN = "一二三四五六七八九十两"
_MARK = re.compile(
    r"(?P<pre>(?:截至|截止到?|截止|到|至|在|于|从|自|以|较|(?<!占)比|同|与|相比|按)?)"
    r"(?:"
    r"(?P<year>(?<!\d)(?:19|20)\d{2})(?:(?:年度?)?(?:-|~|—|至|到)(?P<last>(?:19|20)\d{2}))?年(?P<of>度)?"
    r"(?:(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})日)?|(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度)?"
    r"|(?P<words>(?<![零一二三四五六七八九])(?:二零|一九)[零一二三四五六七八九]{2})年"
    rf"|[“\"]?十(?P<five>[{_CN}])五[”\"]?(?=末|期|规|时|以|中|，|、|的)"
    rf"|(?:未来|用|今后|经过)?(?P<span>[{_CN}]|(?<!\d)\d{{1,2}})(?:到|至|-|~)?(?:[{_CN}]|\d{{1,2}})?年(?:(?:之|以)?内|左右的?时间|的?时间|的?努力)|(?:未来|今后)(?P<coming>[{_CN}\d])(?:到|至|-|~)?(?:[{_CN}]|\d{{1,2}})?年"
    r"|(?P<this>(?:今年|本年度|本年|当年|年内|年底|年末|全年|年度内))"
    r"|(?P<next>明年)"
    r"|(?<![\d.])(?P<only_month>1[0-2]|[1-9])月(?:份)?(?:(?P<only_day>\d{1,2})日)?(?=底|末|前|之前|以前|中旬|上旬|下旬|内|完成|，)"
    r"|(?<!年)(?P<only_half>上半年)"
    r"|(?<!年)第?(?P<only_quarter>[一二三四])季度(?=[^，。]{0,12}(?:[末底前，]|完成|达|实现))"
    r")"
    r"(?P<tail>(?:规划)?(?:期?末|年底|年末|底|期间|时期|以来|期内|内|起)?(?:之前|以前|前)?)"
    r"(?P<noun>(?:的?(?:任务|计划|方案|要点|工作要点|规划|目标任务分工|版|决算|预算|报告|招收|行动方案|实施方案|试点|统计|监测|审计|考核结果|省|度)))?"
    r"(?P<post>相比|的?基础上|为基[数期年]|基[数期]|同期|水平)?"
)
_COMPARED = frozenset({"较", "比", "同", "与", "以", "相比"})
_OPENING = re.compile(
    r"(?:^|[，。；：！？、\n）])(?:其中|并|并且|同时|力争|确保|争取|努力|计划|原则上|要|须|应|使|(?:第?[一二三四五六]是))*$"
)
_QUOTED = re.compile(r"《[^》]*》|[“\"](?!十[一二三四五六七八九]五)[^”\"]{1,30}[”\"]")


def date_marks(text: str, time: PlanTime) -> tuple[DateMark, ...]:
    """All dates of a folded clause text; () where there is none."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    marks = []
    for match in _MARK.finditer(text):
        undated = bool(match["span"] or match["coming"])
        when = _end_of_span(match, time) if undated else _when(match, time)
        if when is None and not undated:
            continue
        inside = any(start <= match.start("year") < end for start, end in quoted) if match["year"] else False
        marks.append(
            DateMark(
                span=Span(start=match.start(), end=match.end()),
                when=when,
                role="name" if inside else _role(match, int(when[:4]) if when else None, time),
                leads=not undated and bool(_OPENING.search(text[max(0, match.start() - 12) : match.start()])),
                until=undated or match["pre"] in ("到", "至"),
                period=any(word in (match["tail"] or "") for word in ("期间", "时期", "以来")),
            )
        )
    return tuple(marks)


def _end_of_span(match: re.Match[str], time: PlanTime) -> str | None:
    """The plan's last year where it is for as many years as the stretch has; else nobody can tell."""
    if time.first is None or time.last is None or time.first == time.last:
        return None
    years = number(match["span"] or match["coming"])
    return str(time.last) if years == time.last - time.first + 1 else None


def _when(match: re.Match[str], time: PlanTime) -> str | None:
    if match["year"]:
        year = int(match["last"] or match["year"])
        if match["quarter"]:
            quarter = int(number(match["quarter"]))
            return _day(year, quarter * 3, None)
        if match["half"]:
            return _day(year, 6, None) if match["half"] == "上半年" else str(year)
        return _day(year, int(match["month"]), match["day"]) if match["month"] else str(year)
    if match["words"]:
        return "".join(str(number(digit)) for digit in match["words"])
    if match["five"]:
        return str(1955 + 5 * (10 + int(number(match["five"]))))
    if time.first is None or time.last is None:
        return None
    if match["this"]:
        return str(time.last)
    if match["next"]:
        return str(time.first + 1)
    if match["only_quarter"]:
        return _day(time.last, 3 * int(number(match["only_quarter"])), None)
    if match["only_half"]:
        return _day(time.last, 6, None)
    return _day(time.last, int(match["only_month"]), match["only_day"])


def _day(year: int, month: int, day: str | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return f"{year}-{month:02d}-{min(int(day), last) if day else last:02d}"


def _role(match: re.Match[str], year: int | None, time: PlanTime) -> DateRole:
    if year is None:
        return "deadline"
    pre, tail, post = match["pre"], match["tail"] or "", match["post"] or ""
    if post or (pre in _COMPARED and pre != "以") or (pre in {"从", "自"} and time.first != year):
        return "baseline"
    if pre.startswith("截") and (time.first is None or year < time.first):
        return "past"
    if "以来" in tail or (time.first is not None and year < time.first):
        return "past"
    if match["of"] and match["last"] and not pre and not tail:
        return "name"
    if (match["noun"] or match["five"] or "起" in tail) and not pre and not tail.strip("起"):
        return "name"
    return "deadline"


class Calendar:
    """Looks up which of a clause's dates governs a place in it."""

    def __init__(self, text: str, time: PlanTime) -> None:
        self._time = time
        self._keep(date_marks(text, time))

    def without(self, spans: Sequence[Span]) -> Calendar:
        """The same without the dates in these stretches of the text."""
        if not spans:
            return self
        other = copy(self)
        other._keep(tuple(m for m in self.marks if not any(s.start <= m.span.start < s.end for s in spans)))
        return other

    def _keep(self, marks: tuple[DateMark, ...]) -> None:
        self.marks = marks
        self._starts = [mark.span.start for mark in marks]

    def governing(self, segment: Span, sentence: Span, at: int) -> DateMark | None:
        """The deadline or past date for the figure at `at`.

        Nearest to its left in its own segment, else nearest to its right there, else the last one before it
        in the sentence that opens a segment or is a 到…, else the last one that opens a segment of an earlier
        sentence.
        """
        upto = bisect_right(self._starts, at)
        before = [m for m in self.marks[:upto] if m.role in ("deadline", "past")]
        own = [m for m in before if m.span.start >= segment.start]
        if own:
            return own[-1]
        after = [m for m in self.marks[upto:] if m.span.end <= segment.end and m.role == "deadline"]
        if after:
            return after[0]
        same = [m for m in before if m.span.start >= sentence.start and (m.leads or m.until)]
        if same:
            return same[-1]
        earlier = [m for m in before if m.leads and (m.role == "deadline" or m.period)]
        return earlier[-1] if earlier else None

    def default(self) -> str | None:
        return self._time.deadline
