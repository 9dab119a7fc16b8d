"""Words that deny, in groups of those that can stand for one another: 不得 and 严禁, 无需 and 免于.

In: nothing but the table data/negators.yaml. Out: the groups, and patterns of two of them. What makes a bound
of a negated word (不超过) is told by `bounds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest import late_re as re
from ingest.grammar.tables import any_of, table

_TABLE: dict[str, dict[str, Any]] = table("negators")
NEGATORS: Mapping[str, tuple[str, ...]] = {group: tuple(row["words"]) for group, row in _TABLE.items()}
NOT = "[不没未]"
"""A pattern: the characters that deny what stands behind them, and begin most of these words."""
PAST_DUE = "逾期|到期|期满|届时"
"""A pattern: what points back to a time by which something was to be done, before what is not done then."""
A_NOT = re.compile(NOT)
FORBIDS = any_of(NEGATORS["forbid"])
"""A pattern: what is not to be done."""
BAR_WORDS = tuple(_TABLE["forbid"]["rules"])
BARS = any_of(BAR_WORDS)
"""A pattern: the same as rules say it."""
BANS = tuple(word for word in BAR_WORDS if A_NOT.match(word) is None)
"""Those of them that have no 不 in them (严禁)."""
EITHER = frozenset(word for row in _TABLE.values() for word in row.get("either", ()))
"""Words that forbid a thing or free from it."""
NO_SUCH = any_of([word for word in NEGATORS["without"] if len(word) == 1 or word == "没有"])
"""A pattern: that there is no such thing (没区别, 无不同)."""
IS_NOT = any_of(NEGATORS["is_not"])
"""A pattern: that something is no such thing."""
NOT_TOLD = "(?:并?没有?|并?未|不)"
"""A pattern: before a verb of saying, that something is not said (没写死, 并未规定)."""
NOT_YET = any_of(NEGATORS["not_yet"])
"""A pattern: what is not done, or is not there."""
NO_NEED = any_of(NEGATORS["no_need"])
"""A pattern: what nobody has to do."""
NOT_NEEDED = any_of([word for word in NEGATORS["no_need"] if len(word) > 1])
"""A pattern: the same by words that are no part of others (免费)."""
