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
}


@pytest.mark.parametrize("sentence", NAMED)
def test_the_name_is_that_of_the_thing(sentence: str) -> None:
    plan = parse_text(f"# 澄湖市2026年工作计划\n\n一、措施\n\n（一）强化保障。{sentence}\n（二）完善制度。\n")
    names = [one.indicator for one in plan.targets]
    assert names[-len(NAMED[sentence]) :] == NAMED[sentence], names
