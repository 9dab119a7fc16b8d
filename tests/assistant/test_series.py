"""What is one indicator, what stands on one scale, and what is not drawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.lookups.series import baseline_year, chart
from assistant.versions.indicators import akin, name_key
from ingest.model import Clause, Span, Target
from ingest.store.rows import TargetRow
from tests.assistant.test_entries import make_plan

PLANS = {
    "l23": make_plan("l23", "临河市", 2023),
    "l5": make_plan("l5", "临河市", 2021, 2025),
    "h23": make_plan("h23", "海西县", 2023),
    "x": make_plan("x", None, None),
}
SHORTS = {"l23": "临河2023要点", "l5": "临河十四五规划", "h23": "海西2023要点", "x": "某要点"}
HEADS = ("序号", "指标", "2020年（实际）", "2025年")


def make_row(plan: str, label: str = "一/1", cells: tuple[str, ...] = (), **changes: Any) -> TargetRow:
    whole: dict[str, Any] = {
        "indicator": "疫苗接种率", "scope": None, "comparator": ">=", "value": Decimal(90),
        "value_high": None, "value_text": "90%以上", "unit": "%", "deadline": "2023", "baseline": None,
        "kind": None,
    }  # fmt: skip
    target = Target(clause=label, span=Span(start=0, end=1), **{**whole, **changes})
    clause = Clause(
        label=label, parent=None, family="表" if cells else "1", mark="1", heading=None, path=(),
        span=Span(start=0, end=9), line=1,
        columns=HEADS if cells else (), cells=cells,
    )  # fmt: skip
    return TargetRow(plan, target, clause)


def drawn(rows: list[TargetRow]) -> list[tuple[str, bool, str, int | None, str]]:
    made = chart(rows, PLANS, SHORTS)
    return [
        (panel.unit, panel.change, line.name, p.year, p.words)
        for panel in made.panels
        for line in panel.lines
        for p in line.points
    ]


SAME = {
    "to the letter": ("疫苗接种率", "疫苗接种率", True),
    "full-width and half-width": ("HPV疫苗接种率", "ＨＰＶ疫苗接种率", True),
    "spaces": ("每千人口 床位数", "每千人口床位数", True),
    "quotation marks": ("“两癌”检查率", "两癌检查率", True),
    "another word": ("疫苗接种率", "疫苗报告接种率", False),
    "another age": ("5岁以下儿童死亡率", "1岁以下儿童死亡率", False),
    "another bracket": ("执业（助理）医师数", "执业医师数", False),
}


@pytest.mark.parametrize(("one", "other", "same"), SAME.values(), ids=SAME.keys())
def test_names(one: str, other: str, same: bool) -> None:
    assert (name_key(one) == name_key(other)) is same


def test_like_names_are_offered_and_no_others() -> None:
    keys = ["每千人口托位数", "每千人口0-3岁婴幼儿托位数", "每千人口床位数", "疫苗接种率", "率"]
    assert set(akin("每千人口托位数", keys)) == {"每千人口0-3岁婴幼儿托位数", "每千人口床位数"}
    assert akin("疫苗接种率", keys) == ()
    assert akin("每千人口托位数", keys, ["每千人口0-3岁婴幼儿托位数", "每千人口床位数"]) == ()


def test_baseline_year_and_end_of_the_plan() -> None:
    rows = [
        make_row("l5", cells=("1", "疫苗接种率", "85.5", "95"), value=Decimal(95), value_text="95",
            deadline="2025", baseline=Decimal("85.5")),
        make_row("l23"),
        make_row("h23", value=Decimal(80), value_text="80%"),
    ]  # fmt: skip
    assert drawn(rows) == [
        ("%", False, "临河市", 2020, "85.5"),
        ("%", False, "临河市", 2023, "90%以上"),
        ("%", False, "临河市", 2025, "95"),
        ("%", False, "海西县", 2023, "80%"),
    ]


def test_another_unit_is_another_picture() -> None:
    rows = [make_row("l23"), make_row("h23", unit="人", value=Decimal(9000), value_text="9000人")]
    assert {unit for unit, *_ in drawn(rows)} == {"%", "人"}


def test_a_change_is_no_level_and_its_baseline_neither() -> None:
    fall = make_row(
        "l5", cells=("1", "疫苗接种率", "47.9", "降低"), comparator="decrease>=", value=Decimal(1),
        value_text="降低1个百分点",
        unit="个百分点", deadline="2025", baseline=Decimal("47.9"),
    )  # fmt: skip
    assert drawn([fall]) == [("个百分点", True, "临河市", 2025, "降低1个百分点")]
    told = chart([fall], PLANS, SHORTS).points
    assert [p.apart for p in told] == ["目标是变化量，与基期值不是一个尺度", ""]


def test_groups_are_lines_of_their_own() -> None:
    rows = [
        make_row("l23", scope="县区"),
        make_row("l23", scope="开发区", value=Decimal(80), value_text="80%"),
    ]
    assert [name for _, _, name, _, _ in drawn(rows)] == ["临河市，县区", "临河市，开发区"]


def test_names_taken_together_stay_apart() -> None:
    rows = [make_row("l23"), make_row("l23", indicator="麻疹疫苗接种率", label="一/2")]
    assert [name for _, _, name, _, _ in drawn(rows)] == ["临河市，疫苗接种率", "临河市，麻疹疫苗接种率"]


APART = {
    "no figure": ({"value": None, "value_text": "全省平均水平以上"}, "原文没有数值"),
    "no year": ({"deadline": None}, "原文没有载明年份"),
}


@pytest.mark.parametrize(("changes", "why"), APART.values(), ids=APART.keys())
def test_what_cannot_be_drawn_is_told(changes: dict[str, Any], why: str) -> None:
    made = chart([make_row("l23", **changes)], PLANS, SHORTS)
    assert made.panels == ()
    assert [p.apart for p in made.points] == [why]


def test_a_plan_without_a_place_goes_by_its_name() -> None:
    assert chart([make_row("x")], PLANS, SHORTS).places == ("某要点",)


YEARS = {
    "its column has it": (("1", "指标", "85.5", "95"), 2020),
    "printed with a sign": (("1", "指标", "85.5%", "95"), 2020),
    "in two columns": (("1", "指标", "85.5", "85.5"), None),
    "in none": (("1", "指标", "80", "95"), None),
    "no table": ((), None),
}


@pytest.mark.parametrize(("cells", "year"), YEARS.values(), ids=YEARS.keys())
def test_the_year_of_a_baseline(cells: tuple[str, ...], year: int | None) -> None:
    row = make_row("l5", cells=cells, baseline=Decimal("85.5"))
    assert baseline_year(row.target, row.clause) == year


@pytest.mark.parametrize(
    ("comparator", "value_text", "said", "drawn_as"),
    [
        (">=", "90%以上", "", ">="),
        (">=", "1个", "至少1个", ">="),
        (">=", "达到90%", "", "="),
        (">=", "达到90%", "力争达到90%", "="),
        ("<=", "控制在7.5‰", "", "="),
        ("<=", "控制在7.5‰", "控制在7.5‰以下", "<="),
        ("~", "90%左右", "", "~"),
        ("increase>=", "提高5个百分点", "", "increase>="),
    ],
)
def test_a_picture_draws_no_side_that_is_not_printed(
    comparator: str, value_text: str, said: str, drawn_as: str
) -> None:
    row = make_row("l23", comparator=comparator, value_text=value_text, said=said)
    point = chart([row], PLANS, SHORTS).points[0]
    assert (point.comparator, point.words) == (drawn_as, said or value_text)
