"""A line that begins with what only stands behind something goes on from the one before it."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text

_HEAD = "云溪县2031年绿道建设工作要点\n一、工作目标\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.新建绿道设施完好率达到95", "%以上，步道平整率达到90%。"),
        ("1.新建绿道设施完好率达到30", "%。"),
        ("1.步道破损率控制在9.5", "‰以下。"),
        ("1.新建绿道驿站25处", "；修补步道30公里。"),
        ("1.修补步道30公里（不含支线", "），补种行道树。"),
        ("1.打造“一路一景", "”绿道3条。"),
        ("1.绿道驿站全部开放", "。"),
    ],
)
def test_it_goes_on(first: str, second: str) -> None:
    plan = parse_text(f"{_HEAD}{first}\n{second}\n2.补种行道树400棵。\n")
    assert [plan.text_of(c) for c in plan.clauses] == [f"{first[2:]}{second}", "补种行道树400棵。"]
    assert [h.label for h in plan.headings] == ["一"]


@pytest.mark.parametrize("cell", ["%", "%（累计）", "‰"])
def test_a_unit_that_stands_alone_is_a_cell(cell: str) -> None:
    plan = parse_text(f"{_HEAD}1.新建绿道驿站25处。\n完好率\n{cell}\n95\n")
    assert f"完好率{cell}" not in plan.text


TORN = """云溪县2031年绿道建设工作要点
一、建设任务
（一）
新建驿站。
县园林局（以下简称县局）
指导各镇选址，
新建绿道驿站25处
，每处配饮水机、
打气筒和雨棚
，
年内全部开放。
各镇出地，
县局出钱。
（责任单位：县园林局，
各镇政府）
（二）
“一路一景”
活动。
逐路补种行道树，
树坑、
支架一并换新。
种树四百棵。
云溪县园林局
2031年3月1日
"""


def test_lines_torn_at_any_place_are_one_numbered_paragraph() -> None:
    plan = parse_text(TORN)
    assert [c.label for c in plan.clauses] == ["一/（一）", "一/（二）"]
    first, second = (plan.text_of(c) for c in plan.clauses)
    assert "县局出钱" in first
    assert "年内全部开放" in first
    assert second.startswith("“一路一景”活动。")
    assert second.endswith("种树四百棵。")
    assert [r.units for r in plan.clauses[0].responsibilities] == [("县园林局", "各镇政府")]


def test_whole_lines_are_paragraphs_of_their_own() -> None:
    lines = [
        "（一）新建驿站。",
        "驿站建在路口。",
        "驿站全年开放。",
        "（二）补种行道树。",
        "树坑换新。",
        "支架换新。",
    ]
    plan = parse_text("\n".join((_HEAD, *lines)))
    assert [c.label for c in plan.clauses][:2] == ["一/（一）/¶1", "一/（一）/¶2"]


@pytest.mark.parametrize(
    ("first", "second", "units"),
    [
        ("（责任单位：市场监管", "局价格科，各县市场监管局）", ("市场监管局价格科", "各县市场监管局")),
        ("（责任单位：县水利局供水", "科，县财政局）", ("县水利局供水科", "县财政局")),
        ("（牵头单位：县人力资源", "和社会保障局）", ("县人力资源和社会保障局",)),
        ("〔责任单位：县住建局园林", "管理站〕", ("县住建局园林管理站",)),
        (
            "（责任单位：市城管局、市园林",
            "局绿化处，各县〔区〕园林局）",
            ("市城管局", "市园林局绿化处", "各县〔区〕园林局"),
        ),
        ("(责任单位:市数据", "局电子政务中心)", ("市数据局电子政务中心",)),
        ("（责任单位：县园林局", "绿化股）。", ("县园林局绿化股",)),
        ("责任单位：县园林局", "绿道由各镇看护（含支线）。", ("县园林局",)),
    ],
)
def test_a_bracket_ends_where_it_is_closed(first: str, second: str, units: tuple[str, ...]) -> None:
    plan = parse_text(f"{_HEAD}1.新建绿道驿站25处。\n{first}\n{second}\n2.补种行道树400棵。\n")
    assert plan.clauses[0].units == units
