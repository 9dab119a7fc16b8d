"""One office's item of a list is its work, not the others'; how often is asked for is no list of tasks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """# 青溪县小区食堂管理办法（2026年）

第一条 为规范小区食堂管理，制定本办法。

第二条 小区食堂管理按照下列分工：

（一）县民政局牵头小区食堂管理，指导选址；

（二）县市场监管局负责食品安全监督，制定抽检计划；

（三）县卫生健康委负责营养指导，县疾控中心承担技术支撑；

（四）县财政局落实补助资金。

第三条 市场监管部门对配餐企业每季度检查不少于3次，对小区食堂每年检查不少于2次。

第四条 县疾控中心每年对不少于30%的小区食堂开展营养监测。
"""


@pytest.fixture(scope="module")
def canteens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("whose"), {"青溪.md": PAPER}) as assistant:
        yield assistant


@pytest.mark.parametrize("question", ["青溪疾控在小区食堂上有哪些活", "青溪疾控在食堂这块要做哪些事"])
def test_only_the_items_of_the_office_that_is_asked_about(canteens: Assistant, question: str) -> None:
    found = canteens.ask(question).answer
    assert "技术支撑" in found, found
    assert "此处共列" not in found, found
    assert "补助资金" not in found, found


@pytest.mark.parametrize("question", ["青溪县小区食堂管理怎么分工，有哪些", "小区食堂管理的分工列全"])
def test_the_whole_list_where_nobody_is_named(canteens: Assistant, question: str) -> None:
    found = canteens.ask(question).answer
    assert "补助资金" in found, found
    assert "技术支撑" in found, found


@pytest.mark.parametrize(
    "question", ["青溪市场监管局对食堂、配餐公司各要查几次", "市场监管局每季度对配餐企业查几次"]
)
def test_how_often_is_no_list_of_tasks(canteens: Assistant, question: str) -> None:
    found = canteens.ask(question).answer
    assert "已全部列出" not in found, found
    assert "3次" in found, found


def test_how_many_tasks_is_one(canteens: Assistant) -> None:
    assert "共" in canteens.ask("青溪县市场监管局有几项任务").answer
