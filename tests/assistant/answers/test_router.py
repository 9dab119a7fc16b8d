"""Which kind of answer a query gets, and what is decided before anything is composed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.answers.remarks import scope_note
from assistant.answers.router import answer
from assistant.question import Ask, Query, Slots
from tests.assistant.answers.conftest import Shelf


@pytest.mark.parametrize(
    ("intent", "words", "more", "said", "not_said"),
    [
        ("figure", "骑行驿站", {"wants_figure": True}, "48座", "宣传科"),
        ("unit", "骑行教练", {"wants_unit": True}, "宣传科", "48座"),
        ("content", "夜骑手册", {}, "向学校和社区发放", "48座"),
        ("list", "", {"units": ("绿道办",)}, "一/2", "夜骑手册"),
        ("reference", "", {"reference": ("一", "3")}, "夜骑手册", "48座"),
        ("kind", "照明完好率", {"wants_kind": True}, "", "约束性指标"),
        ("changes", "骑行驿站", {}, "只存有一个版本", "没有改动"),
    ],
)
def test_each_intent(
    shelf: Shelf, intent: str, words: str, more: dict[str, Any], said: str, not_said: str
) -> None:
    draft = answer(shelf.query(words, intent, **more), shelf.sources)
    assert said in draft.answer
    assert not_said not in draft.answer


def test_places_are_compared(shelf: Shelf) -> None:
    query = shelf.query("骑行驿站", "compare", plans=("linhe", "qiaotou"), wants_figure=True)
    draft = answer(query, shelf.sources)
    assert "48座" in draft.answer
    assert "20座" in draft.answer
    assert "92%" not in draft.answer


def test_a_false_figure_is_set_right(shelf: Shelf) -> None:
    query = shelf.query("骑行驿站", "figure", wants_figure=True, claimed=("50座",))
    draft = answer(query, shelf.sources)
    assert draft.answer.startswith("与问题里所说的数字不同")
    assert "50座" not in draft.answer
    right = shelf.query("骑行驿站", "figure", wants_figure=True, claimed=("48座",))
    assert "不同" not in answer(right, shelf.sources).answer


def test_a_false_figure_of_a_task_is_refused(shelf: Shelf) -> None:
    query = shelf.query("夜骑手册", "content", claimed=("5万册",))
    assert answer(query, shelf.sources).status == "near"


def test_a_refused_follow_up_is_tried_beyond_its_scope(shelf: Shelf) -> None:
    wider = shelf.query("夜骑手册", "content", plans=("linhe", "qiaotou"))
    query = shelf.query("夜骑手册", "content", plans=("qiaotou",), otherwise=(wider,))
    draft = answer(query, shelf.sources)
    assert (draft.status, draft.query) == ("answered", wider)


def test_two_likely_readings_are_both_answered(shelf: Shelf) -> None:
    second = shelf.query("骑行驿站", "figure", wants_figure=True)
    query = shelf.query("骑行驿站", "unit", wants_unit=True, second=second)
    draft = answer(query, shelf.sources)
    first, _, rest = draft.answer.partition("\n\n---\n\n如果问的是数量：")
    assert "慢行科、绿道办" in first
    assert "48座" in rest.splitlines()[2]
    assert "如果问的是数量：" in draft.counted


def test_a_second_reading_that_adds_nothing_is_not_shown(shelf: Shelf) -> None:
    first = shelf.query("骑行驿站", "figure", wants_figure=True)
    assert answer(replace(first, second=first), shelf.sources).answer == answer(first, shelf.sources).answer


def test_a_second_reading_does_not_soften_a_refusal(shelf: Shelf) -> None:
    query = replace(_asking(shelf, "off_task"), second=shelf.query("骑行驿站", "figure"))
    assert answer(query, shelf.sources).status == "not_found"


def test_refused_before_anything_is_composed(shelf: Shelf) -> None:
    draft = answer(_asking(shelf, "off_task"), shelf.sources)
    assert draft.status == "not_found"
    assert "48座" not in draft.answer


def test_who_is_not_charged_is_stated_by_nobody(shelf: Shelf) -> None:
    assert answer(_asking(shelf, "opposite"), shelf.sources).status == "near"


def _asking(shelf: Shelf, ask: Ask) -> Query:
    return shelf.query("骑行驿站", "figure", slots=Slots(asks=frozenset({ask})))


def test_the_note_says_how_a_question_was_read(shelf: Shelf) -> None:
    query = shelf.query("骑行驿站", corrected=(("汽行", "骑行"),))
    assert scope_note(query, shelf.sources) == "范围：临河2023要点；“汽行”按“骑行”理解"
