"""Whether a text may say who does something: rather too often than too seldom."""

from __future__ import annotations

import pytest

from ingest.grammar.somebody import may_name_leader, may_name_somebody

NAMED = (
    "由养护企业移除枯木",
    "结果报分管副县长批准",
    "会同县水利局开展巡查",
    "各乡镇政府公布名单",
    "有关部门给予支持",
    "县双拥工作领导小组每季度通报",
    "驿站的巡查统一负责到人",
    "方案送总工程师审核",
)
UNNAMED = (
    "新建骑行驿站48座，9月底前投入使用。",
    "绿道照明完好率达到92%以上。",
    "补植乌桕1200株，逐株建档。",
    "编印夜骑手册，向学校发放。",
)


@pytest.mark.parametrize("text", NAMED)
def test_somebody_may_be_named(text: str) -> None:
    assert may_name_somebody(text)


@pytest.mark.parametrize("text", UNNAMED)
def test_nobody_is_named(text: str) -> None:
    assert not may_name_somebody(text)


LEAD = (
    "社区食堂由王敏副局长统筹把关",
    "分管领导每月调度一次",
    "包保责任人：林枫",
    "成立工作专班，组长由副县长担任",
    "每处隐患点落实一名河长",
    "报主要负责人审定",
)
LEAD_NOBODY = (
    "由县水利局牵头，县财政局配合",
    "各乡镇政府公布名单",
    "新建骑行驿站48座，9月底前投入使用。",
    "责任单位：县民政局、县残联",
)


@pytest.mark.parametrize("text", LEAD)
def test_a_leader_may_be_named(text: str) -> None:
    assert may_name_leader(text)


@pytest.mark.parametrize("text", LEAD_NOBODY)
def test_no_leader_is_named(text: str) -> None:
    assert not may_name_leader(text)
