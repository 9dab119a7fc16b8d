"""The numbers of the outline, and what they were measured on.

Where nothing else is told a number was set by hand, after the papers its module was written for.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeOptions:
    """What is a heading or a caption of its own, and whom a section charges (`outline.assign`, `build`,
    `section_clauses`, `sections`); set by hand.
    """

    lead_in: int = 80
    """Characters of the words before a list that say what it is of. Measured over 54 papers: 40 to 160 read
    the same."""
    same_words: int = 4
    """So many characters of a caption that stand in the item's own words show that it is its own. Measured
    over 271 papers, of which 2 ask for it: 2 to 8 read the same."""
    caption: int = 60
    """Characters of a caption, and of the sentence that becomes an item's title. Measured over 54 papers:
    45 reads 3 papers otherwise (no clause or target), 75 reads 2 papers otherwise (no clause or target)."""
    heading: int = 40
    """Characters of a title that its clause keeps beside a text with statements of its own. Measured over
    54 papers: 30 reads 19 papers otherwise (no clause or target), 50 reads 16 papers otherwise (no clause
    or target)."""


TREE = TreeOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class GridOptions:
    """Which column of a table says who does it, which row heads others (`outline.rowgrid`); set by hand."""

    fewest: int = 2
    """Cells that must name offices. Measured over 271 papers, of which 18 ask for it: 1 to 4 read the
    same."""
    one_of: int = 5
    """Of so many cells one may name something else. Measured over 271 papers, of which 1 asks for it: 2 to
    10 read the same."""
    remark: int = 12
    """Characters a cell beside the title of a section may have. Measured over 271 papers: 6 to 24 read the
    same."""


GRID = GridOptions()
