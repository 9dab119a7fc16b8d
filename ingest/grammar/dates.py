"""The dates of Chinese official prose: which words are a date, which days they mean, and what they do there.

In: text (a clause, a cell, a title, a question) and the plan's time, for what is printed without a year.
Out: `DateMark` values in reading order. How dates are printed is data (data/dates.yaml, each row with
examples) that date_forms.py puts together; this module works out the days and tells the role.

Precision. A mark keeps what is printed: `when` is a year ("2025") where no more is said, else the last day
that is meant ("2025-06-30" of 6月底, 6月, 上半年, 第二季度); no day is made up for a year or for 年底.
`first` and `last` are the same as days, both inclusive. A date *by* which something is to be done (6月底前,
到2025年底, 年底) has no beginning: `first` is None. 前 includes the day that is named: 6月30日前 lasts to
30 June, and 6月前 to the end of June, as plans use it. Festivals end on the day before where the calendar
tells (国庆前 is 30 September); 春节前, 月底前, 汛期前 are times that no calendar dates: they keep their
words, with the plan's year as `when` and no `last`. 三年内 does not say when it begins: its `when` is None,
unless the plan is for as many years.

Roles. A date is a time of doing ("deadline"), what a figure is compared with ("baseline": 较2020年), before
the plan ("past": 2020年达到…, 截至2024年底, “十三五”期间, 五年来), part of a name or of a noun, or since when
something holds ("name": 《2024年…》, 2024年度计划, 6月1日起), or comes round again ("recurring": 每月5日前),
which is no deadline.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from ingest import late_re as re
from ingest.grammar.date_forms import COMPARED, GUARDED, MARK, NAMED, SAME, YEAR_DIGITS
from ingest.grammar.demands import MUST, WISH
from ingest.grammar.numerals import chinese_number
from ingest.grammar.options import DATES
from ingest.grammar.stops import SENTENCE
from ingest.grammar.title_dates import five_years
from ingest.model import Span

DateRole = Literal["deadline", "baseline", "past", "name", "recurring"]
Precision = Literal["day", "ten days", "month", "quarter", "half", "year", "years", "words"]


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


UNKNOWN_TIME = PlanTime(first=None, last=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMark:
    """A date in a text; `span` covers it with its preposition and its tail (到…, …底前), `words` without the
    preposition.

    `when` is "2025" or "2025-06-30", None where no year can be told. `year_printed` is False where the year
    is the plan's (6月底前, 今年). `leads` where the mark opens its segment and so governs what follows;
    `period` where it is a stretch of years (“十三五”期间, 2016年以来), which holds for the sentences after it
    too; `until` where it is a 到… or a stretch. `bare` where nothing but a year or 今年 is printed.
    """

    span: Span
    words: Span
    when: str | None
    role: DateRole
    precision: Precision
    first: date | None = None
    last: date | None = None
    year_printed: bool = True
    leads: bool = False
    period: bool = False
    until: bool = False
    bare: bool = False

    def leaves_open_when(self, text: str) -> bool:
        """Whether it may be any time of its year (年内, 2025年), and is no end of one (年底)."""
        return self.bare or self.words.of(text) in _ALL_YEAR


_NO_TAIL = re.compile(r"(?:规划)?(?:期间|时期|以来|起)?")
_ALL_YEAR = frozenset({"年内", "年度内", "全年", "今年", "当年", "当年度"})
_WITHIN = (_ALL_YEAR - {"今年", "当年", "当年度"}) | {"年底", "年末"}
_GROUP = re.compile(r"(\w+)_\d+$")
_OPENING = re.compile(
    r"(?:^|[，,。；：！？、\n）])"
    rf"(?:其中|并|并且|同时|回顾|{WISH}|计划|原则上|{MUST}|使|(?:第?[一二三四五六]是))*$"
)
_SHOWN = re.compile(r"完成|，|达|实现")
"""Behind a month or a quarter: it is a time although no 底 or 前 says so."""
_SHOWN_QUARTER = re.compile(r"[^，。]{0,12}(?:[末底前，]|完成|达|实现)")
_SHOWN_BEFORE = ("到", "至", "截", "不", "最")
_MONTH_IN_WORDS = re.compile(r"[一二三四五六七八九十]+月")
"""三月 alone may open a name (三月三)."""
_QUOTED = re.compile(r"《[^》]*》|[“\"](?!十[一二三四五六七八九]五)[^”\"]{1,30}[”\"]")
_BLANK = re.compile(r"[^\S\n]")
_AT_LATEST = ("不", "最", "至迟", "至晚")
_MAY_BE_DATE = re.compile("[年月季前每]|Q[1-4]|(?:19|20)[0-9]{2}[-./]|十[一二三四五六七八九十两]五")
"""Every form has one of these."""


def read_dates(text: str, time: PlanTime = UNKNOWN_TIME, *, alone: bool = False) -> tuple[DateMark, ...]:
    """All dates of a text as printed, in coordinates of `text`; () where there is none.

    `alone` for a cell, a label or a question: a month or a quarter is a time there whatever stands around it.
    """
    if not _BLANK.search(text):
        return folded_dates(text.translate(SAME), time, alone=alone)
    kept = [at for at, ch in enumerate(text) if not ch.isspace() or ch == "\n"]
    marks = folded_dates("".join(text[at] for at in kept).translate(SAME), time, alone=alone)
    return tuple(replace(m, span=_back(kept, m.span), words=_back(kept, m.words)) for m in marks)


@lru_cache(maxsize=4096)
def folded_dates(text: str, time: PlanTime, *, alone: bool) -> tuple[DateMark, ...]:
    """The same for a text without blanks and with digits and marks in one form. Kept, as a clause is read for
    its targets, for its times, and by the second reader.
    """
    return tuple(_marks(text, time, alone=alone)) if _MAY_BE_DATE.search(text) else ()


def date_alone(printed: str, time: PlanTime = UNKNOWN_TIME) -> DateMark | None:
    """The time a label, a column's head or a cell is (6月底, 2025.6, 2025): the last one printed; None for
    none.

    The spans of the mark are those of the words without blanks around them.
    """
    printed = re.sub(rf"^{YEAR_DIGITS}$", r"\g<0>年", printed.strip())
    marks = [m for m in read_dates(printed, time, alone=True) if m.role in ("deadline", "past")]
    return marks[-1] if marks else None


def _back(kept: Sequence[int], span: Span) -> Span:
    return Span(start=kept[span.start], end=kept[span.end - 1] + 1)


def _marks(text: str, time: PlanTime, *, alone: bool) -> Iterator[DateMark]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    last_exact: DateMark | None = None
    at = 0
    while match := MARK.search(text, at):
        at = match.end()
        form = int(next(name[5:] for name in match.groupdict() if name.startswith("form_") and match[name]))
        opens = bool(_OPENING.search(text[max(0, match.start() - DATES.before) : match.start()]))
        headed = opens and not _MONTH_IN_WORDS.fullmatch(match[f"form_{form}"])
        if form in GUARDED and not (alone or headed or _is_shown(match, text, form)):
            at = match.start() + 1 if match["pre"] else match.end()
            continue
        if last_exact is not None and SENTENCE.search(text, last_exact.span.end, match.start()):
            last_exact = None
        found = _read(match, form, _year_of(last_exact, time), alone=alone)
        if found is None:
            continue
        inside = found.year_printed and any(start <= found.words.start < end for start, end in quoted)
        mark = replace(
            found,
            role="name" if inside else found.role,
            leads=opens and found.when is not None and found.role != "recurring",
        )
        finer = mark.precision not in ("year", "years", "words") and mark.year_printed
        last_exact = mark if finer and mark.role == "deadline" else last_exact
        yield mark


def _year_of(before: DateMark | None, time: PlanTime) -> PlanTime:
    """The time for a date without a year: the year printed with the month before it in the sentence."""
    if before is None or before.last is None or time.first is None or time.last is None:
        return time
    year = before.last.year
    return PlanTime(first=time.first, last=year) if time.first <= year <= time.last else time


def _is_shown(match: re.Match[str], text: str, form: int) -> bool:
    behind = text[match.end() : match.end() + DATES.behind]
    shown = _SHOWN_QUARTER if "季度" in match[f"form_{form}"] else _SHOWN
    return bool(
        match["tail"]
        or shown.match(behind)
        or (match["pre"] or "").startswith(_SHOWN_BEFORE)
        or (text[max(0, match.start() - 1) : match.start()] == "（" and behind.startswith("）"))
    )


def _read(match: re.Match[str], form: int, time: PlanTime, *, alone: bool) -> DateMark | None:
    """The mark of one match; None where it is no day of a calendar (13月)."""
    said = {m[1]: v for k, v in match.groupdict().items() if v and (m := _GROUP.match(k)) and m[1] != "form"}
    days = _days(said, time)
    if days is None:
        return None
    year_printed = "year" in said or "five" in said
    tail, pre = match["tail"] or "", match["pre"] or ""
    gone = "gone" in said
    stretch = "span" in said or "span_digits" in said or "coming" in said
    if "each" in said:
        role: DateRole = "recurring"
    elif stretch or gone:
        role = "past" if gone else "deadline"
    else:
        role = _role(match, said, days.last.year if days.last else _int(days.when), time)
        role = "deadline" if alone and role == "name" and _is_of_noun(match, days) else role
    by = (
        pre in ("到", "至")
        or pre.startswith("截")
        or pre.startswith(_AT_LATEST)
        or bool(re.search(r"前|底|末|止", tail))
        or "底" in said.get("word", "")
    )
    return DateMark(
        span=Span(start=match.start(), end=match.end()),
        words=Span(start=match.start(f"form_{form}"), end=max(match.end(f"form_{form}"), match.end("tail"))),
        when=days.when,
        role=role,
        precision=days.precision,
        first=None if by else days.first,
        last=days.last,
        year_printed=year_printed,
        until=stretch or pre in ("到", "至") or pre.startswith(_AT_LATEST),
        period=gone or any(word in tail for word in ("期间", "时期", "以来")),
        bare=days.precision in ("year", "years")
        and _NO_TAIL.fullmatch(tail) is not None
        and pre not in ("到", "至")
        and said.get("word", "") not in _WITHIN,
    )


def _is_of_noun(match: re.Match[str], days: _Days) -> bool:
    """6月份的任务 in a question or a head is still a time; 2025年的任务 is a plan's."""
    return bool(match["noun"]) and not match["after"] and days.precision not in ("year", "years")


