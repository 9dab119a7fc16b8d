"""Thresholds for taking a clause to be about the same thing as a sentence of a draft.

Measured on the labelled drafts of `evals/drafts` (115 sentences).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOptions:
    """Measured on the labelled drafts; the lengths are set by what a page can show in a minute."""

    about: float = 0.65
    """The share of a sentence's words, by rarity, that a clause must have to be of the same thing, 0 to 1."""
    verb: float = 0.3
    """What a word counts for that is only a verb (赶在, 安排): a writer puts it otherwise than a plan."""
    near: float = 0.3
    """The share from which on a clause may bear a sentence together with others."""
    follows: float = 0.2
    """What is added to that share for the clauses of the sentence before."""
    tried: int = 8
    """Clauses a sentence is held against."""
    found: int = 20
    """Clauses the search is asked for."""
    longest: int = 200_000
    """Characters of a draft."""
    indicator: int = 4
    """Characters of a target's name that brings its clause where a sentence has it. Not measured: the
    questions ask for no draft.
    """


DRAFT = DraftOptions()
