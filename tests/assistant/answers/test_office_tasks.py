"""Every clause an office or a person is charged with, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers.draft import Draft
from assistant.answers.office_tasks import listed
from assistant.question import Query, Slots, Term
from tests.assistant.answers.conftest import Shelf


@pytest.mark.parametrize(
    ("units", "leaders", "clauses"),
    [
        (("绿道办",), (), ["一/1", "一/2"]),
        (("慢行科",), (), ["一/1"]),
        ((), ("顾某某",), ["一/2"]),
        (("慢行科", "宣传科"), (), ["一/1", "一/4"]),
    ],
)
def test_the_whole_list(
    shelf: Shelf, units: tuple[str, ...], leaders: tuple[str, ...], clauses: list[str]
) -> None:
    draft = listed(shelf.query(intent="list", units=units, leaders=leaders), shelf.sources)
    assert isinstance(draft, Draft)
    assert draft.listing is not None
    assert [row.clause for row in draft.listing.rows] == clauses
    assert "夜骑手册" not in draft.answer


def test_together_means_both(shelf: Shelf) -> None:
    slots = Slots(asks=frozenset({"together"}))
    query = shelf.query(intent="list", units=("慢行科", "绿道办"), slots=slots)
    draft = listed(query, shelf.sources)
    assert isinstance(draft, Draft)
    assert draft.listing is not None
    assert [row.clause for row in draft.listing.rows] == ["一/1"]


def test_an_office_of_another_plan_is_not_listed_here(shelf: Shelf) -> None:
    draft = listed(shelf.query(intent="list", units=("交通科",)), shelf.sources)
    assert isinstance(draft, Draft)
    assert (draft.status, draft.listing) == ("not_found", None)
    assert "20座" not in draft.answer
    assert "桥头" in draft.answer, "where the name stands is said"


def test_nobody_helps_where_no_help_is_printed(shelf: Shelf) -> None:
    query = shelf.query(intent="list", units=("慢行科",), parts=("support",))
    draft = listed(query, shelf.sources)
    assert isinstance(draft, Draft)
    assert draft.status == "not_found"
    assert "48座" not in draft.answer


def test_an_office_in_a_question_on_one_thing(shelf: Shelf) -> None:
    query = shelf.query("充气桩", "list", units=("慢行科",), wants_unit=True)
    query = replace(query, terms=(Term(text="充气桩", weight=7.0),))
    reply = listed(query, shelf.sources)
    assert isinstance(reply, Query)
    assert (reply.intent, reply.units) == ("unit", ())


def test_a_set_of_another_kind_is_no_list_of_tasks(shelf: Shelf) -> None:
    """慢行科编的手册发给哪些学校 asks for schools, though 哪些 asks for a set."""
    query = shelf.query("充气桩", "list", units=("慢行科",))
    query = replace(query, terms=(Term(text="充气桩", weight=7.0),))
    kinds = (frozenset({"set"}), frozenset({"set", "other_set"}))
    of_tasks, of_schools = (listed(replace(query, slots=Slots(asks=a)), shelf.sources) for a in kinds)  # type: ignore[arg-type]
    assert isinstance(of_tasks, Draft)
    assert isinstance(of_schools, Query)
    assert (of_schools.intent, of_schools.units) == ("content", ())


@pytest.mark.parametrize(
    ("units", "said"),
    [(("慢行科",), "没有载明具体由哪个人负责"), (("绿道办",), "由哪个人负责，请看各条原文")],
)
def test_that_no_person_is_named_is_said_where_one_is_asked_for(
    shelf: Shelf, units: tuple[str, ...], said: str
) -> None:
    slots = Slots(asks=frozenset({"person"}))
    draft = listed(shelf.query(intent="list", units=units, slots=slots), shelf.sources)
    assert isinstance(draft, Draft)
    assert said in draft.answer.splitlines()[0]
    assert draft.listing is not None
