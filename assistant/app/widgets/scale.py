"""Where a figure stands on a picture: ticks of an axis, places of years, labels that keep out of each other's
way. Numbers only.

In: figures as printed, years, wishes of labels. Out: floats in the units of the picture. No drawing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_NEAR_ZERO = Decimal("0.5")
"""Where the least figure is below this share of the greatest, the axis starts at 0."""
_MOST_YEARS = 11


def ticks(
    low: Decimal, high: Decimal, *, most: int = 5, ceiling: Decimal | None = None
) -> tuple[Decimal, ...]:
    """Round figures from at most `low` to at least `high`, at least two and about `most`; none above
    `ceiling`, if that holds `high`.

    The axis starts at 0 where the figures are not close together; it never leaves the figures' side of 0 for
    room alone.
    """
    if 0 <= low < high * _NEAR_ZERO or low == high == 0:
        low = Decimal(0)
    room = (high - low) * Decimal("0.15") or abs(high) * Decimal("0.1") or Decimal(1)
    start = low - room if low < 0 else max(Decimal(0), low - room)
    end = high + room
    if ceiling is not None and high <= ceiling:
        end = min(end, ceiling)
    step = _step(end - start, most)
    first = math.floor(start / step)
    last = math.ceil(end / step)
    out = tuple(step * n for n in range(first, last + 1))
    if ceiling is not None and high <= ceiling:
        out = tuple(t for t in out if t <= ceiling)
    return out if len(out) > 1 else (out[0] - step, out[0])


def _step(width: Decimal, most: int) -> Decimal:
    rough = width / most
    power = Decimal(10) ** math.floor(rough.log10())
    return next(power * step for step in _STEPS if power * step >= rough)


def share(value: Decimal, axis: Sequence[Decimal]) -> float:
    """Where `value` is between the first tick (0) and the last (1)."""
    return float((value - axis[0]) / (axis[-1] - axis[0]))


def year_ticks(years: Sequence[int]) -> tuple[int, ...]:
    """Every year from the first to the last, or every second, fifth … where those were too many; the first
    and the last always.
    """
    first, last = min(years), max(years)
    step = next((s for s in (1, 2, 5, 10, 20, 50) if (last - first) / s <= _MOST_YEARS), last - first)
    between = [y for y in range(first, last + 1, step) if last - y >= step or y == last]
    return tuple(sorted({first, *between, last}))


def year_share(year: int, years: Sequence[int]) -> float:
    """0 for the first year, 1 for the last; a year alone stands in the middle."""
    first, last = min(years), max(years)
    return 0.5 if first == last else (year - first) / (last - first)


class Box(NamedTuple):
    """A rectangle, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def free_height(wanted: Box, taken: Sequence[Box], *, low: float, high: float) -> float | None:
    """By how much `wanted` must move up (below 0) or down to meet none of `taken` within low..high; the least
    that does.

    None where nothing within five of its heights does.
    """
    step = (wanted.bottom - wanted.top) / 2
    for n in range(11):
        for way in (-1, 1) if n else (1,):
            by = way * n * step
            moved = Box(wanted.left, wanted.top + by, wanted.right, wanted.bottom + by)
            if low <= moved.top and moved.bottom <= high and not any(moved.meets(box) for box in taken):
                return by
    return None
