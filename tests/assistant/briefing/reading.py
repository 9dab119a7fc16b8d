"""A briefing taken apart for tests: its paragraphs and rows, and what they state of clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.briefing.model import Briefing, Paragraph, Row, Section, Table

_DIGITS = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_NAMES = re.compile(
    r"[A-Za-z+×·#@№][\d.]+|(?<![\d.])\d+(?:[+×·]|[A-Za-z](?![A-Za-z]))|(?<!\d)0\d+"
    r"|\d+(?=专项|热线|工程|计划|行动|战略|模式)"
)


def section(briefing: Briefing, key: str) -> Section:
    return next(s for s in briefing.sections if s.key == key)


def below(briefing: Briefing, key: str) -> tuple[Section, ...]:
    return tuple(s for s in briefing.sections if s.key == key or s.key.startswith(f"{key}/"))


def paragraphs(briefing: Briefing, key: str) -> tuple[Paragraph, ...]:
    """Those that stand on clauses."""
    return tuple(b for s in below(briefing, key) for b in s.blocks if isinstance(b, Paragraph) and b.notes)


def rows(briefing: Briefing, key: str) -> tuple[Row, ...]:
    return tuple(r for s in below(briefing, key) for b in s.blocks if isinstance(b, Table) for r in b.rows)


def parts(briefing: Briefing) -> Iterator[Paragraph | Row]:
    for s in briefing.sections:
        for block in s.blocks:
            yield from (block.rows if isinstance(block, Table) else (block,))


def digits(text: str) -> set[str]:
    """The numbers but for those in names (5G, 1+N, 03专项)."""
    text = _NAMES.sub(" ", text)
    return set(_DIGITS.findall(text))
