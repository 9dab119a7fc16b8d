"""Which texts of two lists belong together: equal ones first, then the most alike, each at most once.

Alike is the share of pairs of characters in common (Dice's coefficient, 0 to 1). Only texts with a pair in
common are compared, so that lists of a thousand are matched in a second. Clauses of different plans are
matched by what is rare in them (`match_clauses`).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from assistant.retrieval.lexicon import fold

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


def match_clauses(
    left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], least: float
) -> dict[int, int]:
    """Place in `left` -> place in `right` of clauses on one subject; each is a title and the whole words,
    title included.

    Alike is the mean of both, the words counted twice: Dice's coefficient of pairs of characters, each
    weighing log(1 + N / n), where n of all N clauses have it, so that what every plan says (加强…建设) tells
    little.
    """
    texts = [_pairs(fold(words)) for _, words in (*left, *right)]
    having = Counter(pair for text in texts for pair in text)
    weight = {pair: math.log(1 + len(texts) / n) for pair, n in having.items()}
    titles = [_pairs(fold(title)) for title, _ in (*left, *right)]
    places: dict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(texts[len(left) :]):
        for pair in text:
            places[pair].append(j)
    scored = []
    for i, text in enumerate(texts[: len(left)]):
        near = {j for p in text if having[p] <= _COMMON for j in places.get(p, ())}
        for j in near:
            other = len(left) + j
            likeness = (
                _weighed(titles[i], titles[other], weight) + 2 * _weighed(text, texts[other], weight)
            ) / 3
            if likeness >= least:
                scored.append((-round(likeness, 6), i, j))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _weighed(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    """Dice's coefficient of weighted pairs; the sums do not depend on the order of the sets."""
    both = math.fsum(weight.get(p, 1.0) for p in one & other)
    return 2 * both / math.fsum(weight.get(p, 1.0) for side in (one, other) for p in side) if both else 0.0


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
