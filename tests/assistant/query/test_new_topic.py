"""A question that says that it is of something new, one that sets right what was typed before, and five years
of which one place has a plan and another has none.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from tests.small_library import over

BRIDGES = """石塘县2025年桥梁养护工作要点
一、养护
1.改造危桥14座。（责任单位：县公路站）
2.安装限高架60处。（责任单位：县交警队）
"""
OTHER = """枫桥县2025年桥梁养护工作要点
一、养护
1.改造危桥9座。（责任单位：县养护中心）
2.设置桥长公示牌75块。（责任单位：县水利局）
"""
PLAN = """石塘县“十四五”桥梁规划
一、目标
1.到2025年，改造危桥50座。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"one.txt": BRIDGES, "two.txt": OTHER, "five.txt": PLAN}
    with over(tmp_path_factory.mktemp("topics"), files) as opened:
        yield opened


def talk(assistant: Assistant, *questions: str) -> Answer:
    *before, last = questions
    return assistant.ask(last, [Turn(role="user", content=q) for q in before])


FIVE = ("枫桥县2025年改造危桥几座", "那十四五呢")


@pytest.mark.parametrize(
    "said",
    [
        "换个新话题，石塘县限高架装几处",
        "换个问题：石塘县限高架装几处",
        "好的，再问个别的事，石塘县限高架装几处",
        "不说这个了，石塘县限高架装几处",
        "问个其他问题 石塘县限高架装几处",
        "另外一个问题，石塘县限高架装几处",
    ],
)
def test_a_new_matter_takes_nothing_over(assistant: Assistant, said: str) -> None:
    answer = talk(assistant, *FIVE, said)
    assert (answer.status, "**60处**" in answer.answer) == ("answered", True), answer.answer
    assert not any(c.inherited for c in answer.conditions)


def test_what_asks_for_problems_is_no_new_topic(assistant: Assistant) -> None:
    answer = talk(assistant, "石塘县2025年改造危桥几座", "那限高架的事谁管")
    assert "县交警队" in answer.answer


@pytest.mark.parametrize(
    "said",
    [
        "写错了，是枫桥县",
        "说错了，枫桥的",
        "打错了，应该是枫桥县",
        "我写错了，枫桥县",
        "问错了，是枫桥的",
        "不对，枫桥的",
    ],
)
def test_what_is_set_right_is_asked_again(assistant: Assistant, said: str) -> None:
    answer = talk(assistant, "石塘县2025年改造危桥几座", said)
    assert (answer.status, "**9座**" in answer.answer) == ("answered", True), answer.answer


@pytest.mark.parametrize(
    "said", [("石塘县十四五改造危桥几座", "那枫桥的十四五呢"), ("枫桥县的十四五规划里改造危桥几座",)]
)
def test_the_plan_of_another_place_is_not_denied(assistant: Assistant, said: tuple[str, ...]) -> None:
    answer = talk(assistant, *said)
    assert answer.status != "answered"
    assert "没有 十四五" not in answer.answer
    assert "枫桥县十四五" in answer.answer
