"""The numbers of the layout, and what they were measured on."""

from __future__ import annotations

TORN_PIECES = 0.12
"""Share of a text's lines without a Chinese character from which it may be torn at its inline tags. Over 219
papers that were read before it, pasted tables and texts taken out of PDFs reach .21, all others .03; the torn
page has .46. It is nothing by itself: `TORN_BEGINNINGS` must be reached as well."""
TORN_BEGINNINGS = 0.06
"""Share of its lines that begin with what nothing begins with (，。；）年 …). The same papers:
.03 at most, and none of those with `TORN_PIECES` has a single one; the torn page has .16."""
TORN_FEWEST = 8
"""Lines of either kind there must be at least: four torn figures."""
TORN_GAPS = 0.1
"""Share of the torn places with blank lines before them up to which a blank line ends a paragraph. Of our own
making: pages have blank lines between all their lines, or between their paragraphs."""
EARLY_BREAKS = 0.08
"""Share of lines broken early, after a comma or before a closing sign, from which on a break means nothing:
0.18 to 0.45 in three texts taken out of PDFs, at most 0.02 in a hundred other papers."""
