"""The numbers of the inspection, and what they were measured on.

Where nothing else is told a number was set by hand, after papers that were read right.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakOptions:
    """When a reading that nothing proves wrong is doubted (`inspection.weak`)."""

    share: float = 0.18
    """Share of wrong readings from which a clause's offices, or its targets, are doubted. Measured over the
    4,123 clauses of the 26 sets at hand, each told by weights from the others, with the other checks (share
    of the right ones doubted and of the wrong ones): .40 .06 and .35, .32 .08 and .44, .28 .10 and .48, .25
    .12 and .50, .20 .16 and .57, .18 .18 and .60, .15 .23 and .66. Chosen as the most that is found with no
    more than one of five right ones doubted.
    Signs of the words before a target (其中, 核减, 较上年) and of the heading above it find no more.
    """


WEAK = WeakOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOptions:
    """What is a sign of a weak reading (`inspection.signs`, `second_reader`); set by hand. The weights of
    `data/signs.tsv` were learned with these values and hold for no others.
    """

    rules: float = 0.3
    """Share of articles among its clauses from which a paper is one of rules."""
    many_noted: float = 0.5
    """Share of a paper's clauses with a note or a column of who does it, from which they are many."""
    some_noted: float = 0.1
    """The same share from which there are some."""
    long_name: int = 18
    """Characters from which on a name is a long one."""
    short_name: int = 3
    """Characters up to which it is a short one."""
    long: int = 160
    """Characters of a clause that says many things."""
    near: int = 16
    """Characters between two figures of one list."""
    several: int = 3
    """Targets, offices or kinds of them from which on a clause has several."""
    reach: int = 16
    """Characters behind 由 or 报 in which somebody is named."""


SIGNS = SignOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseOptions:
    """Which clauses are doubted by their size and number (`inspection.clauses`)."""

    long: int = 1_500
    """Characters; of the articles and tasks of 130 real papers read right, the longest has 1,140."""
    short: int = 8
    """Characters below which a clause may be none; set by hand."""
    run: int = 4
    """So many short clauses in a row are no clauses; set by hand."""
    numbered: int = 3
    """Rows with a number from which on the others of a table, at most half as many, should have one; set by
    hand."""
    outside: int = 400
    """Characters in a row outside of every clause; a head or a sign-off is shorter; set by hand."""


CLAUSES = ClauseOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOptions:
    """Which names are doubted (`inspection.targets`, `units`)."""

    shortest: int = 2
    """Characters of the name of a target; set by hand."""
    longest: int = 40
    """Characters of it at most. Measured: of the targets of the official plans read right the longest has
    33."""
    unit: int = 25
    """Characters of the name of an office; set by hand."""
    each: int = 40
    """Characters before a target in which it is said that it holds for each of several; set by hand."""


NAMES = NameOptions()
