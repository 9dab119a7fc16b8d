"""Thresholds for treating two clauses, or two names of indicators, as one; one value for each kind of
comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignOptions:
    """How much alike two clauses must be to belong together."""

    least: float = 0.5
    """The likeness (0 to 1) from which they do."""
    same_label: float = 0.0
    """What the same label adds to it."""
    by_label: bool = False
    """Clauses of one label are one whatever their words."""
    titles: float = 0.0
    """The share of the title's likeness in the whole."""
    rare: bool = False
    """A pair of characters weighs by how few clauses have it."""
    by_words: int = 6
    """Characters from which on clauses of the same words are one under any label; shorter ones (a cell of a
    table) may well be the same by chance. Set by hand, not measured.
    """
    common: int = 200
    """Only pairs of characters in at most so many clauses point to candidates. Set for the time a long
    plan takes (tests/assistant/versions/test_align.py), not measured.
    """
    nearest: int = 24
    """So many candidates are looked at. As `common`."""


VERSIONS = AlignOptions(same_label=0.2)
"""Two versions of one plan. Measured on the 19 pairs of versions of
tests/assistant/versions/test_two_faces.py: with `least` from 0.3 to 0.65 all are aligned as a person does it;
from 0.5 on one is not if nothing is added for the label, and at 0.3 one is not if 0.3 is.
"""
EDITIONS = replace(VERSIONS, by_label=True)
"""A digest and the official text it stands for."""
YEARS = AlignOptions()
"""The plans of two years: labels mean nothing. Set as for versions, not measured."""
SUBJECTS = AlignOptions(least=0.14, titles=1 / 3, rare=True)
"""Plans of different places: below this, clauses have only common words of plans in common. Set by hand on
the five plans, no case measures it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOptions:
    """Thresholds for names that are alike.

    Measured on the 43 pairs of tests/assistant/versions/test_indicators.py: with `least` from 0.3 to 0.8 all
    are told as a person tells them (what decides is that no word is replaced, not the number), with `within`
    from 5 on one is not.
    """

    least: float = 0.6
    """Dice's coefficient of their pairs of characters."""
    within: int = 4
    """A name of at least so many characters that runs through the other's in its order is alike whatever that
    is.
    """
    replaced: bool = False
    """A word may stand in another's place."""
    named: float = 0.7
    """The share of a name's pairs of characters that a question has that names it
    (`query.slots.share_named`).
    """


ALIKE = NameOptions()
"""For two targets set beside each other, or taken for one in two versions."""
OFFERED = NameOptions(replaced=True)
"""For names a person is offered to look at together: 托位 beside 床位 does no harm there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOptions:
    """Thresholds for taking two plans of one title, place and time for stages of one paper."""

    shared: float = 0.8
    """The share of the clauses of both that belong together. In 376 pairs of different papers
    (evals/first-sight, tests/data/other, corpus) at most 0.15 do, in the stages of
    tests/assistant/test_remarks.py all.
    """


STAGES = StageOptions()
