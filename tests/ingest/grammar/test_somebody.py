"""Whether a text may say who does something: rather too often than too seldom."""

from __future__ import annotations

import pytest

from ingest.grammar.somebody import may_name_somebody

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
