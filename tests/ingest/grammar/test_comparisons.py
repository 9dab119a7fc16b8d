"""What is held against another thing."""

from __future__ import annotations

import pytest

from ingest.grammar.comparisons import held_against, with_plain_comparisons

PLAIN = {
    "票价不能比同线公交贵": "票价不得高于同线公交",
    "租金不得比周边低。": "租金不得低于周边。",
    "班次不比往年少，": "班次不得低于往年，",
    "比去年多3处": "比去年多3处",
}
HELD = {"租金不得高于周边水平": ["<="], "待遇不低于同类人员": [">="], "不少于3家": [], "优于对照田块": []}


@pytest.mark.parametrize(("said", "plain"), PLAIN.items())
def test_it_is_said_as_rules_do(said: str, plain: str) -> None:
    assert with_plain_comparisons(said) == plain


@pytest.mark.parametrize(("said", "sides"), HELD.items())
def test_the_side_is_told_where_no_figure_follows(said: str, sides: list[str]) -> None:
    assert [side for _, _, side in held_against(said)] == sides
