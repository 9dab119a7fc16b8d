"""By which words a thing is measured: what the name of an indicator ends in (污水处理率, 灌溉面积).

In: nothing but the table data/indicators.yaml. Out: fragments of patterns over folded text, and words.
Whether a share can be over a hundred per cent is told in shares.py; how a figure is counted in measures.py.
"""

from __future__ import annotations

from typing import Any, Literal

from ingest import late_re as re
from ingest.grammar.tables import any_of, table

_TABLE: dict[str, Any] = table("indicators")
_ENDS: list[dict[str, Any]] = _TABLE["ends"]


def _guarded(row: dict[str, Any]) -> str:
    word: str = row["word"]
    return word + (f"(?!{row['not']})" if "not" in row else "")


END = f"(?:{any_of([_guarded(row) for row in _ENDS])})"
"""A pattern: what a name ends in."""
SHARE = any_of([row["word"] for row in _ENDS if row.get("share")])
"""A pattern: what the name of a part of a whole ends in."""
SHARE_NOUNS = tuple(row["word"] for row in _ENDS if row.get("share") and len(row["word"]) > 1)
"""Those that stand as a word of their own (的比例)."""
SHARE_NOUN = any_of(SHARE_NOUNS)
PERCENT_END = any_of([row["word"] for row in _ENDS if row.get("percent")])
"""A pattern: what a name ends in whose figure is told in per cent."""
NUMBER_WORDS = ("数量", "总数", "个数", "人数", "数")
MEASURED_END = "[量率额比数]|(?<![调制力进])度|时间|时长|收入|支出|费用|浓度|水平"
"""A pattern: what the name of something ends in that is measured, and not done so often (每年…用水量)."""
NUMBERS_OF = any_of(NUMBER_WORDS)
"""A pattern: what the name of how many there are ends in."""
Nature = Literal["约束性", "预期性"]
NATURES: tuple[Nature, ...] = tuple(_TABLE["natures"])
"""约束性, 预期性: what an indicator is to those who are to reach it."""
BINDING = NATURES[0]
NATURE = any_of(NATURES)
A_NATURE = re.compile(NATURE)
"""One of them, to look for."""


def nature_in(words: str) -> Nature | None:
    """Which of them the words say, also cut short (约束) or with more around it (约束性指标); None where they
    say neither.
    """
    return next((nature for nature in NATURES if nature.removesuffix("性") in words), None)