def _int(when: str | None) -> int | None:
    return int(when[:4]) if when else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    when: str | None
    first: date | None
    last: date | None
    precision: Precision


_NO_DAYS = _Days(when=None, first=None, last=None, precision="words")


def _days(said: dict[str, str], time: PlanTime) -> _Days | None:
    """The days a match means; None for what is no date, and for one without a year where none is known."""
    if "each" in said:
        return _NO_DAYS
    if "gone" in said:
        last_year = said["gone"].endswith("一年") and time.first is not None
        return replace(_NO_DAYS, when=str((time.first or 0) - 1)) if last_year else _NO_DAYS
    if "span" in said or "span_digits" in said or "coming" in said:
        return _stretch(said.get("span") or said.get("span_digits") or said["coming"], time)
    year = _year(said, time)
    if year is None:
        return None
    if "named" in said:
        before = next(day for word, day in NAMED if word.fullmatch(said["named"]))
        if before is None:
            return _Days(when=str(year), first=None, last=None, precision="words")
        return _exact(date(year, *_month_and_day(before)), "day")
    if "month_end" in said or "half_year" in said:
        return _Days(when=str(year), first=None, last=None, precision="words")
    if "month" in said:
        return _of_month(said, year)
    if "half" in said:
        early = said["half"] == "上半年"
        last = date(year, 6, 30) if early else date(year, 12, 31)
        first = date(year, 1 if early else 7, 1)
        return _Days(when=last.isoformat() if early else str(year), first=first, last=last, precision="half")
    if "quarter" in said or "q" in said or "quarters" in said:
        number = _number(said.get("quarter") or said.get("q") or said["quarters"])
        first = date(year, 1 if "quarters" in said else 3 * number - 2, 1)
        last = _month_end(year, 3 * number)
        return _Days(when=last.isoformat(), first=first, last=last, precision="quarter")
    if "months" in said:
        last = _month_end(year, _number(said["months"]))
        return _Days(when=last.isoformat(), first=date(year, 1, 1), last=last, precision="month")
    if "middle" in said:
        return _exact(date(year, 6, 30), "half")
    if "to_year" in said:
        return _years(year, _number_year(said["to_year"], year))
    if "five" in said:
        return _years(year - 4, year)
    return _Days(when=str(year), first=date(year, 1, 1), last=date(year, 12, 31), precision="year")


