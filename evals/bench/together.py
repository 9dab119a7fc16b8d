"""Which of the rules that carry nothing alone can go all at once.

In: switches, and a bench: the texts, in which of them a switch could read something, and what reads otherwise
with some of them off. Out: the switches that can go together, every text being read as before; what becomes
known on the way, as it does.

All texts are read with all of them off. Where a clause reads otherwise in which one of them stands, it
is that one, as long as fewer read otherwise with it, and it stands again; where several do, they are halved
within that text. A rule may stand again too
many, never too few: it goes on in rounds over what read otherwise, and at the end over every text once more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from evals.bench.switches import Switch

Progress = Callable[[str, int, int], None]
Passages = tuple[str, ...]
"""The words of what reads otherwise in a text, a clause each; () where that is not known."""


class Texts(Protocol):
    """What is asked of a bench; a text is called by its number."""

    def where(self, switch: Switch) -> Iterable[int]:
        """The texts in which it could read something."""

    def stands(self, switch: Switch, words: str) -> bool:
        """Whether it could read something in these words."""

    def unlike(self, off: Sequence[Switch], texts: Sequence[int]) -> dict[int, Passages]:
        """Those of the texts that read otherwise without these."""


def _nobody(_: str) -> None:
    return None


@dataclass(slots=True, kw_only=True)
class Together:
    """`stands` is told of each that stands again; nothing begins after `last`, a moment of time.monotonic."""

    texts: Texts
    progress: Progress
    stands: Callable[[str], None] = _nobody
    last: float
    _where: dict[Switch, set[int]] = field(default_factory=dict)

    def that_can_go(self, off: Sequence[Switch]) -> list[Switch] | None:
        """In the order of `off`; None where that was not found in time."""
        self._where = {switch: set(self.texts.where(switch)) for switch in off}
        left, every = list(off), sorted(set().union(*self._where.values()))
        todo, whole = every, True
        while todo and left:
            if self._over:
                return None
            unlike = self.texts.unlike(left, todo)
            self.progress("合起来", len(every) - len(unlike), len(every))
            if not unlike and whole:
                break
            todo, whole = (sorted(unlike), False) if unlike else (every, True)
            left = self._without(left, self._blamed(left, unlike))
        return left

    @property
    def _over(self) -> bool:
        return time.monotonic() > self.last

    def _without(self, left: list[Switch], gone: Iterable[Switch]) -> list[Switch]:
        """What stays off; the others are told."""
        stand = set(gone)
        for switch in left:
            if switch in stand:
                self.stands(switch.id)
        return [switch for switch in left if switch not in stand]

    def _blamed(self, off: list[Switch], unlike: Mapping[int, Passages]) -> set[Switch]:
        """Those that stand again for what reads otherwise now; of each text at least one."""
        gone = set[Switch]()
        for at, passages in unlike.items():
            here = [switch for switch in off if at in self._where[switch]]
            if gone.intersection(here):
                continue  # it is read again without them first
            if self._over:
                break
            sure = self._alone(here, passages)
            if not sure or not self._helps(at, self._away(off, sure), passages):
                sure = self._found(at, off, here, passages)
            gone |= sure
        return gone

    def _alone(self, here: Sequence[Switch], passages: Passages) -> set[Switch]:
        """Those that are the only ones in a clause."""
        found = set[Switch]()
        for words in passages:
            those = [switch for switch in here if self.texts.stands(switch, words)]
            if len(those) == 1:
                found |= {*those}
        return found

    def _helps(self, at: int, away: Sequence[Switch], passages: Passages) -> bool:
        """Whether fewer clauses read otherwise with only these off."""
        left = self.texts.unlike(away, [at])
        return at not in left or not set(passages) <= set(left[at])

    def _found(self, at: int, off: list[Switch], here: list[Switch], passages: Passages) -> set[Switch]:
        """Halved: first those that stand in the clauses that read otherwise, the others being off."""
        near = [switch for switch in here if any(self.texts.stands(switch, words) for words in passages)]
        for some in (near, here, off):
            away = self._away(off, some)
            if some and (len(some) == len(off) or self._same(at, away)):
                kept = self._kept(at, some, away, unlike=True)
                return {switch for switch in some if switch not in kept}
        return set(off)

    def _away(self, off: Sequence[Switch], some: Iterable[Switch]) -> list[Switch]:
        here = set(some)
        return [switch for switch in off if switch not in here]

    def _kept(self, at: int, some: list[Switch], off: list[Switch], *, unlike: bool = False) -> list[Switch]:
        """The most of `some` that change nothing in this text besides those that are `off`; `unlike` where
        all of them are known to change something.
        """
        if not unlike and self._same(at, [*off, *some]):
            return some
        if len(some) == 1:
            return []
        first, second = some[: len(some) // 2], some[len(some) // 2 :]
        kept = self._kept(at, first, off)
        return [*kept, *self._kept(at, second, [*off, *kept], unlike=len(kept) == len(first))]

    def _same(self, at: int, off: list[Switch]) -> bool:
        return not self.texts.unlike(off, [at])
