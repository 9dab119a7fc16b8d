"""Who: the offices and people of the clause that states the thing, and of no neighbour."""

from __future__ import annotations

import pytest

from assistant.answers.unit import offices_of, responsible
from tests.assistant.answers.conftest import Shelf


@pytest.mark.parametrize(
    ("words", "said", "not_said"),
    [
        ("骑行驿站", ["慢行科、绿道办"], ["宣传科", "交通科"]),
        ("骑行教练", ["宣传科"], ["慢行科"]),
        ("绿道照明", ["绿道办", "顾某某"], ["慢行科", "城管科"]),
    ],
)
def test_who_is_charged(shelf: Shelf, words: str, said: list[str], not_said: list[str]) -> None:
    draft = responsible(shelf.query(words, "unit", wants_unit=True), shelf.sources)
    assert draft.status == "answered"
    assert all(name in draft.answer for name in said)
    assert not any(name in draft.answer for name in not_said)


def test_a_clause_that_names_nobody(shelf: Shelf) -> None:
    draft = responsible(shelf.query("夜骑手册", "unit", wants_unit=True), shelf.sources)
    assert (draft.status, [c.clause for c in draft.citations]) == ("not_found", ["一/3"])
    assert not any(name in draft.answer for name in ("慢行科", "绿道办", "宣传科"))


def test_no_leader_is_made_of_an_office(shelf: Shelf) -> None:
    query = shelf.query("骑行教练", "unit", wants_unit=True, wants_leader=True)
    draft = responsible(query, shelf.sources)
    assert draft.status == "not_found"
    assert "顾某某" not in draft.answer


def test_the_offices_of_given_clauses(shelf: Shelf) -> None:
    view = shelf.sources.catalog.view("linhe")
    draft = offices_of([(view, view.clause("一/4"))])
    assert "**责任单位：宣传科** 〔临河2023要点·一/4〕" in draft.answer
