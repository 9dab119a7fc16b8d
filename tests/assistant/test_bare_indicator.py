"""An indicator typed bare, or behind a place or a plan, in its own wording or another one: its target, never
its neighbour's.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.near import SAID
from assistant.ask import Assistant
from assistant.verification.answer import faults
from tests.small_library import over

FIVE_YEARS = """# 临河市“十四五”卫生健康发展规划

## 第一章 发展目标

| 序号 | 主要指标 | 2020年 | 2025年 | 指标性质 |
|---|---|---|---|---|
| 1 | 健康预期寿命（岁） | 68.2 | 70.1 | 预期性 |
| 2 | 人均期望寿命（岁） | 77.9 | 79.4 | 预期性 |
| 3 | 婴儿死亡率（‰） | 3.1 | ≤4.5 | 预期性 |
| 4 | 每千人口注册护士数（人） | 3.0 | 4.1 | 预期性 |

## 第二章 主要任务

围绕延长健康预期寿命，完善慢性病防控体系，提高健康管理水平。
"""
YEARLY = """平川县2024年卫生健康工作要点

一、重点工作

1.适龄女生HPV疫苗接种率达到92%，流感疫苗接种率达到36%。（责任科室：疾控科）

2.居民健康素养水平提高到31%以上。（责任科室：健康科）

3.延长健康预期寿命，加强慢性病管理，健康预期寿命达到69岁。（责任科室：疾控科）
"""
WATER = """青溪县2024年水务工作要点

一、重点工作

1.农村自来水普及率达到96%，城镇供水管网漏损率控制在9%以内。（责任单位：供水科）

2.完善供水管网，降低漏损。（责任单位：供水科）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("bare")
    with over(home, {"five.md": FIVE_YEARS, "yearly.txt": YEARLY, "water.txt": WATER}) as opened:
        yield opened


STATED = {
    "a synonym": ("人均预期寿命", ["79.4"], ["70.1", "69岁"]),
    "a synonym in a plan": ("临河十四五人均预期寿命", ["79.4"], ["70.1"]),
    "a synonym, of how much": ("人均预期寿命是多少", ["79.4"], ["70.1", "69岁"]),
    "a synonym, as a goal": ("临河市人均预期寿命目标", ["79.4"], ["70.1"]),
    "its own wording": ("人均期望寿命", ["79.4"], ["70.1"]),
    "the neighbour's own wording": ("临河健康预期寿命", ["70.1"], ["79.4"]),
    "two that fit equally": ("临河预期寿命", ["79.4", "70.1"], []),
    "two that fit equally, of how much": ("临河预期寿命是多少？", ["79.4", "70.1"], []),
    "its own wording, with a place": ("临河市婴儿死亡率", ["4.5"], ["70.1", "4.1"]),
    "the end of two": ("平川县2024年疫苗接种率", ["92%", "36%"], []),
    "one of two that end alike": ("平川流感疫苗接种率", ["36%"], ["：**达到92%"]),
    "the end of one": ("平川健康素养水平", ["31%以上"], []),
    "another field": ("漏损率", ["9%以内"], ["**达到96%"]),
    "another field, with a place and 的": ("青溪县的农村自来水普及率", ["96%"], ["**控制在9%"]),
}


@pytest.mark.parametrize(("question", "said", "other"), STATED.values(), ids=STATED)
def test_a_name_is_answered_with_its_target(
    assistant: Assistant, question: str, said: list[str], other: list[str]
) -> None:
    answer = assistant.ask(question)
    head = answer.answer
    assert (answer.status, [s for s in said if s not in head], [o for o in other if o in head]) == (
        "answered",
        [],
        [],
    )
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


@pytest.mark.parametrize(
    "question", ["平川人均预期寿命", "平川县2024年人均期望寿命", "平川县人均预期寿命是多少"]
)
def test_a_neighbour_is_no_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    own = "\n".join(line for line in answer.answer.splitlines() if not line.startswith(">"))
    assert (answer.status, own.splitlines()[0], "69" in own, "**" in own) == ("near", SAID, False, False)


@pytest.mark.parametrize("question", ["临河慢性病防控", "青溪供水管网"])
def test_a_matter_that_is_no_indicator_is_answered_with_its_clause(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, ">" in answer.answer) == ("answered", True)
