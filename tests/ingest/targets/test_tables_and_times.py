"""Modules that read table rows, dated deeds and the times of clauses."""

from __future__ import annotations

import pytest

from ingest.grammar.dates import PlanTime
from ingest.grammar.folding import as_read
from ingest.grammar.quantities import is_measure
from ingest.model import Clause, Span
from ingest.pipeline import parse_text
from ingest.targets import (
    clause_times,
    indicator_tables,
    read,
    statements,
    table_columns,
)
from ingest.targets.deadlines import Calendar

TIME = PlanTime(first=2021, last=2025)


def prose(text: str) -> Clause:
    return Clause(
        label="一/1", parent="一", family="arabic", mark="1", heading=None, path=(), line=1,
        span=Span(start=0, end=len(text)),
    )  # fmt: skip


def row(columns: tuple[str, ...], cells: tuple[str, ...]) -> tuple[Clause, str]:
    text = "\n".join(cells)
    return Clause(
        label="一/表/1", parent="一/表", family="table", mark="1", heading=None, path=(), line=1,
        span=Span(start=0, end=len(text)), columns=columns, cells=cells,
    ), text  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "comparator", "value"),
    [
        ("≥95", ">=", 95), ("12以下", "<=", 12), ("80", "=", 80), ("稳步提高", "increase>=", None),
        ("逐年下降", "decrease>=", None), ("达到国家要求", ">=", None), ("低于全省平均水平", "<", None),
        ("优于全省平均水平", ">", None), ("控制在省下达范围以内", "<=", None),
    ],
)  # fmt: skip
def test_the_goal_of_a_row(cell: str, comparator: str, value: int | None) -> None:
    clause, text = row(("指标", "单位", "2020年", "2025年"), ("供水普及率", "%", "70", cell))
    (found,) = indicator_tables.read_row(clause, text, TIME)
    assert (found.indicator, found.comparator, found.value) == ("供水普及率", comparator, value)
    assert (found.base_year, found.deadline) == ("2020", "2025")
    assert found.baseline == 70


@pytest.mark.parametrize("cell", ["-", "—", "/"])
def test_an_empty_cell_is_no_goal(cell: str) -> None:
    clause, text = row(("指标", "单位", "2020年", "2025年"), ("供水普及率", "%", "70", cell))
    assert indicator_tables.read_row(clause, text, TIME) == ()


def test_what_columns_are_for() -> None:
    columns = ("序号", "指标", "单位", "2020年", "2025年")
    found = table_columns.columns_of(columns, ("1", "绿化率", "%", "30", "45"), TIME, told=False)
    roles = {columns[c.at]: c.role for c in found}
    assert (roles["指标"], roles["单位"], roles["2020年"], roles["2025年"]) == (
        "name",
        "unit",
        "baseline",
        "goal",
    )
    assert roles["序号"] not in ("goal", "baseline")


@pytest.mark.parametrize(
    ("words", "unit"), [("万人次", True), ("%", True), ("个", True), ("牵头单位", False), ("", False)]
)
def test_what_is_a_unit(words: str, unit: bool) -> None:
    assert is_measure(words) is unit


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2023年6月底前出台实施细则。", [("2023-06-30", "出台实施细则")]),
        ("加强宣传引导。", []),
        ("2023年6月底前新建站点6个。", []),
    ],
)
def test_dated_deeds(text: str, wanted: list[tuple[str, str]]) -> None:
    folded = as_read(text)
    calendar = Calendar(folded.text, TIME)
    counted = statements.read_statements(folded.text, calendar, (), past=False)
    found = read.read_milestones(folded, calendar, prose(text), counted)
    assert [(one.deadline, one.what) for one in found] == wanted


@pytest.mark.parametrize(
    ("text", "names"), [("新建站点6个。", ["新建站点"]), ("坚持3个结合。", []), ("已建成站点6个。", [])]
)
def test_the_targets_of_a_clause(text: str, names: list[str]) -> None:
    context = read.TargetContext(plan_year=2025, period=None, headings=())
    targets = read.stated(prose(text), text, context).targets
    assert [t.indicator for t in targets] == names


def test_under_results_nothing_is_a_target() -> None:
    context = read.TargetContext(plan_year=2025, period=None, headings=("发展现状",))
    assert not any(read.stated(prose("站点达到6个。"), "站点达到6个。", context)[:2])