def _exact(day: date, precision: Precision) -> _Days:
    return _Days(when=day.isoformat(), first=day, last=day, precision=precision)


def _years(first: int, last: int) -> _Days:
    return _Days(when=str(last), first=date(first, 1, 1), last=date(last, 12, 31), precision="years")


def _stretch(years: str, time: PlanTime) -> _Days:
    """The plan's last year where it is for as many years as the stretch has; else nobody can tell."""
    if time.first is None or time.last is None or time.first == time.last:
        return _NO_DAYS
    fits = _number(years) == time.last - time.first + 1
    return _years(time.first, time.last) if fits else _NO_DAYS


def _year(said: dict[str, str], time: PlanTime) -> int | None:
    if "year" in said:
        return _number_year(said["year"], None)
    if "five" in said:
        return five_years(f"十{said['five']}")[1]
    if time.first is None or time.last is None:
        return None
    word = said.get("word", "")
    if word == "明年":
        return time.first + 1
    if word.startswith(("去年", "上", "前一年")):
        return time.first - 1
    return time.first - 2 if word == "前年" else time.last


def _of_month(said: dict[str, str], year: int) -> _Days | None:
    month = _number(said["month"])
    first = date(year, month, 1)
    if "to_month" in said:
        until = _number(said["to_month"])
        last = _month_end(year, until)
        last = min(last, date(year, until, 1) + timedelta(days=_number(said.get("to_day", "31")) - 1))
        if "day" in said:
            first = min(_month_end(year, month), first + timedelta(days=_number(said["day"]) - 1))
        return (
            _Days(when=last.isoformat(), first=first, last=last, precision="month")
            if month <= until
            else None
        )
    if "day" in said:
        return _exact(min(_month_end(year, month), first + timedelta(days=_number(said["day"]) - 1)), "day")
    tens = {"上": (1, 10), "初": (1, 10), "中": (11, 20), "下": (21, 31)}.get(said.get("tens", "")[:1])
    if tens:
        last = min(_month_end(year, month), first + timedelta(days=tens[1] - 1))
        return _Days(
            when=last.isoformat(), first=first + timedelta(days=tens[0] - 1), last=last, precision="ten days"
        )
    last = _month_end(year, month)
    return _Days(when=last.isoformat(), first=first, last=last, precision="month")


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _number(printed: str) -> int:
    return chinese_number(printed) or 0


