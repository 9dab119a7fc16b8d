"""What is said of all, of each of several, and of several taken together: 所有, 分别, 共计.

In: nothing but the table data/quantifiers.yaml. Out: fragments of patterns over folded text, and words. How
often something is done (每年), and of whom there is one figure each (人均), is told by `recurrence`.
"""

from __future__ import annotations

from typing import Any

from ingest.grammar.tables import any_of, table

_TABLE: dict[str, list[dict[str, Any]]] = table("quantifiers")


def _guarded(row: dict[str, Any]) -> str:
    before = f"(?<![{row['after']}])" if "after" in row else ""
    behind = f"(?![{row['not']}])" if "not" in row else ""
    return f"{before}{row['word']}{behind}"


ALL = "|".join(map(_guarded, _TABLE["all"]))
"""A pattern: the words for all of something."""
ALL_WORDS = tuple(row["word"] for row in _TABLE["all"])
WHOLE = "|".join(_guarded(row) for row in _TABLE["all"] if row.get("whole"))
"""A pattern: those by which a whole list is asked for."""
ALL_THE = next(_guarded(row) for row in _TABLE["all"] if "not" in row)
"""A pattern: the word that stands before them (所有驿站)."""
EACH_OF = "|".join(map(_guarded, _TABLE["each"]))
"""A pattern: what stands behind several things of which each is meant."""
SEVERALLY = "|".join(_guarded(row) for row in _TABLE["each"] if not row.get("first"))
"""A pattern: those that only stand behind them."""
ALL_ALIKE = next(_guarded(row) for row in _TABLE["each"] if row["word"] == "均")
"""A pattern: of them, the one that says of all what one of them is (三座水库均完成清淤)."""
BOTH = "|".join(_guarded(row) for row in _TABLE["each"] if row["word"] in ("均", "都"))
"""A pattern: the same, and what people say for it."""
EACH_WORDS = tuple(row["word"] for row in _TABLE["each"])
ALL_OR_EACH = frozenset(row["word"] for part in ("all", "each") for row in _TABLE[part])
SUM_WORDS = tuple(row["word"] for row in _TABLE["sums"])
SUMS = any_of(SUM_WORDS)
"""A pattern: before the sum of several figures."""
ADDED_WORDS = tuple(row["word"] for row in _TABLE["added"])
ADDED = any_of(ADDED_WORDS)
"""A pattern: the same as people say it."""
