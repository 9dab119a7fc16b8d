"""Which texts of two lists belong together: equal ones first, then the most alike, each at most once.

Alike is the share of pairs of characters in common (Dice's coefficient, 0 to 1). Only texts with a pair in common are compared, so
that lists of a thousand are matched in a second.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from assistant.lexicon import fold

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_COMMON = 200
"""A pair of characters that more texts have than this tells none of them."""


def match(
    left: Sequence[str],
    right: Sequence[str],
    least: float,
    *,
    may: Callable[[int, int], bool] = lambda _i, _j: True,
) -> dict[int, int]:
    """Place in `left` -> place in `right`; `may` forbids pairs whatever their words."""
    one, other = [fold(t) for t in left], [fold(t) for t in right]
    found: dict[int, int] = {}
    taken: set[int] = set()
    places: dict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(other):
        places[text].append(j)
    for i, text in enumerate(one):
        equal = next((j for j in places.get(text, ()) if j not in taken and may(i, j)), None)
        if equal is not None:
            found[i] = equal
            taken.add(equal)
    rest = [i for i in range(len(one)) if i not in found]
    for _, i, j in sorted(_alike(one, other, rest, taken, least)):
        if i not in found and j not in taken and may(i, j):
            found[i] = j
            taken.add(j)
    return found


def same_numbers(one: str, other: str) -> bool:
    """Whether two names have the same numbers in them: 5岁以下 and 7岁以下 are others."""
    return sorted(_DIGITS.findall(fold(one))) == sorted(_DIGITS.findall(fold(other)))


def _alike(
    one: Sequence[str], other: Sequence[str], rest: Sequence[int], taken: set[int], least: float
) -> list[tuple[float, int, int]]:
    """(minus the likeness, place, place) of all pairs that are alike enough."""
    pairs = [_pairs(text) for text in other]
    having: dict[str, list[int]] = defaultdict(list)
    for j, mine in enumerate(pairs):
        if j not in taken:
            for pair in mine:
                having[pair].append(j)
    found = []
    for i in rest:
        own = _pairs(one[i])
        common: Counter[int] = Counter()
        for pair in own:
            if len(having.get(pair, ())) <= _COMMON:
                common.update(having.get(pair, ()))
        for j in common:
            likeness = 2 * len(own & pairs[j]) / (len(own) + len(pairs[j]))
            if likeness >= least:
                found.append((-likeness, i, j))
    return found


def _pairs(text: str) -> frozenset[str]:
    bare = re.sub(r"\W", "", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1)) or frozenset((bare,))
