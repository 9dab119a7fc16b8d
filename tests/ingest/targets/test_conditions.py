"""Figures that tell in which case something is done, the step of a tariff, what there is already, and where
several things start from: none of them is a goal."""

from __future__ import annotations

import pytest

from ingest.grammar.tables import table
from ingest.pipeline import parse

PAPER = "# 青岚县2026—2028年工作方案\n\n一、工作\n\n（一）做好工作。{}\n\n（二）其他。持续推进。\n"

SENTENCES = {
    "公交起步价2元，8公里以上每增加4公里加收1元，全程最高不超过7元。": [
        "公交起步价 2元",
        "全程最高 不超过7元",
    ],
    "超过3公里后每公里加收2元。": [],
    "养护标准由县道每公里1万元、乡道5000元分别提高到1.3万元、7000元。": [
        "县道养护标准 提高到1.3万元",
        "乡道养护标准 7000元",
    ],
    "补贴由甲类20元、乙类15元、丙类10元分别提高到30元、25元、20元。": [
        "甲类补贴 提高到30元",
        "乙类补贴 25元",
        "丙类补贴 20元",
    ],
    "评分低于60分且排名末位的乡镇，由县政府约谈。": [],
    "收入高于低保标准但低于其1.5倍，且财产符合规定的，认定为边缘家庭。": [],
    "未完成序时进度70%的股室应当书面说明。": [],
    "北片5个村的线路2026年内暂不调整。": [],
    "在册渔船70艘，进港率达到98%。": ["进港率 达到98%"],
    "就业、取证2项指标未完成年度计划。": [],
    "日供水900吨以上或者用水人口8000人以上的工程，应当划定保护区。": [],
    "实现合格率不低于95%的目标，由县水利局落实。": ["合格率 不低于95%"],
    "在册患者规范管理率达到92%。": ["在册患者规范管理率 达到92%"],
    "新建泵站4座，每座投资不超过80万元。": ["新建泵站 4座", "每座投资 不超过80万元"],
}


@pytest.mark.parametrize(("text", "goals"), SENTENCES.items(), ids=list(SENTENCES))
def test_what_is_a_goal(text: str, goals: list[str]) -> None:
    plan = parse(PAPER.format(text).encode(), "a.md")
    assert [f"{target.indicator} {target.value_text}" for target in plan.targets] == goals


@pytest.mark.parametrize(
    "row", [row for rows in table("conditions").values() for row in rows], ids=lambda row: row["example"]
)
def test_every_example_sets_no_goal(row: dict[str, str]) -> None:
    plan = parse(PAPER.format(f"{row['example']}。").encode(), "a.md")
    assert not [target for target in plan.targets if target.unit not in ("元", "万元")]
