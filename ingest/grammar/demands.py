"""What a sentence demands (应当, 须, 要) and what it wishes for (力争, 确保).

In: nothing but the table data/demands.yaml. Out: fragments of patterns over folded text, and words. A word is
no demand as a part of another (要素, 应急, 主要) or of a phrase (应保尽保): `MUST` looks at what stands
behind it, for the beginning of a stretch of words; `MUST_ENDS` at what stands before it, for the end of one;
`MUST_WITHIN` at both.
"""

from __future__ import annotations

from typing import Any

from ingest.grammar.tables import any_of, table

_TABLE: dict[str, list[dict[str, Any]]] = table("demands")


def _ahead(row: dict[str, Any]) -> str:
    return f"(?<![{row['after']}])" if "after" in row else ""


def _behind(row: dict[str, Any]) -> str:
    return (f"(?![{row['not']}])" if "not" in row else "") + _no_idiom(row)


def _no_idiom(row: dict[str, Any]) -> str:
    return f"(?!{row['idiom']})" if "idiom" in row else ""


_MUST = sorted(_TABLE["must"], key=lambda row: -len(row["word"]))
MUST_WORDS = tuple(row["word"] for row in _MUST)
_WISH = _TABLE["wish"]
MUST = "|".join(row["word"] + _behind(row) for row in _MUST)
MUST_ENDS = "|".join(_ahead(row) + row["word"] for row in _MUST)
MUST_WITHIN = "|".join(_ahead(row) + row["word"] + _behind(row) for row in _MUST)
FIRM = "|".join(row["word"] + _no_idiom(row) for row in _MUST if row.get("firm"))
"""A pattern: those that leave no choice, whatever stands around them but for a phrase."""
ALLOWED = "可以|允许|准许|能够|可(?=[^能行靠以])"
"""A pattern: what somebody may do."""
FIRM_OR_NOT = f"{FIRM}|不得"
"""A pattern: those, or the word of rules for what is not to be done."""
WISH = any_of([row["word"] for row in _WISH])
"""A pattern: the words of a wish."""
AIM = any_of([row["word"] for row in _WISH if row.get("aims")])
"""A pattern: those that tell a deed that is to be done by itself."""
STRIVING = tuple(row["word"] for row in _WISH if not row.get("assured"))
"""The words of what is only striven for, so that a figure behind them is not meant to the letter."""
STRIVEN = any_of(STRIVING)
