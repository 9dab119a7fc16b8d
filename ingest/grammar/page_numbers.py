"""Which line is nothing but the number of a page: — 12 —, 第12页 共30页, 12/30, Page 12 of 30.

In: a line without the blanks around it. Out: whether it is one. A bare number may be anything, and is asked
for apart: who knows the pages says whether it counts them.
"""

from __future__ import annotations

from ingest import late_re as re

_DASHES = r"[-—–－·~〜一]{1,2}"
"""一 is how recognition reads the second dash of a scanned page's number."""
_FENCE = r"(?:[#=\-—*_]{1,8}\s*|\s*[=\-—*_#]{1,8}|[\[【<(（]|[\]】>)）])?"
"""What a converter sets a page's number off with: # Page 12:, === 第3页 ===, [Page 4]."""
_SHAPES = (
    rf"{_DASHES}\s*\d{{1,4}}\s*{_DASHES}",
    rf"{_FENCE}第\s*\d{{1,4}}\s*页(?:[,，/／\s]*共\s*\d{{1,4}}\s*页)?[:：]?{_FENCE}",
    r"\d{1,4}\s*/\s*\d{1,4}",
    rf"{_FENCE}(?:[Pp]age|PAGE)\s*\d+(?:\s*(?:of|/)\s*\d+)?[:：]?{_FENCE}",
)
_NUMBER = re.compile("|".join(_SHAPES))
_BARE = re.compile(r"\d{1,4}")


def is_page_number(line: str) -> bool:
    """Whether the line can be nothing else, in digits of either width."""
    return _NUMBER.fullmatch(line) is not None


def is_bare_number(line: str) -> bool:
    """Whether it is a number that may be a page's."""
    return _BARE.fullmatch(line) is not None
