"""Marks with numerals of other kinds: 壹、, 甲、, Ⅰ., 【一】, ㈠, ①, ⑴, ⒈, A., a).

In: a line from its first printed character. Out: the marks it may begin with.
"""

from __future__ import annotations

import re

from ingest.grammar.marks import Mark, past_blanks
from ingest.grammar.numerals import (
    CIRCLED,
    DOTTED,
    ENCLOSED,
    FORMAL,
    HAN,
    ROMAN,
    SQUARE,
    STEMS,
    chinese_number,
)

_LETTER = re.compile(r"([A-Z])[.．、)）](?=[\s\u3000]*[\u4e00-\u9fffA-Z“《])")
_FORMAL_MARK = re.compile(
    rf"([{''.join(FORMAL)}]{{1,3}})[ \u3000]*(?:[、．.：:]|[ \u3000](?=[\u4e00-\u9fff“]))"
)
_STEM_MARK = re.compile(rf"([{''.join(STEMS)}])(?:[、．.]|[）)])|[（(]([{''.join(STEMS)}])[）)]")
_ROMAN_MARK = re.compile(
    r"([\u2160-\u216b]|[IVX]{1,4})(?:[ \u3000]*[、．.：:]|[ \u3000]+)(?=[ \u3000]*[\u4e00-\u9fff“《])"
)
_SMALL_LETTER = re.compile(r"([a-z])[)）.．、](?=[\s\u3000]*[\u4e00-\u9fff“《])")
_CN_SQUARE = re.compile(rf"([【〔\[［])\s*([{HAN}]{{1,3}}|\d{{1,2}})\s*[】〕\]］]")
_GRADED = re.compile(r"[乙丙丁](?:类|级|等|型)|[、和及]")


def numeral_marks(line: str) -> list[Mark]:
    """壹、, 甲、 or （甲）, Ⅰ. or I., 【一】."""
    found = []
    if m := _FORMAL_MARK.match(line):
        number = chinese_number("".join(FORMAL[ch] for ch in m[1])) or 0
        found.append(Mark(family="壹、", printed=m[1], ordinal=number, length=past_blanks(line, m.end())))
    if m := _STEM_MARK.match(line):
        printed = m[1] or f"（{m[2]}）"
        weak = bool(_GRADED.match(line, m.end()))
        number = STEMS[m[1] or m[2]]
        found.append(
            Mark(family="甲、", printed=printed, ordinal=number, length=past_blanks(line, m.end()), weak=weak)
        )
    if (m := _ROMAN_MARK.match(line)) and m[1] in ROMAN:
        found.append(Mark(family="Ⅰ", printed=m[1], ordinal=ROMAN[m[1]], length=past_blanks(line, m.end())))
    if m := _CN_SQUARE.match(line):
        printed = f"【{m[2]}】" if m[1] == "【" else f"〔{m[2]}〕" if m[1] == "〔" else f"［{m[2]}］"
        found.append(
            Mark(
                family="【一】",
                printed=printed,
                ordinal=chinese_number(m[2]) or 0,
                length=past_blanks(line, m.end()),
            )
        )
    return found


def sign_marks(line: str) -> list[Mark]:
    for table, family in ((SQUARE, "㈠"), (CIRCLED, "①"), (ENCLOSED, "⑴")):
        if line[:1] in table:
            end = past_blanks(line, 2 if line[1:2] in (".", "．", "、") else 1)
            return [Mark(family=family, printed=line[0], ordinal=table[line[0]], length=end)]
    if line[:1] in DOTTED:
        number = DOTTED[line[0]]
        return [Mark(family="1.", printed=str(number), ordinal=number, length=past_blanks(line, 1))]
    m = _LETTER.match(line)
    if m:
        return [Mark(family="A.", printed=m[1], ordinal=ord(m[1]) - 64, length=past_blanks(line, m.end()))]
    m = _SMALL_LETTER.match(line)
    if m:
        return [Mark(family="a)", printed=m[1], ordinal=ord(m[1]) - 96, length=past_blanks(line, m.end()))]
    return []
