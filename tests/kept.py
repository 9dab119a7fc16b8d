"""What the readers keep of texts they have read, forgotten: for tests that measure what reading costs."""

from __future__ import annotations

import sys
from functools import lru_cache

_KEPT = type(lru_cache(len))
"""Asked for by its type: an object of another package may take any attribute for one of its own."""


def forget_texts() -> int:
    """Empty every bounded cache of `ingest`, so that no text was read before; returns how many there are.

    A list of some of them would leave a small text that is read twice cheaper than a large one that no
    cache holds. Tables without a bound (word lists, compiled patterns) are no texts and stay.
    """
    bounded = {
        id(kept): kept
        for name, module in list(sys.modules.items())
        if module is not None and name.partition(".")[0] == "ingest"
        for kept in list(vars(module).values())
        if isinstance(kept, _KEPT) and kept.cache_parameters()["maxsize"] is not None
    }
    for kept in bounded.values():
        kept.cache_clear()
    return len(bounded)
