"""The table of ways to ask: every row recognises its own example, and what is asked is named once."""

from __future__ import annotations

from typing import get_args

import pytest

from assistant.query.asks import Row, asks, blanked, captured, rows
from assistant.question import Ask
from assistant.retrieval.lexicon import fold

ROWS = [(name, row) for name, phrasings in rows().items() for row in phrasings]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name}-{row.example}" for name, row in ROWS])
def test_a_row_recognises_its_example(name: str, row: Row) -> None:
    assert row.pattern.search(fold(row.example)), row.pattern.pattern


def test_every_ask_of_the_model_has_rows() -> None:
    assert set(get_args(Ask)) - {"all_targets"} <= set(rows())


def test_no_pattern_twice() -> None:
    for name, phrasings in rows().items():
        patterns = [row.pattern.pattern for row in phrasings]
        assert len(patterns) == len(set(patterns)), name


def test_what_a_phrasing_captures() -> None:
    assert captured("standing_in", "part", "哪一章讲骑行驿站") == "章"
    assert captured("standing_in", "part", "骑行驿站谁管") == ""


def test_words_of_asking_are_blanked() -> None:
    assert blanked("due", "驿站何时建好").split() == ["驿站", "建好"]


def test_an_unknown_ask_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        asks("weather", "明天下雨吗")
