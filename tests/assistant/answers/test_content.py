"""What a plan says of a thing: the clause in its own words; like words of another thing are no answer."""

from __future__ import annotations

import pytest

from assistant.answers.content import content
from tests.assistant.answers.conftest import Shelf


@pytest.mark.parametrize(
    ("words", "clause", "not_said"),
    [
        ("夜骑手册", "一/3", "骑行教练"),
        ("骑行教练", "一/4", "夜骑手册"),
        ("滨河绿道照明", "一/2", "48座"),
    ],
)
def test_the_clause_that_says_it(shelf: Shelf, words: str, clause: str, not_said: str) -> None:
    draft = content(shelf.query(words), shelf.sources)
    assert draft.status == "answered"
    assert [c.clause for c in draft.citations] == [clause]
    assert all(c.quote in draft.answer for c in draft.citations)
    assert not_said not in draft.answer


@pytest.mark.parametrize(("words", "status"), [("飞艇", "not_found"), ("夜骑手册翻译成外文出版", "near")])
def test_what_is_not_stated(shelf: Shelf, words: str, status: str) -> None:
    assert content(shelf.query(words), shelf.sources).status == status


def test_another_places_plan_does_not_answer(shelf: Shelf) -> None:
    draft = content(shelf.query("夜骑手册", plans=("qiaotou",)), shelf.sources)
    assert draft.status != "answered"
    assert "向学校和社区发放" not in draft.answer
