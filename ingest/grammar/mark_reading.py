"""The grammar of clause marks: what a printed line may open, by its first characters alone.

In: a line. Out: every mark it may begin with; the families are read one module each (`han_marks`,
`digit_marks`, `sign_marks`, `series_marks`), what a mark is stands in `marks`, what its numeral is worth in
`numerals`. Whether a mark that is printed is really one is not decided here: "二、三级医院" opens nothing
unless it follows 一; that is `sequence`'s, which knows the neighbours.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.grammar.digit_marks import digit_marks
from ingest.grammar.han_marks import attachment_marks, box_marks, bracket_marks, han_marks, statute_marks
from ingest.grammar.marks import BARE, FAMILIES, VARIANTS, Mark
from ingest.grammar.numerals import chinese_number
from ingest.grammar.series_marks import series_marks
from ingest.grammar.sign_marks import numeral_marks, sign_marks

__all__ = ("BARE", "FAMILIES", "VARIANTS", "Mark", "chinese_number", "read_marks")

_BULLETED = re.compile(r"[-*•●◆■▪·○◇□➢➤▶][ \u3000]*(?=[【〔\[［（(\w])")


def read_marks(line: str) -> tuple[Mark, ...]:
    """Every mark the start of `line` may be, likeliest first; `line` begins with its first printed character.

    A sign of a list may stand before it (- 【任务1】…): it is counted in `length`, and weak shapes are none
    there.
    """
    sign = _BULLETED.match(line)
    if sign:
        inside = read_marks(line[sign.end() :])
        return tuple(
            replace(mark, length=mark.length + sign.end()) for mark in inside if mark.word or not mark.weak
        )
    found = [
        mark
        for read in (
            statute_marks,
            box_marks,
            attachment_marks,
            han_marks,
            bracket_marks,
            numeral_marks,
            digit_marks,
            sign_marks,
            series_marks,
        )
        for mark in read(line)
    ]
    return tuple(mark for mark in found if mark.ordinal > 0)
