"""A figure the question itself states is confirmed or put right, whatever measure word it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.query.figures import claimed_figures
from assistant.verification.answer import faults
from assistant.verification.facts import ClauseFacts
from assistant.verification.figures import judge
from ingest.model import Span
from tests.small_library import over

GOALS = (
    "完成造林绿化5000亩", "新改建农村公路120公里", "新建文化礼堂8座", "新增护理床位200床", "出栏生猪6000头",
    "出栏肉鸡30000羽", "增殖放流鱼苗700尾", "配备除雪机械40台", "更新公交车60辆", "改造校舍3000平方米",
    "开展义诊4500人次", "栽植行道树900株", "整治地质隐患点36处", "加密夜间公交25班次", "消纳建筑垃圾800吨",
    "发放光伏电量补贴700千瓦时", "接种流感疫苗9000针", "新增社区食堂15个", "培育龙头企业18家",
    "改扩建幼儿园7所", "引进乡村教师130名", "培训驾驶员220人", "改造农村危房410户", "完成改革事项33项",
    "办结政协提案74件", "配租保障住房560套", "组织送戏下乡310场次", "治理水土流失92公顷",
    "清淤河道土方8800立方米", "储备检测试剂4600份", "新增养老托养95张", "疏浚灌溉渠道14条",
    "加装电梯楼房21栋", "组建应急抢险队伍6支", "打造远洋渔船5艘", "修缮旧厂房48间", "开设劳动教育课64课时",
    "印制普法手册1700册", "征集非遗案例52篇", "更换老旧路灯380盏", "新打抗旱机井27眼",
    "投放蟹苗450笼", "发展专业合作社39社",
)  # fmt: skip
PLAN = "横山县2025年民生实事工作要点\n\n一、年度任务\n\n" + "\n\n".join(
    f"{n}.{goal}。（责任单位：县民政局）" for n, goal in enumerate(GOALS, 1)
)
ASKED = (
    "横山县2025年{what}目标是{figure}吗？", "横山县{what}不是{figure}吗", "{what}有没有达到{figure}？",
    "横山县2025年要{what}，是{figure}吧？",
    "听说横山县要{what}{figure}，是不是这样", "{what}是不是{figure}", "横山县{what}是{figure}，对吗？",
    "2025年横山县{what}是否为{figure}？", "既然{what}定的是{figure}，数字对不对",
    "{what}真的要做到{figure}吗？",
)  # fmt: skip


def cut(goal: str) -> tuple[str, int, str]:
    """What is to be done, how many, of which measure word."""
    start = next(n for n, char in enumerate(goal) if char.isdigit())
    end = max(n for n, char in enumerate(goal) if char.isdigit()) + 1
    return goal[:start], int(goal[start:end]), goal[end:]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("claimed")
    with over(home, {"hengshan.txt": PLAN}) as opened:
        yield opened


PUT_RIGHT = "与问题里所说的数字不同"


def ask(assistant: Assistant, shape: str, what: str, figure: str) -> Answer:
    return assistant.ask(shape.format(what=what, figure=figure))


@pytest.mark.parametrize("goal", GOALS)
def test_a_false_figure_is_put_right(assistant: Assistant, goal: str) -> None:
    what, number, word = cut(goal)
    for shape in ASKED:
        answer = ask(assistant, shape, what, f"{number + 30}{word}")
        assert answer.status == "answered", shape
        assert answer.answer.startswith(PUT_RIGHT), shape
        assert f"{number}{word}" in answer.answer, shape


@pytest.mark.parametrize("goal", GOALS)
def test_a_true_figure_is_confirmed(assistant: Assistant, goal: str) -> None:
    what, number, word = cut(goal)
    for shape in ASKED:
        answer = ask(assistant, shape, what, f"{number}{word}")
        assert answer.status == "answered", shape
        assert PUT_RIGHT not in answer.answer, shape
        assert f"{number}{word}" in answer.answer, shape


WHICH = {
    "an age": ("65岁以上老年人健康管理率是80%吗", ("80%",)),
    "a distance": ("5公里以内的公交站点覆盖率达到90%了吗", ("90%",)),
    "a bound group": ("2家以上企业的园区是不是有6个", ("6个",)),
    "a count before its noun": ("是不是要建300个图书馆", ("300个",)),
    "a stretch of time": ("有没有15分钟健身圈40个", ("40个",)),
    "in words": ("接种率是不是百分之九十五", ("百分之九十五",)),
    "a number in words before a noun": ("两份文件里说的三个全覆盖一致吗", ()),
    "things pointed at": ("文件里说的是哪三个？是不是这3个", ()),
    "a number in words held out": ("公厕是不是要建三座", ("三座",)),
    "a plan of five years": ("十四五名中医有没有明确", ()),
    "nothing held out": ("65岁以上老年人健康管理率是多少", ()),
    "a year": ("2025年是不是要完成", ()),
}


@pytest.mark.parametrize(("asked", "claimed"), WHICH.values(), ids=WHICH)
def test_a_figure_that_tells_which_claims_nothing(asked: str, claimed: tuple[str, ...]) -> None:
    assert claimed_figures(asked, ordered=False) == claimed


@pytest.mark.parametrize("goal", GOALS)
def test_the_guard_strikes_an_invented_figure(assistant: Assistant, goal: str) -> None:
    what, number, word = cut(goal)
    answer = assistant.ask(f"横山县2025年{what}的目标是多少？")
    assert f"{number}{word}" in answer.answer
    assert not faults(answer, assistant.facts(answer), assistant.known())
    for wrong in (f"{number + 7}{word}", f"{number}万{word}", f"{number}%", f"{number}{word}以上"):
        told = replace(answer, answer=answer.answer.replace(f"**{number}{word}**", f"**{wrong}**", 1))
        assert told != answer
        assert faults(told, assistant.facts(told), assistant.known()), wrong


@pytest.mark.parametrize("shown", ["3.2%", "-3.3%", "-3.2‰"])
def test_the_guard_strikes_a_figure_without_its_minus(shown: str) -> None:
    facts = ClauseFacts(
        marker="m", reference="", span=Span(start=0, end=20), text="工业品出厂价格涨幅控制在-3.2%以内。",
        around="", offices="",
        responsibilities=(), columns=(), cells=(), targets=(),
    )  # fmt: skip
    assert not any(j.wrong for j in judge("工业品出厂价格涨幅控制在-3.2%以内", [facts]))
    assert any(j.wrong for j in judge(f"工业品出厂价格涨幅控制在{shown}以内", [facts]))
