"""How much: the figure first, then its sentence; what the clause does not state is not said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers.amount import amounts, binding_kind, in_parts
from tests.assistant.answers.conftest import Shelf
from tests.plan_factory import Item, make_plan


@pytest.mark.parametrize(
    ("words", "plans", "said", "not_said"),
    [
        ("骑行驿站", ("linhe",), ["48座", "一/1", "慢行科"], ["20座", "92%", "交通科"]),
        ("骑行驿站", ("qiaotou",), ["20座", "交通科"], ["48座", "慢行科"]),
        ("照明完好率", ("linhe",), ["92%以上", "绿道办"], ["85%", "48座"]),
        ("骑行驿站", ("linhe", "qiaotou"), ["48座", "20座"], ["85%"]),
    ],
)
def test_the_figure_of_the_thing(
    shelf: Shelf, words: str, plans: tuple[str, ...], said: list[str], not_said: list[str]
) -> None:
    draft = amounts(shelf.query(words, "figure", plans=plans, wants_figure=True), shelf.sources)
    assert draft.status == "answered"
    assert all(part in draft.answer for part in said)
    assert not any(part in draft.answer for part in not_said)


@pytest.mark.parametrize(("words", "status"), [("夜骑手册", "near"), ("飞艇", "not_found")])
def test_no_figure_is_made_up(shelf: Shelf, words: str, status: str) -> None:
    draft = amounts(shelf.query(words, "figure", wants_figure=True), shelf.sources)
    assert draft.status == status
    assert "**" not in draft.answer, "no figure is put forward"


def test_how_much_and_who_in_one(shelf: Shelf) -> None:
    query = shelf.query("骑行驿站", "unit", wants_figure=True, wants_unit=True, wants_both=True)
    draft = in_parts(query, shelf.sources)
    assert "48座" in draft.answer
    assert "慢行科" in draft.answer
    assert "宣传科" not in draft.answer


def test_who_alone_where_no_figure_is_stated(shelf: Shelf) -> None:
    query = shelf.query("骑行教练互助队", "unit", wants_figure=True, wants_unit=True, wants_both=True)
    draft = in_parts(query, shelf.sources)
    assert draft.status == "answered"
    assert "宣传科" in draft.answer
    assert "没有读到" not in draft.answer


def test_a_kind_is_not_guessed(shelf: Shelf) -> None:
    draft = binding_kind(shelf.query("照明完好率", "kind", wants_kind=True), shelf.sources)
    assert draft.status == "near"
    assert "预期性" not in draft.answer
    assert "约束性" not in draft.answer


def test_a_sentence_put_in_bold_is_shown_once(shelve: Callable[..., Shelf]) -> None:
    """Where a part of it would be left out the whole sentence is the line in bold: it is its own quote."""
    text = "骑行驿站面积不少于30平方米，每周开放骑行驿站10小时。"
    shelf = shelve(
        make_plan("dengjia", [Item(label="一/1", text=text)], title="登稼县2023年城市慢行工作要点")
    )
    query = shelf.query("骑行驿站开放", "figure", plans=("dengjia",), wants_figure=True)
    draft = amounts(query, shelf.sources)
    assert draft.status == "answered"
    assert draft.answer.count("每周开放骑行驿站10小时") == 1
    assert [c.quote for c in draft.citations] == [text]
