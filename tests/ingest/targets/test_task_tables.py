"""Tables that share out a task: read only where something says that it is planned."""

from __future__ import annotations

import pytest

from ingest.grammar.dates import PlanTime
from ingest.model import Clause, Span, Target
from ingest.pipeline import parse_text
from ingest.targets.task_tables import read_shares

TIME = PlanTime(first=2031, last=2031)


def shares(
    caption: str, columns: tuple[str, ...], cells: tuple[str, ...]
) -> list[tuple[str, str | None, str, str | None]]:
    """Indicator, scope, value and unit of each target of a row below its caption."""
    return [(one.indicator, one.scope, str(one.value), one.unit) for one in read(caption, columns, cells)]


def read(caption: str, columns: tuple[str, ...], cells: tuple[str, ...]) -> tuple[Target, ...]:
    text = caption + "\n" + "\t".join(cells)
    start = len(caption) + 1
    clause = Clause(
        label="表/1", parent="表", family="table", mark="1", heading=None, path=(), line=2,
        span=Span(start=start, end=len(text)), columns=columns, cells=cells,
    )  # fmt: skip
    places: list[Span | None] = []
    for cell in cells:
        if not cell:
            places.append(None)
            continue
        at = text.index(cell, start)
        places.append(Span(start=at, end=at + len(cell)))
        start = at + len(cell)
    return read_shares(clause, text, TIME, (), places)


PLANTED = ("乡镇", "植树造林（亩）", "修渠（公里）")
ROW = ("青石镇", "1200", "8.5")


def test_a_row_of_a_planned_table() -> None:
    assert shares("2031年林水任务分解表", PLANTED, ROW) == [
        ("植树造林", "青石镇", "1200", "亩"),
        ("修渠", "青石镇", "8.5", "公里"),
    ]


@pytest.mark.parametrize("caption", ["林水基本情况表", "林水表", "林水任务完成情况统计表"])
def test_what_there_is_is_no_goal(caption: str) -> None:
    assert shares(caption, PLANTED, ROW) == []


def test_the_unit_of_the_caption() -> None:
    assert shares("造林计划表\n单位：亩", ("乡镇", "植树造林"), ("青石镇", "1200")) == [
        ("植树造林", "青石镇", "1200", "亩")
    ]
    assert shares("造林计划表", ("乡镇", "植树造林"), ("青石镇", "1200")) == []


def test_a_total_is_of_no_place() -> None:
    assert shares("造林任务表", PLANTED, ("合计", "3000", "20"))[0] == ("植树造林", None, "3000", "亩")


@pytest.mark.parametrize(
    ("head", "cell", "said"),
    [
        ("年度投资", "480万元", "480 万元"),
        ("总投资", "3.2亿元", "3.2 亿元"),
        ("投资规模（万元）", "480", "480 万元"),
        ("市级补助标准", "80元/平方米", "80 元/平方米"),
        ("最高限额", "不超过50万元", "50 万元"),
        ("单价（元/吨）", "14", "14 元/吨"),
        ("奖补标准（元）", "3000", "3000 元"),
        ("最高限额", "每座不超过50万元", None),
        ("年度投资", "——", None),
        ("现有面积", "480亩", None),
    ],
)
def test_a_figure_under_a_head_that_sets_an_amount(head: str, cell: str, said: str | None) -> None:
    found = shares("重点工程表", ("工程名称", head), ("清河大坝", cell))
    assert [(one, whose, f"{value} {unit}") for one, whose, value, unit in found] == (
        [(head.partition("（")[0], "清河大坝", said)] if said else []
    )


def test_amounts_of_what_has_been_done_are_no_goals() -> None:
    assert shares("工程完成情况统计表", ("工程名称", "年度投资"), ("清河大坝", "480万元")) == []


