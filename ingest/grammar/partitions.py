"""What a sentence divides into how many kinds, grades or steps: 分为甲、乙、丙三类, 设四个等级, 分三步实施.

In: any text. Out: `Partition` values in reading order. A number of kinds is one only behind a word of
dividing in the same sentence, or behind one that points on (下列三类); 三类人员 alone says of whom something
is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.numerals import COUNT_WORD, STEMS, UP_TO_TEN, chinese_number
from ingest.grammar.options import SENTENCES
from ingest.grammar.references import FOLLOWING, POINTS_ON
from ingest.model import Span

FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(("类", "种", "样", "类别", "类型", "种类")),
    frozenset(("级", "等级", "级别", "档", "档次", "等")),
    frozenset(("步", "步骤", "阶段", "环节", "期")),
)
"""Words for the members of one division that say the same."""

_MEASURE = "类别|类型|种类|大类|等级|级别|档次|步骤|阶段|环节|[类种样级档步期等]"
_NUMBER = re.compile(
    rf"(?<![第\d.{COUNT_WORD[1:-1]}])(\d{{1,2}}|{COUNT_WORD}{{1,3}})个?大?({_MEASURE})(?![以及之\d])"
)
GRADED = rf"(?:{UP_TO_TEN}|[A-Z{''.join(STEMS)}\d])+[类级层等档型]"
"""A pattern: a class or a grade by its number or its letter (D级, 甲类)."""
_DIVIDES = re.compile(
    rf"(?<![部充成十百千万得积评学])[划区]?分(?:为|成|作)?|(?<![建开假])设(?:为|立|置|有)?|(?:{FOLLOWING})"
)
_ATTRIBUTE = frozenset("级等期档")
"""Measure words that with a noun behind them tell which ones are meant (三级医院)."""
_MEMBERS = re.compile("、|以及|和|及|与|，")
_STOPS = "。；;\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """`span` covers the number with its measure word; `members` are what stands between the word of dividing
    and the number, where these are as many, else ().
    """

    number: int
    measure: str
    span: Span
    members: tuple[str, ...] = ()


def partitions(text: str) -> tuple[Partition, ...]:
    found: list[Partition] = []
    for m in _NUMBER.finditer(text):
        number = chinese_number(m[1])
        start = max(0, m.start() - SENTENCES.parted, *(text.rfind(stop, 0, m.start()) + 1 for stop in _STOPS))
        dividing = list(_DIVIDES.finditer(text, start, m.start()))
        if not number or number < _LEAST or not dividing:
            continue
        if m[2] in _ATTRIBUTE and not _ENDS.match(text, m.end()):
            continue
        between = POINTS_ON.sub("", text[dividing[0].end() : m.start()]).rstrip("等共")
        parts = tuple(part.strip() for part in _MEMBERS.split(between) if part.strip())
        if between.strip() and len(parts) != number:
            continue
        measure = m[2].removeprefix("大")
        found.append(
            Partition(
                number=number,
                measure=measure,
                span=Span(start=m.start(), end=m.end()),
                members=parts if len(parts) == number else (),
            )
        )
    return tuple(found)


_LEAST = 2
_ENDS = re.compile(r"$|[^\w]|管理|标准|响应|评定")


def same_measure(one: str, other: str) -> bool:
    """Whether two words count members of the same sort: 类 and 种, 级 and 档次."""
    return one == other or any({one, other} <= family for family in FAMILIES)
