"""Rules drawn on a page -> the grids they make, with merged cells.

In: straight rules in points, y upwards, each level or upright. Out: one `Grid` for each group of rules that
cross and part at least two columns and two rows. Rules drawn double or in pieces count as one. Sides that
were left open are closed where the level rules end. Two places side by side are one cell where no rule stands
between them.
"""

from __future__ import annotations

from bisect import bisect_right
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
    """From the top of the page down."""
    level, upright = _joined(level), _joined(upright)
    grids = [grid for group in _groups(level, upright) if (grid := _grid(*group))]
    return sorted(grids, key=lambda grid: -grid.ys[0])


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
    left_level, left_upright = list(level), list(upright)
    while left_level:
        lying, standing = [left_level.pop()], []
        grown = True
        while grown:
            touched = [v for v in left_upright if any(_cross(h, v) for h in lying)]
            standing += touched
            left_upright = [v for v in left_upright if v not in touched]
            more = [h for h in left_level if any(_cross(h, v) for v in touched)]
            lying += more
            left_level = [h for h in left_level if h not in more]
            grown = bool(more)
        groups.append((lying, standing))
    return groups


def _cross(level: Rule, upright: Rule) -> bool:
    across = level.start - RULES.near <= upright.at <= level.end + RULES.near
    return across and upright.start - RULES.near <= level.at <= upright.end + RULES.near


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
        self._right = [
            [_covered(upright, xs[c + 1], ys[r + 1], ys[r]) for c in range(len(xs) - 1)]
            for r in range(len(ys) - 1)
        ]
        self._below = [
            [_covered(level, ys[r + 1], xs[c], xs[c + 1]) for c in range(len(xs) - 1)]
            for r in range(len(ys) - 1)
        ]

    def right_of(self, row: int, column: int) -> bool:
        return self._right[row][column]

    def below(self, row: int, column: int) -> bool:
        return self._below[row][column]


def _covered(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    on_line = (rule for rule in rules if abs(rule.at - at) <= RULES.near)
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