def test_what_a_row_says_in_words_stands_beside_its_amount() -> None:
    plan = parse_text(
        "清河县2031年水利工作方案\n一、任务\n清淤9处。\n二、重点工程计划\n"
        "|序号|工程名称|建设内容|总投资（亿元）|责任单位|\n|---|---|---|---|---|\n"
        "|1|清河绿道二期|新建绿道26公里、驿站7处|3.2|县水利局|\n|2|北山水厂|改造泵房4座|1.5|县水务公司|\n"
    )
    said = [(t.indicator, t.value_text) for t in plan.targets if "表" in t.clause]
    assert said == [
        ("新建绿道", "26公里"), ("驿站", "7处"), ("总投资", "3.2"), ("改造泵房", "4座"), ("总投资", "1.5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ("12座", [("口袋公园", "12座", "2031-06-30")]),
        ("不少于12座", [("口袋公园", "不少于12座", "2031-06-30")]),
        (
            "3.5万平方米，健身步道8条",
            [("口袋公园", "3.5万平方米", "2031-06-30"), ("健身步道", "8条", "2031-06-30")],
        ),
        ("8公顷；绿植200株", [("口袋公园", "8公顷", "2031-06-30"), ("绿植", "200株", "2031-06-30")]),
        ("按批复实施", []),
        ("第12号地块", []),
        ("12", []),
    ],
)
def test_contents_that_open_with_a_figure_are_of_what_the_row_is_about(
    contents: str, said: list[tuple[str, str, str]]
) -> None:
    plan = parse_text(
        "清河县2031年城市更新方案\n一、重点项目表\n"
        "|序号|项目名称|建设内容|完成时限|责任单位|\n|---|---|---|---|---|\n"
        f"|1|口袋公园|{contents}|2031年6月|县住建局|\n|2|老街|修缮房屋9栋|2031年9月|县文旅局|\n"
    )
    found = [(t.indicator, t.value_text, t.deadline) for t in plan.targets if t.clause.endswith("/1")]
    assert found == said


@pytest.mark.parametrize(
    ("head", "cell", "said"),
    [
        ("筛查率", "90.0%", ["90.0 %"]),
        ("管网改造", "15公里", ["15 公里"]),
        ("筛查率（%）", "≥90", ["90 %"]),
        ("新建驿站（座）", "0", ["0 座"]),
        ("预计可用面积（亩）", "480", []),
        ("筛查率", "力争完成", []),
        ("现有面积", "480亩", []),
        ("2030年完成面积", "480亩", []),
        ("上年完成率", "85%", []),
    ],
)
def test_a_figure_with_its_unit_in_a_planned_table(head: str, cell: str, said: list[str]) -> None:
    found = shares("妇女健康任务分解表", ("乡镇", head), ("青石镇", cell))
    assert [f"{value} {unit}" for _, _, value, unit in found] == said


@pytest.mark.parametrize(
    ("title", "head", "said"),
    [
        ("重点工程", "年度投资（万元）", [("绿道二期", "26公里"), ("年度投资", "1,320")]),
        ("重点工程", "完成投资占比", [("绿道二期", "26公里")]),
        ("重点工程完成情况", "年度投资（万元）", [("绿道二期", "26公里")]),
    ],
)
def test_an_amount_stands_beside_the_goal_of_its_row(
    title: str, head: str, said: list[tuple[str, str]]
) -> None:
    plan = parse_text(
        f"清河县2031年绿道工作方案\n一、{title}\n|序号|工程名称|年度目标|{head}|责任单位|\n|---|---|---|---|---|\n"
        "|1|绿道二期|26公里|1,320|县水利局|\n"
    )
    assert [(t.indicator, t.value_text) for t in plan.targets] == said


@pytest.mark.parametrize(
    ("before", "read"),
    [
        ("水利设施分两年修建。各镇任务见下表：", True),
        ("2031—2032年建设任务如下：", True),
        ("各镇分配计划见表：", True),
        ("今年的任务分解见下表。", True),
        ("任务艰巨，须抓紧。", False),
        ("现有水库见下表：", False),
        ("各镇任务见下表。任务由县水利局下达。", False),
    ],
)
def test_a_sentence_that_introduces_the_table_says_that_it_is_planned(before: str, *, read: bool) -> None:
    assert bool(shares(before, PLANTED, ROW)) is read


@pytest.mark.parametrize(
    ("due", "when"),
    [
        ("2031年6月底", "2031-06-30"),
        ("2031年底前", "2031"),
        ("6月底前", "2031-06-30"),
        ("", "2031"),
        ("长期", "2031"),
    ],
)
def test_a_row_has_a_time_of_its_own(due: str, when: str) -> None:
    columns = ("乡镇", "修渠（公里）", "完成时限")
    found = read("2031年水利任务分解表", columns, ("青石镇", "8", due))
    assert [(one.value_text, one.deadline) for one in found] == [("8", when)]
    total = read("2031年水利任务分解表", columns, ("合计", "8"))
    assert [(one.value_text, one.deadline) for one in total] == [("8", None)]
