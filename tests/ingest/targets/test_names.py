"""Names of indicators to the letter, where the table of sentences compares them loosely."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text

NAMED = {
    # A time between the thing and its rate is when it is due, not a part of the name.
    "专项资金6月底前执行率达到50%以上、年底前达到95%以上。": ["专项资金执行率", "专项资金执行率"],
    "水毁工程9月底前修复率不低于80%，12月底前不低于98%。": ["水毁工程修复率", "水毁工程修复率"],
    "债券项目2026年10月底前开工率达到90%。": ["债券项目开工率"],
    "老旧电梯12月31日前更新率达到60%。": ["老旧电梯更新率"],
    "2026年底前登记车辆淘汰率达到60%。": ["登记车辆淘汰率"],
    # A word that binds names nothing by itself: the thing is told before it.
    "实习期限一般为3个月至6个月，最长不超过12个月。": ["实习期限"],
    "门诊候诊时间一般为10分钟，最长不超过25分钟。": ["门诊候诊时间"],
    "岗位补贴标准为每人每月500元，最高不超过800元。": ["岗位补贴标准", "岗位补贴标准"],
    "由市财政局会同市审计局按照查实金额的2%给予举报人奖金，最高不超过30万元。": ["最高"],
    "单次借阅期限为30天，最长不超过60天。": ["单次借阅期限"],
    # By when it is done is no part of what is done to those counted.
    "建成站房3个，其余5个于2027年10月底前建成投用。": ["其余建成投用"],
    "泵站12座于9月底前建成投用。": ["泵站建成投用"],
    "剩余4座桥梁于2027年6月底前完成加固。": ["剩余桥梁完成加固"],
    "其余7处于11月底前开工。": ["其余开工"],
    "其余泵站2座于11月30日前完成检修。": ["其余泵站完成检修"],
    # What is counted and told again behind the figure is named once.
    "改造老旧渡口42处渡口。": ["改造老旧渡口"],
    "培训船员300名船员。": ["培训船员"],
    "新建公厕8座公厕、码头3座。": ["新建公厕", "码头"],
    # Of what there is one figure each stays, where the unit does not say it.
    "巡河员每村至少3名。": ["巡河员每村"],
    "护渠经费每亩不少于12元。": ["护渠经费每亩"],
    # How often a thing is done, in whatever period, leaves it its verb.
    "每两个月组织1次闸门检修。": ["组织闸门检修"],
    # Of how many at first: the verb before it still has them as its object.
    "遴选首批20个重点数据集。": ["遴选重点数据集"],
    "市水利局完成首批80台水泵检修。": ["完成水泵检修"],
    "公布第二批6个示范村。": ["公布示范村"],
    "打造新一批4个夜市街区。": ["打造夜市街区"],
    "县医院开设首批3个专科门诊。": ["开设专科门诊"],
}
UNCOUNTED = ("首批5项技术落地。", "第三批4家企业入围。")
REPORTED = "各镇街每周上报工作进展1次。"
"""Whoever tells of the work how often, an office or a place."""


@pytest.mark.parametrize("sentence", NAMED)
def test_the_name_is_that_of_the_thing(sentence: str) -> None:
    plan = parse_text(f"# 澄湖市2026年工作计划\n\n一、措施\n\n（一）强化保障。{sentence}\n（二）完善制度。\n")
    names = [one.indicator for one in plan.targets]
    assert names[-len(NAMED[sentence]) :] == NAMED[sentence], names


@pytest.mark.parametrize("sentence", UNCOUNTED)
def test_a_batch_alone_is_no_deed(sentence: str) -> None:
    plan = parse_text(f"# 澄湖市2026年工作计划\n\n一、措施\n\n（一）强化保障。{sentence}\n（二）完善制度。\n")
    assert not plan.targets


def test_who_tells_of_the_work_has_no_target() -> None:
    plan = parse_text(f"# 澄湖市2026年工作计划\n\n一、措施\n\n（一）强化保障。{REPORTED}\n（二）完善制度。\n")
    assert not plan.targets
