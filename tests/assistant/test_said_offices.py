"""An office as people say it: with its level (市城管局), as we and ours; in the list they name, by the part
they ask for. Papers of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

CITY = """青浔市餐厨垃圾收运办法

第一条 建成区的餐厨垃圾由运营企业统一收运。

第二条 市城市管理局会同市商务局每季度抽查一次，每月通报收运数量。

附件

青浔市餐厨垃圾收运重点工作分工表

| 序号 | 工作内容 | 完成时限 | 牵头单位 | 配合单位 |
|---|---|---|---|---|
| 1 | 学校食堂加装油水分离器 | 2025年9月底前 | 市教育局 | 市城市管理局 |
| 2 | 建成收运调度平台 | 2025年10月底前 | 市城市管理局 | 市大数据局 |
| 3 | 清查无证收运车辆 | 2025年6月底前 | 市公安局 | 市城市管理局、市交通运输局 |
| 4 | 新购收运车12辆 | 2025年11月底前 | 市城市管理局 | 市财政局 |
"""
COUNTY = """时城县2025年河道管护考核细则

| 序号 | 考核内容 | 分值 | 牵头单位 |
|---|---|---|---|
| 1 | 组建护河队 | 4 | 县农粮局 |
| 2 | 清理河面漂浮物 | 6 | 县水利局 |
"""
HEALTH = """鹭汀市2025年家庭医生服务方案

一、目标

签约服务覆盖率达到72%。

附件

鹭汀市家庭医生服务重点任务分工表

| 序号 | 任务 | 牵头单位 |
|---|---|---|
| 1 | 组建签约团队 | 市卫生健康委 |
| 2 | 落实签约经费 | 市财政局 |
| 3 | 开展随访 | 市卫生健康委 |
"""


SCORES = """远桥县2024年水面保洁考核细则

| 序号 | 考核内容 | 分值 | 牵头单位 |
|---|---|---|---|
| 一、 | 夯实基础，健全保洁制度 | 55 | |
| 1 | 建立巡查制度 | 30 | 县水利局 |
| 2 | 配备保洁员 | 25 | 县水利局 |
| 二、 | 集中攻坚，推进漂浮物专项清理 | 45 | |
| 3 | 打捞水葫芦 | 20 | 县水利局 |
| 4 | 清理沿岸垃圾 | 15 | 县城管局 |
| 5 | 整治沉船 | 10 | 县交通局 |
"""
PAPERS = {
    "远桥保洁细则.md": SCORES,
    "青浔收运办法.md": CITY,
    "时城河道细则.md": COUNTY,
    "鹭汀家医方案.md": HEALTH,
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("said"), PAPERS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "青浔分工表里咱市城管局打头的是哪几项",
        "青浔收运分工表里市城管局牵头的有哪些",
        "我是青浔市城管局的，分工表里我们局挑头的活列一下",
        "青浔的分工表，市城管局抓总的有几项",
    ],
)
def test_a_list_by_part_of_an_office_said_in_short(papers: Assistant, question: str) -> None:
    answer = papers.ask(question)
    assert answer.listing is not None
    assert [row.clause.rpartition("/")[2] for row in answer.listing.rows] == ["2", "4"]
    assert "牵头共 2 项" in answer.answer
    assert "时城" not in answer.answer


def test_a_misspelt_place_is_still_read(papers: Assistant) -> None:
    assert "时城" in papers.ask("实城考核细则里护河队几分").answer


def test_a_count_names_no_list_of_another_paper(papers: Assistant) -> None:
    answer = papers.ask("分工表里头卫健委牵头的一共几项")
    assert "牵头共 2 项" in answer.answer
    assert "青浔" not in answer.answer
    assert "鹭汀市家庭医生服务重点任务分工表" in answer.answer


def test_the_rows_of_a_part_of_a_table_are_counted(papers: Assistant) -> None:
    answer = papers.ask("漂浮物专项清理那一大块底下有几个考核项目")
    assert "共 3 个" in answer.answer
    assert "45" not in answer.answer
