"""That nobody is named, or no leader: said only where no clause near the question may name one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers.unnamed import NO_LEADER, no_leader, nobody
from assistant.retrieval.sources import Found
from tests.assistant.answers.conftest import Shelf
from tests.plan_factory import Item, make_plan
from tests.small_library import over

PONDS = make_plan(
    "ponds",
    [
        Item(label="一/1", text="清淤荷塘36口，10月底前完工。", units=("水务站",)),
        Item(label="一/2", text="荷塘护栏刷新，逐塘登记。", units=("水务站",)),
        Item(label="一/3", text="护栏刷新由郑平副主任每周过问。", units=("党政办",)),
        Item(label="一/4", text="栽种睡莲900株。", units=("农技站",)),
    ],
    title="莲湖镇2024年荷塘整治要点",
    section_title="整治任务",
)


@pytest.fixture(scope="module")
def ponds(shelve: Callable[..., Shelf]) -> Shelf:
    return shelve(PONDS)


def _found(shelf: Shelf, words: str, label: str) -> list[Found]:
    query = shelf.query(words, "unit", plans=("ponds",))
    return [f for f in shelf.sources.statements(query, ("ponds",))["ponds"] if f.row.clause.label == label]


def test_no_leader_is_said_with_the_offices_printed(ponds: Shelf) -> None:
    query = ponds.query("清淤荷塘", "unit", plans=("ponds",), wants_unit=True, wants_leader=True)
    draft = no_leader(_found(ponds, "清淤荷塘", "一/1"), query, ponds.sources)
    assert draft.status == "not_found"
    assert NO_LEADER in draft.answer
    assert "水务站" in draft.answer


def test_a_clause_as_near_that_may_name_one_is_shown_first(ponds: Shelf) -> None:
    query = ponds.query("护栏刷新", "unit", plans=("ponds",), wants_unit=True, wants_leader=True)
    draft = no_leader(_found(ponds, "护栏刷新", "一/2"), query, ponds.sources)
    assert draft.status == "near"
    assert draft.citations[0].clause == "一/3"


def test_a_clause_with_an_office_is_shown_and_not_denied(ponds: Shelf) -> None:
    query = ponds.query("栽种睡莲", "unit", plans=("ponds",), wants_unit=True)
    assert nobody(_found(ponds, "栽种睡莲", "一/4"), query, ponds.sources).status == "near"


LANES = """莲湖镇2024年步道铺设要点

一、铺设任务

（一）铺设彩色步道。

在渡口、茶亭、书院门前铺设彩色步道，结合地形以线带点。

1.老街步道。沿街两侧铺设。（责任单位：城管站）

2.湖滨步道。环湖铺设。（责任单位：水务站）

（二）修复古井。逐口登记造册。（责任单位：文化站）

（三）茶亭彩绘由居民自办。
"""


def test_what_opens_items_that_are_shared_out_is_not_said_to_charge_nobody(tmp_path: Path) -> None:
    with over(tmp_path, {"lanes.txt": LANES}) as assistant:
        answer = assistant.ask("渡口铺设彩色步道由谁负责")
    assert answer.citations
    assert "没有载明" not in answer.answer
