"""Numerals of every kind documents number with, and what they are worth.

In: text. Out: the value of a numeral and where it ends. Read are digits of either width, with thousands
commas, decimals and 万, 亿 behind them (3.5万), and numerals in words: 一百二十, 两千三百万, 三点五, 一百二
(120), 二〇二五 by place, 七八 and 三四十 as a stretch. Words are read as far as they are one numeral: of
九十百日咳 it is 九十. The tables give the numerals of cheques, the ten stems, Roman, circled and bracketed
numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest import late_re as re

HAN = "〇零一二三四五六七八九十百"
"""The characters of Chinese numerals in marks."""
_VALUES = {ch: n for n, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十", strict=True)) | {
    "貳": "二",
    "參": "三",
    "陸": "六",
}
"""The numerals of cheques, used for the parts of a document, with the everyday ones they stand for."""
STEMS = {ch: n for n, ch in enumerate("甲乙丙丁戊己庚辛壬癸", start=1)}
ROMAN = {chr(0x2160 + i): i + 1 for i in range(12)}
ROMAN |= {
    w: n
    for n, w in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], start=1)
}
SQUARE = {chr(0x3220 + i): i + 1 for i in range(10)}
CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x3251 + i): i + 21 for i in range(15)}
CIRCLED |= {chr(start + i): i + 1 for start in (0x2776, 0x2780, 0x278A) for i in range(10)}
ENCLOSED = {chr(0x2474 + i): i + 1 for i in range(20)}
DOTTED = {chr(0x2488 + i): i + 1 for i in range(20)}
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A numeral somewhere in a text: its value, and where it ends there.

    `high` is the upper end where two neighbouring digits stand for a stretch (七八, 三五, 三四十, 十二三).
    """

    value: Decimal
    high: Decimal | None
    end: int


DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
"""Digits with thousands commas and decimals, in half-width text."""
A_NUMBER = re.compile(r"\d+(?:\.\d+)?")
"""A number in digits as far as its decimals, in half-width text; thousands commas end it."""
NUMBER_ALONE = re.compile(rf"(?<![\d.]){A_NUMBER.pattern}")
"""The same where it begins, not within another number."""
WORDS = "[一二三四五六七八九十百千万亿零〇两廿卅]"
"""One character of a numeral in words; which of a run belong to it, `numeral_at` says."""
DIGIT = "[一二三四五六七八九]"
"""One digit in words, for patterns: nought and 两 are none."""
UP_TO_TEN = "[一二三四五六七八九十]"
"""A character of the numerals that are spelt without 百: 三, 十二, 二十五."""
COUNT_WORD = "[一二两三四五六七八九十]"
"""A character of a small count in words, which has 两 for two: 两项, 十二条."""
IN_WORDS = f"[{HAN}]+"
"""A numeral in words as marks have it: 三, 十二, 一百零五."""
SAID = rf"{IN_WORDS}|\d{{1,3}}"
"""The number of a mark as people say it, in words or in digits; alternatives, for a group."""
COUNT = r"[\d一二三四五六七八九十百千万亿零〇两几]"
"""A character of a number, in digits or in words, or 几."""
SCALES = ("万亿", "千万", "百万", "亿", "万", "千", "百")
"""Powers of ten between digits and a measure word (3.5万人), the longest first."""
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MYRIADS = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
_DIGIT = "[一二三四五六七八九两]"
_DIGITS_AT = re.compile(DIGITS)
_BY_PLACE = re.compile(
    r"[零〇一二三四五六七八九]{3,}|[零〇][零〇一二三四五六七八九]*|[一二三四五六七八九][零〇]"
)
_BELOW_MYRIAD = re.compile(
    rf"(?:(?P<thousands>{_DIGIT}{{1,2}})千)?"
    rf"(?:[零〇]?(?P<hundreds>{_DIGIT}{{1,2}})百)?"
    rf"(?:[零〇]?(?:(?P<tens>{_DIGIT}{{0,2}})十|(?P<twenties>[廿卅])))?"
    rf"(?:(?P<gap>[零〇])?(?P<ones>{_DIGIT}{{1,2}})(?![十百千]))?"
)
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Raised digits, in order."""
BY_LENGTH = r"(?:[一两二三四五六]|(?<!\d)[1-6])位数"
"""A pattern: a size that is said by how many digits it has (两位数)."""
A_SIZE = re.compile(BY_LENGTH)
"""The same, to look for."""
_RAISED = str.maketrans(SUPERSCRIPTS, "0123456789")
_TO_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
_PLACES = (("thousands", 1000), ("hundreds", 100), ("tens", 10), ("ones", 1))
_POINT = re.compile(r"点([零〇一二三四五六七八九]+)")
_PARTS = {"百分之": "%", "千分之": "‰"}


_GOES_BEFORE, _GOES_ON = re.compile(r"[\d.]"), re.compile(r"\.?\d")
"""What makes a number a longer one, right before it and behind."""


def number_in(number: str, text: str) -> bool:
    """Whether a number in digits stands in the text and is no part of a longer one."""
    return times_in(number, text) > 0


def times_in(words: str, text: str) -> int:
    """How often the words stand in the text, a number at either end of them as a number of its own."""
    starts, ends = words[:1].isdigit(), words[-1:].isdigit()
    found, at = 0, text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        longer = starts and _GOES_BEFORE.match(text, max(0, at - 1), at)
        longer = longer or (ends and _GOES_ON.match(text, end))
        found += not longer
        at = text.find(words, at + 1 if longer else end)
    return found


@lru_cache(maxsize=4096)
def numeral_at(text: str, start: int = 0) -> Numeral | None:
    """The longest numeral that begins at `start`, in digits or words; None where none does."""
    text = text.translate(_WIDE_DIGITS)
    digits = _DIGITS_AT.match(text, start)
    if digits:
        scale = next((s for s in SCALES if text.startswith(s, digits.end())), "")
        value = Decimal(digits[0].replace(",", "")) * power(scale)
        return Numeral(value=value, high=None, end=digits.end() + len(scale))
    by_place = _BY_PLACE.match(text, start)
    if by_place:
        whole = Numeral(value=Decimal(_placed(by_place[0])), high=None, end=by_place.end())
    else:
        found = _in_words(text, start)
        if found is None or found.high is not None:
            return found
        whole = found
    point = _POINT.match(text, whole.end)
    if point is None:
        return whole
    return Numeral(value=whole.value + Decimal(f"0.{_placed(point[1])}"), high=None, end=point.end())


def number(printed: str) -> Decimal:
    """The value of a numeral that is all of `printed`, 百 alone for a hundred; of a stretch its lower end.

    Raises:
        ValueError: It is not a numeral.
    """
    whole = f"一{printed}" if printed[:1] in _POWERS else printed
    found = numeral_at(whole)
    if found is None or found.end != len(whole):
        raise ValueError(f"不是数目：{printed}（应为数字或汉字数据）")
    return found.value


def chinese_number(text: str) -> int | None:
    """A whole numeral, in digits or words, that is all of `text`; None where it is not one."""
    found = numeral_at(text)
    whole = found is not None and found.end == len(text) and found.high is None
    return int(found.value) if found is not None and whole and found.value == int(found.value) else None


def raised(printed: str) -> Decimal:
    """What ten to the power printed as ⁴ or ^4 comes to."""
    return Decimal(10) ** int(printed.removeprefix("^").translate(_RAISED))


def as_raised(printed: str) -> str:
    """Digits as raised ones (4 as ⁴); other words, such as the mark of a note, as they are."""
    return printed.translate(_TO_RAISED) if printed.isdecimal() and printed.isascii() else printed


def as_chinese(number: int) -> str:
    """A number from 1 to 99 as Chinese lists print it: 一, 十二, 三十."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    head = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones else "")


