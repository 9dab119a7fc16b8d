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
    more than one of five right ones doubted. Signs of the words before a target (其中, 核减, 较上年) and of
    the heading above it find no more. Measured over 107 papers: 0.135 reads 79 papers otherwise (no clause
    or target), 0.225 reads 68 papers otherwise (no clause or target)."""


WEAK = WeakOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOptions:
    """What is a sign of a weak reading (`inspection.signs`, `second_reader`); set by hand. The weights of
    `data/signs.tsv` were learned with these values and hold for no others.
    """

    rules: float = 0.3
    """Share of articles among its clauses from which a paper is one of rules. Measured over 271 papers:
    0.15 to 0.375 read the same, 0.6 reads 1 paper otherwise (no clause or target)."""
    many_noted: float = 0.5
    """Share of a paper's clauses with a note or a column of who does it, from which they are many. Measured
    over 271 papers: 0.375 reads 19 papers otherwise (no clause or target), 0.625 reads 18 papers otherwise
    (no clause or target)."""
    some_noted: float = 0.1
    """The same share from which there are some. Measured over 271 papers: 0.075 reads 4 papers otherwise
    (no clause or target), 0.125 reads 1 paper otherwise (no clause or target)."""
    long_name: int = 18
    """Characters from which on a name is a long one. Measured over 107 papers: 14 reads 15 papers otherwise
    (no clause or target), 22 reads 17 papers otherwise (no clause or target)."""
    short_name: int = 3
    """Characters up to which it is a short one. Measured over 107 papers: 2 reads 7 papers otherwise (no
    clause or target), 4 reads 6 papers otherwise (no clause or target)."""
    long: int = 160
    """Characters of a clause that says many things. Measured over 107 papers: 120 reads 14 papers otherwise
    (no clause or target), 200 reads 4 papers otherwise (no clause or target)."""
    near: int = 16
    """Characters between two figures of one list. Measured over 271 papers: 12 reads 9 papers otherwise (no
    clause or target), 20 reads 8 papers otherwise (no clause or target)."""
    several: int = 3
    """Targets, offices or kinds of them from which on a clause has several. Measured over 107 papers: 2
    reads 30 papers otherwise (no clause or target), 4 reads 20 papers otherwise (no clause or target)."""
    reach: int = 16
    """Characters behind 由 or 报 in which somebody is named. Measured over 107 papers: 8 to 32 read the
    same."""


SIGNS = SignOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseOptions:
    """Which clauses are doubted by their size and number (`inspection.clauses`)."""

    long: int = 1_500
    """Characters; of the articles and tasks of 130 real papers read right, the longest has 1,140. Measured
    over 271 papers: 1,500 to 1,875 read the same, 1,125 reads 5 papers otherwise (no clause or target),
    3,000 reads 1 paper otherwise (no clause or target)."""
    short: int = 8
    """Characters below which a clause may be none; set by hand. Measured over 271 papers: 8 to 10 read the
    same, 6 reads 1 paper otherwise (no clause or target), 16 reads 8 papers otherwise (no clause or
    target)."""
    run: int = 4
    """So many short clauses in a row are no clauses; set by hand. Measured over 271 papers, of which 21 ask
    for it: 4 to 8 read the same, 3 reads 1 paper otherwise (no clause or target)."""
    numbered: int = 3
    """Rows with a number from which on the others of a table, at most half as many, should have one; set by
    hand. Measured over 271 papers: 2 to 3 read the same, 6 reads 1 paper otherwise (no clause or
    target)."""
    outside: int = 400
    """Characters in a row outside of every clause; a head or a sign-off is shorter; set by hand. Measured
    over 271 papers: 400 to 800 read the same, 300 reads 1 paper otherwise (no clause or target)."""


CLAUSES = ClauseOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOptions:
    """Which names are doubted (`inspection.targets`, `units`)."""

    shortest: int = 2
    """Characters of the name of a target; set by hand. Measured over 107 papers: 1 reads 2 papers otherwise
    (no clause or target), 3 reads 48 papers otherwise (no clause or target)."""
    longest: int = 40
    """Characters of it at most. Measured: of the targets of the official plans read right the longest has
    33. Measured over 107 papers: 20 reads 34 papers otherwise (no clause or target), 80 reads 2 papers
    otherwise (no clause or target)."""
    unit: int = 25
    """Characters of the name of an office; set by hand. Measured over 107 papers: 25 to 50 read the same, 12
    reads 21 papers otherwise (no clause or target)."""
    each: int = 40
    """Characters before a target in which it is said that it holds for each of several; set by hand.
    Measured over 271 papers, of which 21 ask for it: 20 to 50 read the same, 80 reads 1 paper otherwise (no
    clause or target)."""


NAMES = NameOptions()
