"""What stands inside brackets or quotation marks: where a stop there ends nothing.

In: text. Out: how deep each character stands.
"""

from __future__ import annotations

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