def power(scale: str) -> Decimal:
    """What the characters of a scale come to: 10000 for 万, 10**12 for 万亿, 1 for none."""
    result = Decimal(1)
    for char in scale:
        result *= _POWERS[char]
    return result


def in_digits(text: str) -> str:
    """The text with its numerals in digits: 百分之十八 as 18%, 四级 as 4级; what is in digits stays as
    it is.
    """
    out: list[str] = []
    at = 0
    while at < len(text):
        parts = next((word for word in _PARTS if text.startswith(word, at)), "")
        found = numeral_at(text, at + len(parts))
        end = found.end if found else at + 1
        printed = text[at + len(parts) : end]
        if found is None or found.high is not None:
            out.append(text[at:end])
        else:
            out.append(f"{printed if printed[0].isdigit() else f'{found.value:f}'}{_PARTS.get(parts, '')}")
        at = end
    return "".join(out)


def _in_words(text: str, start: int) -> Numeral | None:
    """Stretches below 万 with 万, 亿 behind them, the greater before the smaller."""
    total, least, at = Decimal(0), 10**16, start
    while True:
        match = _BELOW_MYRIAD.match(text, at)
        values = _below_myriad(match) if match and match.end() > at else None
        if match is None or values is None:
            break
        value, high = values
        scale = next((s for s in _MYRIADS if text.startswith(s, match.end())), "")
        if not scale or _MYRIADS[scale] >= least:
            if total and not match["gap"] and match[0] == match["ones"] and high is None:
                value *= least // 10  # 三万五
            high = None if high is None else total + high
            return Numeral(value=total + value, high=high, end=match.end())
        least = _MYRIADS[scale]
        at = match.end() + len(scale)
        if high is not None:
            return Numeral(value=total + value * least, high=total + high * least, end=at)
        total += value * least
    return Numeral(value=total, high=None, end=at) if total else None


def _below_myriad(match: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
    """(value, upper end of a stretch); None where two digits beside each other are no stretch (八六)."""
    value, high, least = 0, None, 1
    for place, worth in _PLACES:
        if place == "tens" and match["twenties"]:
            value, least = value + (20 if match["twenties"] == "廿" else 30), 10
        digits = match[place]
        if digits is None:
            continue
        if high is not None:
            return None
        if place == "ones" and least > 10 and not match["gap"]:
            worth = least // 10  # 一百二
        low = _VALUES[digits[0]] if digits else 1
        if len(digits) > 1:
            top = _VALUES[digits[1]]
            if top != low + 1 and digits != "三五":
                return None
            high = value + top * worth
        value, least = value + low * worth, worth
    return Decimal(value), None if high is None else Decimal(high)


def _placed(digits: str) -> str:
    return "".join(str(_VALUES[ch]) for ch in digits)
