"""How dates are printed: the rows of data/dates.yaml put together into patterns, and its words of time.

In: nothing but the table. Out: `MARK`, the pattern `ingest.grammar.dates` reads with; `PRINTED` and
`IN_DIGITS`, patterns for texts that a date is a part of; small questions about words that stand for a time
(完成时限, 长期坚持). What a date means is told in dates.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ingest import late_re as re
from ingest.grammar.bound_words import ONE_SIDED, WITHIN
from ingest.grammar.measures import COUNTED
from ingest.grammar.numerals import HAN
from ingest.grammar.tables import loaded

TABLE: dict[str, Any] = loaded((files(__package__) / "data/dates.yaml").read_text("utf-8"))

YEAR_DIGITS = r"(?:19|20)\d{2}"
"""A year in digits, for patterns of titles and serial numbers."""
_CN = "一二三四五六七八九十两"
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_WORD_YEAR = r"(?<![零一二三四五六七八九])(?:二零|一九)[零一二三四五六七八九]{2}"
ENDS_OF_YEAR = "[底末初]"
"""A pattern: the character that says at which end of a year something is (2025年底)."""
AT_YEAR = f"年?{ENDS_OF_YEAR}"
"""A pattern: the same with 年, where the year before it may have one already (2025年年底)."""
BEFORE_IT, AFTER_IT = "(?:之前|以前|前)", "(?:之后|以后|后)"
"""Patterns: until what is named, and from then on."""
DUE_END = "[前底末内]"
"""The last character of a time by which something is due: 6月前, 月底, 三年内."""
OF_CALENDAR = "[年月日]"
"""What makes a date's part of the number before it."""
SHORT_YEAR = r"(?:20)?\d{2}年度?"
"""A year as a paper's name is said with it: 26年, 2026年度."""
YEAR = rf"(?:(?<!\d){YEAR_DIGITS}|{_WORD_YEAR})"
"""A year in digits or in words (folded: 二零二五), without 年."""
BEFORE_A_LENGTH = "满足龄近超过续每作职任教干了达"
"""What a number of years stands behind that tells how long: 工作满30年, 教龄25年."""
_NAMED = "(?:" + "|".join(f"(?:{row['word']})节?" for row in TABLE["named"]) + ")"
_TWO = rf"(?<![\d.共计累第{BEFORE_A_LENGTH}])(?:1[5-9]|[23]\d)"
_OF_TWO = (
    rf"{_TWO}(?=年(?:[上下]半年|第?[一二三四1-4]季|Q[1-4]|前(?:[两二三]个?季|[\d{_CN}]+个月)|{_MONTH}月"
    rf"|{_NAMED}{BEFORE_IT}))"
)
"""A year of two digits: nothing but what follows it tells it from a number of years."""
_OF_TWO_AT_END = rf"{_TWO}(?=年年?[底末](?:{BEFORE_IT}|[，。；、）]|完成|建成|$))"
_NOT_HEAD = r"[^\W\d_年度在于到至止争保省市州县区乡镇]"
"""What 前六个月 behind it counts back from: 期满前六个月, 较前六个月."""
_ATOMS = {
    "YY": f"(?:{YEAR}|{_OF_TWO})",
    "YEND": _OF_TWO_AT_END,
    "Y": YEAR,
    "M": _MONTH,
    "D": _DAY,
    "Q": "[一二三四1-4]",
    "N": f"[{_CN}]",
    "FROM_FIRST": f"(?<!{_NOT_HEAD})前",
    "MONTHS": rf"(?:1[01]|[2-9]|十一?|[{_CN[1:]}])",
    "TO": "(?:-|~|—+|至|到)",
    "OF_IT": rf"(?:的?(?:{_MONTH}月(?:{_DAY}[日号])?|[上中下]旬|{_DAY}[日号]|第?[一二三四1-4]季度|[上下]半年"
    r"|[年月季]?[底末初](?=[前，之以报])))",
    "NAMED": _NAMED,
}
LATEST = "(?:不得?[迟晚]于|[最至][迟晚](?:于|在)?)"
"""A pattern: the words before the last time at which something may be done."""
COMPARED_TO = "(?:较|(?<!占)比|与|同)"
"""A pattern: what stands before a time that a figure is held against (较2020年)."""
BEFORE_A_TIME = rf"(?:{LATEST}|截至到?|截止到?|到|至|在|于|从|自|以|{COMPARED_TO}|相比|按)"
"""A pattern: what may stand before a time."""
_HOUR = rf"(?:当[天日])?(?:下班|\d{{1,2}}(?:[时点](?:整|\d{{1,2}}分)?|[:：]\d{{2}})){BEFORE_IT}"
"""The hour of the day that is named by which something is done: 下班前, 17:00前."""
_TAIL = (
    r"(?:规划)?(?:期?末|年底|年末|底|期间|时期|以来|期内|内|起)?"
    rf"(?:(?:（含）)?{BEFORE_IT}|{_HOUR}|止(?![于咳]))?"
)
_NOUN = f"的?(?:{'|'.join(TABLE['of_noun'])})"
_POST = "|".join(TABLE["based_on"])


