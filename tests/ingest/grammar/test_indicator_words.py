"""What the names of indicators end in: every row reads its example, none is covered by a shorter one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ingest.grammar.indicator_words import END, NATURE, PERCENT_END, SHARE, SHARE_NOUN, nature_in
from ingest.grammar.tables import table

ROWS = table("indicators")["ends"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["word"])
def test_every_row_reads_its_example(row: dict[str, Any]) -> None:
    assert re.search(f"{END}$", row["example"])
    assert bool(re.search(f"(?:{SHARE})$", row["example"])) == row.get("share", False)
    assert bool(re.search(f"(?:{PERCENT_END})$", row["example"])) == row.get("percent", False)


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("优良天数", True),
        ("养老床位数", True),
        ("林业总产值", True),
        ("空气质量指数", True),
        ("用水效率", True),
        ("公园绿地占比", True),
        ("标准化", False),
        ("驿站", False),
        ("护林员", False),
        ("防洪堤坝", False),
    ],
)
def test_what_a_name_ends_in(name: str, ends: bool) -> None:
    assert bool(re.search(f"{END}$", name)) == ends


def test_the_other_words() -> None:
    assert re.fullmatch(NATURE, "约束性")
    assert [w for w in ("率", "比例", "比重", "占比", "比") if re.fullmatch(SHARE_NOUN, w)] == [
        "比例",
        "比重",
        "占比",
    ]


@pytest.mark.parametrize(
    ("words", "nature"),
    [
        ("约束性", "约束性"), ("约束性指标", "约束性"), ("约束", "约束性"), ("（约束性）", "约束性"),
        ("指标属性：约束性", "约束性"), ("预期性", "预期性"), ("预期", "预期性"), ("预期性指标", "预期性"),
        ("属性", None), ("", None),
    ],
)  # fmt: skip
def test_what_an_indicator_is_to_those_who_are_to_reach_it(words: str, nature: str | None) -> None:
    assert nature_in(words) == nature
