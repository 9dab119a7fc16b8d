"""The table of sentences, the rows of indicator tables, and what holds of every reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.grammar.folding import without_notes
from ingest.grammar.quantities import read_quantities
from ingest.grammar.tables import loaded
from ingest.model import Clause, Milestone, Span, Target
from ingest.pipeline import parse_text
from ingest.targets.read import TargetContext, stated

TABLE = Path(__file__).parent / "targets_table.yaml"
WORDS = {"全覆盖", "全面覆盖", "均", "全部", "百分百", "一律", "所有", "每"}
PERIOD_OF_UNIT = re.compile(r"/(?:人·)?(?:\d*(?:年|学年|学期|半年|季度|个?月|周|日|天|小时))$")
"""A row may leave out what the figure holds for: 次 is right for 次/季度."""
LEAD = "前文若干。\n"
"""Put before every sentence, so that the clause does not start where the text does."""


@dataclass(frozen=True)
class Row:
    text: str
    wanted: tuple[str, ...]
    context: TargetContext


NOT_READ = "not_read"
"""How the groups are named whose targets no rule stands for: what is read of them is right, or nothing."""


def rows(*, unread: bool = False) -> list[object]:
    params = []
    for group, content in loaded(TABLE.read_text("utf-8")).items():
        if group.startswith(NOT_READ) is not unread:
            continue
        period = content.get("period")
        year = None if period else content.get("year", 2025)
        context = TargetContext(plan_year=year, period=period, headings=tuple(content.get("heads", ())))
        for number, (text, *wanted) in enumerate(content["rows"], 1):
            params.append(pytest.param(Row(text, tuple(wanted), context), id=f"{group}-{number}"))
    return params


def clause_of(text: str, start: int = 0, **fields: object) -> Clause:
    return Clause(
        label="一/1", parent="一", family="arabic", mark="1", heading=None, path=(), line=1,
        span=Span(start=start, end=len(text)), **fields,
    )  # fmt: skip


def read(
    sentence: str, context: TargetContext | None = None, **fields: object
) -> tuple[str, tuple[Target, ...], tuple[Milestone, ...]]:
    text = LEAD + sentence
    context = context or TargetContext(plan_year=2025, period=None, headings=())
    found = stated(clause_of(text, len(LEAD), **fields), text, context)
    return text, found.targets, found.milestones


def told(target: Target) -> str:
    value = f"{target.value}" + (f"..{target.value_high}" if target.value_high is not None else "")
    return (
        f"{target.indicator} | {target.comparator} | {value} {target.unit or ''} | "
        f"{target.deadline} | {target.scope} | {target.baseline}"
    )


def in_order(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def fits(wanted: str, target: Target, context: TargetContext) -> bool:
    parts = [part.strip() for part in wanted.split("|")]
    parts += [""] * (6 - len(parts))
    indicator, comparator, amount, deadline, scope, baseline = parts
    last = context.period.split("-")[1] if context.period else str(context.plan_year)
    number, _, unit = amount.partition(" ")
    low, _, high = number.partition("..")
    return (
        in_order(indicator, (target.scope or "") + target.indicator)
        and (not indicator or len(target.indicator) <= 2 * len(indicator) + 4)
        and comparator == target.comparator
        and (not low or Decimal(low) == target.value)
        and (Decimal(high) if high else None) == target.value_high
        and unit in ("", target.unit, PERIOD_OF_UNIT.sub("", target.unit or ""))
        and (deadline or last) == str(target.deadline)
        and (not scope or scope in (target.scope or ""))
        and (not baseline or Decimal(baseline) == target.baseline)
    )


@pytest.mark.parametrize("row", rows())
def test_sentence(row: Row) -> None:
    text, targets, _ = read(row.text, row.context)
    said = [told(target) for target in targets]
    assert len(targets) == len(row.wanted), said
    for wanted, target in zip(row.wanted, targets, strict=True):
        assert fits(wanted, target, row.context), f"{wanted!r} is not {told(target)!r}"
    for target in targets:
        check_span(text, target)


@pytest.mark.parametrize("row", rows(unread=True))
def test_nothing_wrong_is_read(row: Row) -> None:
    """Of a sentence that is not read, or not read whole: every target that is read is one of it."""
    text, targets, _ = read(row.text, row.context)
    left = list(row.wanted)
    for target in targets:
        fitting = [wanted for wanted in left if fits(wanted, target, row.context)]
        assert fitting, f"{told(target)!r} is none of {left!r}"
        left.remove(fitting[0])
        check_span(text, target)


def check_span(text: str, target: Target) -> None:
    printed = target.span.of(text)
    again = [q for q in read_quantities(printed) if q.role == "amount"]
    if not again:
        assert printed in WORDS if target.comparator == "all" else target.value is None
        return
    assert [(q.value, q.value_high) for q in again] == [(target.value, target.value_high)], printed
    assert without_notes(printed) in target.value_text
    assert not (printed[-1].isdigit() and re.match(r"\.?\d", text[target.span.end :]))
    assert not (printed[0].isdigit() and re.search(r"[\d.]\Z", text[: target.span.start]))


def test_table_is_large() -> None:
    assert len(rows()) >= 800


PERIOD = TargetContext(plan_year=None, period="2021-2025", headings=("主要指标",))
NINE = ("领域", "序号", "", "2020", "2025", "指标性质")

TABLE_ROWS: list[tuple[str, TargetContext, tuple[str, ...], tuple[str, ...], list[str]]] = [
    ("nameless header", PERIOD, NINE, ("", "3", "孕产妇死亡率(/10万)", "4.44", "≤12", "预期性"),
     ["孕产妇死亡率 | <= | 12 /10万 | 2025 | None | 4.44 | 预期性"]),
    ("binding", PERIOD, NINE, ("健康", "7", "千人口献血率（‰）", "10.2", "12", "约束性"),
     ["千人口献血率 | = | 12 ‰ | 2025 | None | 10.2 | 约束性"]),
    ("sub row", PERIOD, NINE, ("", "", "其中：公立机构床位数（张）", "3.1", "4.5", "预期性"),
     ["公立机构床位数 | = | 4.5 张 | 2025 | None | 3.1 | 预期性"]),
    ("no baseline", PERIOD, NINE, ("", "9", "智慧场景数(个)", "—", ">30", "预期性"),
     ["智慧场景数 | > | 30 个 | 2025 | None | None | 预期性"]),
    ("no goal", PERIOD, NINE, ("", "9", "智慧场景数(个)", "5", "—", "预期性"), []),
    ("goal in words", PERIOD, NINE, ("", "4", "近视率(%)", "52.1", "每年降低0.5个百分点以上", "约束性"),
     ["近视率 | decrease>= | 0.5 个百分点 | 2025 | None | 52.1 | 约束性"]),
    ("direction", PERIOD, NINE, ("", "2", "健康寿命(岁)", "-", "逐步提高", "预期性"),
     ["健康寿命 | increase>= | None 岁 | 2025 | None | None | 预期性"]),
    ("share in the cell", PERIOD, NINE, ("", "5", "婴儿死亡率", "3.2‰", "5‰以下", "预期性"),
     ["婴儿死亡率 | <= | 5 ‰ | 2025 | None | 3.2 | 预期性"]),
    ("range", PERIOD, NINE, ("", "5", "年均浓度（微克/立方米）", "33", "28-30", "预期性"),
     ["年均浓度 | range | 28..30 微克/立方米 | 2025 | None | 33 | 预期性"]),
    ("goal headed by year and word", PERIOD,
        ("序号", "指标名称", "单位", "2020年基数", "2025年目标值", "属性"),
     ("1", "森林覆盖率", "%", "60.1", "61", "约束性"),
     ["森林覆盖率 | = | 61 % | 2025 | None | 60.1 | 约束性"]),
    ("goal without year", PERIOD, ("指标", "现状值", "目标", "属性"),
        ("绿道里程（公里）", "120", "≥300", "预期性"),
     ["绿道里程 | >= | 300 公里 | 2025 | None | 120 | 预期性"]),
    ("growth beside goal", PERIOD, ("指标", "2020年", "2025年", "年均增长/累计", "属性"),
     ("城镇化率(%)", "55", "60", "〔5〕", "预期性"), ["城镇化率 | = | 60 % | 2025 | None | 55 | 预期性"]),
    ("growth alone", PERIOD, ("指标", "2020年", "2025年", "年均增长/累计", "属性"),
     ("劳动生产率增长(%)", "2.5", "—", "6.5左右", "预期性"),
     ["劳动生产率增长 | ~ | 6.5 % | 2025 | None | 2.5 | 预期性"]),
    ("a goal a year", PERIOD, ("指标", "2020", "2021", "2022", "2023"), ("普惠率(%)", "70", "75", "80", "85"),
     ["普惠率 | = | 75 % | 2021 | None | 70 | None", "普惠率 | = | 80 % | 2022 | None | 70 | None",
      "普惠率 | = | 85 % | 2023 | None | 70 | None"]),
    ("one year", TargetContext(plan_year=2025, period=None, headings=()),
        ("项目", "2024年完成", "2025年目标"),
     ("新建公厕（座）", "20", "35"), ["新建公厕 | = | 35 座 | 2025 | None | 20 | None"]),
    ("no time known", TargetContext(plan_year=None, period=None, headings=()), ("指标", "2020年", "2025年"),
     ("供水普及率（%）", "97", "99"), ["供水普及率 | = | 99 % | 2025 | None | 97 | None"]),
    ("bracket that is no unit", PERIOD, NINE, ("", "6", "受教育年限（含职教）", "10", "11", "预期性"),
     ["受教育年限（含职教） | = | 11  | 2025 | None | 10 | 预期性"]),
    ("a name that starts with the row's number", PERIOD, NINE,
        ("", "5", "5岁以下儿童死亡率(‰)", "3.5", "≤6", "预期性"),
     ["5岁以下儿童死亡率 | <= | 6 ‰ | 2025 | None | 3.5 | 预期性"]),
    ("bracket per one hundred thousand", PERIOD, NINE,
        ("", "6", "伤害死亡率（1/10 万）", "30", "≤25", "预期性"),
     ["伤害死亡率 | <= | 25 /10万 | 2025 | None | 30 | 预期性"]),
    ("two heads", PERIOD, ("一级指标", "二级指标", "2020年现状", "2025年目标"),
        ("安全", "事故下降率(%)", "3", "10以上"),
     ["事故下降率 | >= | 10 % | 2025 | None | 3 | None"]),
    ("tasks with a due date", TargetContext(plan_year=2025, period=None, headings=()),
     ("序号", "任务", "目标", "完成时限", "责任单位"), ("1", "便民服务", "新建驿站12个", "9月底前", "城管局"),
     ["新建驿站 | = | 12 个 | 2025-09-30 | None | None | None"]),
    ("tasks without a goal column", TargetContext(plan_year=2025, period=None, headings=()),
     ("序号", "工作内容", "责任单位"), ("2", "改造老旧小区15个", "住建局2处"),
     ["改造老旧小区 | = | 15 个 | 2025 | None | None | None"]),
    ("a signed goal in the name column", TargetContext(plan_year=2025, period=None, headings=()),
     ("责任目标", "指标值", "时限", "责任人"),
     ("自来水普及率", "由58%提高到70%", "2025年9月", "县水利局 林枫"),
     ["自来水普及率 | >= | 70 % | 2025-09-30 | None | 58 | None"]),
    ("a signed goal without a column of its own", TargetContext(plan_year=2025, period=None, headings=()),
     ("责任目标", "分值", "责任人"), ("自来水普及率达到70%", "10分", "县水利局"),
     ["自来水普及率 | >= | 70 % | 2025 | None | None | None"]),
    ("points", TargetContext(plan_year=2025, period=None, headings=()),
     ("考核指标", "目标值", "权重（%）", "标准分"), ("自来水普及率（%）", "70", "15", "20"),
     ["自来水普及率 | = | 70 % | 2025 | None | None | None"]),
    ("points without a goal column", TargetContext(plan_year=2025, period=None, headings=()),
     ("考核内容", "考核要求值", "分值"), ("自来水普及率", "70%以上", "20分"),
     ["自来水普及率 | >= | 70 % | 2025 | None | None | None"]),
    ("how points are given", TargetContext(plan_year=2025, period=None, headings=()),
     ("考核内容", "评分标准", "分值"), ("建成驿站12个", "少1个扣2分，扣完为止", "20"),
     ["建成驿站 | = | 12 个 | 2025 | None | None | None"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("context", "columns", "cells", "wanted"),
    [row[1:] for row in TABLE_ROWS],
    ids=[row[0] for row in TABLE_ROWS],
)
def test_row(
    context: TargetContext, columns: tuple[str, ...], cells: tuple[str, ...], wanted: list[str]
) -> None:
    printed = "\n".join(cell for cell in cells if cell)
    text, targets, _ = read(printed, context, columns=columns, cells=cells)
    assert [f"{told(target)} | {target.kind}" for target in targets] == wanted
    for target in targets:
        check_span(text, target) if target.value is not None else None


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("文化馆新馆2026年完工并投入使用。", [("文化馆新馆完工并投入使用", "2026")]),
        ("年内出台人才公寓管理办法。", [("出台人才公寓管理办法", "2025")]),
        ("6月底前完成规划编制，年底前通过评审。", [("完成规划编制", "2025-06-30"), ("通过评审", "2025")]),
        ("到2027年，现代化产业体系基本形成。", [("现代化产业体系基本形成", "2027")]),
        ("到2027年，就业率达到95%。", []),
        ("2019年建成文化馆。", []),
        ("落实《2025年工作计划》，推动工作落地。", []),
        ("加强队伍建设。", []),
    ],
)  # fmt: skip
def test_milestones(sentence: str, wanted: list[tuple[str, str]]) -> None:
    text, _, milestones = read(sentence)
    assert [(m.what, m.deadline) for m in milestones] == wanted
    for milestone in milestones:
        assert set(milestone.what) <= set(milestone.span.of(text))


HALF, FULL = "0123456789%~-", "０１２３４５６７８９％～－"


@pytest.mark.parametrize("row", rows()[::3])
def test_width_makes_no_difference(row: Row) -> None:
    wide = row.text.translate(str.maketrans(HALF, FULL))
    assert [told(t) for t in read(row.text, row.context)[1]] == [told(t) for t in read(wide, row.context)[1]]


@pytest.mark.parametrize("row", rows()[1::3])
def test_white_space_makes_no_difference(row: Row) -> None:
    spaced = re.sub(r"(\d+(?:\.\d+)?)(?=[%年月个家所名万])", r" \1 ", row.text)
    assert [told(t) for t in read(row.text, row.context)[1]] == [
        told(t) for t in read(spaced, row.context)[1]
    ]


WORDS_OF_PLANS = st.sampled_from(
    ["全市", "各县（市、区）", "医院", "覆盖率", "达到", "以上", "力争", "新增", "控制在", "以下", "，", "、",
        "。", "“", "”",
     "（", "）", "和", "分别", "到2025年", "98%", "12个", "5-10家", "两所", "较2020年", "下降", "的", "9‰",
     "每年", "第三", "；"]
)  # fmt: skip


@given(st.lists(WORDS_OF_PLANS, max_size=16))
@settings(max_examples=300)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    text, targets, milestones = read("".join(words) or "。")
    for target in targets:
        check_span(text, target)
        assert target.indicator
    assert [t.span.start for t in targets] == sorted(t.span.start for t in targets)
    for milestone in milestones:
        assert len(LEAD) <= milestone.span.start < milestone.span.end <= len(text)


NO_NUMBERS = "率达到以上不低于控制在，。（）、家年月提高医院建设服务管理推进加强新增完成力争确保每人次名项种"


@given(st.text(alphabet=NO_NUMBERS, max_size=60))
def test_no_number_no_target(sentence: str) -> None:
    if re.search(r"均|全部|全覆盖|所有|每", sentence):
        return
    assert read(sentence + "。")[1] == ()


def test_clause_of_another_coordinate() -> None:
    """Only the words of the clause are read, wherever it stands in the text."""
    text = "甲率达到10%。乙率达到20%。丙率达到30%。"
    clause = clause_of(text[:16], 8)
    targets = stated(clause, text, TargetContext(plan_year=2025, period=None, headings=())).targets
    assert [t.span.of(text) for t in targets] == ["20%"]


SHARED = "任务分解\n2025年造林任务分解表\n单位：亩\n"


@pytest.mark.parametrize(
    ("lead", "heading", "columns", "cells", "wanted"),
    [
        (SHARED, "任务分解", ("序号", "乡镇", "人工造林", "封山育林"), ("1", "河口镇", "650", "1,300"),
         ["人工造林 | = | 650 亩 | 2025 | 河口镇 | None", "封山育林 | = | 1300 亩 | 2025 | 河口镇 | None"]),
        ("建设计划\n", "建设计划", ("县区", "新建学校（所）", "联系电话"), ("东县", "3", "8221234"),
         ["新建学校 | = | 3 所 | 2025 | 东县 | None"]),
        ("设施现状\n", "设施现状", ("乡镇", "床位（张）"), ("河口镇", "120"), []),
        ("建设计划\n乡镇基本情况表\n", "建设计划", ("乡镇", "床位（张）"), ("河口镇", "120"), []),
        ("任务分解\n", "任务分解", ("乡镇", "人工造林"), ("河口镇", "650"), []),
    ],
    ids=["unit in the caption", "unit in the head", "what there is", "caption of what there is", "no unit"],
)  # fmt: skip
def test_a_task_shared_out_by_town(
    lead: str, heading: str, columns: tuple[str, ...], cells: tuple[str, ...], wanted: list[str]
) -> None:
    text = lead + "\t".join(cells)
    clause = clause_of(text, len(lead), columns=columns, cells=cells)
    context = TargetContext(plan_year=2025, period=None, headings=(heading,))
    targets = stated(clause, text, context).targets
    assert [told(target) for target in targets] == wanted
    for target in targets:
        check_span(text, target)


def test_empty_headings_and_blank_cells() -> None:
    _, targets, milestones = read("—", columns=("", ""), cells=("", "—"))
    assert (targets, milestones) == ((), ())


def test_the_number_of_a_row_is_not_looked_for_in_its_values() -> None:
    text = "指标\n5\t慢性病过早死亡率\t%\t16.4\t≤14.5\t预期性"
    start = text.index("慢性病")
    columns = ("序号", "指标", "单位", "2020年", "2025年", "属性")
    clause = clause_of(
        text, start, columns=columns, cells=("5", "慢性病过早死亡率", "%", "16.4", "≤14.5", "预期性")
    )
    found = stated(clause, text, TargetContext(plan_year=2021, period="2021-2025", headings=())).targets
    assert [(t.comparator, t.value, t.baseline, t.span.of(text)) for t in found] == [
        ("<=", Decimal("14.5"), Decimal("16.4"), "14.5")
    ]


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("发展基础", 0),
        ("规划背景和工作基础", 0),
        ("夯实发展基础", 1),
        ("强化支撑保障，夯实发展基础", 1),
        ("筑牢工作基础", 1),
    ],
)
def test_a_section_that_lays_foundations_is_no_review(heading: str, count: int) -> None:
    text = "农村公路优良路率达到85%以上。"
    context = TargetContext(plan_year=2023, period=None, headings=(heading,))
    assert len(stated(clause_of(text), text, context).targets) == count


UNDATED = [
    ("2026年工作要点", "三年内门诊占比由42%提高到60%。", (None, "42"), "三年内"),
    ("三年行动方案（2026—2028年）", "三年内门诊占比由42%提高到60%。", ("2028", "42"), None),
    ("三年行动方案（2026—2028年）", "五年内签约率达到80%。", (None, "None"), "五年内"),
    ("2026年工作要点", "三年内签约率达到80%，2026年底达到70%。", (None, "None"), None),
    ("2026年工作要点", "完善签约服务，三年内签约率达到80%。", (None, "None"), "三年内"),
    ("2026年工作要点", "在岗医师五年内参加培训不少于30天。", (None, "None"), None),
    ("2026年工作要点", "站点近一年内投诉不超过5件。", (None, "None"), None),
]


@pytest.mark.parametrize(("title", "text", "first", "due"), UNDATED)
def test_a_time_that_is_no_date_keeps_its_words(
    title: str, text: str, first: tuple[str | None, str], due: str | None
) -> None:
    plan = parse_text(f"青岚市{title}\n一、目标\n1.{text}\n2.完善制度。\n")
    assert (plan.targets[0].deadline, str(plan.targets[0].baseline)) == first
    assert plan.clauses[0].due == due