@pytest.mark.parametrize(
    ("text", "printed"),
    [("2023年6月底前出台细则。", True), ("加强宣传引导。", False), ("培训人员40名。", False)],
)
def test_whether_a_clause_prints_a_time(text: str, printed: bool) -> None:
    assert clause_times.prints_time(prose(text), text, TIME) is printed


@pytest.mark.parametrize(
    "text",
    [
        "第一条　补助按照下表执行：\n序号\t类别\t标准\t限额\n1\t泵站\t80元/平方米\t每个泵站不超过600万元\n"
        "2\t渠道\t60元/平方米\t每条渠道不超过400万元\n注：按面积计算。\n第二条　本办法自印发之日起施行。\n",
        "一、目标\n（一）指标。各年度指标见下表。\n\n"
        "| 序号 | 指标 | 2025年（实际） | 2026年 | 2027年 | 属性 | 单位 |\n|---|---|---|---|---|---|---|\n"
        "| 1 | 小麦单产（公斤/亩） | 446 | 452 | 465左右 | 预期性 | 县农技中心 |\n"
        "| 2 | 机械化率（%） | 83.5 | 85 | 88以上 | 预期性 | 县农机中心 |\n\n（二）任务\n修渠9条。\n",
    ],
    ids=["an article", "an item"],
)
def test_a_row_that_is_a_clause_is_not_read_with_the_words_above_it_again(text: str) -> None:
    plan = parse_text(f"白沙县粮食补助方案（2026—2027年）\n\n{text}", file="a.md" if "|" in text else "a.txt")
    rows = [clause.span for clause in plan.clauses if clause.cells]
    labels = {clause.label for clause in plan.clauses if clause.cells}
    again = [t for t in plan.targets if any(r.start <= t.span.start < r.end for r in rows)]
    assert rows
    assert {t.clause for t in again} <= labels


@pytest.mark.parametrize(
    "cell", ["60", "力争60", "争取60", "力争60以上", "累计60", "达到60", "≥60", "60左右"]
)
def test_a_cell_may_say_that_it_is_wished_for(cell: str) -> None:
    table = f"| 指标 | 单位 | 2025年 | 2028年 |\n|---|---|---|---|\n| 托位使用率 | % | 48.5 | {cell} |\n"
    plan = parse_text(
        f"白沙县托育方案（2026—2028年）\n\n一、目标\n\n{table}\n二、保障\n\n通报。\n", file="a.md"
    )
    assert [(t.value, t.deadline) for t in plan.targets] == [(60, "2028")]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("改造危桥（座，当年数）", ("改造危桥（当年数）", "座", None)),
        ("万车死亡率（人/万车，不高于）", ("万车死亡率", "人/万车", "<=")),
        ("漏损率（%，≤）", ("漏损率", "%", "<=")),
        ("驿站（个、累计，不少于）", ("驿站（累计）", "个", ">=")),
        ("“安静驿站”（个，累计数）", ("安静驿站（累计数）", "个", None)),
        ("骑行道（含步道）", ("骑行道（含步道）", None, None)),
        ("骑行驿站", ("骑行驿站", None, None)),
    ],
)
def test_what_stands_in_brackets_behind_a_row(name: str, read: tuple[str, str | None, str | None]) -> None:
    said, unit, bound = indicator_tables._without_aside(name)
    assert (said.strip("“”"), unit, bound) == read


def test_a_bound_in_the_name_holds_for_all_figures_of_the_row() -> None:
    plan = parse_text(
        "# 清河县2031年行动方案\n\n一、目标\n\n主要指标见下表。\n\n"
        "| 序号 | 指标 | 2031年 | 2032年 |\n|---|---|---|---|\n"
        "| 1 | 万车死亡率（人/万车，不高于） | 1.7 | 1.6 |\n",
        "a.md",
    )
    assert [(t.value_text, t.comparator, t.unit) for t in plan.targets] == [
        ("1.7", "<=", "人/万车"),
        ("1.6", "<=", "人/万车"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("三年安排资金900万元，其中2031年400万元、2032年300万元。", ["三年安排资金", "安排资金", "安排资金"]),
        ("三年投入专项资金9亿元，其中2031年4亿元。", ["三年投入专项资金", "投入专项资金"]),
        ("三年行动计划完成率达到90%。", ["三年行动计划完成率"]),
    ],
)
def test_a_part_of_several_years_is_not_told_of_all(text: str, names: list[str]) -> None:
    plan = parse_text(f"清河县行动方案（2031—2033年）\n\n一、保障\n\n{text}\n\n二、验收9处。\n", "a.txt")
    assert [t.indicator for t in plan.targets if t.clause == "一"] == names
