"""Questions that name their paper and bring a topic of their own take over none of the question before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PARKS = """# 青溪县“十五五”公园建设规划（2026—2030年）

## 一、主要指标

| 序号 | 指标 | 2030年 | 责任单位 |
|---|---|---|---|
| 1 | 公园绿地开放率 | ≥80% | 县林业局 |
| 2 | 口袋公园数量 | 30个 | 县住建局 |

## 二、健身步道

1.建成健身步道120公里（责任单位：县教体局）。
"""
POINTS = """# 青溪县2026年公园工作要点

1.新建口袋公园6个（责任单位：县住建局）。

2.改造滨河公园（责任单位：县林业局）。
"""


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"规划.md": PARKS, "要点.md": POINTS}
    with over(tmp_path_factory.mktemp("alone"), papers) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("before", "question", "shown", "left_out"),
    [
        ("青溪十五五公园规划表1有哪些指标", "青溪2026年公园工作要点一共几条", "共 2 条", "没有这一条"),
        ("青溪十五五公园规划第二部分讲了什么", "青溪2026年公园工作要点一共几条", "共 2 条", "健身步道"),
        ("青溪县健身步道要干啥", "青溪县气象局在十五五公园规划里有哪些任务", "气象局", "120公里"),
        ("青溪县健身步道要干啥", "青溪县气象局在2026年公园工作要点里有哪些任务", "气象局", "120公里"),
    ],
)
def test_nothing_is_taken_over(
    parks: Assistant, before: str, question: str, shown: str, left_out: str
) -> None:
    said = [Turn(role="user", content=before), Turn(role="assistant", content=parks.ask(before).answer)]
    found = parks.ask(question, said).answer
    assert shown in found, found
    assert left_out not in found, found


def test_a_year_behind_an_office_makes_it_no_office_that_has_tasks(parks: Assistant) -> None:
    """青溪住建局2026年给… asks what is done, not what the office is charged with."""
    found = parks.ask("青溪园林局2026年要新建口袋公园几个").answer
    assert "没有“园林局”" not in found, found


@pytest.mark.parametrize(
    ("question", "no_name"), [("单位不组织巡查怎么处理", "单位不"), ("项目未落实管护怎么处理", "项目未")]
)
def test_a_word_with_a_negation_behind_it_is_nobodys_name(
    parks: Assistant, question: str, no_name: str
) -> None:
    found = parks.ask(question).answer
    assert f"没有“{no_name}”" not in found, found
