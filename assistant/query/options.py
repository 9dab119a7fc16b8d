"""What the words of a question count that are not its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryOptions:
    """How a question is understood from what was asked before and from what the plans print."""

    earlier: float = 0.35
    """What a word of the question before counts beside a follow-up's own words."""
    heading: int = 3
    """Characters of a heading that must be said for the heading to be meant."""
    own_offices: int = 12
    """Up to so many plans asked about their own offices are looked at before all offices."""


QUERY = QueryOptions()
