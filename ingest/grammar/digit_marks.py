"""Marks with digits: 1., 1、, 1), 1.2.3, 1-2, and numbers that lost their punctuation or stand alone on a
line.

In: a line from its first printed character. Out: the marks it may begin with. What is measured (3.65亿元,
3-6岁) is none, what may be a decimal or a range is weak.
"""

from __future__ import annotations

import re

from ingest.grammar.date_forms import YEAR_DIGITS
from ingest.grammar.marks import Mark, past_blanks
from ingest.grammar.numerals import chinese_number

_AR_MULTI = re.compile(
    r"(\d{1,2}(?:[.．]\d{1,2}){1,4}|\d{1,2}(?:[-—–－]\d{1,2}){1,3})(?:[.．、：:]|(?=[\s\u3000]|[\u4e00-\u9fff“《]))"
)
_AR_DOT = re.compile(
    rf"([\d０-９]{{1,3}})([.．])(?:(?![\d０-９])|(?={YEAR_DIGITS}(?:\s*年|[-./]\d{{1,2}}[-./]\d)))"
)
_AR_DECIMAL = re.compile(r"(\d{1,2})[.．](?=\d)")
_MEASURED = re.compile(
    r"\d+\.\d+\s*(?:万|亿|元|[%％‰]|公里|千米|米|平方|公顷|亩|吨|倍|个百分点)"
    r"|\d+[-—–－]\d+\s*(?:[%％‰年月日天周岁万亿元名人家所项例次分倍](?![\u4e00-\u9fff])|个|周?岁|月份?|年|日|[天周名家所项例次](?![\u4e00-\u9fff]{2}))"
)
"""What is measured in tenths or from one number to another: 3.65亿元, 3-6岁 are no marks."""
_AGE_OR_MONTH = re.compile(r"\d{1,3}(?:[-—~～至]\d{1,3})?(?:周?岁|个?月龄|月)")
_AR_COMMA = re.compile(r"([\d０-９]{1,3})(、)")
_AR_HALF = re.compile(r"(\d{1,2})[)）]")
_AR_SPACE = re.compile(r"(\d{1,2})[ \u3000]+(?=[\u4e00-\u9fff])")
_AR_BARE = re.compile(r"(\d{1,2})(?=[\u4e00-\u9fff“])")
_ALONE = re.compile(r"(?:PART|Part)[ .·]?0?(\d{1,2})$|(0\d)$")
"""A number set on a line of its own above a heading, as pages made for phones have it."""


def digit_marks(line: str) -> list[Mark]:
    m = _AR_MULTI.match(line)
    if m:
        numbers = [int(n) for n in re.split(r"[.．—–－-]", m[1])]
        end = past_blanks(line, m.end())
        multi = Mark(
            family="1.1",
            printed=m[1],
            ordinal=numbers[-1],
            prefix=tuple(numbers[:-1]),
            length=end,
            weak=end == m.end(),
        )
        if _MEASURED.match(line):
            return [] if multi.dashed else [multi]
        return [multi, *(_before_a_number(line) if multi.weak else ())]
    if m := _ALONE.match(line):
        return [Mark(family="01", printed=m[1] or m[2], ordinal=int(m[1] or m[2]), length=len(line))]
    for pattern, family in (
        (_AR_DOT, "1."),
        (_AR_COMMA, "1、"),
        (_AR_HALF, "1)"),
        (_AR_SPACE, "1"),
    ):
        m = pattern.match(line)
        if m:
            end = past_blanks(line, m.end())
            weak = family == "1" or bool(re.match(r"[\d０-９]", line[m.end() :]))
            printed = f"{m[1]}）" if family == "1)" else m[1]
            return [
                Mark(family=family, printed=printed, ordinal=chinese_number(m[1]) or 0, length=end, weak=weak)
            ]
    return _before_a_number(line) or _bare(line)


def _bare(line: str) -> list[Mark]:
    m = _AR_BARE.match(line)
    if not m:
        return []
    number = chinese_number(m[1]) or 0
    return [Mark(family="1裸", printed=m[1], ordinal=number, length=past_blanks(line, m.end()), weak=True)]


def _before_a_number(line: str) -> list[Mark]:
    """3．65岁以上 may be item 3 that begins with a number: surely so behind a full-width stop, which is in no
    decimal, or before an age or a month.
    """
    m = _AR_DECIMAL.match(line)
    if not m:
        return []
    sure = line[m.end() - 1] == "．" or bool(_AGE_OR_MONTH.match(line, m.end()))
    family = "1." if sure else "1裸"
    return [Mark(family=family, printed=m[1], ordinal=int(m[1]), length=m.end(), weak=True)]
