"""表2 is the second table of a paper, not the second row of its table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """# 青溪县“十五五”公园建设规划（2026—2030年）

## 一、主要指标

表1 公园建设指标

| 序号 | 指标 | 单位 | 2030年 | 责任单位 |
|---|---|---|---|---|
| 1 | 公园绿地开放率 | % | ≥80 | 县林业局 |
| 2 | 口袋公园数量 | 个 | 30 | 县住建局、县林业局 |
| 3 | 健身步道长度 | 公里 | 120 | 县教体局 |
|  | 其中：滨河段 | 公里 | 40 | 县教体局 |

## 二、重点工程

表2 重点工程安排

| 序号 | 工程 | 投资（万元） | 责任单位 |
|---|---|---|---|
| 1 | 滨河公园改造 | 600 | 县林业局 |
| 2 | 儿童公园新建 | 900 | 县住建局 |
"""


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("parks"), {"青溪.md": PAPER}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "shown", "left_out"),
    [
        ("青溪表1里县林业局负责哪些", ("公园绿地开放率", "口袋公园数量", "共 2 项"), ("滨河公园改造",)),
        ("青溪规划表2里林业局有份的是哪几个", ("滨河公园改造", "共 1 项"), ("公园绿地开放率",)),
        ("青溪规划表1都有哪些指标", ("公园绿地开放率", "口袋公园数量", "健身步道长度"), ("儿童公园新建",)),
        ("青溪规划表2是什么", ("滨河公园改造", "儿童公园新建"), ("口袋公园数量",)),
    ],
)
def test_a_table_by_its_number(
    parks: Assistant, question: str, shown: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    found = parks.ask(question).answer
    assert all(words in found for words in shown), found
    assert not any(words in found for words in left_out), found


def test_a_table_the_paper_has_not(parks: Assistant) -> None:
    found = parks.ask("青溪规划表5有哪些")
    assert found.status != "answered"
    assert "2 张表" in found.answer
