"""Rows that head the rows below them by a mark, and columns of offices whose heads do not say so."""

from __future__ import annotations

import pytest

from ingest.grammar.columns import names_others
from ingest.grammar.tables import table
from ingest.model import Plan
from ingest.pipeline import parse

HTML = "<html><body><h1>云溪县2026年重点任务分解表</h1><table>{}</table></body></html>"
MD = "# 云溪县2026年重点任务分解表\n\n{}"
HEAD = "| 序号 | 任务内容 | 牵头单位 |\n|---|---|---|\n"
TH = "<tr><th>序号</th><th>任务</th><th>牵头单位</th></tr>"


def read(text: str) -> Plan:
    return parse(text.encode(), "a.html" if text.startswith("<") else "a.md")


LABELS = {
    "numbers begin anew under a row with one cell": (
        MD.format(
            HEAD + "| 一、水利工程 | | |\n| 1 | 加固堤防12公里 | 县水利局 |\n| 2 | 新建泵站3座 | 县水利局 |\n"
            "| 二、农村道路 | | |\n| 1 | 改造村道40公里 | 县交通局 |\n"
        ),
        ["表/一/1", "表/一/2", "表/二/1"],
    ),
    "the heading in brackets, over all columns": (
        HTML.format(
            TH + "<tr><td colspan=3>（一）养老服务</td></tr>"
            "<tr><td>1</td><td>新建食堂6个</td><td>县民政局</td></tr>"
            "<tr><td colspan=3>（二）托育服务</td></tr>"
            "<tr><td>1</td><td>新增托位300个</td><td>县卫健局</td></tr>"
            "<tr><td>2</td><td>培训保育员80人</td><td>县人社局</td></tr>"
        ),
        ["表/（一）/1", "表/（二）/1", "表/（二）/2"],
    ),
    "the mark in the column of numbers": (
        HTML.format(
            TH + "<tr><td>一</td><td colspan=2>养老服务</td></tr>"
            "<tr><td>1</td><td>新建食堂6个</td><td>县民政局</td></tr>"
            "<tr><td>二</td><td colspan=2>托育服务</td></tr>"
            "<tr><td>1</td><td>新增托位300个</td><td>县卫健局</td></tr>"
        ),
        ["表/一/1", "表/二/1"],
    ),
    "points and a remark beside the title of a section": (
        HTML.format(
            "<tr><th>序号</th><th colspan=2>项目</th><th>分值</th><th>内容</th><th>说明</th></tr>"
            "<tr><td>一、</td><td colspan=2>共同项目</td><td>30</td><td></td><td></td></tr>"
            "<tr><td>1</td><td colspan=2>制度</td><td>30</td><td>建立巡渠制度</td><td></td></tr>"
            "<tr><td>二、</td><td colspan=2>分项</td><td>70</td><td></td><td>各70分</td></tr>"
            "<tr><td rowspan=2>1</td><td rowspan=3>渠道</td><td rowspan=2>县水利局</td>"
            "<td>40</td><td>修复干渠</td><td></td></tr>"
            "<tr><td>30</td><td>清理支渠</td><td></td></tr>"
            "<tr><td>2</td><td>县林业局</td><td>70</td><td>补种护渠林</td><td></td></tr>"
        ),
        ["表/一/1", "表/二/1", "表/二/1-2", "表/二/2"],
    ),
    "a first task with an office of its own is no heading": (
        HTML.format(
            TH + "<tr><td>一</td><td>编制养老规划</td><td>县民政局</td></tr>"
            "<tr><td>1</td><td>新建食堂6个</td><td>县民政局</td></tr>"
            "<tr><td>1</td><td>新增托位300个</td><td>县卫健局</td></tr>"
        ),
        ["表/一", "表/1", "表/1-2"],
    ),
    "a number printed twice under one heading": (
        MD.format(
            HEAD + "| 一、水利工程 | | |\n| 1 | 加固堤防12公里 | 县水利局 |\n| 1 | 新建泵站3座 | 县水利局 |\n"
            "| 二、农村道路 | | |\n| 1 | 改造村道40公里 | 县交通局 |\n"
        ),
        ["表/一/1", "表/一/1-2", "表/二/1"],
    ),
    "numbers that count on tell the rows by themselves": (
        MD.format(
            HEAD + "| 一、水利工程 | | |\n| 1 | 加固堤防12公里 | 县水利局 |\n| 2 | 新建泵站3座 | 县水利局 |\n"
            "| 二、农村道路 | | |\n| 3 | 改造村道40公里 | 县交通局 |\n"
        ),
        ["表/1", "表/2", "表/3"],
    ),
    "a heading without a mark": (
        MD.format(
            HEAD + "| 水利工程 | | |\n| 1 | 加固堤防12公里 | 县水利局 |\n"
            "| 农村道路 | | |\n| 1 | 改造村道40公里 | 县交通局 |\n"
        ),
        ["表/1", "表/1-2"],
    ),
    "rows whose own numbers are Chinese": (
        MD.format(HEAD + "| 一 | 加固堤防12公里 | 县水利局 |\n| 二 | 新建泵站3座 | |\n"),
        ["表/一", "表/二"],
    ),
}


