"""Marks that a document makes of a word and a number: 举措一, 【目标一】, 第一件.

In: a line from its first printed character. Out: the mark it may begin with, always weak: only `sequence`
sees whether a second one follows.
"""

from __future__ import annotations

import re

from ingest.grammar.marks import Mark, past_blanks
from ingest.grammar.numerals import HAN, chinese_number

_SERIES = re.compile(
    rf"((?!第)[\u4e00-\u9fff]{{2,4}}?)([{HAN}]{{1,3}}|\d{{1,2}})(?=[：:、.．\s\u3000]|$)[：:、.．]?"
)
_BOXED_SERIES = re.compile(
    rf"(?P<open>[【〔\[［])\s*(?P<word>(?!第)[\u4e00-\u9fff]{{2,4}}?)(?P<number>[{HAN}]{{1,3}}|\d{{1,2}})\s*[】〕\]］][：:、]?"
)
_COUNTED_SERIES = re.compile(
    rf"第(?P<number>[{HAN}]{{1,3}}|\d{{1,2}})(?P<word>件|项|类|步|阶段|方面|大类)(?:[：:、]|(?=[\s\u3000（(]|$))"
)
"""第一件 …, 第一阶段（1—3月）: set off from the words behind."""
_NOT_SERIES = re.compile(
    r"(?:附?[表图]|附件|专栏|[一二三四五六七八九十百]+|十|百|千|万|年|月|第|之|至|其|同|统|万|进|唯|任何|不|星期|周|方案|.*[省市县区])$"
)


def series_marks(line: str) -> list[Mark]:
    """举措一：, and in brackets 【目标一】."""
    if boxed := _BOXED_SERIES.match(line):
        return _boxed_series(line, boxed)
    if counted := _COUNTED_SERIES.match(line):
        return _counted_series(line, counted)
    m = _SERIES.match(line)
    number = chinese_number(m[2]) if m else None
    if not m or number is None or _NOT_SERIES.match(m[1]):
        return []
    return [
        Mark(
            family=f"系列:{m[1]}",
            printed=f"{m[1]}{m[2]}",
            ordinal=number,
            length=past_blanks(line, m.end()),
            word=m[1],
            weak=True,
        )
    ]


def _boxed_series(line: str, m: re.Match[str]) -> list[Mark]:
    number = chinese_number(m["number"])
    if number is None or _NOT_SERIES.match(m["word"]):
        return []
    printed = {"【": "【{}】", "〔": "〔{}〕"}.get(m["open"], "［{}］").format(f"{m['word']}{m['number']}")
    word = f"{m['open']}{m['word']}"
    end = past_blanks(line, m.end())
    return [Mark(family=f"系列:{word}", printed=printed, ordinal=number, length=end, word=word, weak=True)]


def _counted_series(line: str, m: re.Match[str]) -> list[Mark]:
    printed = f"第{m['number']}{m['word']}"
    word = f"第{m['word']}"
    number = chinese_number(m["number"]) or 0
    end = past_blanks(line, m.end())
    return [Mark(family=f"系列:{word}", printed=printed, ordinal=number, length=end, word=word, weak=True)]
