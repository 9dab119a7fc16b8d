"""Readings that rest on little: which signs a clause has, what is doubted of it, and where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.inspection.inspect import of_what
from ingest.inspection.kinds import kinds
from ingest.inspection.options import WeakOptions
from ingest.inspection.signs import Sign
from ingest.inspection.weak import (
    BIAS,
    OFFICES,
    TARGETS,
    WEIGHED,
    share_wrong,
    signs_by_clause,
    weak,
    weights,
)
from ingest.model import Plan
from ingest.pipeline import parse_text

HEAD = "柳坪县2026年节水工作方案\n"


def plan_of(words: str) -> Plan:
    return parse_text(f"{HEAD}一、{words}\n二、更换水表300只。（责任单位：县水利局）\n")


def names(words: str) -> set[str]:
    return {sign.name for sign in next(signs_by_clause(plan_of(words)))[1]}


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("修复管网5公里。（责任单位：县水利局）", "u note"),
        ("由县水利局牵头修复管网5公里。", "u spoken"),
        ("修复管网5公里，由县财政局拨付资金。", "u deed"),
        ("修复管网5公里。县水利局每月5日前通报进度。", "u subject"),
        ("成立专班，办公室设在县水利局。", "u seat"),
        ("修复管网5公里。", "u nobody"),
        ("方案报县水利局审核。", "u consent"),
        ("供水单位应当公布水质。", "u addressee"),
        ("台账送县水利局存档。", "u left asked"),
        ("供水企业要公布水质。", "u left general"),
        ("县水利局等部门负责检修管网5公里。", "u open"),
        ("开展防汛综合演练一次以上。", "t in words"),
        ("修复管网5公里，结果报县财政局备案。（责任单位：县水利局）", "u left asked beside a note"),
        ("对15座老旧泵站逐一检修。", "t unread counted"),
        ("新建日处理能力不低于30吨的设施。", "t unread bounded condition"),
        ("修复管网5公里。", "in plan"),
        ("修复管网5公里。", "noted some"),
        ("年底前，泵站全部设立标牌。", "t all"),
        ("每月巡查一次。", "t once"),
        ("每月巡查不少于1次。", "t one time bounded in plan"),
        ("管网故障24小时内修复到位，修复率达到95%。", "t within"),
        ("补助不超过3万元。", "t money bounded in plan"),
        ("县职教中心与企业合办讲座。", "u like"),
        ("县职教中心与企业合办讲座。（责任单位：县水利局）", "u like beside a note"),
        ("与县职教中心合办讲座，由县水利局牵头。", "u like beside others"),
    ],
)
def test_signs(words: str, sign: str) -> None:
    assert sign in names(words)


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("用户提出申请的，核定水量后，部门可以接管设施。", "u body acts"),
        ("年检合格的，由县级医院每月公布。", "u body acts"),
        ("对器具老旧的用户，部门每月上门检查。", "u body acts"),
        ("停用的泵站，确需重开的，主管机构可以组织复查。", "u body acts"),
        ("水费超限的，下月起有关机构应当约谈用户。", "u body acts"),
        ("未取得许可的不得取水，机关应当制止。", "u body acts"),
        ("旧表由用户自行拆除，协会每季度组织清点。", "u body acts"),
        ("修复管网5公里，完工后监测机构应当复查。（责任单位：县水利局）", "u body acts beside others"),
        ("水费由县水利局核定，未缴的，合作社应当补缴。", "u body acts beside others"),
        ("县妇幼保健院于9月底前完成改造。（责任单位：县水利局）", "u body acts beside others"),
    ],
)
def test_a_body_that_acts_and_is_not_charged(words: str, sign: str) -> None:
    assert sign in names(words)


@pytest.mark.parametrize(
    "words",
    [
        "修复管网5公里。（责任单位：县水利局）",
        "县水利局每月5日前通报进度。",
        "设在学校的取水点，全部更换水表。",
        "为医院更换水表3只。",
        "改造单位食堂的用水设施。",
        "由县水利局牵头修复管网5公里。",
        "面向企业宣传节水知识。",
        "更换公司门前的井盖5个。",
        "向机关报送名单。",
        "全社会要形成节水风尚。",
    ],
)
def test_a_body_that_is_charged_or_does_nothing_is_not_passed_over(words: str) -> None:
    assert not {name for name in names(words) if name.startswith("u body")}


@pytest.mark.parametrize(
    ("words", "is_side"),
    [
        ("供水单位应当公布水质。", True),
        ("管护人应当安装水表。", True),
        ("建设单位应当报送图纸。", True),
        ("供气单位应当公布电话。", True),
        ("用水单位应当建立台账。", True),
        ("县水利局应当公布水质。", False),
        ("各乡镇人民政府应当公布水质。", False),
        ("牵头单位应当每月报送进度。", False),
        ("有关部门应当公布水质。", False),
        ("修复管网5公里。（责任单位：县供水公司）", False),
    ],
)
def test_those_who_may_be_told_by_others(words: str, is_side: bool) -> None:
    assert any(name.startswith("u side") for name in names(words)) == is_side


@pytest.mark.parametrize(
    ("head", "cell", "unread"),
    [
        ("年度投资（万元）", "4600", True),
        ("投资", "9,200", True),
        ("总投资（亿元）", "1.5", True),
        ("计划投资（万元）", "780", True),
        ("补助标准（元）", "300", True),
        ("年度投资（万元）", "待定", False),
        ("年度投资（万元）", "—", False),
        ("年份", "2026", False),
        ("编码", "4600", False),
        ("责任单位", "县水利局", False),
    ],
)
def test_bare_figures_under_a_head_that_sets_an_amount(head: str, cell: str, unread: bool) -> None:
    plan = parse_text(
        f"{HEAD}一、任务表\n\n| 任务 | {head} |\n|---|---|\n| 检修泵站 | {cell} |\n| 清淤 | {cell} |\n"
    )
    [row, *_] = [clause for clause in plan.clauses if clause.cells]
    row_signs = next(signs for clause, signs in signs_by_clause(replace(plan, targets=())) if clause == row)
    found = [one for one in row_signs if one.name == "t unread under its head"]
    assert [one.span.of(plan.text) for one in found if one.span] == ([cell] if unread else [])


def test_a_body_passed_over_is_told_as_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.inspection.weak.WEAK", WeakOptions(share=0.01))
    found = [one for one in weak(plan_of("水费超限的，下月起机构应当约谈用户。")) if one.clause == "一"]
    assert [(one.kind, one.words) for one in found if of_what(one.kind) == OFFICES] == [("unit_left", "机构")]


@pytest.mark.parametrize(
    "words", ["泵站用电价格由60元降至50元。", "2026年起施行，每3天巡查1次，满60岁者免费。"]
)
def test_where_a_change_begins_times_and_ages_are_no_unread_figures(words: str) -> None:
    assert not {name for name in names(words) if name.startswith("t unread")}


def test_of_which_kind_a_paper_is() -> None:
    rules = parse_text("柳坪县节水办法\n第一条　每月巡查不少于1次。\n第二条　补助不超过3万元。\n")
    assert "t money bounded in rules" in {s.name for _, signs in signs_by_clause(rules) for s in signs}
    assert {"in rules", "noted none"} <= {s.name for _, signs in signs_by_clause(rules) for s in signs}
    noted = plan_of("修复管网5公里。（责任单位：县水利局）")
    assert "noted many" in {s.name for _, signs in signs_by_clause(noted) for s in signs}


def test_a_name_that_is_charged_with_more_is_not_left() -> None:
    assert not {name for name in names("县政府办每月5日前通报进度。") if name.startswith("u left")}


def test_one_doubt_a_clause_for_its_offices_and_one_for_its_targets() -> None:
    plan = plan_of("对15座泵站逐一检修。每月巡查一次，完成投资300万元。方案报县财政局、送县林业局审核。")
    found = [(one.clause, of_what(one.kind)) for one in weak(plan)]
    assert len(found) == len(set(found))
    assert ("一", TARGETS) in found


def test_a_doubt_is_of_the_words_it_is_about() -> None:
    plan = plan_of("对15座泵站、9座水闸、8处堤防逐一检修，每处补助不超过3万元。")
    doubt = next(d for d in plan.doubts if d.kind == "figure_left")
    assert doubt.span is not None
    assert doubt.span.of(plan.text) in ("15座", "9座", "8处")
    assert doubt.message == f"“{doubt.span.of(plan.text)}”没有读作指标，请核对"


def test_what_is_noted_is_not_doubted() -> None:
    plan = plan_of("修复管网5公里。（责任单位：县水利局）")
    assert not [d for d in plan.doubts if d.kind in WEIGHED]


def test_every_kind_that_is_weighed_has_a_row_and_a_half() -> None:
    assert set(kinds()) >= WEIGHED
    assert {of_what(kind) for kind in WEIGHED} == {OFFICES, TARGETS}


def test_shares_grow_with_the_weights() -> None:
    table = weights()[OFFICES]
    heavy = max((name for name in table if name != BIAS), key=lambda name: table[name])
    assert 0 < share_wrong([], OFFICES) < share_wrong([Sign(name=heavy)], OFFICES) < 1
