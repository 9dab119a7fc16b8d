"""The time a question asks tasks by: 6月底前要完成什么, 第三季度到期的任务, 哪些任务有完成时限.

In: a folded question. Out: the time asked for, and the question with its words blanked out, but for a year,
which also says which plan is meant. Which phrasing means by then (6月底前: what is due earlier as well),
within (6月底的, 7月至9月), or after is decided by the table data/due.yaml. The end of a period is its last
month: 年底 is December, 二季度末 June. Of 2023年底（12月底） the words in brackets only explain the others.
What is asked for besides (完成托位多少个) is not handled here: the caller looks whether any word is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.question import Due
from ingest import late_re as re
from ingest.grammar.date_forms import AFTER_IT, BEFORE_IT, SAME, SAYS_END, YEAR
from ingest.grammar.dates import DateMark, PlanTime, read_dates
from ingest.grammar.joins import SAID_JOIN
from ingest.grammar.tables import loaded
from ingest.model import Span

Way = Literal["after", "exact", "by", "within"]
TABLE: Mapping[str, Any] = loaded((Path(__file__).parent / "data" / "due.yaml").read_text("utf-8"))

_YEAR_LIKE = PlanTime(first=2024, last=2024)
"""Stands for the plan's year while a question is read: only month and day are taken from such a date."""
_ITS_YEAR = re.compile(rf"{YEAR}年?")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_TIME = "\ue000"
"""Stands for the time in a question that is held against the table."""
_AND = re.compile(rf"{SAID_JOIN}|[或到至]")


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['like']})" for row in TABLE[name]))


@cache
def _said() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{words})" for words in TABLE["said"]))


@cache
def _windows() -> tuple[tuple[Way, re.Pattern[str]], ...]:
    return tuple((row["way"], re.compile(row["like"].replace("{T}", _TIME))) for row in TABLE["windows"])


def beside_asking(text: str) -> str:
    """The text without the words that ask for tasks and their times without saying which."""
    return _said().sub(" ", text)


def read_due(asked: str, *, of_deeds: bool = False) -> tuple[Due | None, str]:
    """None, and the question as it is, where it asks for no time or for nothing that is done by a time;
    `of_deeds` where that it is of what is done was said before (那9月底前呢).
    """
    if not of_deeds and not _any_of("deeds").search(asked):
        return None, asked
    main = _without_asides(asked)
    marks = [m for m in read_dates(main, _YEAR_LIKE, alone=True) if _asks_by(m, main)]
    if not marks:
        undated = _any_of("any").search(asked)
        return (None, asked) if undated is None else (Due(words=""), _blanked(asked, *undated.span()))
    mark = _with_neighbour(marks, main)
    way = _way(mark, main)
    words = mark.words.of(asked)
    year = _ITS_YEAR.match(words.translate(SAME)) if mark.year_printed else None
    rest = _blanked(main, mark.words.start + (year.end() if year else 0), mark.span.end)
    return _due(mark, words, way), rest


def _with_neighbour(marks: Sequence[DateMark], asked: str) -> DateMark:
    """The last date, with the one before it where both together are one stretch (10月份和11月份)."""
    last = marks[-1]
    before = marks[-2] if len(marks) > 1 else None
    if before is None or not (before.first and before.last and last.first and last.last):
        return last
    between = asked[before.span.end : last.words.start].strip("　 ")
    if not _AND.fullmatch(between) or last.first - before.last != timedelta(days=1):
        return last
    return replace(
        last,
        span=Span(start=before.span.start, end=last.span.end),
        words=Span(start=before.words.start, end=last.words.end),
        first=before.first,
        year_printed=before.year_printed,
    )


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + "　" * (end - start) + text[end:]


def _without_asides(asked: str) -> str:
    """The question without the brackets that only say its time in other words (2023年底（12月底）)."""
    bare = asked
    for aside in _ASIDE.finditer(asked):
        if read_dates(aside[0][1:-1], _YEAR_LIKE, alone=True):
            bare = _blanked(bare, *aside.span())
    return bare if any(_asks_by(m, bare) for m in read_dates(bare, _YEAR_LIKE, alone=True)) else asked


def _asks_by(mark: DateMark, asked: str) -> bool:
    """Whether a date of a question is a time of doing: no plain year (that is the plan's) unless something
    pins tasks to it, no other year in words (明年), and nothing that only belongs to a name.
    """
    if mark.last is None or mark.words.of(asked).startswith(("明", "去")):
        return False
    if _is_after(mark, asked):
        return True
    if mark.role == "baseline":
        return False
    if not mark.bare:
        return mark.role != "name" or "“" in asked[: mark.words.start][-1:]
    ahead, behind = asked[: mark.words.start].rstrip("　 "), asked[mark.span.end :]
    own = mark.year_printed and mark.precision == "year"
    return own and any(
        re.search(row["like"], ahead if row["like"].endswith("$") else behind) for row in TABLE["pins"]
    )


def _is_after(mark: DateMark, asked: str) -> bool:
    return mark.span.of(asked).endswith("后")


def _way(mark: DateMark, asked: str) -> Way:
    """The first row of the table that fits; the time stands there without 前, 后 and its preposition."""
    words = mark.span.of(asked)
    start = mark.words.start - mark.span.start
    tail = re.search(f"(?:{BEFORE_IT}|{AFTER_IT})?$", words)
    assert tail is not None
    shown = words[:start] + _TIME + words[tail.start() :]
    said = (asked[: mark.span.start] + shown + asked[mark.span.end :]).replace("“", "").replace("”", "")
    way = next(way for way, like in _windows() if like.search(said))
    open_year = mark.precision == "year" and not mark.year_printed and not SAYS_END.search(words)
    return "by" if open_year and way == "within" else way  # 年内, 全年


def _due(mark: DateMark, words: str, way: Way) -> Due:
    assert mark.last is not None
    year = mark.last.year if mark.year_printed else None
    last = mark.last.strftime("%m-%d")
    if way in ("by", "after"):
        return Due(words=words, year=year, last=last, after=way == "after")
    return Due(words=words, year=year, first=_first(mark, mark.last, words).strftime("%m-%d"), last=last)


def _first(mark: DateMark, last: date, words: str) -> date:
    """The first day of the window that ends with a mark: of 年底 and 二季度末 it is that of the last
    month.
    """
    if mark.precision == "day":
        return last
    if mark.precision == "ten days":
        return last.replace(day=1 if last.day <= 10 else 11 if last.day <= 20 else 21)
    if mark.first is not None and not SAYS_END.search(words):
        return mark.first
    ends = mark.precision == "month" or SAYS_END.search(words) is not None
    months = {"quarter": 3, "half": 6, "year": 12}.get(mark.precision, 1)
    return last.replace(month=last.month if ends else last.month - months + 1, day=1)
