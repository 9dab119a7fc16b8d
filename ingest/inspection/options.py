"""The numbers of the inspection, and what they were measured on."""

from __future__ import annotations

WEAK = 0.3
"""Share of wrong readings from which a clause's offices, or its targets, are doubted. Over the 1,596 clauses
of ten sets of first sight, each told by weights from the other nine, with the other checks (share of all
clauses doubted, of the wrong ones): .44 .10 and .31, .35 .12 and .36, .30 .15 and .43, .26 .18 and .47. 52 of
the 327 wrong ones have no clause that could be doubted. With the signs of before .30 was .14 and .41, with
the readings of before .37 was .15 and .39. Chosen as the most that is found with no more than some 15 of a
hundred clauses doubted; of 1,307 clauses of real papers nobody has judged it doubts .08."""
RULES = 0.3
"""Share of articles among its clauses from which a paper is one of rules."""
MANY_NOTED, SOME_NOTED = 0.5, 0.1
"""Shares of a paper's clauses that have a note or a column of who does it."""
