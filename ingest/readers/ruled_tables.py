"""Rules drawn on a page -> the grids they make, with merged cells.

In: straight rules in points, y upwards, each level or upright. Out: one `Grid` for each group of rules that
cross and part at least two columns and two rows. Rules drawn double or in pieces count as one. Sides that
were left open are closed where the level rules end. Two places side by side are one cell where no rule stands
between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.options import PDF, RULES


@dataclass(frozen=True, slots=True)
class Rule:
    """At `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: its first row and column from 0, and how many of each it covers."""

    row: int
    column: int
    tall: int
    wide: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`xs` ascend, `ys` descend: row 0 lies between `ys[0]` and `ys[1]`."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def place_at(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point within."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right([-at for at in self.ys], -y) - 1, 0), len(self.ys) - 2)
        return row, column


def find_grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """From the top of the page down, side by side from the left."""
    level, upright = _joined(level), _joined(upright)
    grids = [grid for group in _groups(level, upright) if (grid := _grid(*group))]
    return sorted(grids, key=lambda grid: (-grid.ys[0], grid.xs[0]))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules that lie on one line and touch, as one; short ones are left out."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= RULES.near:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    found = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        ordered = sorted(line, key=lambda rule: rule.start)
        start, end = ordered[0].start, ordered[0].end
        for rule in ordered[1:]:
            if rule.start - end > RULES.near:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        found.append(Rule(at, start, end))
    return [rule for rule in found if rule.end - rule.start >= RULES.shortest]


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch one another, directly or by others."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    left_level, left_upright = _Left(level), _Left(upright)
    while (first := left_level.pop()) is not None:
        lying, standing = [first], []
        new_lying = [first]
        while new_lying:
            new_standing = [v for h in new_lying for v in left_upright.take_crossing(h)]
            new_lying = [h for v in new_standing for h in left_level.take_crossing(v)]
            standing += new_standing
            lying += new_lying
        groups.append((lying, standing))
    return groups


class _Left:
    """Rules of one direction that are in no group yet, found by where they lie: a page may have thousands."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted(rules, key=_at)

    def pop(self) -> Rule | None:
        return self._rules.pop() if self._rules else None

    def take_crossing(self, other: Rule) -> list[Rule]:
        """Those that a rule of the other direction crosses or touches; they are left no longer."""
        first = bisect_left(self._rules, other.start - RULES.near, key=_at)
        last = bisect_right(self._rules, other.end + RULES.near, key=_at)
        beside = self._rules[first:last]
        taken: list[Rule] = []
        left: list[Rule] = []
        for rule in beside:
            crosses = rule.start - RULES.near <= other.at <= rule.end + RULES.near
            (taken if crosses else left).append(rule)
        self._rules[first:last] = left
        return taken


def _at(rule: Rule) -> float:
    return rule.at


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    if not upright:
        return None
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    xs = _apart([left, *(rule.at for rule in upright), right])
    ys = _apart([rule.at for rule in level])[::-1]
    if len(xs) < 3 or len(ys) < 3:
        return None
    sides = _Sides(xs, ys, level, upright)
    return Grid(tuple(xs), tuple(ys), tuple(_places(sides, len(ys) - 1, len(xs) - 1)))


def _apart(values: Sequence[float]) -> list[float]:
    """Ascending, those that are near each other once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > RULES.near:
            found.append(value)
    return found


class _Sides:
    """Which sides of the smallest places have a rule."""

    def __init__(
        self, xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
    ) -> None:
        beside, beneath = _Lines(upright), _Lines(level)
        self._right = [
            [beside.cover(xs[c + 1], ys[r + 1], ys[r]) for c in range(len(xs) - 1)]
            for r in range(len(ys) - 1)
        ]
        self._below = [
            [beneath.cover(ys[r + 1], xs[c], xs[c + 1]) for c in range(len(xs) - 1)]
            for r in range(len(ys) - 1)
        ]

    def right_of(self, row: int, column: int) -> bool:
        return self._right[row][column]

    def below(self, row: int, column: int) -> bool:
        return self._below[row][column]


class _Lines:
    """Rules of one direction, found by where they lie."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted(rules, key=_at)

    def cover(self, at: float, start: float, end: float) -> bool:
        """Whether those on the line at `at` cover enough of it from `start` to `end`."""
        first = bisect_left(self._rules, at - RULES.near, key=_at)
        last = bisect_right(self._rules, at + RULES.near, key=_at)
        on_line = self._rules[first:last]
        covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in on_line)
        return covered >= PDF.covered * (end - start)


def _places(sides: _Sides, rows: int, columns: int) -> list[Place]:
    """The cells in reading order, each a box of places without rules between them."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while column + wide < columns and not sides.right_of(row, column + wide - 1):
                if (row, column + wide) in taken:
                    break
                wide += 1
            tall = 1
            while row + tall < rows and not any(
                sides.below(row + tall - 1, c) for c in range(column, column + wide)
            ):
                tall += 1
            taken |= {(r, c) for r in range(row, row + tall) for c in range(column, column + wide)}
            found.append(Place(row, column, tall, wide))
    return found
