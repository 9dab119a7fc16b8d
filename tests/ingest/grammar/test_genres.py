"""What kind of paper a title says it is, and by which words a question names one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ingest.grammar.genres import ASKED, SENT, TITLE_END, UNKNOWN, genre_of
from ingest.grammar.tables import table


@pytest.mark.parametrize("row", table("genres")["genres"], ids=lambda row: row["word"])
def test_every_row_of_the_table(row: dict[str, Any]) -> None:
    assert genre_of(row["example"]) == row["word"]
    assert all(re.fullmatch(ASKED, word) for word in row.get("full", ()))


@pytest.mark.parametrize(
    "row",
    [row for rows in ("genres", "others") for row in table("genres")[rows]],
    ids=lambda row: row["word"],
)
def test_a_title_ends_in_a_row(row: dict[str, Any]) -> None:
    assert bool(re.search(f"{TITLE_END}$", row["example"])) == row.get("title", True)
    assert not row.get("sent") or re.search(f"(?:{SENT})$", row["word"])


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("青柏县2025年工作总结和2026年工作计划", "计划"),
        ("政府工作报告——2026年1月在青柏县人民代表大会上", "报告"),
        ("关于印发《青柏县节水行动方案》的通知", "通知"),
        ("青柏县河湖治理台账", UNKNOWN),
    ],
)
def test_the_last_word_of_a_title_decides(title: str, genre: str) -> None:
    assert genre_of(title) == genre


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("政府工作报告里粮食目标多少", ["工作报告"]),
        ("年工作要点和实施方案都说了啥", ["年工作要点", "实施方案"]),
        ("哪些情况要报告", []),
        ("有什么规定", []),
        ("规划信息科管什么", []),
        ("规划局管什么", []),
        ("规划里床位要多少", ["规划"]),
    ],
)
def test_what_names_a_paper_in_a_question(question: str, named: list[str]) -> None:
    assert re.findall(ASKED, question) == named
