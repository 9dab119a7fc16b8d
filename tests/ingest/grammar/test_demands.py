"""What is demanded and what is wished for: every row reads its example, and no part of another word."""

from __future__ import annotations

import re

import pytest

from ingest.grammar.demands import AIM, FIRM, MUST, MUST_ENDS, MUST_WITHIN, STRIVEN, WISH
from ingest.grammar.tables import table

ROWS = [(kind, row) for kind, rows in table("demands").items() for row in rows]
WHOLE = {"must": (MUST, MUST_WITHIN), "wish": (WISH,)}


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[row["word"] for _, row in ROWS])
def test_every_row_reads_its_example(kind: str, row: dict[str, str]) -> None:
    for pattern in WHOLE[kind]:
        found = re.search(pattern, row["example"])
        assert found is not None
        assert found[0] == row["word"]
        assert "other" not in row or not re.search(pattern, row["other"])


@pytest.mark.parametrize(
    ("stretch", "left"),
    [
        ("各镇水厂应当", "各镇水厂"),
        ("每座泵站必须", "每座泵站"),
        ("各校务必", "各校"),
        ("新建小区须", "新建小区"),
        ("结合实际需要", "结合实际需要"),
        ("灌区用水主要", "灌区用水主要"),
        ("产业结构适应", "产业结构适应"),
        ("居民用电需", "居民用电"),
        ("物资储备急需", "物资储备急需"),
        ("公厕要", "公厕"),
    ],
)
def test_a_demand_at_the_end_is_taken_off(stretch: str, left: str) -> None:
    assert re.sub(rf"(?:{MUST_ENDS})+$", "", stretch) == left


@pytest.mark.parametrize(
    ("said", "firm", "aims", "strives"),
    [
        ("应当公布", True, False, False),
        ("要公布", False, False, False),
        ("力争通过验收", False, True, True),
        ("确保通过验收", False, True, False),
        ("努力提高收入", False, False, True),
        ("保证供水", False, False, False),
    ],
)
def test_what_each_word_is_besides(said: str, firm: bool, aims: bool, strives: bool) -> None:
    assert [bool(re.match(p, said)) for p in (FIRM, AIM, STRIVEN)] == [firm, aims, strives]


@pytest.mark.parametrize(
    ("words", "demands"),
    [
        ("应纳尽纳", False),
        ("应检尽检", False),
        ("应尽快改造", True),
        ("应该尽早公布", True),
        ("应予尽快退还", True),
        ("应当尽到义务", True),
    ],
)
def test_a_phrase_with_its_word_twice_demands_nothing(words: str, demands: bool) -> None:
    assert [re.match(pattern, words) is not None for pattern in (MUST, FIRM)] == [demands, demands]
