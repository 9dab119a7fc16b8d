"""Which targets of several plans are of one indicator, and how their figures compare. In: targets. Out:
groups of them, and words.

Whether two are of one indicator is decided in `versions.indicators`: those that are the same stand together, a
pair of like names, or of one that holds the other, is for a person to judge. Figures are compared in the same
unit only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from assistant.briefing.targets import Stated
from assistant.briefing.texts import words
from assistant.versions.indicators import name_of, paired

Group = tuple[Stated, ...]


def sorted_out(found: Sequence[Stated]) -> tuple[list[Group], list[Group], list[Stated]]:
    """Targets of one indicator in several plans, pairs of like names, and the rest."""
    by_key: dict[str, list[Stated]] = defaultdict(list)
    for s in found:
        by_key[s.key].append(s)
    same = [tuple(g) for g in by_key.values() if len(_plans(g)) > 1]
    rest = _by_plan(s for g in by_key.values() if len(_plans(g)) == 1 for s in g)
    alike: list[Group] = []
    settled = {id(s) for group in same for s in group}
    for one, other in combinations(rest, 2):
        left, right = ([s for s in side if id(s) not in settled] for side in (one, other))
        names = [[name_of(s.target, s.entry.region) for s in side] for side in (left, right)]
        alike += [(left[i], right[j]) for i, j in sorted(paired(names[0], names[1]).items())]
        settled |= {id(s) for pair in alike for s in pair}
    return same, alike, [s for s in found if id(s) not in settled]


def _plans(group: Iterable[Stated]) -> set[str]:
    return {s.entry.task.plan for s in group}


def _by_plan(found: Iterable[Stated]) -> list[list[Stated]]:
    by_plan: dict[str, list[Stated]] = defaultdict(list)
    for s in found:
        by_plan[s.entry.task.plan].append(s)
    return list(by_plan.values())


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