def _fill(pattern: str, number: int | None) -> str:
    """A row's pattern with its atoms; groups get the row's number, or no names at all for None."""
    pattern = "".join(pattern.split())
    for name, atom in _ATOMS.items():
        pattern = pattern.replace(f"{{{name}}}", atom)
    if number is None:
        return re.sub(r"\(\?P=\w+\)", "[-—./]", re.sub(r"\(\?P<\w+>", "(?:", pattern))
    return re.sub(r"\(\?P([<=])(\w+)", rf"(?P\1\2_{number}", pattern)


FORMS: Sequence[dict[str, Any]] = TABLE["forms"]
GUARDED = frozenset(n for n, row in enumerate(FORMS) if row.get("guarded"))
_FORM = "|".join(f"(?P<form_{n}>{_fill(row['pattern'], n)})" for n, row in enumerate(FORMS))
_BEGINS = "".join(sorted(set(re.findall(r"[^\x00-\x7f]", BEFORE_A_TIME + _FORM))))
"""The characters of the patterns that are not ASCII: with digits, Q and a quote, whatever a date may begin
with is among them, and most of a text is not, so that the forms are not tried there.
"""
MARK = re.compile(
    rf'(?=[\d"Q{_BEGINS}])'
    rf"(?P<pre>{BEFORE_A_TIME}?)(?:{_FORM})(?P<tail>{_TAIL})(?P<noun>{_NOUN})?(?P<post>{_POST})?(?P<after>{AFTER_IT})?"
)
PRINTED = (
    rf"(?:{BEFORE_A_TIME}?(?:" + "|".join(_fill(row["pattern"], None) for row in FORMS) + rf")(?:份)?{_TAIL})"
)
"""Any time as a regex without named groups, for patterns over folded text that a date is a part of."""
A_TIME = re.compile(PRINTED)
"""The same, to look for."""
IN_DIGITS = re.compile(
    r"(?<![\d.])(?:19|20)\d{2}(?:年度?)?(?:-|~|—|至|到)(?:(?:19|20)\d{2}|\d{2})年度?(?!\d)"
    rf"|(?:{_OF_TWO}|{_OF_TWO_AT_END})年"
    rf"|(?<=前)(?<!{_NOT_HEAD}前)\d{{1,2}}个月"
    r"|(?<![\d.])\d{4}年度?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:(?:-|~|—|至|到)(?:\d{1,2}月(?:\d{1,2}日)?))?"
    r"|(?<![\d.])\d{1,2}(?:-|~|—|至|到|、)?\d{0,2}月(?:\d{1,2}日)?(?:(?:-|~|—|至"
    r"|到)\d{1,2}(?!\d)月?(?:\d{1,2}日)?)?"
    r"|(?<![\d.])(?:19|20)\d{2}(?P<sep>[.—/-])\d{1,2}(?P=sep)\d{1,2}(?![\d.]?\d)"
    rf"|(?<![\d.])20\d{{2}}(?:0[1-9]|1[0-2])(?:3[01]|[12]\d|0[1-9])(?={BEFORE_IT})"
    rf"|(?<![\d./:%])(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])(?={BEFORE_IT}(?![移置沿瞻端期后\d]))"
    rf"|(?<![\d.])20\d{{2}}[./-](?:1[0-2]|0?[1-9])(?={ENDS_OF_YEAR}|{BEFORE_IT})"
    r"|(?<![\d.])(?<!不[少超低多][于过])(?<!限期)(?<!满)(?<![短缩减降少][到至为])(?!\A\d{1,2}日\Z)"
    rf"\d{{1,2}}日(?!均|{WITHIN}|{ONE_SIDED}|后|[缩压减降]|精简)"
    rf"|(?<![\d.A-Za-z])(?:19|20)\d{{2}}(?![\d.%‰万亿:]|余|\s*(?:{COUNTED}))"
)
"""Digits that tell a time and count nothing, in folded text; a year needs no 年 here."""
_HEAD = re.compile("|".join(TABLE["heads"]))
_LABELLED = re.compile(rf"(?:{'|'.join(TABLE['heads'])}|时间)[:：]([^；;，,（）()。\n]{{2,20}})")
TIME_LABEL = (
    r"(?:[\u4e00-\u9fff]{0,4}(?:时限|时间|期限|节点|进度|时间安排|进度安排)|(?:完成|办结|截止|竣工)日期)"
)
"""A pattern: what a line or a bracket calls when it is due, before its colon."""
LASTING = "|".join(TABLE["lasting"])
_LASTING = re.compile(LASTING)
NAMED = [(re.compile(f"(?:{row['word']})节?"), row.get("before")) for row in TABLE["named"]]
COMPARED = frozenset(TABLE["compared"])
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0) not in ",:;!?()"}
_MARKS = {ord(half): full for half, full in zip(";:!?()", "；：！？（）", strict=True)}
SAME: dict[int, str | int | None] = {
    **_WIDE,
    **_MARKS,
    **{ord(ch): "零" for ch in "〇○"},
    **{ord(ch): "-" for ch in "–−‐‑‒－"},
    ord("〜"): "~",
}
"""One folded character for each printed one."""


