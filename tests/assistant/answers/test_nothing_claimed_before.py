"""What is asked after an answer that claimed nothing, or only claimed some of what it showed; a figure a
follow-up states itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from tests.small_library import over

LANES = """桐坞县2025年骑行道工作要点
一、建设
1.新建骑行道36公里，9月底前全线贯通。（责任单位：县交通局）
2.开展护栏修缮，修缮护栏500处。（责任单位：县城管局）
二、服务
3.加强驿站服务人员管理，规范驿站收费，落实每周巡查。（责任单位：县文旅局）
4.加强赛事活动管理，下列赛事须提前备案：
（1）百人以上的；
（2）占用机动车道的；
（3）夜间举行的。
5.组织志愿服务人员参加驿站开放日。（责任单位：团县委）
"""
TABLE = """桐坞县骑行道建设规划
一、目标
| 指标 | 2020年 | 2025年 |
|--|--|--|
| 每万人骑行道长度（公里） | 1.20 | 2.40 |
| 驿站覆盖率（%） | 35 | 80 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("before"), {"lanes.txt": LANES, "plan.md": TABLE}) as opened:
        yield opened


def talk(assistant: Assistant, *questions: str) -> Answer:
    *before, last = questions
    return assistant.ask(last, [Turn(role="user", content=q) for q in before])


BESIDE = "桐坞县驿站服务怎么做"
NOT_THERE = "桐坞县骑行道沿线的摄影点要建几个"


@pytest.mark.parametrize("follow_up", ["那谁来做", "谁负责", "什么时候完成", "完成时限呢", "为什么"])
def test_nothing_is_claimed_of_what_only_lay_near(assistant: Assistant, follow_up: str) -> None:
    before = talk(assistant, NOT_THERE)
    assert before.status == "near", before.answer
    answer = talk(assistant, NOT_THERE, follow_up)
    assert answer.status == "near", answer.answer
    assert "没有写明" not in answer.answer
    assert "没有标注" not in answer.answer


@pytest.mark.parametrize("follow_up", ["原文怎么写的", "下一条呢", "出自哪一条"])
def test_what_is_asked_of_the_clauses_shown_is_told(assistant: Assistant, follow_up: str) -> None:
    assert talk(assistant, NOT_THERE, follow_up).status == "answered"


def test_who_is_told_of_the_clauses_that_answered_alone(assistant: Assistant) -> None:
    before = talk(assistant, BESIDE)
    assert before.status == "answered", before.answer
    assert [c.clause for c in before.citations] == ["二/3", "二/5"], "the second is 相近的原文"
    answer = talk(assistant, BESIDE, "归谁管")
    assert "县文旅局" in answer.answer
    assert "团县委" not in answer.answer


def test_what_is_pointed_at_may_only_lie_near(assistant: Assistant) -> None:
    assert [c.clause for c in talk(assistant, BESIDE, "第二个呢").citations] == ["二/5"]
    assert [c.clause for c in talk(assistant, BESIDE, "原文怎么写的").citations] == ["二/3", "二/5"]


OTHER = "与问题里所说的数字不同"
STATED = {
    "another length": (["桐坞县新建骑行道多少公里", "是30公里吗"], True),
    "the same length": (["桐坞县新建骑行道多少公里", "是36公里吧"], False),
    "the same in another unit": (["桐坞县新建骑行道多少公里", "不是36000米吗"], False),
    "another number without its unit": (["桐坞县新建骑行道多少公里", "是30吗"], True),
    "the same number without its unit": (["桐坞县新建骑行道多少公里", "不是36吗"], False),
    "another share without its sign": (["桐坞县驿站覆盖率2025年要到多少", "那是90吧"], True),
    "the same share without its sign": (["桐坞县驿站覆盖率2025年要到多少", "是80吗"], False),
    "another, after who": (["桐坞县护栏修缮谁负责", "是300处吗"], True),
    "a cell whose unit stands in its name": (["桐坞县2025年每万人骑行道长度要到多少", "是2.5公里吗"], True),
    "the same in a cell": (["桐坞县2025年每万人骑行道长度要到多少", "是2.4公里吗"], False),
    "a share in a cell": (["桐坞县驿站覆盖率2025年要到多少", "不是90%吗"], True),
}


@pytest.mark.parametrize(("questions", "differs"), STATED.values(), ids=STATED)
def test_a_figure_that_a_follow_up_states_is_held_against_the_paper(
    assistant: Assistant, questions: list[str], differs: bool
) -> None:
    answer = talk(assistant, *questions)
    assert answer.status == "answered", answer.answer
    assert (OTHER in answer.answer) is differs, answer.answer


def test_of_a_list_that_only_lies_near_it_is_not_said_that_it_is_whole(assistant: Assistant) -> None:
    answer = assistant.ask("桐坞县哪些赛事活动要交保证金")
    assert answer.status == "near", answer.answer
    assert "全部在此" not in answer.answer
