"""Enumerations: all of a section, of a group of a table, of a kind of indicator; and what is no
enumeration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PLAN = """# 临河市2023年卫生健康工作要点

## 一、发展目标

| 领域 | 序号 | 指标 | 2025年 | 性质 |
|---|---|---|---|---|
| 健康水平 | 1 | 人均预期寿命（岁） | 80 | 预期性 |
| 健康水平 | 2 | 婴儿死亡率（‰） | 3 | 约束性 |
| 健康保障 | 3 | 医保参保率（%） | 96 | 约束性 |
| 健康保障 | 4 | 个人卫生支出比重（%） | 26 | 预期性 |

## 二、重点工作

### （一）应对人口老龄化，办好养老服务

1.建成社区助餐点8个（责任单位：老龄科）。

2.培训护理员300人（责任单位：老龄科）。

### （二）推进骑行驿站建设

1.建成骑行驿站6个（责任单位：驿站科）。

2.配备图书角12处（责任单位：驿站科）。

3.每季度巡查一次（责任单位：综合科）。

## 三、保障措施

1.加强组织领导，落实经费。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("lists")
    with over(home, {"a.md": PLAN}) as opened:
        yield opened


LISTED = {
    "words of a heading": (
        "临河市2023年老龄化方面有哪些工作？",
        ["二/（一）/1", "二/（一）/2"],
    ),
    "a heading without its level": (
        "临河市2023年骑行驿站有哪几项任务",
        ["二/（二）/1", "二/（二）/2", "二/（二）/3"],
    ),
    "asked the other way round": ("临河2023年养老服务的措施包括哪些", ["二/（一）/1", "二/（一）/2"]),
    "a group of a table": ("临河市2023年健康保障领域有哪些指标？", ["一/表/3", "一/表/4"]),
    "a kind of indicator": ("临河市2023年约束性指标有哪些？", ["一/表/2", "一/表/3"]),
    "the other kind": ("临河2023要点里有哪些预期性指标", ["一/表/1", "一/表/4"]),
}


@pytest.mark.parametrize(("question", "labels"), LISTED.values(), ids=LISTED)
def test_all_of_it_is_listed(assistant: Assistant, question: str, labels: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == labels
    assert re.search(rf"共 {len(labels)} [条项个]，[^。]*已全部列出", answer.answer)


OTHER = {
    "a figure": "临河市2023年骑行驿站建成多少个？",
    "an office": "临河市2023年骑行驿站由谁负责？",
    "words of no heading": "临河市2023年图书角有哪些要求？",
    "one clause only": "临河市2023年保障措施有哪些？",
}


@pytest.mark.parametrize("question", OTHER.values(), ids=OTHER)
def test_what_is_no_enumeration_is_answered_as_before(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.listing is None or "已全部列出" not in answer.answer
