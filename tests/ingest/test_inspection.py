"""The last look over a reading: what looks wrong is doubted by kind and clause, and what is sound is not."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.grammar.quantities import read_quantities
from ingest.inspection.clauses import cells, fragments, long, marks_inside, outside, row_number
from ingest.inspection.inspect import inspected
from ingest.inspection.kinds import by_kind, kinds, name_of, told
from ingest.inspection.options import CLAUSES
from ingest.inspection.targets import name, time, twice, value
from ingest.inspection.targets import unread as unread_figure
from ingest.inspection.units import unread, unread_office, words
from ingest.model import Clause, Doubt, Home, Plan, Responsibility, Span, Target
from ingest.pipeline import parse_text
from tests.conftest import ROOT
from tests.plan_factory import Item, make_plan

SENTENCE = "泵站双路供电，夜间值守，"


def plan_of(*texts: str, units: tuple[str, ...] = ()) -> Plan:
    items = [Item(label=f"一/{n}", text=text, units=units) for n, text in enumerate(texts, start=1)]
    return make_plan(items=items)


def with_target(**fields: object) -> Plan:
    plan = plan_of("夜间照明完好率达到95%以上。")
    return replace(plan, targets=(replace(plan.targets[0], **fields),))  # type: ignore[arg-type]


def table_of(*rows: tuple[str, ...], columns: tuple[str, ...] = ("序号", "事项", "数量", "单位")) -> Plan:
    plan = plan_of(*("\t".join(row) or "-" for row in rows))
    clauses = (
        replace(c, cells=row, columns=columns, family="表") for c, row in zip(plan.clauses, rows, strict=True)
    )
    return replace(plan, clauses=tuple(clauses))


@pytest.mark.parametrize(
    ("size", "doubted"),
    [(CLAUSES.long + 40, True), (CLAUSES.long - 40, False)],
    ids=["too long", "long enough"],
)
def test_a_clause_as_long_as_several(size: int, doubted: bool) -> None:
    plan = plan_of((SENTENCE * 400)[:size])
    assert [f.clause for f in long(plan)] == ["一/1"] * doubted
    row = replace(plan, clauses=(replace(plan.clauses[0], cells=("1", "2")),))
    assert list(long(row)) == []


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("建成驿站3个。二、改造管网5公里。三、安装水表80只。", True),
        ("总体要求如下。（一）建成驿站3个。（二）改造管网5公里。", True),
        ("建成驿站3个。2.改造管网5公里。", True),
        ("建成驿站3个。第六条 水厂每日检测。第七条 管网每月巡查。", True),
        ("建成驿站3个。\n①改造管网。\n②安装水表。", True),
        ("建成驿站3个。1.5公里管网年内改完。2.5公里明年改完。", False),
        ("办理流程：①申报；②审核；③公示。", False),
        ("建成驿站3个。第六条所称管网包括支管。", False),
        ("建成驿站3个。2025年改造管网5公里。2026年改造6公里。", False),
        ("二级以上医院全部接入。三级医院先行。", False),
        ("建成驿站3个。3月底前开工。4月底前完工。", False),
    ],
)
def test_marks_inside(text: str, doubted: bool) -> None:
    plan = plan_of(text)
    plan = replace(plan, clauses=(replace(plan.clauses[0], family="1."),))
    assert bool(list(marks_inside(plan))) == doubted


def test_a_run_of_fragments() -> None:
    torn = ("供水", "管网改造", "工程", "3公里", "年底前完成全部管网改造工程。")
    (found,) = fragments(plan_of(*torn))
    assert (found.clause, found.words) == ("一/1", "4")
    assert list(fragments(plan_of(*torn[:3], torn[4]))) == []
    assert list(fragments(plan_of(*torn, units=("县水利局",)))) == []


@pytest.mark.parametrize(
    ("indicator", "doubted"),
    [
        ("牙", True),
        ("组建应急队伍5支共", True),
        ("一次性奖励5万元、大专", True),
        ("津贴按", True),
        ("（县直单位", True),
        ("”示范点", True),
        ("据测算，全年供水", True),
        ("的覆盖率", True),
        ("夜间照明完好率", False),
        ("65岁以上老人健康管理率", False),
        ("“15分钟便民圈”示范点", False),
        ("每千人口床位数", False),
        ("年收入20万元以上的村占比", False),
        ("九年义务教育巩固率", False),
        ("站口50米范围内覆盖率", False),
        ("PM2.5平均浓度", False),
        ("三个课堂常态化应用覆盖率", False),
    ],
)
def test_names_of_targets(indicator: str, doubted: bool) -> None:
    assert bool(list(name(with_target(indicator=indicator)))) == doubted


def test_what_is_counted_may_be_one_character() -> None:
    plan = with_target(indicator="犬", span=Span(start=0, end=4))
    assert list(name(plan))
    assert not list(
        name(
            replace(
                plan,
                text=f"限养1只犬{plan.text[5:]}",
                targets=(replace(plan.targets[0], span=Span(start=2, end=4)),),
            )
        )
    )


@pytest.mark.parametrize(
    ("fields", "doubted"),
    [
        ({"indicator": "管网覆盖率", "value": Decimal(950)}, True),
        ({"indicator": "管网覆盖率", "value": Decimal(100)}, False),
        ({"indicator": "毛入学率", "value": Decimal(104)}, False),
        ({"indicator": "管网覆盖率同比提高", "value": Decimal(120)}, False),
        ({"indicator": "管网覆盖率", "value": Decimal(120), "comparator": "increase>="}, False),
        ({"indicator": "供水量", "value": Decimal(950), "unit": "个"}, False),
    ],
)
def test_values_of_targets(fields: dict[str, object], doubted: bool) -> None:
    assert bool(list(value(with_target(**fields)))) == doubted


@pytest.mark.parametrize(
    ("deadline", "doubted"),
    [("2021", True), ("2022-12-31", True), ("2023", False), ("2025", False), (None, False)],
)
def test_times_of_targets(deadline: str | None, doubted: bool) -> None:
    assert bool(list(time(with_target(deadline=deadline)))) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"), [("床位新增，车位达到300个。", True), ("床位、车位均达到300个。", False)]
)
def test_one_figure_of_several(text: str, doubted: bool) -> None:
    plan = plan_of(text)
    at = plan.text.index("300个")
    of = Target(
        clause="一/1", indicator="床位", scope=None, comparator="=", value=Decimal(300), value_high=None,
        value_text="300个", unit="个", deadline=None, baseline=None, kind=None,
        span=Span(start=at, end=at + 4),
    )  # fmt: skip
    assert bool(list(twice(replace(plan, targets=(of, replace(of, indicator="车位")))))) == doubted


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("推进管网改造", "unit_words"),
        ("县水利局，县住建局", "unit_words"),
        ("县财政局培训30人次", "unit_name"),
        ("县水务服务句", "unit_name"),
        ("县水利局", None),
        ("各乡镇人民政府", None),
        ("各镇街", None),
        ("疾控科", None),
        ("县自来水公司", None),
        ("张某某", None),
    ],
)
def test_names_of_units(unit: str, kind: str | None) -> None:
    assert [f.kind for f in words(plan_of("新建泵站6座。", units=(unit,)))] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("新建泵站6座。责任单位：推进管网改造", True),
        ("新建泵站6座。\n牵头单位 ： 待定", True),
        ("落实责任单位工作职责。", False),
        ("各责任单位要按月通报。", False),
    ],
)
def test_units_that_were_not_read(text: str, doubted: bool) -> None:
    assert bool(list(unread(plan_of(text)))) == doubted
    assert not list(unread(plan_of(text, units=("县水利局",))))


def test_rows_out_of_step() -> None:
    whole = ("1", "泵站", "6", "座")
    plan = table_of(whole, ("2", "水表"), ("", "管网", "3", "公里"), ("4", "驿站", "2", "个", "年底前"))
    told_of = [(f.clause, f.words) for f in cells(plan)]
    assert told_of == [("一/2", "2格、表头有4格"), ("一/4", "5格、表头有4格")]
    assert [f.clause for f in row_number(plan)] == ["一/3"]
    sound = table_of(whole, ("2", "水表", "80"), ("3", "管网", "3", "公里"))
    assert not [*cells(sound), *row_number(sound)]


def test_words_in_no_clause() -> None:
    plan = plan_of(SENTENCE * 60)
    home = Home(role="tail", label=None, span=plan.clauses[0].span)
    assert [f.kind for f in outside(replace(plan, homes=(home,)))] == ["outside"]
    assert not list(outside(plan))


def test_a_sound_paper_raises_nothing() -> None:
    plan = parse_text(
        "柳坪县2025年供水保障工作方案\n柳政发〔2025〕2号\n一、重点任务\n"
        "1.更新老旧管网30公里，漏损率降到9%以下。责任单位：县水利局、县住建局\n"
        "2.65岁以上老人用水减免率达到100%。责任单位：县民政局\n3.新建泵站6座。责任单位：县水务站\n"
    )
    assert plan.doubts == ()


def test_a_doubt_knows_its_clause_and_its_words() -> None:
    plan = parse_text(
        "柳坪县2025年供水保障工作方案\n一、任务\n1.更新管网3公里。责任单位：县水利局\n"
        "2.设备完好率达到960%。责任单位：县水务站\n3.安装水表80只。（责任单位：县水利局\n"
    )
    found = {d.kind: d for d in plan.doubts}
    assert found["target_value"].clause == "一/2"
    assert found["target_value"].span == plan.targets[1].span
    assert found["bracket"].clause == "一/3"
    assert found["bracket"].line == 5


def test_two_clauses_on_a_line_own_no_doubt_of_it() -> None:
    plan = plan_of("更新管网。", "新建泵站。")
    glued = tuple(replace(piece, line=3) for piece in plan.pieces)
    clauses = tuple(replace(c, line=3) for c in plan.clauses)
    doubt = Doubt(line=3, kind="gap", message="序号跳了")
    assert [
        d.clause for d in inspected(replace(plan, pieces=glued, clauses=clauses, doubts=(doubt,))).doubts
    ] == [None]


def test_the_same_is_not_said_twice() -> None:
    plan = plan_of((SENTENCE * 400)[: CLAUSES.long + 10])
    once = inspected(plan)
    assert inspected(once) == once
    assert len(once.doubts) == 1


# -- the table -----------------------------------------------------------------------------------------------


def test_every_kind_that_is_raised_has_a_row() -> None:
    raised = set[str]()
    for file in (ROOT / "ingest").rglob("*.py"):
        code = file.read_text("utf-8")
        raised |= set(re.findall(r'(?:Doubt|Finding)\([^)]*?kind="([a-z_]+)"', code))
        raised |= set(re.findall(r'_(?:found|doubt)\((?:line, )?"([a-z_]+)"', code))
    assert raised - set(kinds()) == set()
    assert {"long", "gap", "bracket", "running"} <= raised


def test_no_figures_are_told_on_answers() -> None:
    """In words neither: 一个 would be checked, and falsified, like a figure of the answer."""
    figures = {kind: read_quantities(row.told) for kind, row in kinds().items()}
    assert [kind for kind, found in figures.items() if found or re.search(r"\d", kinds()[kind].told)] == []
    assert [kind for kind, row in kinds().items() if row.message and not row.example] == []


def test_doubts_by_kind() -> None:
    doubts = [
        Doubt(line=n, kind=kind, message="") for n, kind in ((9, "gap"), (4, "long"), (7, "long"), (2, "new"))
    ]
    listed = by_kind(doubts)
    assert {k: [d.line for d in found] for k, found in listed.items()} == {
        "条文过长": [4, 7],
        "编号缺号": [9],
        "其他": [2],
    }
    assert list(listed) == ["条文过长", "编号缺号", "其他"]
    assert name_of("new") == "其他"
    assert told(doubts[3]) == "读入时有拿不准的地方"


def test_reading_stays_whole() -> None:
    """The look changes nothing but the doubts."""
    plan = plan_of("牙1000颗。", units=("县水务服务句",))
    assert replace(inspected(plan), doubts=()) == plan
    assert isinstance(plan.clauses[0], Clause)
    assert isinstance(plan.clauses[0].responsibilities[0], Responsibility)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("推进跨县通办，与邻县实现60项事项互办。", True),
        ("首批开放供水、排水等5个领域。", True),
        ("首批开放5个领域的企业名单另行公布。", False),
        ("完成率低于80%的镇，取消评优资格。", False),
        ("实现3年内逐步覆盖。", False),
        ("仓库改造60托盘。", True),
        ("新增70听设施。", True),
        ("建成3大平台。", False),
        ("培训12345，", False),
        ("建设泵站，夜间值守。", False),
    ],
)
def test_a_figure_that_was_read_as_nothing(text: str, doubted: bool) -> None:
    plan = replace(plan_of(text), targets=(), results=(), milestones=())
    assert [f.clause for f in unread_figure(plan)] == ["一/1"] * doubted


@pytest.mark.parametrize("text", ["新建泵站9座。", "新建泵站由6座增至9座。"])
def test_a_figure_that_was_read_is_not_doubted(text: str) -> None:
    plan = parse_text(f"柏溪县2026年方案\n一、目标\n{text}\n二、其他\n宣传6场。\n")
    assert list(unread_figure(plan)) == []


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("青溪水务集团应当公布水质。", True),
        ("青溪水厂管理所每月公布水质。", True),
        ("医疗机构应当公布电话。", False),
        ("各办站所应当公布电话。", False),
        ("实验室应当双路供电。", False),
    ],
)
def test_an_office_that_was_read_as_nothing(text: str, doubted: bool) -> None:
    assert [f.clause for f in unread_office(plan_of(text))] == ["一/1"] * doubted
    assert list(unread_office(plan_of(text, units=("县水利局",)))) == []


def test_names_that_share_an_end_are_no_odd_names() -> None:
    plan = plan_of("财政、教育等部门按照各自职责做好工作。", units=("财政", "教育"))
    assert list(words(plan)) == []


def test_a_verb_of_consent_is_no_unknown_name_of_a_part() -> None:
    plan = parse_text("白沙县2026年方案\n一、修渠3条，方案经县水利局同意后报县政府批准。\n二、植树5亩。\n")
    assert [r.evidence for r in plan.clauses[0].responsibilities] == ["consent", "consent"]
    assert not [d for d in plan.doubts if d.kind == "role"]
