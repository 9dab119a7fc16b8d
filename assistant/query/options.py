"""What the words of a question count that are not its own.

Measured as told in `lookups.options`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryOptions:
    """How a question is understood from what was asked before and from what the plans print."""

    earlier: float = 0.35
    """What a word of the question before counts beside a follow-up's own words. Equal from 0 to 0.7 (12
    cases): what such words add at most is told by `retrieval.WORDS.earlier`.
    """
    heading: int = 3
    """Characters of a heading that must be said for the heading to be meant. Equal from 2 to 4 (582 cases).
    """
    own_offices: int = 12
    """Up to so many plans asked about their own offices are looked at before all offices. Equal from
    9 to 15 (860 cases).
    """


QUERY = QueryOptions()
