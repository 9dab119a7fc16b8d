"""The formats of automatic numbers (`w:numFmt`, ECMA-376 part 1, 17.18.59) and how each prints a number.

In: the name of a format and a number. Out: the printed number, or None where the format is not known or has
no such number: what Word prints there is not guessed. Above 99 the forms of `japaneseCounting` differ by
program, so there it is not known either.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.printed_numbers import (
    Printed,
    bracketed,
    bracketed_word,
    branch,
    by_place,
    circled,
    dotted,
    formal,
    in_words,
    letter,
    roman,
    short_words,
    stem,
    stem_and_branch,
    wide,
)

BULLET = "bullet"
_CUSTOM = re.compile(r"(0*)1, ?")
"""How `w:format` of a format of its own begins where it counts with noughts before: 001, 002, 003, ..."""


def _decimal(number: int) -> str:
    return str(number)


def _two_digits(number: int) -> str:
    return f"{number:02d}"


def _in_dashes(number: int) -> str:
    return f"- {number} -"


def _nothing(_: int) -> str:
    return ""


def _small_roman(number: int) -> str | None:
    return found.lower() if (found := roman(number)) else None


def _large_letter(number: int) -> str | None:
    return found.upper() if (found := letter(number)) else None


def _up_to_99(number: int) -> str | None:
    return in_words(number) if number < 100 else None


FORMATS: dict[str, Printed] = {
    "decimal": _decimal,
    "decimalHalfWidth": _decimal,
    "decimalZero": _two_digits,
    "decimalFullWidth": wide,
    "decimalFullWidth2": wide,
    "numberInDash": _in_dashes,
    "none": _nothing,
    "chineseCounting": short_words,
    "chineseCountingThousand": in_words,
    "japaneseCounting": _up_to_99,
    "taiwaneseCounting": short_words,
    "taiwaneseCountingThousand": in_words,
    "ideographDigital": by_place,
    "japaneseDigitalTenThousand": by_place,
    "taiwaneseDigital": by_place,
    "ideographTraditional": stem,
    "ideographZodiac": branch,
    "ideographZodiacTraditional": stem_and_branch,
    "chineseLegalSimplified": formal,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": bracketed,
    "decimalEnclosedFullstop": dotted,
    "ideographEnclosedCircle": bracketed_word,
    "lowerLetter": letter,
    "upperLetter": _large_letter,
    "lowerRoman": _small_roman,
    "upperRoman": roman,
}


def printed(number: int, form: str, custom: str = "") -> str | None:
    """The number as the format prints it; `custom` is what a format named "custom" says of itself."""
    if form == "custom" and (like := _CUSTOM.match(custom)):
        return f"{number:0{len(like[1]) + 1}d}"
    known = FORMATS.get(form)
    return known(number) if known else None