_ENDS = re.compile(DUE_END)
_DAYS_OF_IT = re.compile(rf"[日旬]|\d|{DUE_END}")
_ALL_YEAR = "全年"


def says_due(printed: str) -> bool:
    """Whether a time says by when, and not only when: 6月底前; 全年, as a year's end does."""
    return _ENDS.search(printed) is not None or is_all_year(printed)


def is_all_year(printed: str) -> bool:
    """Whether it goes on all the year (全年接种): its last day is no deadline."""
    return _ALL_YEAR in printed


def says_which_day(printed: str) -> bool:
    """Whether what comes round again says when in its time it is due: 每月5日前, 每季度末."""
    return _DAYS_OF_IT.search(printed) is not None


NOUN_OF_TIME = re.compile(rf"(?:之年|[{_CN}]年|时期|阶段|年份)$")
"""What ends in it is a time itself, and nothing to be done (攻坚之年, 关键一年)."""


def lasts(printed: str) -> bool:
    """Whether what stands in place of a time says that the task never ends (长期坚持) or comes again."""
    return _LASTING.search(printed) is not None


PART_OF_DATE = re.compile(r"\d+(?=[年月日])[年月日]|[一二三四1-4]季度")
"""A piece of a date in digits, as plain dates have it: 2025年, 6月, 三季度."""
_YEAR_IN_WORDS = re.compile(r"(?:二[零〇○]|一九)[零〇○一二三四五六七八九]{2}(?=年)")
MONTH_IN_DIGITS = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
"""A month of the calendar in digits: no 12个月, whose number stands before 个."""
_MONTH_IN_WORDS = re.compile(r"(?<![一二三四五六七八九十\d第个])(?:十[一二]?|[一二三四五六七八九])(?=月)")
_STROKED = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})([./-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d.]?\d)"
)
_OF_TWO_DIGITS = re.compile(f"{_OF_TWO}|{_OF_TWO_AT_END}")
_DIGIT_OF = {ord(ch): str(n) for n, ch in enumerate("零一二三四五六七八九")} | {ord(ch): "0" for ch in "〇○"}


def is_month_or_day(number: str, text: str) -> bool:
    """Whether the text has the number as a month or a day."""
    return re.search(rf"(?<!\d){re.escape(number)}(?=[月日])", text) is not None


def with_plain_dates(text: str) -> str:
    """The text with its dates in one form, to be compared: 二〇二四年六月底 as 2024年6月底, 2025.6.30 as
    2025年6月30日, 25年6月 as 2025年6月, 第三季度 as 三季度, 2024年年底 as 2024年底. Places in it are not
    those of the text.
    """
    text = _OF_TWO_DIGITS.sub(r"20\g<0>", text)
    text = _YEAR_IN_WORDS.sub(lambda m: m[0].translate(_DIGIT_OF), text)
    text = _MONTH_IN_WORDS.sub(lambda m: str(_month(m[0])), text)
    text = _STROKED.sub(lambda m: f"{m[1]}年{int(m[3])}月{int(m[4])}日", text)
    return re.sub(r"第([一二三四1-4]季度)", r"\1", text).replace("年年底", "年底").replace("年年末", "年末")


