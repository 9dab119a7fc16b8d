"""Marks with Chinese numerals: 第一章, 专栏1, 附件1, 一、, （一）, 一是.

In: a line from its first printed character. Out: the marks it may begin with, weak where running text begins
so too (三级医院, 一）项, 第二条规定).
"""

from __future__ import annotations

import re

from ingest.grammar.marks import Mark, past_blanks
from ingest.grammar.numerals import HAN, chinese_number

_SEP = r"[\s\u3000]*"
_BLANK = re.compile(r"[\s\u3000]+")
_STATUTE = re.compile(
    rf"第{_SEP}([{HAN}]+(?:[ \u3000]+[{HAN}]+)*|\d{{1,3}}){_SEP}(编|部{_SEP}分|章|节|条)(之[{HAN}]+)?"
)
_BOX = re.compile(rf"(专栏){_SEP}([{HAN}]+|\d{{1,3}})(?![\d.．]?\d)[.．、：:]?")
_ATTACHMENT = re.compile(
    rf"(附件|附录){_SEP}([{HAN}]+|\d{{1,2}})?{_SEP}[：:]?{_SEP}$|(附件|附录){_SEP}([{HAN}]+|\d{{1,2}}){_SEP}[：:\s](?!{_SEP}\d[.．、])"
)
_CN_COMMA = re.compile(
    rf"([{HAN}]{{1,4}})(?:[ \u3000]*[、．.]|([：:])|[ \u3000]+(?![{HAN}])(?=[\u4e00-\u9fff“]))"
)
_CN_HALF = re.compile(rf"([{HAN}]{{1,3}})[）)][、.．]?")
_CN_PAREN = re.compile(rf"[（(][\s]*([{HAN}]{{1,4}})[\s]*[）)][、.．]?")
_AR_PAREN = re.compile(r"[（(]\s*([\d０-９]{1,3})\s*[）)][、.．]?")
_FIRSTLY = re.compile(rf"([{HAN}]{{1,2}})是(?=[\u4e00-\u9fff“《].{{1,20}}$)")
"""一是… as a heading: a short line; longer ones are sentences and stay within their clause."""
_CN_BARE = re.compile(rf"([（(])?([{HAN}]{{1,3}})(?![{HAN}])(?=[\u4e00-\u9fff“])")
_ITEMS = re.compile(r"[项款目条]|[、，]?[（(]")
_REFERENCE = re.compile(r"(?:规定|的|所|之|中|和|及|至|或|与|、|，|,|第|款|项|要求|执行|明确|等)")
_COUNTED = re.compile(
    r"[一二三四五六七八九十两\d]+(?:级|类|线|甲|等|季度|月|年|期|代|档|批|轮|孩|胎|环|产业?)|[一二三四五六七八九十](?:是|要)"
)


def statute_marks(line: str) -> list[Mark]:
    m = _STATUTE.match(line)
    if not m:
        return []
    digits, kind = _BLANK.sub("", m[1]), _BLANK.sub("", m[2])
    number = chinese_number(digits)
    end = past_blanks(line, m.end())
    set_off = end > m.end() or end == len(line) or line[m.end()] in "：:、"
    listed = line.startswith("、第", m.end())
    if line[m.end() : m.end() + 1] in ("：", ":", "、"):
        end = past_blanks(line, m.end() + 1)
    if number is None or listed or (not set_off and _REFERENCE.match(line, m.end())):
        return []
    sub = chinese_number(m[3][1:]) or 0 if m[3] else 0
    printed = f"第{digits}{kind}{m[3] or ''}"
    return [Mark(family=kind, printed=printed, ordinal=number, length=end, weak=not set_off, sub=sub)]


def box_marks(line: str) -> list[Mark]:
    m = _BOX.match(line)
    if not m:
        return []
    end = past_blanks(line, m.end())
    number = chinese_number(m[2])
    weak = end == m.end() and end < len(line) and bool(_REFERENCE.match(line, end) or line[end] in "）)”》")
    return [Mark(family="专栏", printed=f"专栏{m[2]}", ordinal=number or 0, length=end, weak=weak)]


def attachment_marks(line: str) -> list[Mark]:
    m = _ATTACHMENT.match(line)
    if not m:
        return []
    digits = m[2] or m[4] or ""
    word = m[1] or m[3]
    number = chinese_number(digits) if digits else 1
    return [
        Mark(family="附件", printed=f"{word}{digits}", ordinal=number or 1, length=past_blanks(line, m.end()))
    ]


def han_marks(line: str) -> list[Mark]:
    m = _CN_COMMA.match(line)
    if first := _FIRSTLY.match(line):
        number = chinese_number(first[1]) or 0
        return [Mark(family="一是", printed=first[0], ordinal=number, length=first.end(), weak=True)]
    if not m:
        bare = _CN_BARE.match(line)
        if not bare or _COUNTED.match(line, bare.start(2)):
            return []
        family, printed = ("（一裸", f"（{bare[2]}）") if bare[1] else ("一裸", bare[2])
        return [
            Mark(
                family=family,
                printed=printed,
                ordinal=chinese_number(bare[2]) or 0,
                length=bare.end(),
                weak=True,
            )
        ]
    weak = m[2] is not None or bool(_COUNTED.match(line, m.end()))
    return [
        Mark(
            family="一、",
            printed=m[1],
            ordinal=chinese_number(m[1]) or 0,
            length=past_blanks(line, m.end()),
            weak=weak,
        )
    ]


def bracket_marks(line: str) -> list[Mark]:
    for pattern, family, opener in (
        (_CN_PAREN, "（一）", "（"),
        (_AR_PAREN, "（1）", "（"),
        (_CN_HALF, "（一）", ""),
    ):
        m = pattern.match(line)
        if m:
            weak = bool(_ITEMS.match(line, m.end()))
            number = chinese_number(m[1]) or 0
            return [
                Mark(
                    family=family,
                    printed=f"{opener}{m[1]}）",
                    ordinal=number,
                    length=past_blanks(line, m.end()),
                    weak=weak,
                )
            ]
    return []
