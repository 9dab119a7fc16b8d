"""What stands inside brackets or quotation marks: where a stop there ends nothing.

In: text. Out: how deep each character stands, and what is said in brackets.
"""

from __future__ import annotations

from ingest import late_re as re

ASIDE = re.compile(r"（[^（）]*）")
"""What is said in brackets, with them; the innermost where they stand in each other."""
LAST_ASIDE = re.compile(r"（[^（）]*）$")
"""The same at the end: 泵站（含管网）."""
ASIDE_AS_PRINTED = re.compile(r"[（(][^（()）]*[）)]")
"""What is said in brackets of either width."""
_OPENERS, _CLOSERS = "（“《〔【", "）”》〕】"


def depths(words: str) -> list[int]:
    """For every character, how many brackets or quotation marks it stands in; the marks themselves are
    inside.
    """
    depth, result = 0, []
    for char in words:
        depth += char in _OPENERS
        result.append(depth)
        depth = max(0, depth - (char in _CLOSERS))
    return result


def balanced(words: str) -> bool:
    """Whether every bracket and quotation mark is opened before it is closed, and closed."""
    waiting: list[str] = []
    for char in words:
        if char in _OPENERS:
            waiting.append(_CLOSERS[_OPENERS.index(char)])
        elif char in _CLOSERS and (not waiting or waiting.pop() != char):
            return False
    return not waiting
