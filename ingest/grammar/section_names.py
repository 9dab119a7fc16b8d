"""How a section without a number is called: 2026年重点工作, “十四五”时期工作回顾, 指导思想, 保障措施.

In: a line. Out: a `SectionName`, or None where it is none. A name is a noun: what speaks of 我们, wishes
(要) or has a stop or a figure beside its time is a sentence. The words stand in data/section_names.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ingest import late_re as re
from ingest.grammar.dates import PlanTime, read_dates
from ingest.grammar.demands import MUST_WITHIN, WISH
from ingest.grammar.options import LINES
from ingest.grammar.tables import any_of, table


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionName:
    """`timed` where it says of which time the section speaks; `holds` where numbered lists stand in such a
    section; `closes` where it is said of the whole paper.
    """

    timed: bool
    holds: bool
    closes: bool


_TABLE: dict[str, Any] = table("section_names")
_NAMES: list[dict[str, Any]] = _TABLE["names"]
PLANS = any_of([word for row in _NAMES if row.get("plans") for word in row["words"]])
"""A pattern: what sections of what is to be done are called."""
_BEFORE = any_of(_TABLE["before"])
_TIME = re.compile(any_of(_TABLE["times"]))
_ENDS = [(re.compile(rf"(?:{any_of(row['words'])})$"), row) for row in _NAMES]
_ALONE = [
    (re.compile(rf"(?:{_BEFORE})*(?:{any_of(row['words'])})"), row) for row in _NAMES if row.get("alone")
]
_ANY_YEAR = PlanTime(first=2000, last=2000)
"""Whatever year it is, 今年 and 下半年 are times."""
_OPENS = ("", "“", "关于")
"""What may stand before the time."""
_SENTENCE = re.compile(
    rf"[，,。；;！!？?：:\d]|我们|{MUST_WITHIN}|[将着了已]|{WISH}|加快|推进|完成(?!情况)|落实(?!情况)"
)


def section_name(line: str) -> SectionName | None:
    """What a line is called as a section; None for any other line."""
    if len(line) > LINES.name:
        return None
    end = _time_ends(line)
    words = line[end:]
    if _SENTENCE.search(words) or (end and len(words) > LINES.closing_name):
        return None
    rows = [row for shape, row in _ALONE if shape.fullmatch(words)]
    if not rows and end:
        rows = [row for shape, row in _ENDS if shape.search(words)]
    if not rows:
        return None
    return SectionName(
        timed=end > 0,
        holds=any(row.get("holds", False) for row in rows),
        closes=not end and any(row.get("closes", False) for row in rows),
    )


def _time_ends(line: str) -> int:
    """Where the times end that a line opens with (2025年和“十四五”时期); 0 where it opens with none."""
    if said := _TIME.match(line):
        return said.end()
    marks = [
        m
        for m in read_dates(line, _ANY_YEAR, alone=True)
        if m.precision in ("year", "years", "half", "words")
    ]
    if not marks or line[: marks[0].words.start] not in _OPENS:
        return 0
    return max(m.span.end for m in marks)
