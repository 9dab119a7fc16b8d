"""Tables that share out a task: read only where something says that it is planned."""

from __future__ import annotations

import pytest

from ingest.grammar.dates import PlanTime
from ingest.model import Clause, Span
from ingest.targets.task_tables import read_shares

TIME = PlanTime(first=2031, last=2031)


def shares(
    caption: str, columns: tuple[str, ...], cells: tuple[str, ...]
) -> list[tuple[str, str | None, str, str | None]]:
    """Indicator, scope, value and unit of each target of a row below its caption."""
    text = caption + "\n" + "\t".join(cells)
    start = len(caption) + 1
    clause = Clause(
        label="表/1", parent="表", family="table", mark="1", heading=None, path=(), line=2,
        span=Span(start=start, end=len(text)), columns=columns, cells=cells,
    )  # fmt: skip
    places: list[Span | None] = []
    for cell in cells:
        at = text.index(cell, start)
        places.append(Span(start=at, end=at + len(cell)))
        start = at + len(cell)
    found = read_shares(clause, text, TIME, (), places)
    return [(one.indicator, one.scope, str(one.value), one.unit) for one in found]


PLANTED = ("乡镇", "植树造林（亩）", "修渠（公里）")
ROW = ("青石镇", "1200", "8.5")


def test_a_row_of_a_planned_table() -> None:
    assert shares("2031年林水任务分解表", PLANTED, ROW) == [
        ("植树造林", "青石镇", "1200", "亩"),
        ("修渠", "青石镇", "8.5", "公里"),
    ]


@pytest.mark.parametrize("caption", ["林水基本情况表", "林水表", "林水任务完成情况统计表"])
def test_what_there_is_is_no_goal(caption: str) -> None:
    assert shares(caption, PLANTED, ROW) == []


def test_the_unit_of_the_caption() -> None:
    assert shares("造林计划表\n单位：亩", ("乡镇", "植树造林"), ("青石镇", "1200")) == [
        ("植树造林", "青石镇", "1200", "亩")
    ]
    assert shares("造林计划表", ("乡镇", "植树造林"), ("青石镇", "1200")) == []


def test_a_total_is_of_no_place() -> None:
    assert shares("造林任务表", PLANTED, ("合计", "3000", "20"))[0] == ("植树造林", None, "3000", "亩")
