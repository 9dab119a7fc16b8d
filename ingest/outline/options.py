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
    """Characters of the words before a list that say what it is of."""
    same_words: int = 4
    """So many characters of a caption that stand in the item's own words show that it is its own."""
    caption: int = 60
    """Characters of a caption, and of the sentence that becomes an item's title."""
    heading: int = 40
    """Characters of a title that its clause keeps beside a text with statements of its own."""


TREE = TreeOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class GridOptions:
    """Which column of a table says who does it, which row heads others (`outline.rowgrid`); set by hand."""

    fewest: int = 2
    """Cells that must name offices."""
    one_of: int = 5
    """Of so many cells one may name something else."""
    remark: int = 12
    """Characters a cell beside the title of a section may have."""


GRID = GridOptions()
