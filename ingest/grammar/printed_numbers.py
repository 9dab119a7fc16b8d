"""How a number is printed where a list counts: in words, by place, with the numerals of cheques, as stems,
circled, in brackets, as letters, Roman.

In: a whole number from 1 (0 where a list begins so). Out: its printed form, None where the series has no such
member (the eleventh of ten stems). The other way, what a printed numeral is worth, is `numerals`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ingest.grammar.numerals import CIRCLED, DOTTED, ENCLOSED, FORMAL, SQUARE, STEMS

_BY_PLACE = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零" + "".join(list(FORMAL)[:9])
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_STEMS = "".join(STEMS)
_MOST = 9999
_ROMANS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_REPEATS = 5
"""How often a letter is printed for one number at most (aaaaa)."""


def in_words(number: int) -> str | None:
    """一百〇一, 一千〇二十: with the powers of ten, 〇 for places left out."""
    return _with_powers(number, _BY_PLACE, "十百千")


def by_place(number: int) -> str:
    """一〇一: one character a digit."""
    return "".join(_BY_PLACE[int(digit)] for digit in str(number))


def short_words(number: int) -> str | None:
    """As people count up to 99 (二十五), by place above (一〇一)."""
    return in_words(number) if number < 100 else by_place(number)


def formal(number: int) -> str | None:
    """壹拾贰: the numerals of cheques."""
    return _with_powers(number, _FORMAL_DIGITS, "拾佰仟")


def stem(number: int) -> str | None:
    return _nth(_STEMS, number)


def branch(number: int) -> str | None:
    return _nth(_BRANCHES, number)


def stem_and_branch(number: int) -> str | None:
    """甲子, 乙丑: the circle of sixty."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else None


def circled(number: int) -> str | None:
    return _CIRCLED.get(number)


def bracketed(number: int) -> str | None:
    return _ENCLOSED.get(number)


def dotted(number: int) -> str | None:
    return _DOTTED.get(number)


def bracketed_word(number: int) -> str | None:
    return _SQUARE.get(number)


def wide(number: int) -> str:
    return str(number).translate(_WIDE)


def letter(number: int) -> str | None:
    """a … z, then aa … zz, as word processors count."""
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (times + 1) if number > 0 and times < _REPEATS else None


def roman(number: int) -> str | None:
    if not 0 < number <= _MOST:
        return None
    out = ""
    for value, letters in _ROMANS:
        out += letters * (number // value)
        number %= value
    return out


def _nth(series: str, number: int) -> str | None:
    return series[number - 1] if 0 < number <= len(series) else None


def _with_powers(number: int, digits: str, powers: str) -> str | None:
    if not 0 <= number <= _MOST:
        return None
    if number == 0:
        return digits[0]
    out, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        spoken = "" if not out and place == 1 and digit == 1 and powers[0] == "十" else digits[digit]
        out += (digits[0] if gap else "") + spoken + (powers[place - 1] if place else "")
        gap = False
    return out


def _turned(values: Mapping[str, int]) -> dict[int, str]:
    """Number -> the first form the table has for it."""
    turned: dict[int, str] = {}
    for form, value in values.items():
        turned.setdefault(value, form)
    return turned


_CIRCLED, _ENCLOSED, _DOTTED, _SQUARE = map(_turned, (CIRCLED, ENCLOSED, DOTTED, SQUARE))

Printed = Callable[[int], str | None]
