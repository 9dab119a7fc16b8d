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

    content: float = 0.5
    """Score from which on a clause answers what is said of a thing."""
    content_together: float = 0.7
    """Share of the words found, by weight, that must stand in one place of it: one of three like ones may not
    stand apart."""
    content_close: float = 0.9
    """Share of the best plan's score from which on another plan answers as well."""
    content_spread: float = 0.92
    """Share of the best sentence's score from which on another of a long clause is shown with it."""
    unit: float = 0.58
    """Score from which on a clause tells who is charged with a thing."""
    unit_together: float = 0.75
    """As `content_together`: a light word may stand apart, one of three equal ones not."""
    unit_close: float = 0.88
    """As `content_close`."""
    unit_naming: float = 0.86
    """Share of the best score from which on a clause that names somebody stands in for one that does not."""
    unit_as_well: float = 0.97
    """Share of the best score from which on a second clause of the plan is told as well."""
    of_the_whole: int = 3
    """Clauses shown at most that say who does all a plan is about."""
    off_topic: float = 0.3
    """Below this even the nearest sentence has nothing to do with the question."""
    near: float = 0.5
    """Score from which on the nearest sentence is called near."""
    names_year: float = 0.58
    """Score from which on a sentence that has the year asked for is what the year belongs to."""
    section: float = 0.5
    """A clause of a section asked for that meets the question's words this far is shown alone."""
    section_words: int = 3
    """Characters of the title a question must name for the section to be meant."""
    plans: int = 6
    """More plans than this that fit a question without a place or a year: ask back instead of answering for
    each.
    """
    one_name: int = 6
    """A name that more indicators of one plan end in says too little to be any one's."""


ANSWERS = AnswerOptions()
