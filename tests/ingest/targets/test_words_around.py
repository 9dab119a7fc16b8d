"""Modules that read the words around a figure: what each finds, and what it leaves alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.grammar.dates import PlanTime
from ingest.grammar.quantities import folded_quantities
from ingest.model import Span
from ingest.targets import (
    baselines,
    countable,
    deadlines,
    grants,
    indicators,
    named_before,
    service_terms,
    statements,
    subjects,
    unnumbered,
)
from ingest.targets import reading as reading_module
from ingest.targets.deadlines import Calendar
from ingest.targets.reading import Reading, Spot
from ingest.targets.section_time import section_time

TIME = PlanTime(first=2025, last=2025)


def reading(text: str) -> Reading:
    return Reading.of(text, Calendar(text, TIME), (), section_time((), "", TIME))


def whole(text: str) -> Span:
    return Span(start=0, end=len(text))


def spot(text: str) -> tuple[Reading, Spot]:
    """The first figure of a text of one segment, with all words on both sides."""
    read = reading(text)
    head = next(q for q in read.quantities if q.role == "amount")
    return read, Spot(
        sentence=whole(text), segment=whole(text), run=(head,), left=text[: head.words.start],
        right=text[head.words.end :], idle=(), first=0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "base", "comparator"),
    [
        ("护理床位由150张增至260张", "150", ">="),
        ("审批时限从20天压缩为12天", "20", "<="),
        ("覆盖率较2020年的60%提高到75%", "60", ">="),
        ("在12家的基础上增加到20家", "12", ">="),
    ],
)
def test_where_a_change_begins(text: str, base: str, comparator: str) -> None:
    figures = folded_quantities(text)
    (start,) = baselines.starts(text, figures)
    assert start.baseline(figures[-1], 0, 1) == Decimal(base)
    assert start.comparator(figures[-1]) == comparator


@pytest.mark.parametrize(
    "text", ["由3家单位牵头建设5个站点", "新建12家站点，改造20家", "占比60%提高服务水平"]
)
def test_no_change_begins(text: str) -> None:
    assert baselines.starts(text, folded_quantities(text)) == ()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("新建社区食堂6个", ["6个"]),
        ("接种率达到95%以上", ["95%"]),
        ("至少培训骨干40名", ["40名"]),
        ("平均住院日控制在8天以内", ["8天"]),
        ("65岁以上老人", []),
        ("处1万元以上罚款", []),
        ("考核分值100分", []),
        ("不足30张的机构", []),
    ],
)
def test_which_figures_can_count(text: str, counts: list[str]) -> None:
    found = countable.countable(reading(text), whole(text))
    assert [q.span.of(text) for q in found] == counts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("新增12个托育点", ["新增托育点"]),
        ("明确2名信息员", ["明确信息员"]),
        ("为85座桥梁安装护栏", ["桥梁安装护栏"]),
        ("坚持3个方面齐抓", []),
        ("在8个乡镇", []),
        ("实施16个专项行动", []),
    ],
)
def test_what_is_counted(text: str, wanted: list[str]) -> None:
    assert [s.indicator for s in subjects.counted(*spot(text))] == wanted


@pytest.mark.parametrize(
    ("text", "when"), [("6月底前完成120户", "2025-06-30"), ("完成120户", None), ("每月走访120户", None)]
)
def test_the_time_that_governs(text: str, when: str | None) -> None:
    mark = deadlines.Calendar(text, TIME).governing(whole(text), whole(text), text.index("120"))
    assert (mark.when if mark and mark.role == "deadline" else None) == when


@pytest.mark.parametrize(
    ("words", "indicator", "scope"),
    [
        ("到2025年，力争全市森林覆盖率", "森林覆盖率", "全市"),
        ("确保实现电子病历使用率", "电子病历使用率", None),
        ("力争", "", None),
    ],
)
def test_the_name_of_an_indicator(words: str, indicator: str, scope: str | None) -> None:
    found = indicators.subject(words)
    assert (found.indicator, found.scope) == (indicator, scope)


@pytest.mark.parametrize(
    ("words", "deed"), [("年内新建", "新建"), ("至少改造", "改造"), ("力争", None), ("河流", None)]
)
def test_the_deed_before_a_count(words: str, deed: str | None) -> None:
    assert indicators.deed_before(words) == deed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("垃圾分类覆盖率达到80%", ["垃圾分类覆盖率"]),
        ("甲类率、乙类率达到80%", ["甲类率", "乙类率"]),
        ("达到80%", []),
    ],
)
def test_what_is_named_before(text: str, wanted: list[str]) -> None:
    assert [s.indicator for s in named_before.before_value(*spot(text))] == wanted


@pytest.mark.parametrize(
    ("left", "unit", "wanted"),
    [
        ("每季度巡查", "次", "次/季度"),
        ("每2小时记录", "次", "次/2小时"),
        ("每人每年体检", "次", "次/人·年"),
        ("每年度公示", "次", "次/年"),
        ("每日食盐摄入量", "克", "克"),
        ("每年级开设", "节", "节"),
    ],
)
def test_how_often_goes_into_the_unit(left: str, unit: str, wanted: str) -> None:
    assert service_terms.rated(left, unit, f"{left}若干")[0] == wanted


@pytest.mark.parametrize(
    ("left", "again"), [("每季度清洗", True), ("每年级开设", False), ("每年新建，培训", False)]
)
def test_what_recurs(left: str, again: bool) -> None:
    assert service_terms.recurs(left) is again


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("甲达到1%，乙达到2%", ["甲达到1%", "乙达到2%"]),
        ("建成（甲，乙）3处", ["建成（甲，乙）3处"]),
        ("", []),
    ],
)
def test_the_segments_of_a_sentence(text: str, pieces: list[str]) -> None:
    if text:
        assert [s.of(text) for s in reading_module.segments(text, whole(text))] == pieces


def test_a_result_is_no_goal() -> None:
    text = "2020年完成120户"
    told = reading(text).deadline(whole(text), whole(text), text.index("120"))
    assert told == (False, "2020")  # and when it was reached


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("在5个工作日内办结", True),
        ("审核后3个星期内办结", True),
        ("在3个星期内办结", False),
        ("用时30分钟的路程", False),
        ("持续15天降雨", False),
    ],
)
def test_a_term_to_be_kept(text: str, due: bool) -> None:
    _, at = spot(text)
    assert service_terms.is_due(at.head, at.left, at.right) is due


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("新建站点6个，培训人员40名", [("新建站点", "="), ("培训人员", "=")]),
        ("达标率、合格率分别达到9%、7%", [("达标率", ">="), ("合格率", ">=")]),
        ("合格率不低于97%", [("合格率", ">=")]),
        ("已建成站点6个", []),
        ("2020年达标率为6%", []),
        ("坚持统筹兼顾、分类施策", []),
    ],
)
def test_the_goals_of_running_prose(text: str, wanted: list[tuple[str, str]]) -> None:
    found = statements.read_statements(text, Calendar(text, TIME), (), past=False)
    assert [(one.indicator, one.comparator) for one in found] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("满意度达到90%", ["满意度"]),
        ("投入资金300万元", ["投入资金"]),
        ("新增8座泵站", ["新增泵站"]),
        ("围绕4个环节", []),
    ],
)
def test_the_subjects_of_any_figure(text: str, wanted: list[str]) -> None:
    assert [s.indicator for s in subjects.subjects(*spot(text))] == wanted


@pytest.mark.parametrize(
    ("text", "indicator", "comparator"),
    [
        ("空气质量优于全省平均水平", "空气质量", ">"),
        ("死亡率控制在全国平均水平以下", "死亡率", "<="),
        ("失业率低于全省平均水平", "失业率", "<"),
        ("居民收入提高到全市平均水平", "居民收入", ">="),
        ("村级站点全覆盖", "村级站点覆盖", "all"),
        ("二级医院均设立急救站", "设立急救站", "all"),
    ],
)
def test_goals_without_a_figure(text: str, indicator: str, comparator: str) -> None:
    (found,) = unnumbered.read_unnumbered(reading(text), whole(text), whole(text), ())
    assert (found.indicator, found.comparator) == (indicator, comparator)


@pytest.mark.parametrize(
    "text", ["人均收入稳步增加", "全方位、全覆盖", "促进均衡发展", "达标的30个均完成改造"]
)
def test_no_goal_without_a_figure(text: str) -> None:
    assert unnumbered.read_unnumbered(reading(text), whole(text), whole(text), ()) == []


@pytest.mark.parametrize(
    ("text", "figure", "wanted"),
    [
        ("检出率较2020年降低1.5个百分点", "1.5个百分点", [("base", "较2020年", False)]),
        ("每年举办讲座12场", "12场", [("rate", "每年", False)]),
        ("每千人口配有床位7张", "7张", [("per", "每千人口", False)]),
        ("力争至少建成1所", "1所", [("bound", "至少", False)]),
        ("累计改造60栋", "60栋", [("bound", "累计", False)]),
        ("每年培训100名，巡讲20场", "20场", [("rate", "每年", True)]),
        ("用8年左右时间，培养40名", "40名", [("term", "用8年左右时间", False)]),
        ("较2020年提高2个百分点达到30%", "30%", [("base", "较2020年", True)]),
        ("每年级开设课程12节", "12节", []),
        ("至少3人值守，另设站点5个", "5个", []),
        ("每年通报。培训300人", "300人", []),
    ],
)  # fmt: skip
def test_the_words_a_figure_needs(text: str, figure: str, wanted: list[tuple[str, str, bool]]) -> None:
    lead = "前文若干。\n"
    start = len(lead) + text.index(figure)
    place = Span(start=start, end=start + len(figure))
    found = reading_module.qualifiers(lead + text, len(lead), place, figure)
    assert [(one.kind, one.span.of(lead + text), one.shared) for one in found] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("对新办书屋奖励2万元", ["新办书屋奖励"]),
        ("给予业主3000元的一次性补贴", ["一次性补贴"]),
        ("市财政按每台10万元给予补助", ["补助"]),
        ("对守河护岸、常年值班的沿岸村民护河队按每队1万元给予经费支持", ["经费支持"]),
        ("处2万元罚款", None),
        ("奖励标准提高到2万元", None),
        ("养护经费2万元", None),
    ],
)
def test_a_grant_is_named_by_its_kind_and_who_gets_it(text: str, wanted: list[str] | None) -> None:
    found = grants.granted(*spot(text))
    assert (found and [one.indicator for one in found]) == wanted
