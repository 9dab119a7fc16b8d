"""How often, and of whom or what there is one figure each: 每季度, 每2小时, 年均; 人均, 每千人口, 每个村.

In: folded words. Out: patterns, and the period that words before a figure say it holds for. The words stand
in data/recurrence.yaml. When a thing that comes again is due (每月5日前) dates.py tells; 每 inside another
word (每年级) does not count.
"""

from __future__ import annotations

from typing import Any

from ingest import late_re as re
from ingest.grammar.numerals import DIGIT
from ingest.grammar.tables import any_of, table

_TABLE: dict[str, Any] = table("recurrence")
_SMALL_NUMBER = rf"(?:\d+|{DIGIT}|两)"


def _period(row: dict[str, Any]) -> str:
    word: str = row["word"]
    return word + (f"(?![{row['not']}])" if "not" in row else "")


_PERIODS = "|".join(_period(row) for row in _TABLE["periods"])
_COUNTED = any_of([row["word"] for row in _TABLE["periods"] if row.get("counted")])
_NAMES: dict[str, str] = {row["word"]: row["per"] for row in _TABLE["periods"] if "per" in row}
_SAME: dict[str, str] = {row["word"]: row["same"] for row in _TABLE["periods"] if "same" in row}
BY_THE_DAY = tuple(row["word"] for row in _TABLE["periods"] if row.get("daily"))
"""Periods that come round once a day or more often."""
_STRETCH = rf"{_PERIODS}|{_SMALL_NUMBER}个?(?:{_COUNTED})"
EVERY_PERIOD = rf"每隔?个?(?:{_STRETCH})"
"""A pattern: a period that comes round again."""
PERIOD = re.compile(rf"每隔?个?(?P<per>{_STRETCH})")
"""The same, to look for; group `per` is the stretch of time itself."""
HEADS = any_of([row["word"] for row in _TABLE["heads"]])
"""A pattern: whom or what 每 may stand before."""
PER_HEAD = re.compile(rf"每(?P<head>{HEADS})$")
"""Words that end in whom or what there is one figure each."""
PACES = any_of(_TABLE["paces"])
"""A pattern: the words that say at what pace a figure changes (年均, 逐年)."""
EVERY = rf"(?:每(?:{HEADS})每(?:{_PERIODS})|每隔?个?(?:{_STRETCH})|{PACES})"
"""A pattern: how often a figure holds: 每人每年, 每两年, 年均."""
RECURS = re.compile(EVERY)
"""The same, to look for."""
YEARLY = re.compile(
    rf"年(?={any_of(_TABLE['yearly_of'])})|年均|年度|逐年|全年|(?<!\d)年[\u4e00-\u9fff]{{2,4}}能力|(?<!\d)年产"
    r"|(?:^|[，。、；（对])年(?=[\u4e00-\u9fff]{2})"
)
"""Says that a figure is one of a year (年接待游客, 逐年)."""
ONCE = "[一1][次回趟遍]"
"""A pattern: that something is done one time."""
ONCE_EACH = re.compile(rf"(?P<times>[^，。；]+)各[^，。；\d]{{0,4}}{ONCE}")
"""At which times something is done once each (8时、18时各报一次)."""
EACH = (
    rf"(?:(?:{any_of(_TABLE['averages'])})均|每(?:平方)?公里"
    rf"|每[十百千万亿]+(?:常住)?(?:人口|名|人|户|张|个|辆)?|每(?:[个名家]|{HEADS}))"
)
"""A pattern: of whom or what there is one figure: 人均, 每千人口, 每个."""
EACH_PERSON = "每[人户生]"
"""A pattern: of whom there is one figure; behind the name of a figure its unit says so, too (元/人), which
每村 and 每亩 need not.
"""
COUNTED_EACH = r"每[个名户所家项]"
"""A pattern: each of things that are named behind it (每个|乡镇)."""
_OF_EACH = re.compile(r"每[一个]{0,2}[\u4e00-\u9fff]?|一[\u4e00-\u9fff]")


def says_each(word: str) -> bool:
    """Whether a word of a question only says that a figure is one of each: 每辆, 一个."""
    return _OF_EACH.fullmatch(word) is not None


STRETCHES = "|".join(_period(row) for row in _TABLE["stretches"])
"""A pattern: lengths of time, which are no things that are counted (3个|小时)."""
OVER_YEARS = re.compile(
    rf"(?:今后|未来|后续|接下来)?{_SMALL_NUMBER}年(?:期间|[以之]?内|来|间)?(?:累计|合计|总共|共计|共|总)?(?=[\u4e00-\u9fff]{{2}})"
)
"""At the start of what a figure is told of: that it is of several years together (三年累计|安排资金)."""
CONSECUTIVE = rf"连续{_SMALL_NUMBER}个?(?:{_COUNTED}|次)"
"""A pattern: how many times or how long one after another (连续3年, 连续两个季度)."""
IN_A_ROW, FIRST_TIME = tuple(_TABLE["in_a_row"]), tuple(_TABLE["first_time"])
"""What says that things come one after another (接连), and that there was none before (初次)."""
ONCE_OVER = re.compile(rf"(?P<long>{_SMALL_NUMBER}个?[年月天日])[以之]?后|满(?P<full>{_SMALL_NUMBER})")
"""Once a length of time is over (两年后, 满3个月)."""
RHYTHM = any_of([row["word"] for row in _TABLE["rhythm"]])
"""A pattern: what is done about the work, whose once in a while is no goal of it: 调度, 考核, 修编."""
TOTALS = any_of(_TABLE["totals"])
"""A pattern: words that say that a figure is what has come together so far."""


def same_stretch(one: str, other: str) -> bool:
    """Whether two words for a stretch of time say the same: 天 and 日, 个月 and 月, 季 and 季度."""
    first, second = (word.removeprefix("个") for word in (one, other))
    return _SAME.get(first, first) == _SAME.get(second, second)


def stretch(match: re.Match[str]) -> str:
    """The stretch of time of a match of `PERIOD`, as units name it: 年 of 每年度."""
    said: str = match["per"]
    return _NAMES.get(said, said)
