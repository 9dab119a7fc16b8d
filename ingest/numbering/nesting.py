"""How the families of marks nest in one document, and which words and lines number anything at all.

In: the marks each line may begin with. Out: the families outermost first, the words that count on (举措一 …
举措二), and the lines 一是… that are headings; the open lists a mark may continue (`Node`, `Fit`). The order
starts from GB/T 9704-2012's and is corrected by what the document shows: a family that starts anew between
two neighbouring numbers of another lies inside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from ingest.grammar.marks import VARIANTS, Mark, families
from ingest.numbering.options import SEQUENCE

FitKind = Literal["next", "runs on", "start", "late start", "restart", "gap", "wide gap", "repeat", "none"]
"""How a number stands to the lists that are open: it continues one, goes on from one of an earlier section,
begins one with 1 or with another number, begins one again, leaves numbers out, is the last one once more, or
none of these.
"""


@dataclass(slots=True)
class Node:
    """An open section; `index` its place among the accepted marks, None for the root."""

    family: str
    ordinal: int
    index: int | None
    prefix: tuple[int, ...] = ()
    level: int = 0
    depth: int = 0
    """How many numbered lists of the format hold the item."""
    lists: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The last number (with its 之X) of each family among the children."""
    numbers: tuple[int, ...] = ()
    """The last of those children that print several numbers (1.2) without a section that has the first of
    them.
    """


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a mark would stand: below `node` (None: not told yet), in its list of `family`."""

    kind: FitKind
    node: Node | None
    family: str


def kin(family: str) -> tuple[str, ...]:
    """The family itself, then those that may stand in for it."""
    for group in VARIANTS:
        if family in group:
            return (family, *(other for other in group if other != family))
    return (family,)


def stands_alone(mark: Mark, fit: Fit) -> bool:
    """Whether no section has the numbers of `mark` (1.2) before its last one."""
    return fit.node is not None and (*fit.node.prefix, fit.node.ordinal) != mark.prefix


def successors(numbers: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """What may stand behind 1.2 in a list of its own: 1.3 or 2.1."""
    *prefix, last = numbers
    following = [(*prefix, last + 1)]
    if prefix:
        following.append((*prefix[:-1], prefix[-1] + 1, 1))
    return tuple(following)


def running_series(marks: Sequence[tuple[Mark, ...]]) -> set[str]:
    """Words printed with 1 and then 2 behind them at line starts: 举措一 … 举措二."""
    seen: dict[str, int] = {}
    for row in marks:
        for mark in row:
            if mark.word and mark.ordinal == seen.get(mark.word, 0) + 1:
                seen[mark.word] = mark.ordinal
    return {word for word, last in seen.items() if last >= 2}


def headings_by_first(marks: Sequence[tuple[Mark, ...]]) -> set[int]:
    """Lines 一是…, 二是… that are headings: at least two, and a list begins right under one."""
    found = [at for at, row in enumerate(marks) if any(m.family == "一是" for m in row)]
    ordinals = {m.ordinal for at in found for m in marks[at] if m.family == "一是"}
    opens = any(m.ordinal == 1 and not m.weak for at in found if at + 1 < len(marks) for m in marks[at + 1])
    return set(found) if {1, 2} <= ordinals and opens else set()


def learn_order(marks: Sequence[tuple[Mark, ...]], series: Collection[str]) -> list[str]:
    """Families outermost first: the standard order, corrected where the document nests them otherwise."""
    words = dict.fromkeys(m.family for row in marks for m in row if m.word in series)
    at = families().index("系列")
    order = [*families()[:at], *words, *families()[at + 1 :]]
    flat = [m for row in marks for m in row if (not m.weak or m.family in words) and m.family in order]
    flat = flat[: SEQUENCE.marks]
    inside: Counter[tuple[str, str]] = Counter()
    ranks = [order.index(m.family) for m in flat]
    present = dict.fromkeys(m.family for m in flat)
    for other in present:
        rank = order.index(other)
        around = [at for at, m in enumerate(flat) if m.family == other]
        for first, last in pairwise(around):
            if flat[last].ordinal == flat[first].ordinal + 1:
                inside.update((family, other) for family in _begun(flat, ranks, first, last, rank))
    for _ in range(len(order)):
        moved = False
        for (inner, outer), count in inside.items():
            if count > inside[outer, inner] and order.index(inner) < order.index(outer):
                order.remove(inner)
                order.insert(order.index(outer) + 1, inner)
                moved = True
        if not moved:
            break
    return order


def _begun(flat: Sequence[Mark], ranks: Sequence[int], first: int, last: int, rank: int) -> Iterator[str]:
    """The families of the lists that begin between two neighbouring numbers, at `first` and `last`, of a
    family of `rank`, one a list.

    No evidence where a mark of a family outside both stands between them: then a section ended, and the
    numbers merely run on.
    """
    outermost = min(ranks[first:last], default=rank)
    for at in range(first + 1, last):
        if flat[at].ordinal == 1 and outermost >= min(rank, ranks[at]):
            yield flat[at].family
