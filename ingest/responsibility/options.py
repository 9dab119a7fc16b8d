"""The numbers of the responsibilities, and what they were measured on.

Where nothing else is told a number was set by hand, after the clauses its module was written for.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOptions:
    """How long the name of somebody who is charged is; set by hand."""

    longest: int = 30
    """Characters of a name in an annotation, in a list, before a bracket, and of a heading that is one.
    Measured over 54 papers: 15 to 60 read the same."""
    whole: int = 2
    """Characters of a name that begins with a level of government and is no more than the level (省级) at
    most. Measured over 271 papers: 1 reads 2 papers otherwise (1 clause), 3 reads 12 papers otherwise (no
    clause or target), worse."""
    in_notes: int = 14
    """Characters of a name in a bracket that has nothing but names (`responsibility.bare_notes`). Measured
    over 271 papers, of which 4 ask for it: 7 to 28 read the same."""
    holding_verb: int = 12
    """Characters of a name that is taken for one though it holds a verb: 轨交运维中心
    (`responsibility.demanded`). Measured over 54 papers: 12 to 24 read the same, 6 reads 1 paper otherwise
    (1 clause), worse."""
    helper: int = 16
    """Characters of the name of a body one does something with (`responsibility.helpers`). Measured over
    271 papers: 12 to 32 read the same, 8 reads 1 paper otherwise (1 clause), better: a deed was taken for a
    name."""
    subject: int = 3
    """Characters of a name that charges by what it is the subject of (`responsibility.subjects`). Measured
    over 271 papers: 2 to 3 read the same, 4 reads 17 papers otherwise (17 clauses), worse."""


NAMES = NameOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachOptions:
    """How far is looked for who is charged and with what; set by hand. All bound the work but where it says
    that parts or notes are counted.
    """

    sentence: int = 400
    """Characters of a sentence looked at on either side for whom a rule addresses: more than any at hand
    has, so that a line without stops is not looked through anew from each of its parts. Measured over 54
    papers: 200 to 800 read the same."""
    tail: int = 4_000
    """Characters before the end of a text in which its last sentences may charge somebody. Measured over 54
    papers: 2,000 to 8,000 read the same."""
    list_within: int = 500
    """Characters of a sentence within a clause that names whom it charges. Measured over 271 papers, of
    which 5 ask for it: 250 to 1,000 read the same."""
    list_of_offices: int = 1_000
    """Characters of the longest list of offices that ends in what they do. Measured over 271 papers: 500 to
    2,000 read the same."""
    helpers: int = 80
    """Characters behind 会同 in which those are named whom one does it with, and the deed behind them.
    Measured over 54 papers: 40 to 160 read the same."""
    deed: int = 200
    """Characters of a segment in which somebody may be charged by what is done. Measured over 54 papers:
    100 to 400 read the same."""
    closing: int = 120
    """Characters of a paragraph that closes a clause and says of which points it tells who does them.
    Measured over 54 papers: 60 to 240 read the same."""
    colon: int = 24
    """Characters before a colon among which a role set with blanks stands. Measured over 54 papers: 12 to
    48 read the same."""
    parts: int = 3
    """Parts of a sentence behind the subject's own in which its deed is looked for. Measured over 54
    papers: 2 to 6 read the same."""
    fewest_notes: int = 3
    """Notes in a bracket of one kind that show what it is for: two may be chance. Measured over 271 papers:
    2 to 6 read the same."""
    between_blanks: int = 12
    """Characters of a text of which at least one is a blank that tears words; the spaced texts at hand have
    one in three to six. Measured over 54 papers: 6 to 24 read the same."""
    torn_name: int = 8
    """Characters before such a blank in which the name of an office ends. Measured over 271 papers, of
    which 1 asks for it: 4 to 16 read the same."""


REACH = ReachOptions()
