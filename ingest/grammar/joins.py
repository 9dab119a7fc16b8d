"""What joins the members of a list: 教育局、财政局和民政局.

In: text. Out: fragments of patterns, and a list cut into its members. Commas part clauses in papers, and only
in a question members too: they are not among the joins. A word the sign begins or ends (和谐, 及时,
总和) is told apart by `JOINER` alone: whoever cuts a running sentence by the others says what a member is.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.tables import any_of

OPENING = "其中|同时|此外|另外|原则上"
"""A pattern: what may open a part of a sentence before those it is about."""
SIGN = "[、和与及]"
"""One character that joins two members."""
JOIN = rf"(?:{SIGN}|以及)"
"""What joins two members in a paper."""
SAID_JOINS = frozenset(("和", "与", "以及", "及", "跟", "还有", "、"))
"""What joins two in a question, as people say it."""
SAID_JOIN = f"(?:{any_of(tuple(SAID_JOINS))})"
"""The same as a pattern."""
JOIN_OR = rf"(?:{JOIN}|或)"
"""The same, or what joins two of which one will do."""
JOIN_FIRST = "和(?![谐平])|与(?!会)|及(?![时格其])"
"""A pattern: the signs that are words where they begin a stretch of words, no 和 of 和谐."""
JOIN_LAST = "(?<![总共中饱])和|(?<!参)与|(?<![普涉])及"
"""A pattern: those that are words where they end one, no 和 of 总和."""
_GUARDED = "(?<![总共中饱])和(?![谐平])|(?<!参)与(?!会)|(?<![普涉])及(?![时格其])"
JOINER = re.compile(rf"、|，|以及|{_GUARDED}|(?<![合一兼吞])并(?![网联发购轨])")
"""What parts the items of a list in running words; not the 与 of 参与 nor the 和 of 总和."""
A_SIGN = re.compile(SIGN)
"""The same, to look for or to cut at."""
A_JOIN = re.compile(JOIN)
"""The same for words of a paper."""


def members(listed: str) -> list[str]:
    """The members of a list of names in order; the whole where nothing joins in it. Empty ones are left
    out.
    """
    return [member for member in A_JOIN.split(listed) if member]
