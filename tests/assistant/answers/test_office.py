"""Who: the offices and people of the clause that states the thing, and of no neighbour."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers.office import offices_of, responsible
from ingest.pipeline import parse_text
from tests.assistant.answers.conftest import Shelf
from tests.plan_factory import Item, make_plan


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


def test_who_and_by_when(shelf: Shelf) -> None:
    draft = responsible(shelf.query("骑行驿站", "unit", wants_unit=True, wants_due=True), shelf.sources)
    assert "慢行科、绿道办" in draft.answer
    assert "完成时限：**9月底前**" in draft.answer


def test_no_time_is_told_where_only_who_is_asked(shelf: Shelf) -> None:
    draft = responsible(shelf.query("骑行驿站", "unit", wants_unit=True), shelf.sources)
    assert "完成时限" not in draft.answer


def test_who_and_how_shows_the_whole_clause(shelve: Callable[..., Shelf]) -> None:
    text = "骑行驿站。先选址、再征询街道意见。沿河每两公里布设一座。"
    shelf = shelve(make_plan("linhe", [Item(label="一/1", text=text, heading="骑行驿站", units=("慢行科",))]))
    both: tuple[dict[str, bool], ...] = ({"wants_how": True}, {})
    for wants in both:
        query = shelf.query("骑行驿站", "unit", wants_unit=True, **wants)
        (cited,) = responsible(query, shelf.sources).citations
        assert "每两公里" in cited.quote


def test_of_several_like_offices_the_one_of_the_part_asked_for(shelve: Callable[..., Shelf]) -> None:
    """县交通局负责新建驿站, 县体育局负责改建驿站: who does the one is not who does the other."""
    text = "县交通局负责新建骑行驿站，县体育局负责改建骑行驿站。"
    plan = parse_text(f"渠溪县2023年慢行工作要点\n一、重点工作\n1.{text}\n2.修复绿道。\n", "quxi.txt")
    shelf = shelve(plan)
    for words, said, other in (
        ("改建骑行驿站", "县体育局", "县交通局"),
        ("新建骑行驿站", "县交通局", "县体育局"),
    ):
        draft = responsible(shelf.query(words, "unit", plans=(plan.id,), wants_unit=True), shelf.sources)
        bold = next(line for line in draft.answer.splitlines() if line.startswith("**"))
        assert said in bold
        assert other not in bold
