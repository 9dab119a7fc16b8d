"""From where on a sentence says another thing than its clauses, one value for all that verify."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationOptions:
    """How close the words of a sentence must be to those of the clauses it names."""

    covered: float = 0.6
    """Share of a sentence's content words that must stand in the clauses it names or in the question."""
    clearly: float = 0.34
    """The share of the words' tokens that must speak for another figure where some speak for the figure
    itself as well.
    """
    beside: int = 6
    """Characters beside a figure that show where in the clause it stands."""
    copied: int = 8
    """Characters before a figure that are found in a clause once or twice only, so that they tell its place.
    """
    long_cell: int = 8
    """A cell with a number that is longer than this is a name with a number in it (65岁以上老人健康管理率),
    no value."""
    negated: int = 4
    """Characters that may stand in a clause between a negator and what it negates (不得擅自占用)."""


VERIFICATION = VerificationOptions()
