"""Two indicators asked at once are told by what is to be reached, not by one sentence on how things stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PLAN = (
    "云岫市“十四五”文旅发展规划\n一、发展基础\n2020年每万人有书架12.5米，座席38个，书屋0.6处。\n二、主要指标\n"
    "|序号|指标|2020年|2025年|\n|---|---|---|---|\n|1|每万人拥有书架（米）|12.5|18|\n|2|每万人座席数（个）|38|46|\n"
    "三、任务\n1.建成托育园30家。\n"
)
OTHER = "青石市2025年文旅工作要点\n一、任务\n1.建成托育园12家。（责任单位：市文旅局）\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("two"), {"a.txt": PLAN, "b.txt": OTHER}) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "云岫十四五每万人书架和座席分别是多少",
        "云岫市十四五期间每万人书架数和座席数各是多少",
        "云岫十四五规划里每万人书架、座席分别达到多少",
    ],
)
def test_each_by_its_own_row(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question).answer
    assert "**18**" in answer
    assert "**46**" in answer


@pytest.mark.parametrize("question", ["云岫和青石的托育园目标比一比", "云岫跟青石的托育园比比看"])
def test_compared_as_people_say_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert "30家" in answer.answer
    assert "12家" in answer.answer
    assert "理解" not in answer.answer
