"""Whether a text names an office as a whole, and a month as it is printed."""

from __future__ import annotations

import pytest

from ingest.grammar.date_forms import month_printed
from ingest.grammar.whole_names import names_office


@pytest.mark.parametrize(
    ("text", "unit", "named"),
    [
        ("报市财政局审核", "市财政局", True),
        ("会同市财政局、市民政局办理", "市民政局", True),
        ("抄送县妇联", "县妇联", True),
        ("由市财政局拨付", "财政局", False),
        ("市公安局交警支队负责", "市公安局", False),
        ("市住建局物业科受理", "市住建局", False),
        ("县卫健局党组研究", "县卫健局", False),
        ("报办公室汇总", "办公室", False),
    ],
)
def test_a_whole_name(text: str, unit: str, named: bool) -> None:
    assert names_office(text, unit) is named


@pytest.mark.parametrize(
    ("text", "month", "printed"),
    [
        ("6月底前完成", 6, "6月底"),
        ("2026年6月20日", 6, "6月20日"),
        ("16月", 6, ""),
        ("7月上旬", 7, "7月上旬"),
    ],
)
def test_a_month_as_printed(text: str, month: int, printed: str) -> None:
    assert month_printed(text, month) == printed
