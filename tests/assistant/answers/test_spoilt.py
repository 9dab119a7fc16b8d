"""A figure that a scanner has spoilt is shown in its sentence, and no other takes its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers.amount import spoilt_figure
from tests.assistant.answers.conftest import Shelf
from tests.plan_factory import Item, make_plan

ROADS = make_plan(
    "roads",
    [
        Item(label="一/1", text="大修步道6O公里，按月通报进度。", units=("养护科",)),
        Item(label="一/2", text="新建步道12公里。", units=("工程科",)),
    ],
    title="临河市2023年道路养护工作要点",
)


@pytest.fixture(scope="module")
def roads(shelve: Callable[..., Shelf]) -> Shelf:
    return shelve(ROADS)


@pytest.mark.parametrize("words", ["大修步道", "大修"])
def test_its_sentence_is_shown(roads: Shelf, words: str) -> None:
    draft = spoilt_figure(roads.query(words, "figure", plans=("roads",)), roads.sources, {})
    assert draft is not None
    assert "6O公里" in draft.answer
    assert "识别错误" in draft.answer
    assert "12公里" not in draft.answer
    assert [c.clause for c in draft.citations] == ["一/1"]


@pytest.mark.parametrize("words", ["新建步道", "索道缆车", ""])
def test_nothing_where_no_spoilt_figure_is_meant(roads: Shelf, words: str) -> None:
    assert spoilt_figure(roads.query(words, "figure", plans=("roads",)), roads.sources, {}) is None
