"""The numbers of the inspection, and what they were measured on."""

from __future__ import annotations

WEAK = 0.28
"""Share of wrong readings from which a clause's offices, or its targets, are doubted. Over the 3,163 clauses
of eighteen sets, each told by weights from the other seventeen, with the other checks (share of the right
ones doubted and of the wrong ones): .40 .07 and .46, .32 .10 and .53, .28 .12 and .55, .25 .15 and .58, .20
.20 and .64. Chosen as the most that is found with no more than 12 of a hundred right ones doubted. 87 of the
499 wrong ones of the eight newest sets have no clause that could be doubted.
"""
RULES = 0.3
"""Share of articles among its clauses from which a paper is one of rules."""
MANY_NOTED, SOME_NOTED = 0.5, 0.1
"""Shares of a paper's clauses that have a note or a column of who does it."""
