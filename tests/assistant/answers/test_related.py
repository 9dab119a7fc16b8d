"""Whom, in the relation that is asked for, and not those the clause is charged to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers.related import named_in_clause, whom
from assistant.answers.unit import responsible
from assistant.question import Slots
from ingest.model import Relation
from tests.assistant.answers.conftest import Shelf
from tests.plan_factory import Item, make_plan

TEXT = (
    "骑行驿站选址方案报县政府审定，并征求沿线村民意见。检测费用由驿站业主承担。"
    "骑行驿站台账每月向县档案馆报送。"
)


@pytest.fixture(scope="module")
def quxi(shelve: Callable[..., Shelf]) -> Shelf:
    items = [
        Item(label="一/1", text=TEXT, units=("慢行科",)),
        Item(label="一/2", text="修复滨河绿道12公里。", units=("绿道办",)),
    ]
    return shelve(make_plan("quxi", items, title="渠溪县2023年城市慢行工作要点", region="渠溪县"))


@pytest.mark.parametrize(
    ("words", "relation", "bold"),
    [
        ("骑行驿站选址方案", "approval", "**骑行驿站选址方案报县政府审定**"),
        ("骑行驿站选址", "consulted", "**并征求沿线村民意见**"),
        ("骑行驿站检测费用", "paid", "**检测费用由驿站业主承担**"),
        ("骑行驿站台账", "reported", "**骑行驿站台账每月向县档案馆报送**"),
    ],
)
def test_the_part_that_names_them(quxi: Shelf, words: str, relation: Relation, bold: str) -> None:
    slots = Slots(relations=(relation,))
    draft = responsible(quxi.query(words, "unit", plans=("quxi",), slots=slots), quxi.sources)
    assert draft.status == "answered"
    assert bold in draft.answer
    assert "**慢行科" not in draft.answer


def test_those_who_do_it_are_none_who_agree(quxi: Shelf) -> None:
    slots = Slots(relations=("approval",))
    draft = responsible(quxi.query("修复滨河绿道", "unit", plans=("quxi",), slots=slots), quxi.sources)
    assert draft.status == "near"
    assert "**" not in draft.answer


def test_an_office_that_is_charged_may_be_one_that_looks_after_it(quxi: Shelf) -> None:
    slots = Slots(relations=("accepted",))
    draft = responsible(quxi.query("修复滨河绿道", "unit", plans=("quxi",), slots=slots), quxi.sources)
    assert "绿道办" in draft.answer


def test_nobody_is_asked_for_in_a_relation(quxi: Shelf) -> None:
    assert whom(quxi.query("骑行驿站选址方案", "unit", plans=("quxi",)), quxi.sources) is None


def test_whom_the_sentences_of_a_clause_name(quxi: Shelf) -> None:
    view = quxi.sources.catalog.view("quxi")
    (_, row, sentence, part), *more = named_in_clause(view, view.clauses[0], "approval")
    base = row.clause.span.start
    assert row.text[part.start - base : part.end - base] == "骑行驿站选址方案报县政府审定"
    assert sentence.start <= part.start < part.end <= sentence.end
    assert more == []
