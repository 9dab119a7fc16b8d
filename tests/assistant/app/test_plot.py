"""Axes, labels and the drawing: round ticks, well-formed, every point with its clause, nothing of a plan as
markup.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.app.widgets.plot import key_html, panel_html, place_mark
from assistant.app.widgets.scale import Box, free_height, share, ticks, year_share, year_ticks
from assistant.lookups.series import chart
from tests.assistant.test_series import PLANS, SHORTS, make_row

TICKS = {
    "rates close together": ("28", "30", None, ["27", "28", "29", "30", "31"]),
    "far apart: from zero": ("4.44", "18", None, ["0", "5", "10", "15", "20", "25"]),
    "not above a hundred percent": ("95.5", "100", "100", ["94", "96", "98", "100"]),
    "above it all the same": ("90", "120", "100", ["80", "90", "100", "110", "120", "130"]),
    "one figure": ("100", "100", "100", ["90", "92", "94", "96", "98", "100"]),
    "zero alone": ("0", "0", None, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
}


@pytest.mark.parametrize(("low", "high", "ceiling", "expected"), TICKS.values(), ids=TICKS.keys())
def test_ticks(low: str, high: str, ceiling: str | None, expected: list[str]) -> None:
    found = ticks(Decimal(low), Decimal(high), ceiling=Decimal(ceiling) if ceiling else None)
    assert [f"{t.normalize():f}" for t in found] == expected


@given(st.decimals(-10_000, 10_000_000, places=2), st.decimals(0, 10_000_000, places=2))
def test_every_figure_is_on_the_axis(low: Decimal, more: Decimal) -> None:
    axis = ticks(low, low + more)
    assert axis[0] <= low <= low + more <= axis[-1]
    assert 2 <= len(axis) <= 10
    assert len({b - a for a, b in pairwise(axis)}) == 1
    assert 0 <= share(low, axis) <= 1


YEARS = {
    "one": ([2021], [2021]),
    "a plan": ([2020, 2021, 2025], [2020, 2021, 2022, 2023, 2024, 2025]),
    "a long time": ([2000, 2024], [2000, 2005, 2010, 2015, 2024]),
}


@pytest.mark.parametrize(("years", "expected"), YEARS.values(), ids=YEARS.keys())
def test_years(years: list[int], expected: list[int]) -> None:
    assert list(year_ticks(years)) == expected
    assert [year_share(y, [2020, 2025]) for y in (2020, 2025)] == [0, 1]
    assert year_share(2021, [2021]) == 0.5


def test_a_label_keeps_off_what_is_there() -> None:
    wanted = Box(0, 10, 50, 26)
    assert free_height(wanted, [], low=0, high=100) == 0
    moved = free_height(wanted, [Box(40, 0, 60, 20)], low=0, high=100)
    assert moved is not None
    assert moved > 0
    assert free_height(wanted, [Box(0, 0, 99, 999)], low=0, high=100) is None


ROWS = [
    make_row("l5", "第二章/表/1", ("1", "疫苗接种率", "85.5", "95"), value=Decimal(95), value_text="95",
        deadline="2025", baseline=Decimal("85.5")),
    make_row("l23", "一/1"),
    make_row("h23", "二/3", value=Decimal(80), value_high=Decimal(85), comparator="range",
        value_text="80-85%"),
    make_row("h23", "二/4", scope="村", value=Decimal(90), comparator="<=", value_text="控制在90%以内"),
]  # fmt: skip


def points(figure: ElementTree.Element) -> list[ElementTree.Element]:
    return [e for e in figure.iter("g") if "data-point" in e.attrib]


def test_it_is_well_formed_and_every_point_has_its_clause() -> None:
    made = chart(ROWS, PLANS, SHORTS)
    html = panel_html(made.panels[0], made.places, name="疫苗接种率", id_="p")
    figure = ElementTree.fromstring(html)
    found = [(e.get("data-plan"), e.get("data-clause")) for e in points(figure)]
    expected = [
        ("l5", "第二章/表/1"),
        ("l23", "一/1"),
        ("l5", "第二章/表/1"),
        ("h23", "二/3"),
        ("h23", "二/4"),
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)
    for point in points(figure):
        assert point.get("role") == "button"
        assert point.get("tabindex") == "0"
        assert (point.get("aria-label") or "").startswith("打开条款 ")


def test_title_and_description_say_what_is_drawn() -> None:
    made = chart(ROWS, PLANS, SHORTS)
    html = panel_html(made.panels[0], made.places, name="疫苗接种率", id_="p")
    assert '<title id="p-t">疫苗接种率（%）</title>' in html
    told = re.search(r'<desc id="p-d">(.*?)</desc>', html)
    assert told
    assert "临河市2020年基期值 85.5（%）" in told[1]
    assert "海西县（村）2023年目标 控制在90%以内" in told[1]


def test_places_have_colours_and_shapes_and_directions_their_arrows() -> None:
    made = chart(ROWS, PLANS, SHORTS)
    html = panel_html(made.panels[0], made.places, name="x", id_="p")
    assert html.count('class="arrow"') == 2
    assert html.count('class="range"') == 1
    assert "hollow" in html
    marks = {place_mark(made.places, place) for place in made.places}
    assert len(marks) == 2
    key = key_html(made.panels, made.places)
    for words in ("临河市", "海西县", "空心：基期值", "↑ 不低于", "↓ 不高于", "竖条：区间"):
        assert words in key


def test_nothing_of_a_plan_is_markup() -> None:
    evil = '</svg><script>alert(1)</script>"&'
    row = make_row("l23", scope=evil, value_text=evil, unit=evil, indicator=evil)
    made = chart([row], PLANS, SHORTS)
    html = panel_html(made.panels[0], made.places, name=evil, id_="p") + key_html(made.panels, made.places)
    assert "<script" not in html
    assert html.count("</svg>") == 2
    ElementTree.fromstring(f"<div>{html}</div>")


def test_labels_never_leave_the_picture() -> None:
    rows = [
        make_row(
            "h23",
            f"一/{n}",
            scope=f"第{n}组很长很长的名字",
            value=Decimal(80 + n),
            value_text=f"达到{80 + n}%以上",
        )
        for n in range(9)
    ]
    made = chart(rows, PLANS, SHORTS)
    html = panel_html(made.panels[0], made.places, name="x", id_="p")
    for x, y, words in re.findall(r'<text class="place-\d" x="([\d.]+)" y="([\d.]+)">([^<]*)</text>', html):
        assert 0 < float(y) < 340
        assert float(x) + 7.2 * sum(2 if ord(ch) > 0x2000 else 1 for ch in words) < 900
