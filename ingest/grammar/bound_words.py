"""The words that stand behind a figure and bind it (以上, 以内, 左右), told where a figure or a date ends.

In: nothing. Out: patterns of the rows `after` of data/bounds.yaml, for those who look no further than a
number and are asked before a figure is read: measure words, dates, amounts. What they say tells `bounds`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest.grammar.tables import loaded, one_of

TABLE: dict[str, Any] = loaded((Path(__file__).parent / "data" / "bounds.yaml").read_text("utf-8"))
AFTER: tuple[dict[str, Any], ...] = tuple(TABLE["after"])
LIMITS = tuple(row["word"] for row in AFTER if len(row["word"]) > 1)
"""The words behind a figure, of two characters."""


def _changes(way: str, *, broad: bool) -> tuple[str, ...]:
    rows = (row for row in TABLE["change"] if row["way"] == way and not row.get("reached_only"))
    return tuple(row["word"] for row in rows if len(row["word"]) > 1 and (broad or not row.get("broad")))


NOT_THAN = "不[多少高低大小]于"
"""A pattern: words that want a figure behind them."""
NOT_BEYOND = "不[低少高超]"
"""A pattern: how the words begin that keep a figure on one side (不低于, 不超过)."""
RISE_WORDS, FALL_WORDS = _changes("rise", broad=False), _changes("fall", broad=False)
"""Verbs of what becomes more, and less, whatever they are said of."""
RISES, FALLS = one_of(_changes("rise", broad=True)), one_of(_changes("fall", broad=True))
"""Patterns: verbs of what becomes more, and less, of two characters."""
COMES_TO = "[到至为]"
"""A pattern: what stands between a verb of change and what is reached (下降到)."""
BEHIND = f"[及或]?(?:{one_of(LIMITS)})"
"""A pattern: the words behind a figure, of two characters, 及以上 among them."""
WITHIN_TIME = one_of(row["word"] for row in AFTER if row["says"] == "within")
"""A pattern: the word behind a stretch of time that is not to be gone beyond (20分钟内)."""
_UP_TO = one_of(row["word"] for row in AFTER if row["says"] == "le" and row["word"].endswith(WITHIN_TIME))
WITHIN = f"(?:{_UP_TO}|{WITHIN_TIME})"
"""A pattern: 以内, 之内, 内."""
ONE_SIDED = (
    f"(?:{one_of(row['word'] for row in AFTER if row['says'] in ('ge', 'le') and len(row['word']) > 1)})"
)
"""A pattern: the words of two characters that leave one side open (以上, 之内), no 左右."""
