"""What a spreadsheet shows for a number under its format: 0.9 under 0% is 90%, a day under m"月" its month.

In: the number as stored and the format's code (ECMA-376 part 1, 18.8.30 and 18.8.31). Out: the printed words,
or None for a format that is not understood (fractions, conditions, numerals in words), so that the caller can
say so. Built-in formats are named by number; those from 27 on are the Chinese ones, which files do not spell
out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from ingest import late_re as re

_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_DAY, _CLOCK, _SECONDS = f'{_YEAR_MONTH}d"日"', 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0", 6: "¥#,##0", 7: "¥#,##0.00",
    8: "¥#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY,
    30: "m-d-yy", 31: _DAY, 32: _CLOCK,
    33: _SECONDS, 36: _YEAR_MONTH, 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0",
    42: "¥#,##0", 43: "#,##0.00", 44: "¥#,##0.00", 45: "mm:ss", 49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY,
    52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip
"""Numbers of formats -> codes, as a Chinese system shows them."""
_SYSTEM_DATES = {"[$-F800]": _DAY, "[$-F400]": "h:mm:ss"}
"""Formats that only say: as this system writes a long date, a time."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<space>_.|\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<week>a{3,4})|(?P<time>y+|m+|d+|h+|s+)"
    r"|(?P<digit>[0#?])|(?P<sign>[.,%@])|(?P<power>E[+-])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'((?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;"])*)(?:;|$)', re.DOTALL)
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黑蓝绿红白黄青]色|洋红色?|颜色\d+",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-[0-9A-Fa-f]+)?")
_WEEKDAYS = "一二三四五六日"
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LEAP_DAY = 60
"""Serial of 29 February 1900, a day that there is only in spreadsheets."""
_DAYS = 2_958_466
"""Serials from here on are behind the year 9999."""
_SHOWN_DIGITS = 10
"""Digits that a number without a format is shown with, where it is no whole one."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def shown(value: float, code: str, *, from_1904: bool = False) -> str | None:
    """The words the format prints for the number, "" where it prints none; None where it is not understood.

    `from_1904`: days are counted as old Macintosh files do.
    """
    if not code.strip():
        return plain(value)
    sections = [m[1] for m in _SECTION.finditer(code)][:4]
    if len(sections) > 1 and sections[-1] == "":
        sections.pop()  # what the pattern finds behind the last section
    if len(sections) > 1 and "@" in sections[-1]:
        sections.pop()  # it is of words, not of numbers
    at = _section_of(value, len(sections))
    section = next((of for mark, of in _SYSTEM_DATES.items() if sections[at].startswith(mark)), sections[at])
    tokens = _tokens(section)
    if any(token.kind == "bracket" for token in tokens):
        return None
    if any(token.kind in ("time", "half", "week") for token in tokens):
        return _date(value, tokens, from_1904=from_1904)
    number = _number(abs(value), tokens)
    return f"-{number}" if number and value < 0 and at == 0 else number


def _section_of(value: float, sections: int) -> int:
    """Numbers above nought have the first, those below the second where there is one, nought the third."""
    if value < 0:
        return 1 if sections > 1 else 0
    return 2 if value == 0 and sections > 2 else 0


def plain(value: float) -> str:
    """The number under no format: whole ones whole, others to ten digits, without an exponent."""
    exact = _decimal(value)
    if exact == exact.to_integral_value():
        return format(exact.to_integral_value(), "f")
    return format(Decimal(format(exact, f".{_SHOWN_DIGITS}g")), "f")


def moment(value: float, *, from_1904: bool = False) -> datetime | None:
    """The day and time of a serial, to the second; None outside the calendar."""
    if not 0 <= value < _DAYS:
        return None
    days = int(value)
    seconds = round((value - days) * 86_400)
    if from_1904:
        return _FIRST_DAY_1904 + timedelta(days=days, seconds=seconds)
    return _FIRST_DAY + timedelta(days=days + (days < _LEAP_DAY), seconds=seconds)


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[_Token, ...]:
    """Its parts: literal words as "word"; what is only colour or white space left out; a bracket that is
    neither colour, language nor currency as "bracket"."""
    found: list[_Token] = []
    for m in _TOKEN.finditer(section):
        kind = m.lastgroup or ""
        text = m[kind]
        if kind == "bracket":
            currency = _CURRENCY.fullmatch(text)
            if _COLOUR.fullmatch(text) or (currency and not currency["sign"]):
                continue
            found.append(_Token("word", currency["sign"]) if currency else _Token(kind, text))
        elif kind in ("quoted", "escaped", "plain"):
            found.append(_Token("word", text))
        elif kind == "time":
            found.append(_Token(kind, text.lower()))
        elif kind != "space":
            found.append(_Token(kind, text))
    return tuple(found)


# -- dates


def _date(value: float, tokens: Sequence[_Token], *, from_1904: bool) -> str | None:
    when = moment(value, from_1904=from_1904)
    if when is None:
        return None
    parts: list[str] = []
    for n, token in enumerate(tokens):
        if token.kind == "time":
            part = _time_part(when, token.text, _is_minute(tokens, n), half=_has_half(tokens))
            if part is None:
                return None
            parts.append(part)
        elif token.kind == "half":
            parts.append("上午" if when.hour < 12 else "下午")
        elif token.kind == "week":
            parts.append(("" if len(token.text) == 3 else "星期") + _WEEKDAYS[when.weekday()])
        elif token.kind in ("word", "sign") and token.text != "@":
            parts.append(token.text)
        elif token.kind not in ("sign",):
            return None
    return "".join(parts).strip()


def _time_part(when: datetime, token: str, minute: bool, *, half: bool) -> str | None:
    """None for names of months and days, which are printed in another language."""
    two = len(token) > 1
    if token[0] == "y":
        return f"{when.year:04}" if len(token) > 2 else f"{when.year % 100:02}"
    if len(token) > 2:
        return None
    hour = (when.hour + 11) % 12 + 1 if half else when.hour
    month = when.minute if minute else when.month
    value = {"m": month, "d": when.day, "h": hour, "s": when.second}[token[0]]
    return f"{value:02}" if two else str(value)


def _has_half(tokens: Sequence[_Token]) -> bool:
    return any(token.kind == "half" for token in tokens)


def _is_minute(tokens: Sequence[_Token], at: int) -> bool:
    """Whether an m is of minutes: behind hours or before seconds."""
    times = [n for n, token in enumerate(tokens) if token.kind == "time"]
    place = times.index(at)
    before = tokens[times[place - 1]].text[0] if place else ""
    after = tokens[times[place + 1]].text[0] if place + 1 < len(times) else ""
    return before == "h" or after == "s"


# -- numbers


def _number(value: float, tokens: Sequence[_Token]) -> str | None:
    kinds = [token.kind for token in tokens]
    if "power" in kinds or any(token.text == "/" for token in tokens if token.kind == "word"):
        return plain(value) if "power" in kinds else None
    if "general" in kinds:
        return "".join(plain(value) if t.kind == "general" else t.text for t in tokens).strip()
    digits = [n for n, kind in enumerate(kinds) if kind == "digit"]
    if not digits:
        if any(token.text == "@" for token in tokens):
            return "".join(plain(value) if t.text == "@" else t.text for t in tokens).strip()
        return "".join(token.text for token in tokens).strip()
    first, last = digits[0], digits[-1]
    if any(token.kind == "word" for token in tokens[first:last]):
        return None
    before = "".join(t.text for t in tokens[:first] if t.kind == "word" or t.text == "%")
    after = "".join(t.text for t in tokens[last + 1 :] if t.kind == "word" or t.text == "%")
    return f"{before}{_digits(_scaled(value, tokens, last), tokens[first : last + 1])}{after}".strip()


def _scaled(value: float, tokens: Sequence[_Token], last: int) -> Decimal:
    """Times a hundred for each %, a thousandth for each comma right behind the last digit."""
    commas = 0
    while last + 1 + commas < len(tokens) and tokens[last + 1 + commas].text == ",":
        commas += 1
    percents = sum(token.kind == "sign" and token.text == "%" for token in tokens)
    return _decimal(value).scaleb(2 * percents - 3 * commas)


def _digits(value: Decimal, tokens: Sequence[_Token]) -> str:
    pattern = "".join(token.text for token in tokens)
    whole, _, part = pattern.partition(".")
    places = re.sub(r"[^0#?]", "", part)
    rounded = value.quantize(Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP)
    left, _, right = format(rounded, "f").partition(".")
    least = whole.count("0")
    left = left.lstrip("0").rjust(least, "0")
    right = right[: places.rfind("0") + 1] + right[places.rfind("0") + 1 :].rstrip("0")
    if "," in whole.strip(","):
        left = f"{int(left):,}".rjust(least, "0") if left else left
    return f"{left}.{right}" if right else left


def _decimal(value: float) -> Decimal:
    """Without the noise of binary fractions: fifteen digits are stored."""
    return Decimal(format(value, ".15g"))
