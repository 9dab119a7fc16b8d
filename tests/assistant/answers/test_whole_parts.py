"""All of a part of a paper is listed where all of it is asked for, with its figures where they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """# 砚池市2026年滨水绿道工作方案

## 一、主要任务

（一）贯通绿道。新建滨水绿道18公里，责任单位：市园林局。

（二）配套驿站。新建驿站12座，责任单位：市住建局。

（三）加强宣传。编印绿道地图，责任单位：市文旅局。

## 二、保畅通

（一）完好率。绿道照明完好率达到96%以上，责任单位：市城管局。

（二）巡查。每周巡查不少于2次，责任单位：市园林局。

附件1

绿道重点指标表

| 序号 | 指标 | 2026年目标 | 责任单位 |
|---|---|---|---|
| 1 | 绿道总里程（公里） | 210 | 市园林局 |
| 2 | 驿站数量（座） | 48 | 市住建局 |
| 3 | 导览平台 | 完成立项 | 市数据局 |
| 4 | 骑行租赁点（个） | 35 | 市交通局 |

附件2

绿道奖补标准表

| 序号 | 类别 | 奖补标准 | 最高限额 |
|---|---|---|---|
| 1 | 新建类 | 90元/米 | 70万元 |
| 2 | 改造类 | 55元/米 | 30万元 |
| 3 | 亮化类 | 20元/米 | 9万元 |
| 4 | 标识类 | 每块150元 | 2万元 |
"""


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("whole"), {"绿道.md": PAPER}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("把砚池绿道附件1的目标都列一下", ("210", "48", "另有 1 条没有读出数字目标")),
        ("砚池滨水绿道附件1里的指标列一下", ("210", "48")),
        ("砚池绿道附件1列一下", ("绿道总里程", "驿站数量", "导览平台")),
        ("砚池保畅通那块的数字指标给我拉一下", ("96%", "2次")),
        ("绿道附件1的目标全部列出来", ("210", "48", "35")),
        ("砚池绿道附件2奖补分哪几类，各是什么标准，列出来", ("90元/米", "55元/米", "20元/米", "每块150元")),
        ("第二部分保畅通有哪些量化指标", ("96%", "2次")),
    ],
)
def test_all_of_it(paths: Assistant, question: str, said: tuple[str, ...]) -> None:
    answer = paths.ask(question)
    assert answer.status == "answered", answer
    assert all(word in answer.answer for word in said), answer.answer


def test_one_row_where_one_is_asked_for(paths: Assistant) -> None:
    answer = paths.ask("砚池绿道附件1里驿站数量目标是多少").answer
    assert "48" in answer, answer
    assert "210" not in answer, answer
