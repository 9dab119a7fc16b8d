"""The numbers of the inspection, and what they were measured on."""

from __future__ import annotations

WEAK = 0.18
"""Share of wrong readings from which a clause's offices, or its targets, are doubted. Over the 4,123 clauses
of the 26 sets at hand, each told by weights from the others, with the other checks (share of the right ones
doubted and of the wrong ones): .40 .06 and .35, .32 .08 and .44, .28 .10 and .48, .25 .12 and .50, .20 .16
and .57, .18 .18 and .60, .15 .23 and .66. Chosen as the most that is found with no more than one of five
right ones doubted.
Signs of the words before a target (其中, 核减, 较上年) and of the heading above it find no more.
"""
RULES = 0.3
"""Share of articles among its clauses from which a paper is one of rules."""
MANY_NOTED, SOME_NOTED = 0.5, 0.1
"""Shares of a paper's clauses that have a note or a column of who does it."""
