"""Offices and people: exact names, what people call them, and names that are none."""

from __future__ import annotations

import pytest

from assistant.query.entities import find_named, kin_of
from assistant.retrieval.lexicon import load_lexicon

UNITS = ("办公室", "办公室[宣教科]", "疾控科[应急办]", "规划信息科[体制改革科]", "医政科", "基卫科",
    "机关党委", "机关党委[机关纪委]", "市教育局", "中医药管理科[上饶市中医药管理局]")  # fmt: skip
LEADERS = ("钱博", "王成江")


@pytest.mark.parametrize(
    ("question", "units", "leaders"),
    [
        ("办公室负责哪些工作", ("办公室",), ()),
        ("宣教科牵头哪些", ("办公室[宣教科]",), ()),
        ("应急办牵头什么", ("疾控科[应急办]",), ()),
        ("疾控科有哪些任务", ("疾控科[应急办]",), ()),
        ("体改科负责什么", ("规划信息科[体制改革科]",), ()),
        ("规划信息科[体制改革科]总共几条", ("规划信息科[体制改革科]",), ()),
        ("机关党委负责哪些", ("机关党委",), ()),
        ("基层卫生科的任务", ("基卫科",), ()),
        ("医政科和市教育局负责哪些", ("医政科", "市教育局"), ()),
        ("办公室（不是宣教科）牵头哪些", ("办公室",), ()),
        ("中医药管理局牵头几件事", ("中医药管理科[上饶市中医药管理局]",), ()),
        ("老年医学科设置比例", (), ()),
        ("疾控中心编制多少人", (), ()),
        ("食品安全监测是哪个科室负责", (), ()),
        ("王成江一共牵头几项工作", (), ("王成江",)),
    ],
)
def test_named(question: str, units: tuple[str, ...], leaders: tuple[str, ...]) -> None:
    named = find_named(question, UNITS, LEADERS, load_lexicon())
    assert (named.units, named.leaders) == (units, leaders)


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("信访科负责哪些工作", "信访科"),
        ("李明牵头几项工作", "李明"),
        ("食品安全监测是哪个科负责", None),
        ("钉螺处置谁负责", None),
        ("安宁疗护由谁牵头", None),
    ],
)
def test_names_the_library_has_not(question: str, strange: str | None) -> None:
    assert find_named(question, UNITS, LEADERS, load_lexicon()).strange == strange


def test_names_alike_are_told_apart() -> None:
    assert kin_of("办公室", UNITS) == ("办公室[宣教科]",)
    assert kin_of("医政科", UNITS) == ()


@pytest.mark.parametrize(
    ("question", "units", "read"),
    [
        ("财务科有几项任务", ("财审科",), (("财务科", "财审科"),)),
        ("卫健委财务科负责哪些", ("财审科",), (("财务科", "财审科"),)),
        ("请问财务科负责什么", ("财审科",), (("财务科", "财审科"),)),
        ("财审科有几项任务", ("财审科",), ()),
        ("规划财务科有几项任务", (), ()),
        ("人事财务科负责哪些任务", (), ()),
    ],
)
def test_another_name_is_told_and_never_cut_out_of_a_longer_one(
    question: str, units: tuple[str, ...], read: tuple[tuple[str, str], ...]
) -> None:
    named = find_named(question, ("财审科", "疾控科"), (), load_lexicon())
    assert (named.units, named.read) == (units, read)
    assert (named.strange is not None) is not bool(units)


@pytest.mark.parametrize(
    ("question", "unit", "found"),
    [
        ("列出要点中航道科负责的全部事项", "航道科", True),  # 中航 is a word, and none here
        ("由航道科牵头的有哪些", "航道科", True),
        ("公共卫生科负责什么", "生科", False),
        ("护理科负责什么", "理科", False),
        ("检验科负责什么", "验科", False),
        ("儿童科负责什么", "童科", False),
    ],
)
def test_a_name_that_ends_a_longer_word_is_none(question: str, unit: str, found: bool) -> None:
    named = find_named(question, (unit, "站务科"), (), load_lexicon())
    assert (unit in named.units) is found
