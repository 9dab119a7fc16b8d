"""Figures that say who qualifies are no targets; those of a list that asks for work are."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text
from ingest.targets.conditions import Conditions

TITLE = "青柏县公共书屋管理办法\n\n"


@pytest.mark.parametrize(
    "stem",
    [
        "申请设立书屋，应当同时符合下列条件：",
        "设立人需具备以下基本条件：",
        "有下列情形之一的，优先列入名录：",
    ],
)
def test_items_behind_words_that_ask_for_them_set_no_target(stem: str) -> None:
    text = f"{TITLE}第一条　{stem}\n（一）藏书不少于3000册；\n（二）管理员不少于2名。\n"
    assert parse_text(text).targets == ()


def test_the_list_ends_with_its_items() -> None:
    text = (
        f"{TITLE}第一条　申请设立书屋，应当符合下列条件：\n（一）藏书不少于3000册；\n（二）有固定场所。\n"
        "第二条　到2027年，书屋不少于40家。\n"
    )
    assert [t.value for t in parse_text(text).targets] == [40]


def test_a_list_that_asks_for_work_keeps_its_targets() -> None:
    text = (
        f"{TITLE}第一条　各镇应当完成下列任务：\n（一）新增藏书不少于3000册；\n（二）培训管理员不少于20名。\n"
    )
    assert [t.value for t in parse_text(text).targets] == [3000, 20]


def test_a_heading_of_conditions_is_enough() -> None:
    text = "青柏县书屋扶持措施\n\n一、申报条件\n书屋藏书不少于3000册。\n二、工作目标\n书屋达到40家。\n"
    plan = parse_text(text)
    read = Conditions()
    assert [read.of(clause, plan.text_of(clause)) for clause in plan.clauses] == [True, False]
    assert [t.value for t in plan.targets] == [40]
