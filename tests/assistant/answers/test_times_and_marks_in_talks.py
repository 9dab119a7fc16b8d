"""Follow-ups that say another time or the n-th of what was listed; headings that are times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from tests.small_library import over

PLAN = """桐坞县2025年驿站提升方案
一、主要任务
（一）改造老旧驿站。改造驿站12座。（牵头部门：县住建局）
（二）更换座椅。更换座椅300张。（牵头部门：县城管局）
（三）培训管理员。培训管理员80人。（牵头部门：县文旅局）
（四）公布收费标准。（牵头部门：县发改委）
二、时间节点
（一）2025年3月底前
完成驿站普查，编印名录。
（二）2025年8月底前
完成座椅更换。
（三）2025年12月底前
开展总结评估。
"""
RULES = """桐坞县驿站管理办法
第一条 驿站每日开放。
第二条 驿站由镇政府管理。
第三条 驿站不得收取门票。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("marks"), {"plan.txt": PLAN, "rules.txt": RULES}) as opened:
        yield opened


def talk(assistant: Assistant, *questions: str) -> Answer:
    *before, last = questions
    return assistant.ask(last, [Turn(role="user", content=q) for q in before])


def cited(answer: Answer) -> list[str]:
    return [c.clause for c in answer.citations]


BY = "桐坞县驿站提升方案8月底前要完成什么"


@pytest.mark.parametrize(
    ("questions", "clauses"),
    [
        ([BY], ["二/（一）", "二/（二）"]),
        (["桐坞县驿站提升方案3月底前要做哪些事"], ["二/（一）"]),
        ([BY, "3月底前呢"], ["二/（一）"]),
        ([BY, "那12月底前呢"], ["二/（一）", "二/（二）", "二/（三）"]),
        ([BY, "一季度呢"], ["二/（一）"]),
        ([BY, "第三季度呢？"], ["二/（二）"]),
        ([BY, "年底呢"], ["二/（三）"]),
    ],
)
def test_a_heading_that_is_a_time_dates_what_stands_under_it(
    assistant: Assistant, questions: list[str], clauses: list[str]
) -> None:
    answer = talk(assistant, *questions)
    assert answer.status == "answered", answer.answer
    assert cited(answer) == clauses


LISTED = "桐坞县驿站提升方案的主要任务有几条"


@pytest.mark.parametrize(
    ("questions", "clauses"),
    [
        ([LISTED, "第三条是什么"], ["一/（三）"]),
        ([LISTED, "第3条讲什么的"], ["一/（三）"]),
        ([LISTED, "第二条谁牵头"], ["一/（二）"]),
        ([LISTED, "第三条是什么", "下一条呢"], ["一/（四）"]),
    ],
)
def test_the_nth_is_of_what_was_listed(
    assistant: Assistant, questions: list[str], clauses: list[str]
) -> None:
    answer = talk(assistant, *questions)
    assert answer.status == "answered", answer.answer
    assert cited(answer) == clauses


def test_who_of_the_nth_is_told(assistant: Assistant) -> None:
    assert "县城管局" in talk(assistant, LISTED, "第二条谁牵头").answer


def test_an_article_that_the_paper_prints_is_its_own(assistant: Assistant) -> None:
    answer = talk(assistant, "桐坞县驿站管理办法里驿站由谁管理", "第三条呢")
    assert cited(answer) == ["第三条"]
