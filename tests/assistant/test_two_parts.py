"""Questions in several parts (how much, who, by when): every part is answered, from one clause, or said not
to be stated.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.verification.answer import faults
from tests.small_library import over

HEALTH = """临河市2023年卫生健康工作要点

一、工作目标

1.婴幼儿入托率达到35%，婴儿死亡率控制在4‰以下。

二、重点工作

1.到2023年10月底，新增普惠托位1200个；年内建成社区助餐点8个。（责任科室：人口家庭科；分管领导：周明远）

2.推进入托服务提质，实施婴幼儿入托率提升行动。（责任科室：托育科）

3.推广电子处方，完善流转平台。（责任科室：药政科）

4.更新救护车30辆。（完成时限：8月底前）
"""
ROADS = """# 平川县2024年交通工作任务分解表

| 序号 | 重点任务 | 目标值 | 完成时限 | 责任单位 |
|---|---|---|---|---|
| 1 | 新改建农村公路 | 120公里 | 11月底前 | 县公路中心 |
| 2 | 改造危桥 | 6座 | 9月底前 | 县交通局、县财政局 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("parts")
    with over(home, {"health.txt": HEALTH, "roads.md": ROADS}) as opened:
        yield opened


ANSWERED = {
    "two sentences": (
        "临河2023年普惠托位新增多少个？由谁负责？",
        ["1200个", "人口家庭科"],
        "二/1",
    ),
    "one sentence": ("临河社区助餐点要建多少个，哪个科室负责", ["8个", "人口家庭科"], "二/1"),
    "who first": ("临河普惠托位由哪个科室负责？目标是多少？", ["1200个", "人口家庭科"], "二/1"),
    "nouns in a row": (
        "临河新增普惠托位的目标值、责任科室、完成时限",
        ["1200个", "人口家庭科", "2023年10月底"],
        "二/1",
    ),
    "three parts": (
        "临河2023年普惠托位新增多少个，哪个科室负责，什么时候完成？",
        ["1200个", "人口家庭科", "2023年10月底"],
        "二/1",
    ),
    "the leader": ("临河社区助餐点建多少个？分管领导是谁？", ["8个", "周明远"], "二/1"),
    "a row of a table": (
        "平川县2024年危桥改造多少座，哪个单位负责，什么时候完成？",
        ["6座", "县交通局、县财政局", "9月底前"],
        "表/2",
    ),
    "a row, of whom first": ("平川农村公路由谁负责？要新改建多少公里？", ["120公里", "县公路中心"], "表/1"),
}


@pytest.mark.parametrize(("question", "said", "clause"), ANSWERED.values(), ids=ANSWERED)
def test_every_part_is_said_before_the_quote(
    assistant: Assistant, question: str, said: list[str], clause: str
) -> None:
    answer = assistant.ask(question)
    head = answer.answer.partition("\n>")[0]
    assert (answer.status, [s for s in said if s not in head]) == ("answered", [])
    assert {c.clause for c in answer.citations} == {clause}
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


def test_a_goal_without_an_office_says_so_and_the_task_s_office_beside_it(assistant: Assistant) -> None:
    answer = assistant.ask("临河2023年婴幼儿入托率是多少？由谁负责？")
    assert answer.status == "answered"
    assert answer.answer.index("35%") < answer.answer.index("未载明责任单位") < answer.answer.index("托育科")
    assert [c.clause for c in answer.citations] == ["一/1", "二/2"]


def test_a_goal_nobody_is_charged_with_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("临河2023年婴儿死亡率控制在多少以下？由哪个科室负责？")
    assert answer.status == "answered"
    assert "4‰以下" in answer.answer
    assert "未载明责任单位" in answer.answer
    assert not any(name in answer.answer for name in ("托育科", "人口家庭科", "药政科"))


def test_a_task_without_a_figure_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("临河2023年电子处方由谁负责？目标是多少？")
    assert answer.status == "answered"
    assert "药政科" in answer.answer
    assert "没有读到" not in answer.answer


def test_a_date_is_said_where_no_office_is(assistant: Assistant) -> None:
    answer = assistant.ask("临河2023年救护车更新多少辆，哪个科室负责，什么时候完成？")
    head = answer.answer.partition("\n>")[0]
    assert [said for said in ("30辆", "未载明责任单位", "8月底前") if said not in head] == []


def test_no_date_is_made_up(assistant: Assistant) -> None:
    answer = assistant.ask("临河2023年婴儿死亡率是多少，谁负责，什么时候完成？")
    assert "4‰以下" in answer.answer
    assert "完成时限：本条没有另外写明" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "临河新增1200个普惠托位这个目标由谁负责？",
        "普惠托位归哪几个科室负责？",
        "普惠托位由几个科室负责？",
    ],
)
def test_a_question_of_who_alone_is_answered_with_the_office_first(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).answer.startswith("**责任科室：人口家庭科")
