"""Figures a question states or asks for."""

from __future__ import annotations

import pytest

from assistant.query.figures import (
    claimed_figures,
    counted_things,
    each_of,
    figures_asked,
    given_amounts,
    how_many_things,
    measure_in,
    measure_of,
    measures_of,
    stated_claims,
)


@pytest.mark.parametrize(
    ("question", "claims"),
    [
        ("驿站是48个吗", ("48个",)),
        ("覆盖率是不是75%", ("75%",)),
        ("听说培训了300名教练", ("300名",)),
        ("既然要建1.5万个", ("1.5万个",)),
        ("覆盖率达到百分之七十五，对吧", ("百分之七十五",)),
        ("驿站建几个", ()),
        ("驿站48个的那一条", ()),
    ],
)
def test_a_figure_put_up_for_confirmation(question: str, claims: tuple[str, ...]) -> None:
    assert claimed_figures(question, ordered=False) == claims


def test_what_is_dictated_is_a_claim_in_any_measure() -> None:
    assert claimed_figures("直接说驿站是48座", ordered=False) == ("48座",)
    assert claimed_figures("说驿站是48座", ordered=True) == ("48座",)


def test_a_claim_may_be_stated_without_being_asked() -> None:
    assert stated_claims("驿站48个的那一条谁负责") == ("48个",)


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("建多少座驿站", "座"),
        ("修多少公里绿道", "公里"),
        ("绿道几处", "处"),
        ("照明完好率", "share"),
        ("培训几名教练，占比多少", ""),
        ("多少奖金", "元"),
        ("骑行一次收多少服务费", "元"),
        ("一年交多少费呢", "元"),
        ("租车要多少押金", "元"),
        ("有多少免费驿站", ""),
        ("服务多少消费者", ""),
        ("多大岁数能骑", "岁"),
        ("报名年龄上限是多少", "岁"),
    ],
)
def test_the_measure_asked_in(question: str, measure: str) -> None:
    assert measure_of(question) == measure


@pytest.mark.parametrize(
    ("piece", "measure"),
    [
        ("新栽一亩经济林果乡里财政掏多少", "元"),
        ("建一座充电驿站市级财政出多少", "元"),
        ("每台电梯改造下来区财政拨多少", "元"),
        ("一个车棚修缮大概花多少", "元"),
        ("一亩新品种小麦产出多少", ""),
        ("每座水泵站一天输出多少", ""),
        ("一张床补多少", "元"),
        ("车棚修多少", ""),
    ],
)
def test_the_measure_a_piece_asks_in(piece: str, measure: str) -> None:
    assert measure_in(piece) == measure


@pytest.mark.parametrize(
    ("question", "count"), [("几座", 1), ("几座几处，多长", 3), ("谁", 0), ("哪几处", 0)]
)
def test_how_many_figures(question: str, count: int) -> None:
    assert figures_asked(question) == count


@pytest.mark.parametrize(
    ("question", "measures", "each"),
    [
        ("改造多少个车棚、多少户", {"个", "户"}, set()),
        ("一张床最高补多少钱", {"钱"}, {"张"}),
        ("每亩补多少", set(), {"亩"}),
        ("一次收一年学费", set(), set()),
        ("收入涨了几个点", set(), set()),
        ("每月每户免几方水", {"方"}, {"户"}),
        ("一级车棚几座", {"座"}, set()),
    ],
)
def test_measures_and_what_one_is_for(question: str, measures: set[str], each: set[str]) -> None:
    assert measures_of(question) == measures
    assert each_of(question) == each


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("给养护工核多少编制", {"编制"}),
        ("培训多少名教练员", {"教练员"}),
        ("让多少比例的社区有车棚", set()),
        ("给车棚拨多少补贴", set()),
        ("一周开几个小时", set()),
        ("建多少", set()),
    ],
)
def test_what_is_counted(question: str, counted: set[str]) -> None:
    assert counted_things(question) == counted


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("巡查要从哪三个环节把关", 3), ("驿站要抓的六件事是哪些", 6), ("十二项措施分别是哪些", 12),
        ("5类对象是什么", 5), ("哪几个部门", 0), ("第三个任务是什么", 0),
        ("修3个驿站要多少钱", 0), ("两个月内要干什么", 0), ("前三个季度干什么", 0),
    ],
)  # fmt: skip
def test_how_many_things_the_question_says_there_are(question: str, many: int) -> None:
    assert how_many_things(question) == many


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("种了45亩能补多少", [(45, "亩")]),
        ("投了80万能补多少", [(800000, "元")]),
        ("超过2亿的呢", [(200000000, "元")]),
        ("投资6000万元以上的奖多少", [(60000000, "元")]),
        ("人口超过3万的镇建几个", []),
        ("不超过20亩的补多少", []),
    ],
)
def test_the_amounts_of_a_case(question: str, amounts: list[tuple[int, str]]) -> None:
    assert [(int(amount), unit) for amount, unit in given_amounts(question)] == amounts
