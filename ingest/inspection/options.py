"""The numbers of the inspection, and what they were measured on."""

from __future__ import annotations

WEAK = 0.27
"""Share of wrong readings from which a clause's offices, or its targets, are doubted. Over the 2,812 clauses
of the nineteen sets at hand, each told by weights from the other eighteen, with the other checks (share of
the right ones doubted and of the wrong ones): .40 .06 and .41, .32 .08 and .49, .27 .10 and .55, .25 .11 and
.57, .20 .14 and .63. Chosen as the most that is found with no more than 10 of a hundred right ones doubted.
Signs in pairs find no more (.28 .09 and .52).
"""
RULES = 0.3
"""Share of articles among its clauses from which a paper is one of rules."""
MANY_NOTED, SOME_NOTED = 0.5, 0.1
"""Shares of a paper's clauses that have a note or a column of who does it."""
