"""What a list is of."""

from __future__ import annotations

import pytest

from ingest.grammar.listed import lists_another, things_listed
from ingest.grammar.tables import table


@pytest.mark.parametrize("row", table("listed")["kinds"], ids=lambda row: row["name"])
def test_a_kind_of_the_table(row: dict[str, str]) -> None:
    assert row["name"] in things_listed(row["example"])


ANOTHER = [
    ("开驿站要交哪些材料", "申请设驿站的，应当具备下列条件：", True),
    ("开驿站要办什么手续", "申请设驿站的，应当提交下列材料：", False),
    ("开驿站的流程", "申请设驿站的，应当提交下列材料：", True),
    ("开驿站分几个步骤", "设驿站按下列程序办理：", False),
    ("什么情况收回驿站", "有下列情形之一的，收回驿站：", False),
    ("哪些情形可以申请", "符合下列条件之一的，可以申请：", False),
    ("申请材料有哪些", "申请材料符合下列条件的，当场受理：", True),
    ("设驿站有哪些环节", "管护员不得有下列行为：", True),
    ("驿站要交什么", "申请设驿站的，应当具备下列条件：", False),
    ("要交哪些材料", "驿站分为三级：", False),
]


@pytest.mark.parametrize(("question", "lead", "another"), ANOTHER, ids=[row[0] + row[1] for row in ANOTHER])
def test_a_list_of_something_else(question: str, lead: str, another: bool) -> None:
    assert lists_another(things_listed(question), lead) is another
