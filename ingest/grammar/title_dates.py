"""Dates in titles, heads, signatures and fields, where a date stands by itself: the day of issue, the years
of a plan.

In: a line as printed, with blanks and full-width digits as they come. Out: days, years and periods; and the
same as patterns (no named groups), for lines that a day is a part of. A year is written in digits or in
words (二〇二五; typists put ○, 零 or the letter O for 〇).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest import late_re as re
from ingest.grammar.date_forms import BEFORE_A_LENGTH, SAME, YEAR_DIGITS
from ingest.grammar.numerals import COUNT_WORD, chinese_number
from ingest.model import Span

_ZERO = "〇○零Oo"
_CN = "一二三四五六七八九"
_YEAR = rf"(?:[12]\d{{3}}|[２１][０-９]{{3}}|二[{_ZERO}][{_ZERO}{_CN}]{{2}})"
_MONTH = r"(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,2})"
_DAY = r"(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"[-—–－~～至到]+"
DAY = rf"(?:{_YEAR}\s*年\s*{_MONTH}\s*月\s*{_DAY}\s*日)"
"""A whole day with its year, as below a document."""
DAY_OR_MONTH = rf"(?:{DAY}|{_YEAR}年{_MONTH}月|[12]\d{{3}}[-./]\d{{1,2}}[-./]\d{{1,2}})"
"""What a line of particulars (文号, issuer, date) gives as the date."""
DAYS = re.compile(rf"{DAY_OR_MONTH}(?:[至—–~～-](?:{DAY_OR_MONTH}|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}日))?")
"""A day or a month, or from one to another."""
PART_OF_DAYS = re.compile(r"\d{1,4}|[年月日]|[日月]?[至—–~～-]")
"""A piece of it where each number stands by itself."""
PERIOD = rf"[（(]\s*\d{{4}}\s*年?\s*{_TO}\s*\d{{4}}\s*年?\s*[）)]"
"""A plan's years in brackets under its title: （2021—2025年）."""
ANY_DAY = rf"(?:(?<!\d){_YEAR}\s*[年./-]\s*{_MONTH}\s*[月./-]\s*{_DAY}(?:\s*日|(?!\d)))"
"""A whole day, be it 2025年6月30日 or 2025-06-30."""
A_DAY, A_DAY_OR_MONTH, ANY_OF_DAYS = map(re.compile, (DAY, DAY_OR_MONTH, ANY_DAY))
"""The three, to look for."""
_PARTS = re.compile(r"\s*[年月日./-]\s*")
_PERIOD = re.compile(rf"(?<!\d)({YEAR_DIGITS})\s*年?\s*{_TO}\s*({YEAR_DIGITS})\s*年?")
_FIVE_YEARS = re.compile(rf"第(十[{_CN}]?)个五年|(?<!第)[“\"]?(十[{_CN}]?)五[”\"]?(?=[^{_CN}十]|$)")
FIVE_YEARS = rf"(?:[“\"]?十[{_CN}]?五)"
"""十四五 as a title begins with it, for patterns."""
_ANY_YEAR = re.compile(
    rf"(?<!\d)({YEAR_DIGITS})(?!\d)|(?<![零{_CN}])((?:二零|一九)[零{_CN}]{{2}})(?=年|[^零{_CN}十百千万]|$)"
)
DAY_BEHIND = re.compile(r"\s*[年./-]?\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]")
"""Behind a year: the rest of a day (2031年|1月1日), which is when something was done and names no paper."""
_ASKED_YEAR = re.compile(
    r"(?<![\d.])(?P<four>20[1-4]\d)(?:\s*年?度?)(?:底|末|末期)?(?![\d%‰.])"
    rf"|(?<![\d.{BEFORE_A_LENGTH}])(?P<two>1[5-9]|[23]\d)"
    r"(?:年度?(?:底|末)?(?![以级代内间后前时左])|(?=(?:工作)?要点|规划))"
    rf"|(?P<words>二[〇零○][〇零○{_CN}]{{2}})年?"
)
"""A year in a question: 2025, 25年, 25要点, 二〇二五年."""
_ASKED_PERIOD = re.compile(rf"(?<!\d)(20\d\d)年?\s*{_TO}\s*(20\d\d|\d\d)年?(?!\d)")
FIVE_YEAR_PLAN = re.compile(r"五年(?:规划|目标)")
"""What calls a five-year plan without saying which."""
PLAN_OF_YEARS = re.compile(rf"(?P<years>{COUNT_WORD})年(?:行动|计划|规划)")
"""What a paper is called that is for so many years: 三年行动, 五年规划."""
A_FIVE = rf"十[{_CN}]五"
"""A pattern: a stretch of five years by its name."""
_ASKED_FIVE = re.compile(rf"(?P<name>{A_FIVE})(?:规划)?(?:期末|末期?|时期|期间|末)?|{FIVE_YEAR_PLAN.pattern}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Years a question names; `span` in coordinates of the question, `first` and `last` equal for one
    year.
    """

    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a line; `span` in coordinates of the line."""

    span: Span
    day: date


_LOOKS_BACK = re.compile("总结|小结|回顾|情况")
"""What a title names a past year for, before the year that is planned."""


def days_in(line: str) -> Iterator[Day]:
    """The days a line prints, in order; what is no day of the calendar (2025年2月30日) is left out."""
    for match in ANY_OF_DAYS.finditer(line):
        parts = [chinese_number(_plain(part)) for part in _PARTS.split(match[0]) if part]
        try:
            day = date(*(int(part or 0) for part in parts[:3]))
        except ValueError:
            continue
        yield Day(span=Span(start=match.start(), end=match.end()), day=day)


def years_in(text: str) -> tuple[int, ...]:
    """The years printed in a title or a head, in digits (with 年 or without) or in words, in printed
    order.
    """
    found = _ANY_YEAR.finditer("".join(_plain(text).split()))
    return tuple(int(m[1]) if m[1] else chinese_number(m[2]) or 0 for m in found)


def year_of_title(title: str) -> int | None:
    """The year a title says a paper is for: the first it names, or the later of two that follow each other
    where the earlier one is only looked back upon (2025年工作总结和2026年工作计划).
    """
    named = years_in(title)
    if len(named) > 1 and named[1] == named[0] + 1 and _LOOKS_BACK.search(title):
        return named[1]
    return next(iter(named), None)


def years_asked(question: str) -> tuple[Asked, ...]:
    """The years a question names, two digits (25年) taken as of this century, in printed order."""
    found = []
    for match in _ASKED_YEAR.finditer(question):
        year = chinese_number(_plain(match["four"] or match["two"] or match["words"])) or 0
        year += 2000 * (year < 100)
        found.append(Asked(span=Span(start=match.start(), end=match.end()), first=year, last=year))
    return tuple(found)


def periods_asked(question: str) -> tuple[Asked, ...]:
    """The stretches of years a question names: 2023—2025年, 2023-25."""
    return tuple(
        Asked(
            span=Span(start=m.start(), end=m.end()),
            first=int(m[1]),
            last=int(m[2] if len(m[2]) == 4 else m[1][:2] + m[2]),
        )
        for m in _ASKED_PERIOD.finditer(question)
    )


def five_year_plan_asked(question: str) -> tuple[Span, str | None] | None:
    """Where a question calls a five-year plan, and its name (十四五; None for 五年规划)."""
    found = _ASKED_FIVE.search(question)
    return None if found is None else (Span(start=found.start(), end=found.end()), found["name"])


def period_in(title: str) -> tuple[int, int] | None:
    """First and last year a title states: 2021—2025年, or the five years of “十四五”; None for neither."""
    found = _PERIOD.search(_plain(title))
    if found and int(found[1]) < int(found[2]):
        return int(found[1]), int(found[2])
    five = _FIVE_YEARS.search(title)
    return five_years(five[1] or five[2]) if five else None


def names_five_years(name: str) -> bool:
    """Whether it is the name of the years of a five-year plan (十四五)."""
    return re.fullmatch(A_FIVE, name) is not None


def five_years(number: str) -> tuple[int, int]:
    """The years of a five-year plan, 十四 for the 14th: 六五 began in 1981, and every plan since has run for
    five years.
    """
    first = 1981 + 5 * ((chinese_number(number) or 0) - 6)
    return first, first + 4


def _plain(text: str) -> str:
    """Digits half-width, every zero in words as 零, one character for each."""
    return re.sub(
        r"(?<=[二〇零一三四五六七八九])[Oo]|[Oo](?=[零〇一二三四五六七八九])", "零", text
    ).translate(SAME)
