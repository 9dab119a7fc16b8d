"""Amounts in one form, to be compared: 五千元 as 5000元, 十五日内 as 15天内, 满半年 as 满6个月, 四分之一 as
25%, 四六分担 as 4:6分担, 早8点 as 8时.

In: folded text. Out: the text so rewritten, and how places in it have moved. Only what `read_quantities`
leaves alone is rewritten: it reads numerals in words before most measure words; 日 is a date to it and 元
may be part of a name. A day of the month (3月15日, 每月5日前) stays one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND, WITHIN
from ingest.grammar.bounds import LEAST_OR_MOST
from ingest.grammar.clock_times import plain_times
from ingest.grammar.measures import HALVES
from ingest.grammar.numerals import COUNT_WORD, DIGIT, WORDS, number
from ingest.grammar.tables import one_of

_BOUND = one_of({*LEAST_OR_MOST, "超过", "满", "达", "达到", "延长", "连续", "连着", "累计", "不足", "不到"})
_LASTING = one_of({"提前", "公示", "公告", "公布", "为期", "保存", "逾期", "间隔"})
_BEHIND = rf"(?={BEHIND}|{WITHIN}|里)"
_COUNT = rf"(?P<count>\d{{1,3}}|{WORDS}{{1,5}})"
_RULES = (
    re.compile(rf"(?<![月年至到—~.\d第-])(?<!{COUNT_WORD}){_COUNT}(?P<day>日){_BEHIND}"),
    re.compile(rf"(?P<before>(?:{_BOUND}|{_LASTING})了?){_COUNT}(?P<day>日)(?![前起至到])"),
    re.compile(
        rf"(?<![\d.余多{WORDS[1:-1]}])(?P<sum>(?![万亿百千]){WORDS}+?)(?P<scale>[万亿]?)(?P<money>元)(?![旦宵宇])"
    ),
    re.compile(rf"(?P<before>(?:{_BOUND})了?)半(?P<half>{one_of(HALVES)})"),
    re.compile(rf"(?<![每上下前后过])半(?P<half>{one_of(HALVES)}){_BEHIND}"),
    re.compile(rf"(?P<times>\d+|{COUNT_WORD})回(?![收复应访购升暖])"),
    re.compile(rf"(?<!{WORDS})(?P<whole>{DIGIT}|十)分之(?P<part>{DIGIT})(?!{WORDS})"),
    re.compile(
        rf"(?<!{WORDS})(?P<one>{DIGIT})(?P<versus>比?)(?P<other>{DIGIT})(?=(?:的?比例)?[来]?(?:分[担摊成账]|出资|开)|的?比例)"
    ),
    re.compile(r"(?<=\d)(?P<scaled>[万亿])里(?=[，,、；;])"),
)
_MONEY = re.compile(
    rf"(?<![\d.])(?P<sum>\d+(?:\.\d+)?[百千万亿]?|{WORDS}+)(?:块(?P<rest>{DIGIT}|\d)?(?![\d.])|(?P<small>[毛角分])(?=钱))钱?"
    rf"|(?<![\d.])(?P<tenths>\d|{COUNT_WORD})毛(?!利|病|巾|竹|线)"
)
"""Money as people say it: 三块五, 40块钱, 两毛."""


_TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainAmounts:
    """`text` as rewritten; `ends` where each stretch of the text before that was rewritten ended, in order,
    with by how much what stands behind it has moved.
    """

    text: str
    ends: tuple[tuple[int, int], ...] = ()

    def place(self, at: int) -> int:
        """Where a place of the text before stands now, that lies in no stretch that was rewritten."""
        n = bisect_right(self.ends, (at, 10**9))
        return at + (self.ends[n - 1][1] if n else 0)


@lru_cache(maxsize=4096)
def with_plain_amounts(text: str) -> PlainAmounts:
    out: list[str] = []
    ends: list[tuple[int, int]] = []
    at = moved = 0
    for start, end, words in sorted(_rewritten(text)):
        if start < at:
            continue
        out += [text[at:start], words]
        moved += len(words) - (end - start)
        at = end
        ends.append((end, moved))
    return PlainAmounts(text="".join((*out, text[at:])), ends=tuple(ends))


def with_plain_money(text: str) -> str:
    """The text with money as people say it in 元; for texts in which 块 counts no things."""
    return _MONEY.sub(_in_yuan, text)


def _in_yuan(m: re.Match[str]) -> str:
    try:
        if m["tenths"]:
            return f"{number(m['tenths']) / 10}元"
        if m["small"]:
            return f"{number(m['sum']) / (100 if m['small'] == '分' else 10)}元"
        scale = m["sum"][-1] if m["sum"][-1] in "万亿" and len(m["sum"]) > 1 else ""
        whole = number(m["sum"].removesuffix(scale))
        if whole == 1 and not m["sum"].isdigit() and not (m["rest"] or m[0].endswith("钱")):
            return m[0]  # 一块 is together
        tenths = f".{number(m['rest'])}" if m["rest"] else ""
    except ValueError:
        return m[0]
    return f"{whole:f}{tenths}{scale}元"


def _rewritten(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, the words in its place) of all that is rewritten."""
    for rule in _RULES:
        for m in rule.finditer(text):
            found = m.groupdict()
            words = _words(found)
            if words:
                yield m.start() + len(found.get("before") or ""), m.end(), words
    yield from plain_times(text)


def _words(found: dict[str, str | None]) -> str:
    """ "" where it is not a numeral."""
    try:
        if found.get("day"):
            return f"{number(found['count'] or ''):f}天"
        if found.get("whole"):
            return _share(int(number(found["part"] or "")), int(number(found["whole"] or "")))
        if found.get("one"):
            return _ratio(found)
        if found.get("money"):
            scale = found["scale"] or ""
            return f"{number(found['sum'] or ''):f}{scale}元"
    except ValueError:
        return ""
    if found.get("scaled"):
        return found["scaled"] or ""
    return HALVES[found["half"] or ""] if found.get("half") else f"{found['times']}次"


def _share(part: int, whole: int) -> str:
    """ "" where it is not one, or no whole hundredths."""
    return f"{100 * part // whole}%" if part < whole and 100 * part % whole == 0 else ""


def _ratio(found: dict[str, str | None]) -> str:
    """四六 and 四比六; "" where two digits side by side come to no ten."""
    one, other = (int(number(found[name] or "")) for name in ("one", "other"))
    return f"{one}:{other}" if found["versus"] or one + other == _TEN else ""
