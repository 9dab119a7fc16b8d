"""Thresholds for saying that a sentence differs from its clauses, one value for all of verification.

Measured as told in `lookups.options`; "labelled" is every second sentence of `evals/sentences` whose papers
are kept (718, of which 361 are true).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationOptions:
    """How close the words of a sentence must be to those of the clauses it names."""

    covered: float = 0.6
    """Share of a sentence's content words that must stand in the clauses it names or in the question.
    It decides on sentences a model wrote, of which the cases have none: `plans bench tempers`.
    """
    asked: float = 0.6
    """Share of the words of a thing asked for that a sentence, or the clauses it stands on, must have to
    answer it. Set by hand, as `covered`.
    """
    clearly: float = 0.34
    """The share of the words' tokens that must speak for another figure where some speak for the figure
    itself as well. Equal from 0.26 to 0.43 (371 cases).
    """
    speaks: float = 1.5
    """Odds, as a logarithm, from which on what was learnt (`figure_reference`) outweighs the words that speak
    for another figure. Measured on each file of labelled sentences by weights from the others, as judged at
    first sight: of true figures 8 are struck instead of 20, of wrong ones 33 instead of 35 (7 and 29 at 1).
    """
    beside: int = 6
    """Characters beside a figure that show where in the clause it stands. Equal from 4 to 8 (52 cases).
    """
    named: int = 2
    """Tokens between the same two commas from which on they alone say what a figure is of.
    Measured on the 280 labelled sentences of `evals/sentences`.
    """
    copied: int = 8
    """Characters before a figure that are found in a clause once or twice only, so that they tell its place.
    Equal from 6 to 10 (498 cases).
    """
    long_cell: int = 8
    """A cell with a number that is longer than this is a name with a number in it (65岁以上老人健康管理率),
    no value. Equal from 6 to 10 (107 cases).
    """
    negated: int = 4
    """Characters that may stand in a clause between a negator and what it negates (不得擅自占用). Equal
    at 6, one true sentence is struck at 2 (labelled).
    """
    introduced: int = 40
    """Characters in which a clause says what an office is before it says what it does (是…的管理机构，负责…).
    Equal from 20 to 60 (labelled).
    """
    same_thing: int = 4
    """Characters a sentence and a clause share from a word on, from which they speak of the same thing there.
    Two words are the shortest that name a thing or a deed with it. Equal from 3 to 4, at 6 one true sentence
    more is shown (labelled).
    """
    about: float = 0.6
    """Share of what the nearest part of a clause has of a sentence's part from which on another part is taken
    to speak of the same. Of 521 true labelled sentences one fewer is struck than at 1.0, of 516 false ones
    as many are shown.
    """
    governed: int = 16
    """Characters behind 力争 and the like that are what they hedge. Equal from 8 to 24 (labelled).
    """
    deed: int = 16
    """Characters between an office and its verb in a clause's own words (县审计局对项目资金开展监督).
    Equal from 12 to 20 (222 questions of two first-sight sets, which hold no sentence of a model).
    """
    forbidden: int = 2
    """Words of what is forbidden that a sentence has from which on it speaks of that. Equal from 1 to 4
    (the same 222 questions).
    """
    other_duty: int = 2
    """Pairs of characters from which on words speak for the duty of another office. Equal from 1 to 4
    (the same 222 questions).
    """
    gap: int = 12
    """Characters that may stand on either side where one thing is told for another: more are told in words of
    their own. Equal from 8 to 12, one true sentence is struck at 16 (labelled).
    """
    follows: float = 0.75
    """Share of the words of what follows of a premise from which on a sentence says it. At 0.5
    two true sentences are struck, at 1 one more is shown (labelled).
    """
    joined: int = 6
    """Characters behind a word that joins two names in which the second one begins. Equal from 4 to 10
    (labelled).
    """
    premise: float = 0.15
    """Share of the words of a premise under which it is taken for left out. Equal from 0.05 to
    0.3 (labelled).
    """
    quote: int = 4
    """Characters of a quote; fewer stand anywhere. Equal from 2 to 6 (the same 222 questions)."""
    statement: int = 120
    """Characters of a clause's statement that a model is told to put its sentence right by. Set by hand."""
    reason: int = 3
    """Words of a reason that say what it is; what follows tells what of it. Equal from 2 to 5 (the same
    222 questions).
    """


VERIFICATION = VerificationOptions()
