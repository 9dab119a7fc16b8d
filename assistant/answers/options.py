"""From where on a clause answers "what" and "who", and from where on nothing in the plans does.

Shares and scores lie from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOptions:
    """One value for all kinds of answers; how much of the question may be lacking is the look-ups'
    (`lookups.options`).
    """

    meets: float = 0.5
    """Score from which on a sentence meets the question: it answers what is said of a thing or who is charged
    with it, is called near where it does not, and has the year that is asked for.
    """
    together: float = 0.7
    """Share of the words found, by weight, that must stand in one place: a light word may stand apart, one of
    three like ones not.
    """
    unit_as_well: float = 0.97
    """Share of the best score from which on a second clause of the plan is told as well."""
    of_the_whole: int = 3
    """Clauses shown at most that say who does all a plan is about."""
    off_topic: float = 0.3
    """Below this even the nearest sentence has nothing to do with the question."""
    plans: int = 6
    """More plans than this that fit a question without a place or a year: ask back instead of answering for
    each.
    """
    one_name: int = 6
    """A name that more indicators of one plan end in says too little to be any one's."""


ANSWERS = AnswerOptions()
