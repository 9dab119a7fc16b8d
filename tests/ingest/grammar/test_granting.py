"""The words of giving, and whether a figure says to whom."""

from __future__ import annotations

import re

import pytest

from ingest.grammar.granting import says_to_whom
from ingest.grammar.tables import table
from ingest.pipeline import parse_text

_ROWS = [(kind, row) for kind in ("gives", "awards", "grants") for row in table("granting")[kind]]


@pytest.mark.parametrize(
    "row", [row for _, row in _ROWS], ids=[f"{kind} {row['word']}" for kind, row in _ROWS]
)
def test_every_row_is_read(row: dict[str, str]) -> None:
    assert re.search(row["word"], row["example"])
    plan = parse_text(f"清河县馆藏扶持办法\n第一条　{row['example']}。\n第二条　本办法由县文旅局解释。\n")
    assert len(plan.targets) == 1


@pytest.mark.parametrize(
    ("text", "figure", "is_said"),
    [
        ("对馆舍面积3000平方米以上的书屋，给予10万元补助。", "3000平方米", True),
        ("对馆舍面积3000平方米以上、藏书2万册以上的书屋，当年奖励10万元。", "2万册", True),
        ("支持办馆。\n对面积300平方米以上，藏书2万册以上的书屋，当年奖励10万元。", "300平方米", True),
        ("对馆舍面积3000平方米以上的书屋，给予10万元补助。", "10万元", False),
        ("对开放的书屋按每馆每年2万元给予补助。", "2万元", False),
        ("对开放的书屋按每馆2万元的标准给予补助。", "2万元", False),
        ("新建书屋30家，对运营好的书屋给予补助。", "30家", False),
        ("对接高校20所，对运营好的书屋给予补助。", "20所", False),
        ("对全县20家书屋开展评估。", "20家", False),
    ],
)
def test_whether_a_figure_says_to_whom(text: str, figure: str, is_said: bool) -> None:
    start = text.index(figure)
    assert says_to_whom(text, start, start + len(figure)) is is_said
