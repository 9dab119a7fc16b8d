"""Which targets of several plans are of one indicator, and how their figures compare. In: targets. Out:
groups of them, and words.

The same are those whose name and group are the same to the letter; a pair of like names, or of one that holds
the other, is for a person to judge. Figures are compared in the same unit only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from assistant.briefing.matching import match, same_numbers
from assistant.briefing.target_words import indicator
from assistant.briefing.targets import Stated
from assistant.briefing.texts import words
from assistant.retrieval.lexicon import fold
from ingest.model import Target

_ALIKE = 0.6
_NAME = 4
"""Shorter names are within many others."""

Group = tuple[Stated, ...]


def sorted_out(found: Sequence[Stated]) -> tuple[list[Group], list[Group], list[Stated]]:
    """Targets of one name in several plans, pairs of like names, and the rest."""
    by_name: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for s in found:
        by_name[fold(s.target.indicator), fold(s.target.scope or "")].append(s)
    same = [tuple(g) for g in by_name.values() if len({s.entry.task.plan for s in g}) > 1]
    rest = [s for g in by_name.values() if len({s.entry.task.plan for s in g}) == 1 for s in g]
    by_plan: dict[str, list[Stated]] = defaultdict(list)
    for s in rest:
        by_plan[s.entry.task.plan].append(s)
    alike: list[Group] = []
    paired: set[int] = set()
    for one, other in combinations(by_plan.values(), 2):
        left, right = ([s for s in side if id(s) not in paired] for side in (one, other))
        pairs = match(
            [indicator(s.target) for s in left],
            [indicator(s.target) for s in right],
            _ALIKE,
            may=lambda i, j, left=left, right=right: _comparable(left[i], right[j]),  # type: ignore[misc]
        )
        pairs |= _holding(left, right, pairs)
        alike += [(left[i], right[j]) for i, j in sorted(pairs.items())]
        paired |= {id(s) for pair in alike for s in pair}
    settled = paired | {id(s) for group in same for s in group}
    return same, alike, [s for s in found if id(s) not in settled]


def _comparable(one: Stated, other: Stated) -> bool:
    return one.target.unit == other.target.unit and same_numbers(
        indicator(one.target), indicator(other.target)
    )


def _holding(left: Sequence[Stated], right: Sequence[Stated], pairs: Mapping[int, int]) -> dict[int, int]:
    """Further pairs: a name within the other's (签约率 in 家庭医生签约率), of one unit, of one group or none;
    those of like length first.
    """
    found: dict[int, int] = {}
    near = sorted(
        (abs(len(one.target.indicator) - len(other.target.indicator)), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if i not in pairs and j not in pairs.values() and _holds(one.target, other.target)
    )
    for _, i, j in near:
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _holds(one: Target, other: Target) -> bool:
    short, long = sorted((fold(one.indicator), fold(other.indicator)), key=len)
    scopes = {fold(t.scope) for t in (one, other) if t.scope}
    return len(short) >= _NAME and short in long and one.unit == other.unit and len(scopes) < 2


def verdict(group: Sequence[Stated]) -> str:
    """Whether the figures are the same; they are compared only in the same unit. Other deadlines are told."""
    said = [_of_figures(group)]
    if len({s.target.deadline for s in group}) > 1:
        said.append(words("compare.deadlines"))
    return "；".join(said)


def _of_figures(group: Sequence[Stated]) -> str:
    if len({s.target.unit for s in group}) > 1:
        return words("compare.units")
    if len({(s.target.comparator, s.target.value, s.target.value_high) for s in group}) == 1:
        return words("compare.equal")
    if len({(s.target.value, s.target.value_high) for s in group}) == 1:
        return words("compare.bound")
    return words("compare.differs")


def highest(group: Sequence[Stated]) -> Stated | None:
    """The target of the highest figure; None where figures cannot be compared, or several are as high."""
    values = [s.target.value_high or s.target.value for s in group]
    known = [v for v in values if v is not None]
    if len({s.target.unit for s in group}) > 1 or len(known) < len(group) or known.count(max(known)) > 1:
        return None
    return group[values.index(max(known))]
