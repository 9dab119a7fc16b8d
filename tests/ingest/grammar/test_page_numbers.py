"""Which line is nothing but the number of a page."""

from __future__ import annotations

import pytest

from ingest.grammar.page_numbers import is_bare_number, is_page_number


@pytest.mark.parametrize(
    "line",
    [
        "- 3 -",
        "—12—",
        "－ １２ －",
        "—— 7 ——",
        "·5·",
        "第3页",
        "第 3 页 共 12 页",
        "第3页/共12页",
        "3/12",
        "3 / 12",
        "Page 3 of 12",
        "page 3/12",
        "Page 3",
        "# Page 312:",
        "=== 第3页 ===",
        "--- Page 3 ---",
        "[Page 3]",
        "【第3页】",
    ],
)
def test_a_page_number(line: str) -> None:
    assert is_page_number(line)
    assert not is_bare_number(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "3",
        "第3条",
        "— 12",
        "2031-03-01",
        "12.5%",
        "- 12345 -",
        "第三页说明",
        "3/12项",
        "Page",
        "# 第三页",
        "（第3页表格）",
        "— 3 — 4 —",
    ],
)
def test_what_is_none(line: str) -> None:
    assert not is_page_number(line)


@pytest.mark.parametrize(
    ("line", "bare"), [("3", True), ("２０", True), ("2031", True), ("20310", False), ("3.", False)]
)
def test_a_bare_number_may_be_one(line: str, bare: bool) -> None:
    assert is_bare_number(line) is bare
