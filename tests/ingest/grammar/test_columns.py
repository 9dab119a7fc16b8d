"""What the heads of columns say."""

from __future__ import annotations

import pytest

from ingest.grammar.columns import (
    _TABLE,
    examples,
    head_role,
    introduces_table,
    is_plain_head,
    repeats_above,
    sets_amount,
    sets_rate,
    tells_class,
)


@pytest.mark.parametrize(("head", "role"), examples())
def test_every_example_of_the_table(head: str, role: str) -> None:
    assert head_role(head) == role


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("序　号", "number"),
        ("责任单位（科室）", "who"),
        ("牵头部门", "who"),
        ("办结时间", "due"),
        ("基期值（2020年）", "base"),
        ("指标属性", "kind"),
        ("2025年目标（万人）", "goal"),
        ("得分", "score"),
        ("主要措施", "name"),
        ("常住人口", "text"),
        ("", "text"),
        ("年均增长", "growth"),
        ("2025年比上年增长", "base"),
    ],
)
def test_heads_in_other_wordings(head: str, role: str) -> None:
    assert head_role(head) == role


def test_heads_of_flat_tables_and_cells_that_repeat() -> None:
    assert is_plain_head("牵头单位")
    assert not is_plain_head("新增托位500个")
    assert repeats_above(" 同上 ")
    assert not repeats_above("同上级部门")


@pytest.mark.parametrize("row", _TABLE["amounts"], ids=lambda row: row["example"])
def test_a_head_that_sets_an_amount(row: dict[str, str]) -> None:
    assert sets_amount(row["example"])
    assert sets_amount(f"{row['example']}（万元）")
    assert not sets_amount(f"{row['example']}情况")


@pytest.mark.parametrize("row", _TABLE["classes"], ids=lambda row: row["example"])
def test_a_head_over_the_class_a_row_is_of(row: dict[str, str]) -> None:
    assert tells_class(row["example"])
    assert not tells_class(f"{row['example']}目标")


def test_which_amounts_are_rates() -> None:
    assert sets_rate("奖补标准（万元）")
    assert not sets_rate("年度投资")


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("各镇任务见下表：", True), ("年度安排如下", True), ("名单附后，请照办", True),
        ("项目清单", True),
        ("分配情况见表3。", True), ("各县任务：", True), ("加强水库巡查。", False),
        ("完善制度，压实责任。", False),
    ],
)  # fmt: skip
def test_words_that_speak_of_the_table_below(words: str, *, speaks: bool) -> None:
    assert introduces_table(words) is speaks
