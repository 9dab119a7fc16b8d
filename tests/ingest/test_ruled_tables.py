"""Rules drawn on a page -> grids: what belongs together, merged cells, a page full of strokes."""

from __future__ import annotations

import random

import pytest

from ingest.readers import ruled_tables
from ingest.readers.ruled_tables import Place, Rule, find_grids


def table(left: float, top: float, columns: int, rows: int) -> tuple[list[Rule], list[Rule]]:
    """Level and upright rules of a table with cells of 20 points; `top` is the height of its upper rule."""
    right, foot = left + columns * 20, top - rows * 20
    level = [Rule(top - row * 20, left, right) for row in range(rows + 1)]
    upright = [Rule(left + column * 20, foot, top) for column in range(columns + 1)]
    return level, upright


def test_two_tables_on_a_page_are_two_grids_from_the_top_down() -> None:
    lower, upper = table(50, 200, 3, 4), table(50, 700, 2, 5)
    found = find_grids(lower[0] + upper[0], lower[1] + upper[1])
    assert [(len(grid.xs), len(grid.ys)) for grid in found] == [(3, 6), (4, 5)]
    assert [grid.ys[0] for grid in found] == [700, 200]


def test_tables_side_by_side_are_two_grids() -> None:
    one, other = table(50, 500, 2, 2), table(200, 500, 2, 2)
    assert [grid.xs[0] for grid in find_grids(one[0] + other[0], one[1] + other[1])] == [50, 200]


def test_a_rule_that_stops_short_makes_a_merged_cell() -> None:
    level, upright = table(0, 60, 3, 3)
    upright[1] = Rule(20, 0, 40)  # the first row's first two cells are one
    (grid,) = find_grids(level, upright)
    assert Place(0, 0, 1, 2) in grid.places
    assert len(grid.places) == 8


def test_rules_in_pieces_are_one() -> None:
    level, upright = table(0, 40, 2, 2)
    pieces = [part for rule in level for part in (Rule(rule.at, 0, 21), Rule(rule.at + 1, 20, 40))]
    assert find_grids(pieces, upright)[0].places == find_grids(level, upright)[0].places


def test_a_stroke_is_compared_with_those_that_may_cross_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all pairs a level one of ten points and an upright one have on a page 500 points wide, one in fifty
    may cross by where the upright one stands; counted, as a clock tells of other work too.
    """
    drawn, looked = random.Random(5), 0

    class Watched(Rule):
        def __getattribute__(self, name: str) -> object:
            nonlocal looked
            looked += name == "end"
            return super().__getattribute__(name)

    def strokes(count: int, wide: int, start: int) -> list[Rule]:
        places = ((drawn.uniform(0, wide), drawn.uniform(0, start)) for _ in range(count))
        return [Rule(at, begin, begin + 10) for at, begin in places]

    count = 1_000
    level, upright = strokes(count, 4_000, 500), strokes(count, 500, 4_000)
    monkeypatch.setattr(ruled_tables, "Rule", Watched)
    find_grids(level, upright)
    assert looked < count * count / 10, "every pair was looked at"
