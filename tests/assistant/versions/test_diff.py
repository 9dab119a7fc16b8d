"""What changed between two versions: a table of small plans, and what holds for any two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.versions.diff import DIFFERENCES_JSON, Differences, differences, wording
from assistant.versions.words import summary
from ingest.model import Edition, Plan
from tests.plan_factory import Item, make_plan

VACCINE = Item(label="一/1", text="适龄儿童疫苗接种率达到90%以上，逐村核对接种台账。", units=("疾控科",))
CARE = Item(label="一/2", text="新增托位1200个，鼓励社区办托。", units=("人口家庭科",))
SCHOOL = Item(label="一/3", text="办好健康学校，组织学生体检。", units=("体卫科",))
BASE = (VACCINE, CARE, SCHOOL)


def at(label: str, item: Item, **changes: object) -> Item:
    return replace(item, label=label, **changes)  # type: ignore[arg-type]


def said(found: Differences) -> list[tuple[str, str, str]]:
    return [
        ("+".join(c.kinds), c.before.label if c.before else "", c.after.label if c.after else "")
        for c in found.changes
    ]


CASES: dict[str, tuple[Sequence[Item], Sequence[Item], list[tuple[str, str, str]], int]] = {
    "nothing": (BASE, BASE, [], 3),
    "white space is nothing": (
        BASE,
        (VACCINE, at("一/2", CARE, text="新增托位 1200 个，\n鼓励社区办托。"), SCHOOL),
        [],
        3,
    ),
    "one added at the end": (
        BASE,
        (*BASE, Item(label="一/4", text="清查饮用水源。")),
        [("added", "", "一/4")],
        3,
    ),
    "one put in before the others": (
        BASE,
        (Item(label="一/1", text="清查饮用水源。"), at("一/2", VACCINE), at("一/3", CARE),
            at("一/4", SCHOOL)),
        [("added", "", "一/1"), ("moved", "一/1", "一/2"), ("moved", "一/2", "一/3"),
            ("moved", "一/3", "一/4")],
        0,
    ),
    "one taken out": (
        BASE,
        (VACCINE, at("一/2", SCHOOL)),
        [("removed", "一/2", ""), ("moved", "一/3", "一/2")],
        1,
    ),
    "the first taken out": (BASE, (CARE, SCHOOL), [("removed", "一/1", "")], 2),
    "a figure raised": (
        BASE,
        (at("一/1", VACCINE, text=VACCINE.text.replace("90%", "95%")), CARE, SCHOOL),
        [("reworded+targets", "一/1", "一/1")],
        2,
    ),
    "another office": (
        BASE,
        (VACCINE, at("一/2", CARE, units=("妇幼科",)), SCHOOL),
        [("units", "一/2", "一/2")],
        2,
    ),
    "reworded and moved at once": (
        BASE,
        (VACCINE, at("一/2", SCHOOL), at("一/3", CARE, text="新增托位1500个，鼓励社区和企业办托。")),
        [("moved", "一/3", "一/2"), ("reworded+moved", "一/2", "一/3")],
        1,
    ),
    "another clause in the same place": (
        BASE,
        (VACCINE, Item(label="一/2", text="完善急救站点布局。"), SCHOOL),
        [("removed", "一/2", ""), ("added", "", "一/2")],
        2,
    ),
    "short ones that changed places": (
        (Item(label="一/1", text="完成"), Item(label="一/2", text="未完成")),
        (Item(label="一/1", text="未完成"), Item(label="一/2", text="完成")),
        [("moved", "一/2", "一/1"), ("moved", "一/1", "一/2")],
        0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "changes", "same"), CASES.values(), ids=CASES.keys())
def test_clause_by_clause(
    before: Sequence[Item], after: Sequence[Item], changes: list[tuple[str, str, str]], same: int
) -> None:
    found = differences(make_plan(items=before), make_plan(items=after))
    assert (said(found), found.same) == (changes, same)


def test_a_figure_is_shown_old_and_new() -> None:
    raised = at("一/1", VACCINE, text=VACCINE.text.replace("90%", "95%"))
    (change,) = differences(make_plan(items=[VACCINE]), make_plan(items=[raised])).changes
    (figure,) = change.figures
    assert (figure.before, figure.after) == ("90%以上（时限 2023年）", "95%以上（时限 2023年）")
    assert [(p.kind, p.text) for p in change.wording if p.kind != "same"] == [("out", "90%"), ("in", "95%")]


def test_targets_come_and_go_with_their_clause() -> None:
    found = differences(make_plan(items=[VACCINE, CARE]), make_plan(items=[at("一/1", CARE)]))
    (figure,) = found.changes[0].figures
    assert (figure.before, figure.after) == ("90%以上（时限 2023年）", None)


def test_a_digest_and_the_official_text_meet_by_their_labels() -> None:
    digest = make_plan(items=[Item(label="一/1", text="接种率90%。")], edition=Edition.DIGEST)
    official = make_plan(items=[Item(label="一/1", text="持续做好适龄儿童免疫规划疫苗接种工作。")])
    found = differences(digest, official)
    assert said(found) == [("reworded", "一/1", "一/1")]
    assert [(d.name, d.before, d.after) for d in found.details] == [("版本性质", "摘编", "官方")]


def test_what_changed_of_the_whole_plan() -> None:
    before = make_plan()
    after = replace(before, number="临卫〔2023〕5号", title="临河市2023年卫生健康要点")
    found = differences(before, after)
    assert [(d.name, d.before, d.after) for d in found.details] == [
        ("标题", before.title, after.title),
        ("文号", "未载明", "临卫〔2023〕5号"),
    ]
    assert found.changes == ()


SUMMARIES = {
    "nothing": "条款没有变化（共 3 条）",
    "one put in before the others": "新增 1 条、仅编号变化 3 条",
    "one taken out": "删除 1 条、仅编号变化 1 条；其余 1 条没有变化",
    "reworded and moved at once": "修改 1 条、仅编号变化 1 条；其余 1 条没有变化",
    "another office": "修改 1 条；其余 2 条没有变化",
}


@pytest.mark.parametrize("case", SUMMARIES)
def test_summaries(case: str) -> None:
    before, after, *_ = CASES[case]
    assert summary(differences(make_plan(items=before), make_plan(items=after))) == SUMMARIES[case]


@pytest.mark.parametrize(
    ("before", "after", "out", "came"),
    [
        ("达到90%以上", "达到95.5%以上", ["90%"], ["95.5%"]),
        ("新增托位1200个", "新增托位1200个以上", [], ["以上"]),
        ("每季度通报一次", "通报一次", ["每季度"], []),
        ("牵头单位抓落实", "责任单位抓落实", ["牵头"], ["责任"]),
    ],
    ids=["a number is one word", "words come", "words go", "words change"],
)
def test_words_that_went_and_came(before: str, after: str, out: list[str], came: list[str]) -> None:
    found = wording(before, after)
    assert [p.text for p in found if p.kind == "out"] == out
    assert [p.text for p in found if p.kind == "in"] == came


def test_a_very_long_clause_is_compared_by_sentences() -> None:
    before = "".join(f"第{n}项任务按时完成并报送材料。" for n in range(700))
    found = wording(before, before.replace("第5项任务", "第五项工作"))
    assert [p.text for p in found if p.kind != "same"] == [
        "第5项任务按时完成并报送材料。",
        "第五项工作按时完成并报送材料。",
    ]


TEXTS = st.lists(
    st.text("接种托位率达到95%以上、，。 \n", min_size=1, max_size=14).filter(str.strip),
    min_size=1,
    max_size=6,
)


def plan_of(texts: Sequence[str]) -> Plan:
    return make_plan(items=[Item(label=f"一/{n}", text=text) for n, text in enumerate(texts, 1)])


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_every_clause_is_told_of_once_and_wording_is_whole(one: list[str], other: list[str]) -> None:
    before, after = plan_of(one), plan_of(other)
    found = differences(before, after)
    pairs = sum(1 for c in found.changes if c.before and c.after)
    gone = found.counts.get("removed", 0)
    assert found.same + pairs + gone == len(one)
    assert found.same + pairs + found.counts.get("added", 0) == len(other)
    for change in found.changes:
        if change.wording:
            assert change.before
            assert change.after
            assert "".join(p.text for p in change.wording if p.kind != "in") == change.before.text
            assert "".join(p.text for p in change.wording if p.kind != "out") == change.after.text
    assert DIFFERENCES_JSON.validate_json(DIFFERENCES_JSON.dump_json(found)) == found
    assert differences(before, before).changes == ()
