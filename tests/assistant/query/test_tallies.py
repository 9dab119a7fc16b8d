"""How many entries a question asks for, and under which name."""

from __future__ import annotations

import pytest

from assistant.query.tallies import is_of_counting, read_tally


@pytest.mark.parametrize(
    ("text", "measure", "thing", "name", "of_kinds"),
    [
        ("“绿道”那部分总共列了几条", "条", "", "绿道", False),
        ("　　蓝天保卫战下面一共列了几条任务", "条", "任务", "蓝天保卫战", False),
        ("　　　重点任务清单一共几项", "项", "", "重点任务清单", False),
        ("任务分工表总共几项任务", "项", "任务", "任务分工表", False),
        ("　　的指标表一共几个指标", "个", "指标", "指标表", False),
        ("主要指标表里约束性的有几个", "个", "", "主要指标表", False),
        ("一共有几项任务,那个分工表里", "项", "任务", "分工表", False),
        ("民生实事清单里面列了多少件", "件", "", "民生实事清单", False),
        ("　　驿站分几类", "类", "", "驿站", True),
        ("经营许可要交几样材料", "样", "材料", "经营许可要交", True),
        ("提交的材料有几样", "样", "材料", "提交", True),
        ("设立驿站要满足几个条件", "", "条件", "设立驿站要满足", True),
        ("驿站评定分几个等级", "等级", "", "驿站评定", True),
        ("出了哪几种情况要关驿站,一共几种", "种", "情况", "出", True),
    ],
)
def test_what_is_counted_and_where(text: str, measure: str, thing: str, name: str, of_kinds: bool) -> None:
    tally = read_tally(text)
    assert tally is not None
    assert (tally.measure, tally.thing, tally.of_kinds) == (measure, thing, of_kinds)
    assert not name or len(name) < 2 or tally.names[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "驿站要建几座",
        "绿道有多少公里",
        "哪几类学校",
        "由几个部门一起管",
        "建几个驿站",
        "多少项工程",
        "几级医院",
        "每年几场",
    ],
)
def test_a_figure_is_no_count_of_entries(text: str) -> None:
    assert read_tally(text) is None


def test_words_that_only_ask_how_many() -> None:
    assert all(map(is_of_counting, ("几样", "多少", "满足", "提交")))
    assert not is_of_counting("材料")
