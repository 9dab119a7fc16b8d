"""Readings that rest on little: which signs a clause has, what is doubted of it, and where."""

from __future__ import annotations

import pytest

from ingest.inspection.inspect import of_what
from ingest.inspection.kinds import kinds
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
        ("供水企业应当公布水质。", "u addressee"),
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