@pytest.mark.parametrize(("text", "labels"), LABELS.values(), ids=LABELS)
def test_labels_of_rows_below_headed_rows(text: str, labels: list[str]) -> None:
    assert [clause.label for clause in read(text).clauses] == labels


def test_the_heading_is_the_group_of_its_rows() -> None:
    plan = read(LABELS["the mark in the column of numbers"][0])
    assert [clause.group for clause in plan.clauses] == ["养老服务", "托育服务"]


UNITS = {
    "a head of no known role": (
        "| 序号 | 任务 | 主体 | 备注 |\n|---|---|---|---|\n| 1 | 加固堤防 | 县水利局 | |\n"
        "| 2 | 新建泵站 | 县水利局、各乡镇 | |\n",
        ["县水利局", "县水利局、各乡镇"],
    ),
    "one cell of many says something else": (
        "| 任务 | 谁来干 |\n|---|---|\n| 加固堤防 | 县水利局 |\n| 新建泵站 | 县水务公司 |\n"
        "| 修路 | 县交通局 |\n| 植树 | 县林业局 |\n| 清淤 | 镇政府 |\n| 宣传 | 待定 |\n",
        ["县水利局", "县水务公司", "县交通局", "县林业局", "镇政府", ""],
    ),
    "what the row is of": (
        "| 序号 | 医疗机构 | 电话 |\n|---|---|---|\n| 1 | 县人民医院 | 110 |\n| 2 | 县中医院 | 120 |\n",
        ["", ""],
    ),
    "for whom it is done": (
        "| 项目 | 人数 | 培训对象 |\n|---|---|---|\n| 急救 | 200人 | 各乡镇卫生院 |\n"
        "| 防疫 | 90人 | 县疾控中心 |\n",
        ["", ""],
    ),
    "beside a column that says who": (
        "| 任务 | 主体 | 责任单位 |\n|---|---|---|\n| 修路 | 县城投公司 | 县交通局 |\n"
        "| 植树 | 县园林处 | 县林业局 |\n",
        ["县交通局", "县林业局"],
    ),
}


@pytest.mark.parametrize(("text", "units"), UNITS.values(), ids=UNITS)
def test_columns_of_offices_without_a_role(text: str, units: list[str]) -> None:
    assert ["、".join(clause.units) for clause in read(MD.format(text)).clauses] == units


def test_a_role_that_is_none_is_doubted() -> None:
    assert "role" in {doubt.kind for doubt in read(MD.format(UNITS["a head of no known role"][0])).doubts}


@pytest.mark.parametrize("row", table("columns")["not_who"], ids=lambda row: row["example"])
def test_heads_of_other_offices(row: dict[str, str]) -> None:
    assert names_others(row["example"])
    assert not names_others("主体")
