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