def _month(words: str) -> int:
    ones = words.rpartition("十")[2]
    return (10 if "十" in words else 0) + ("零一二三四五六七八九".index(ones) if ones else 0)


def is_time_head(head: str) -> bool:
    """Whether a table's column under this head holds when its rows are to be done (完成时限, 时间节点)."""
    return _HEAD.search(head) is not None or head.strip() == "时间"


def labelled(text: str) -> str | None:
    """What stands behind a label of time in running words (完成时限：8月底前), as printed."""
    found = _LABELLED.search(text)
    return found[1].strip() if found else None


def month_printed(text: str, month: int) -> str:
    """The month as the text prints it (6月底, 6月20日, 6月上旬), "" where it does not."""
    found = re.search(rf"(?<!\d){month}月(?:底|末|\d+日|[上中下]旬)?", text)
    return found[0] if found else ""


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[str, str, str, str], ...]:
    """The examples of the table as (name of the row, text, when, role), for the test that reads them."""
    return tuple(
        (row["name"], one["text"], one["is"], one.get("role", "deadline"))
        for row in FORMS
        for one in row["examples"]
    )


A_YEAR = re.compile(YEAR_DIGITS)
"""A year in digits."""
YEAR_ALONE = re.compile(rf"(?<!\d){YEAR_DIGITS}(?!\d)")
"""The same where it is no part of a longer number."""
FROM_YEAR_TO = re.compile(rf"(?<!\d)({YEAR_DIGITS})年?(?:[-~—–]{{1,2}}|至|到)({YEAR_DIGITS})年")
"""The first and the last of some years (2026年至2028年)."""
SAYS_END = re.compile("[底末]")
"""年底, 月末: the end of what is named."""
DAY_IN_DIGITS = re.compile(r"(?<!\d)\d{1,2}月\d{1,2}日")
"""A day of the year, in plain digits."""
BASE_YEAR = re.compile(rf"[比较以与同]({YEAR_DIGITS})年")
"""The year something is more or less than, or counted from."""
LEADING_YEAR = re.compile(rf"(?<![\d比较以与同到至])({YEAR_DIGITS})年")
"""A year that leads what follows (2025年，全市完成), none it is measured by."""
IS_DATED = re.compile(rf"{OF_CALENDAR}\||\|{OF_CALENDAR}")
"""Around a number (|) that is part of a date."""
DUE_YEAR = re.compile(
    rf"(?<!\d)({YEAR_DIGITS})年?(?:年?底|年末|\d{{1,2}}月|前|以前|之前|内|(?:完成|建成|竣工|投用|启用|交付))"
)
"""A year by which something is due, in a month of which, or in which it is done:
2026年底, 2026年6月, 2026年建成.
"""
CALLED_YEAR = re.compile("[上下前后同当][一两]?年度?(?![内以间])")
"""A year called by where it stands (上一年度), which is no length of time."""
AT_A_TIME = re.compile(
    rf"[\d{HAN}]\s*[年月日号时点]|[年月]底|长期|永久|终身|即[时日可]|立即|随时|全[天年]|当[天日场年]|[上下]半年|期间"
)
"""Words that tell when, or that something holds at any time; no 年度报告."""
_ANY_TIME = re.compile(
    rf"{AT_A_TIME.pattern}|(?:\d|[{HAN}年月日周季节假汛学]|[月年]底)(?:之|以)?前|前(?=[）。，；、]|$)|[上中下]旬|季度|[月年周季][底末初中内]"
    r"|(?:周|月|季|学期|年度?)内|节前|汛前|时限|期限|限期|截止|尽[快早]|逐[年月季]|近期|\d[./-]\d{1,2}(?!\d*[%‰万亿])"
)


def reads_as_time(text: str) -> bool:
    """Whether anything in it may be a time, be it one not understood (6/31前, 开工季前): an absence is
    claimed of nothing that has it.
    """
    return _ANY_TIME.search(text) is not None
