"""Whom, in the relation that is asked for, and not those the clause is charged to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.answers.office import responsible
from assistant.answers.related import named_in_clause, whom
from assistant.ask import Assistant
from assistant.question import Slots
from ingest.model import Relation
from tests.assistant.answers.conftest import Shelf
from tests.plan_factory import Item, make_plan
from tests.small_library import over

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


STALLS = """青岙县2025年夜市管理工作要点

一、摊位

1.“青灯”摆摊计划。扶持青年摊主60名，由所在集市提供免费摊位。牵头单位：县人社局；配合单位：县商务局。

2.新设的夜市由县财政给予一次性资助，每处2万元。责任单位：县商务局。

3.清洗地面每周两次。责任单位：县城管局。
"""


@pytest.fixture(scope="module")
def stalls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("stalls"), {"stalls.txt": STALLS}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "bold"),
    [
        ("青灯计划的免费摊位谁来提供", "**由所在集市提供免费摊位**"),
        ("青灯摆摊计划谁牵头", "**牵头单位：县人社局"),
        ("青灯摆摊计划由谁负责", "**牵头单位：县人社局"),
        ("新设的夜市谁出钱", "**新设的夜市由县财政给予一次性资助**"),
        ("清洗地面谁负责", "**责任单位：县城管局"),
    ],
)
def test_who_does_it_by_the_sentence_that_says_so(stalls: Assistant, question: str, bold: str) -> None:
    answer = stalls.ask(question)
    assert answer.status == "answered"
    assert bold in answer.answer
    assert answer.answer.count("**") == 2


def test_who_pays_is_not_who_is_charged_with_the_work(stalls: Assistant) -> None:
    answer = stalls.ask("清洗地面谁出钱")
    assert answer.status == "near"
    assert "**" not in answer.answer
