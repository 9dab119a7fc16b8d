"""Into how many a sentence divides something."""

from __future__ import annotations

import pytest

from ingest.grammar.partitions import partitions, same_measure


@pytest.mark.parametrize(
    ("text", "number", "measure", "members"),
    [
        ("驿站按照半径分为下列三类：", 3, "类", ()),
        ("按规模分为大型、中型和小型三类", 3, "类", ("大型", "中型", "小型")),
        ("结果分优秀、合格、不合格3个等级", 3, "等级", ("优秀", "合格", "不合格")),
        ("补贴按难度分四档，逐年发放", 4, "档", ()),
        ("设一级、二级、三级三个等级", 3, "等级", ("一级", "二级", "三级")),
        ("改造分三步实施", 3, "步", ()),
        ("驿站划分为一类、二类、三类三种", 3, "种", ("一类", "二类", "三类")),
        ("绿道分为两类，一类是滨水的", 2, "类", ()),
        ("响应分为四级：", 4, "级", ()),
        ("工作分为准备、实施和总结三个阶段", 3, "阶段", ("准备", "实施", "总结")),
        ("管护人员区分为专职和兼职两种", 2, "种", ("专职", "兼职")),
    ],
)
def test_what_is_divided(text: str, number: int, measure: str, members: tuple[str, ...]) -> None:
    (found,) = partitions(text)
    assert (found.number, found.measure, found.members) == (number, measure, members)


@pytest.mark.parametrize(
    "text",
    [
        "对三类人员发放补贴",
        "第三类驿站",
        "部分三级医院",
        "设三级医院2所",
        "分期分批实施",
        "充分发挥两类资金作用",
    ],
)
def test_a_number_of_kinds_alone_divides_nothing(text: str) -> None:
    assert partitions(text) == ()


def test_words_of_one_sort() -> None:
    assert same_measure("类", "种")
    assert same_measure("档", "等级")
    assert not same_measure("类", "级")