def _number_year(printed: str, first: int | None) -> int:
    """二零二五 as 2025; two digits (25年6月) in this century, at the end of a range in its `first`'s."""
    year, century = _number(printed), 2000 if first is None else first - first % 100
    return year if year > 99 else century + year


def _month_and_day(day: str) -> tuple[int, int]:
    return int(day[:2]), int(day[3:])


def _role(match: re.Match[str], said: dict[str, str], year: int | None, time: PlanTime) -> DateRole:
    pre, tail, post = match["pre"] or "", match["tail"] or "", match["post"] or ""
    if year is None:
        return "deadline"
    compared = post or (pre in COMPARED and pre != "以") or (pre in {"从", "自"} and time.first != year)
    if compared:
        return "baseline"
    if match["after"] or said.get("word", "").startswith(("去年", "上", "前")):
        return "past" if match.string[match.end() : match.end() + 1] == "，" and not pre else "name"
    if pre.startswith("截") and (time.first is None or year < time.first):
        return "past"
    if "以来" in tail or (time.first is not None and year < time.first):
        return "past"
    if "of" in said and "to_year" in said and not pre and not tail:
        return "name"
    if (match["noun"] or "five" in said or "起" in tail) and not pre and not tail.strip("起"):
        return "name"
    return "deadline"
