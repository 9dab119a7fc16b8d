"""In what relation a question asks for somebody."""

from __future__ import annotations

import pytest

from assistant.query.slots import read_slots
from assistant.question import Scope


@pytest.mark.parametrize(
    ("question", "relations"),
    [
        ("骑行驿站选址要谁点头", ("approval",)),
        ("驿站选址方案报哪个部门审批", ("approval",)),
        ("选址要先问谁意见、谁最后批", ("approval", "consulted")),
        ("台账每月报到哪个局", ("reported",)),
        ("名录跟哪个部门一起编", ("jointly",)),
        ("完工后谁来验收", ("accepted",)),
        ("检测的钱谁出", ("paid",)),
        ("对评分不服向谁申诉", ("applied",)),
        ("驿站谁负责", ()),
        ("驿站哪个科牵头", ()),
        ("驿站审批时间压缩到几天", ()),
        ("驿站要出多少钱", ()),
    ],
)
def test_relations(question: str, relations: tuple[str, ...]) -> None:
    assert read_slots(question, question, Scope()).relations == relations


@pytest.mark.parametrize(
    "question", ["用地批复谁协办", "用地审批谁主办", "选址审核由谁牵头", "名录核准谁配合"]
)
def test_whose_part_in_an_approval_is_no_question_of_who_approves(question: str) -> None:
    assert "approval" not in read_slots(question, question, Scope()).relations
