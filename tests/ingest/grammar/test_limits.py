"""Limits, leasts and failures said by words further off than a figure's own bound; examples are our own."""

from __future__ import annotations

import pytest

from ingest.grammar.limits import (
    ends_within,
    is_come_by,
    is_limit_head,
    is_not_reached,
    limit_told,
    tells_of_failing,
    way_of,
)

LIMITS = {
    "a term": ("", "办结时限为", "", "<="),
    "the longest": ("", "借阅最长不过", "", "<="),
    "only": ("", "每户只能领", "", "<="),
    "not above": ("", "转弯不得快于每小时", "", None),
    "not more": ("", "收费不能高过", "", "<="),
    "behind it": ("", "补助", "为限", "<="),
    "capped": ("", "补助", "封顶", "<="),
    "not reached": ("", "日处理不足每日", "", "<="),
    "a floor for all": ("配建底线，新建书屋是", "新建书屋是", "", ">="),
    "a cap for all": ("报销上限：门诊", "门诊", "", "<="),
    "nothing": ("", "藏书", "", None),
}


@pytest.mark.parametrize(("led", "before", "behind", "side"), LIMITS.values(), ids=LIMITS)
def test_a_limit_is_told(led: str, before: str, behind: str, side: str | None) -> None:
    assert limit_told(led, before, behind) == side


@pytest.mark.parametrize(("before", "come_by"), [("借满", True), ("须打底", True), ("充满", False)])
def test_what_has_to_be_come_by(before: str, come_by: bool) -> None:
    assert is_come_by(before) is come_by


@pytest.mark.parametrize(
    ("before", "short"),
    [("产值达不到", True), ("未达到", True), ("产值不足", False), ("产值达到", False)],
)
def test_what_is_not_reached(before: str, short: bool) -> None:
    assert is_not_reached(before) is short


@pytest.mark.parametrize(
    ("text", "at", "within"),
    [
        ("3天里", 2, True),
        ("3天内", 2, True),
        ("3天后", 2, False),
        ("8公里里程", 3, False),
        ("5日之内", 2, True),
        ("5日以内", 2, False),
    ],
)
def test_what_is_not_to_be_gone_beyond(text: str, at: int, within: bool) -> None:
    assert ends_within(text, at) is within


def test_what_follows_where_a_demand_is_not_met() -> None:
    assert tells_of_failing("未达到的，暂停下一年度安排")
    assert not tells_of_failing("达到的，给予奖励")


def test_a_head_of_limits() -> None:
    assert is_limit_head("办理时限（天）")
    assert not is_limit_head("办理窗口")


@pytest.mark.parametrize(("before", "way"), [("涨到", "up"), ("缩至", "down"), ("不降", ""), ("为", "")])
def test_which_way_it_goes(before: str, way: str) -> None:
    assert way_of(before) == way
