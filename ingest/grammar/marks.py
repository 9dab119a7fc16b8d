"""What a clause mark is: its family, its number, and what it takes of the line; and how families stand to
each other.

Families follow GB/T 9704-2012 (一、（一）1.（1）), the drafting rules for statutes (编 章 节 条 项) and the
other series plans use (专栏N, 附件N, ①, 1.1, 1-1, 举措一, 【目标一】). Reading marks from lines is
`numbering`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FAMILIES = (
    "附件",
    "编",
    "部分",
    "章",
    "节",
    "条",
    "专栏",
    "1",
    "01",
    "壹、",
    "Ⅰ",
    "一、",
    "一是",
    "系列",
    "【一】",
    "甲、",
    "（一）",
    "㈠",
    "1.",
    "1、",
    "1.1",
    "（1）",
    "⑴",
    "1)",
    "①",
    "A.",
    "a)",
)
"""Every family in the order of nesting assumed until a document shows another; outermost first."""

VARIANTS = (("1.", "1、", "1裸", "1"), ("一、", "一裸"), ("（一）", "㈠", "（一裸"), ("（1）", "⑴", "1)"))
"""Families that stand in for one another within one list when the number fits (20、 among 19. and 21.)."""
BARE = frozenset(("1裸", "一裸", "（一裸"))
"""Marks that lost their punctuation: accepted only where the numbers before and after demand them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A possible mark at the start of a line.

    `printed` is the mark as it goes into a label (brackets full-width, trailing punctuation dropped);
    `ordinal` its number, for 1.1 its last one with the others in `prefix`; `length` what it takes of the
    line, white space behind it included. `weak` where its shape alone would also fit running text, so that
    the sequence must demand it.
    """

    family: str
    printed: str
    ordinal: int
    length: int
    weak: bool = False
    prefix: tuple[int, ...] = ()
    word: str = ""
    sub: int = 0

    @property
    def dashed(self) -> bool:
        """Whether it is one of several numbers with a dash between them (1-2), which may also be a range."""
        return self.family == "1.1" and not re.search(r"[.．]", self.printed)

    @property
    def numbers(self) -> tuple[int, ...]:
        """All its numbers, outermost first: 1.2.3 is (1, 2, 3)."""
        return (*self.prefix, self.ordinal)


def past_blanks(line: str, at: int) -> int:
    """The position of the first printed character at or after `at`."""
    while at < len(line) and (line[at].isspace() or line[at] == "\u3000"):
        at += 1
    return at
