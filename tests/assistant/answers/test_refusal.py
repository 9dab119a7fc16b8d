"""Refusals say what is not there, and claim nothing of what is."""

from __future__ import annotations

import pytest

from assistant.answers.refusal import (
    asks_the_opposite,
    is_off_task,
    no_such_name,
    no_such_plan,
    nothing_asked,
    off_task,
    unknown_scope,
)
from assistant.question import Scope, Slots
from tests.assistant.answers.conftest import Shelf


@pytest.mark.parametrize(
    ("scope", "strange"),
    [
        (Scope(regions=("临河市",), plans=("linhe",)), None),
        (Scope(unknown=("2031年",), plans=("linhe",)), "2031年"),
        (Scope(unknown=("云台",), plans=("linhe",)), "云台"),
        (Scope(elsewhere=("云台",), plans=("linhe",)), "云台"),
        (Scope(regions=("临河市",), years=(2031,)), "临河市、2031年"),
        (Scope(unknown=("夜骑手册",), plans=("linhe",)), None),
    ],
)
def test_places_and_years_no_plan_has(shelf: Shelf, scope: Scope, strange: str | None) -> None:
    assert unknown_scope(shelf.query(scope=scope), shelf.sources) == strange


def test_no_other_places_plan_is_quoted_for_an_unknown_one(shelf: Shelf) -> None:
    scope = Scope(unknown=("云台",), plans=("linhe", "qiaotou"))
    query = shelf.query("骑行驿站", scope=scope, slots=Slots(places=(("云台", "云台县"),)))
    draft = no_such_plan(query, shelf.sources, "云台")
    assert (draft.status, draft.reason) == ("not_found", "no_such_plan")
    assert "云台县" in draft.answer
    assert "48座" not in draft.answer
    assert "20座" not in draft.answer


def test_a_name_nobody_has(shelf: Shelf) -> None:
    draft = no_such_name(shelf.query(strange="索道科"), shelf.sources)
    assert draft.reason == "not_stated"
    assert "“索道科”" in draft.answer
    assert "慢行科" in draft.answer
    assert "交通科" not in draft.answer, "offices of other plans are not offered"


def test_what_is_off_the_task_is_told_by_its_slot(shelf: Shelf) -> None:
    assert is_off_task(shelf.query(slots=Slots(asks=frozenset({"off_task"}))), shelf.sources)
    assert asks_the_opposite(shelf.query(slots=Slots(asks=frozenset({"opposite"}))))
    assert not is_off_task(shelf.query(), shelf.sources)
    assert off_task(shelf.sources).reason == "out_of_scope"


def test_a_topic_is_off_the_task_where_no_clause_has_its_words(shelf: Shelf) -> None:
    slots = Slots(asks=frozenset({"off_topic"}))
    assert is_off_task(shelf.query("台风暴雨", slots=slots), shelf.sources)
    assert not is_off_task(shelf.query("夜骑手册", slots=slots), shelf.sources)


def test_a_question_without_a_thing_asks_back(shelf: Shelf) -> None:
    assert nothing_asked(shelf.query(), shelf.sources).status == "clarify"
    ordered = Slots(asks=frozenset({"orders"}))
    assert nothing_asked(shelf.query(slots=ordered), shelf.sources).status == "not_found"
