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


IN_RULES = frozenset({"listed", "holds"})
"""Kinds of rows whose examples stand in articles."""


@pytest.mark.parametrize(
    "row",
    [row for kind, rows in table("conditions").items() if kind not in IN_RULES for row in rows],
    ids=lambda row: row["example"],
)
def test_every_example_sets_no_goal(row: dict[str, str]) -> None:
    plan = parse(PAPER.format(f"{row['example']}。").encode(), "a.md")
    assert not [target for target in plan.targets if target.unit not in ("元", "万元")]


@pytest.mark.parametrize(
    "row",
    [row for kind in sorted(IN_RULES) for row in table("conditions")[kind]],
    ids=lambda row: row["example"],
)
def test_every_example_of_a_rule_sets_no_goal(row: dict[str, str]) -> None:
    article = row["example"].replace("：", "：\n（一）") + "；\n（二）位置固定。"
    plan = parse(f"青岚县摊位管理办法\n第一条 本办法自公布之日起施行。\n第二条 {article}\n".encode(), "a.txt")
    assert plan.targets == ()


ARTICLES = {
    "县市场监管局应当自受理之日起8个工作日内完成核查，2小时内到场。": [],
    "投诉由县市场监管局受理，5个工作日内答复。": [],
    "摊位租期不少于3年，轮候期一般不超过2年。": [],
    "县图书馆每周开放时间不少于60小时，停水时间不超过12小时。": [
        "县图书馆每周开放时间 不少于60小时",
        "停水时间 不超过12小时",
    ],
    "到2028年，摊位巡查率达到95%，办理时间压缩至3个工作日以内。": [
        "摊位巡查率 达到95%",
        "办理时间 压缩至3个工作日以内",
    ],
    "申请摊位的住户应当同时具备下列条件：\n（一）人均面积低于16平方米；\n（二）财产不超过15万元。": [],
    "设立夜市应当具备下列条件：\n（一）距居民楼不少于30米，摊位间距不少于2米；\n（二）电箱不少于3个。": [
        "距居民楼 不少于30米",
        "摊位间距 不少于2米",
        "电箱 不少于3个",
    ],
    "开办夜市应当同时符合下列条件：\n（一）亮灯率不低于95%；\n（二）有固定地点。": ["亮灯率 不低于95%"],
    "设立夜市的申请人应当符合下列条件：\n（一）在本县居住满2年；\n（二）欠款不超过5万元。": [],
    "有下列情形之一的，另行增加补助：\n（一）营业超过7小时的，一次性补助6万元；\n（二）设摊不足9个的。": [
        "一次性补助 6万元",
    ],
    "夜市前后摊距不小于1.5米，距县城5公里。": ["夜市前后摊距 不小于1.5米"],
    "夜市应当达到下列要求：\n（一）摊位间距不少于2米；\n（二）亮灯率达到95%。": [
        "摊位间距 不少于2米",
        "亮灯率 达到95%",
    ],
}
"""What an article says (办法), and its goals."""


@pytest.mark.parametrize(("text", "goals"), ARTICLES.items(), ids=list(ARTICLES))
def test_terms_of_a_procedure_and_conditions_are_no_goals_of_a_rule(text: str, goals: list[str]) -> None:
    plan = parse(f"青岚县摊位管理办法\n第一条 为管好摊位，制定本办法。\n第二条 {text}\n".encode(), "a.txt")
    assert [f"{target.indicator} {target.value_text}" for target in plan.targets] == goals


def test_a_service_term_of_a_plan_is_a_goal() -> None:
    plan = parse(PAPER.format("接到报修后2小时内到场。").encode(), "a.md")
    assert [target.value_text for target in plan.targets] == ["2小时内"]


def test_a_class_beside_its_rate_is_no_goal() -> None:
    rows = "| 夜市 | 摊位70个以上 | 每处6万元 |\n| 早市 | 摊位30个以上 | 每处2万元 |\n"
    table = f"| 类别 | 规模 | 补助标准 |\n|---|---|---|\n{rows}"
    plan = parse(PAPER.format(f"补助标准如下：\n\n{table}").encode(), "a.md")
    assert [target.value_text for target in plan.targets] == ["每处6万元", "每处2万元"]


def test_the_size_of_what_is_built_beside_its_cost_is_a_goal() -> None:
    rows = "| 北片泵站 | 日供水9000吨 | 6万元 |\n| 南片泵站 | 日供水4000吨 | 2万元 |\n"
    table = f"| 项目 | 规模 | 投资额 |\n|---|---|---|\n{rows}"
    plan = parse(PAPER.format(f"项目如下：\n\n{table}").encode(), "a.md")
    assert "9000吨" in [target.value_text for target in plan.targets]
