"""Quotes are found in the clause they are said to be of, or they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.generation.vetting import span_of_quote
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan
from tests.small_library import over

TEXT = "新增托位1200个，普惠率达到（含社区）\n30%以上；按季度  调度，力争2025年底前建成“15分钟”服务圈。"
QUOTED = {
    "to the letter": ("新增托位1200个", "新增托位1200个"),
    "over a break of the layout": ("普惠率达到（含社区）30%以上", "普惠率达到（含社区）\n30%以上"),
    "without blanks": ("按季度调度", "按季度  调度"),
    "half-width marks": ("新增托位1200个,普惠率", "新增托位1200个，普惠率"),
    "in quotation marks": ("“普惠率达到（含社区）”", "普惠率达到（含社区）"),
    "with marks inside": ("2025年底前建成“15分钟”服务圈", "2025年底前建成“15分钟”服务圈"),
    "a stop too many": ("按季度调度。", "按季度  调度"),
    "set apart as cells are shown": ("力争 ｜ 2025年底前", "力争2025年底前"),
    "a word changed": ("新增托位1300个", None),
    "a word left out": ("新增1200个", None),
    "joined from two places": ("新增托位1200个…普惠率", None),
    "too short": ("托位", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("quote", "found"), QUOTED.values(), ids=QUOTED)
def test_a_quote_stands_in_the_clause_or_is_none(quote: str, found: str | None, tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        plan = make_plan("linhe", [Item(label="一/1", text="先做。"), Item(label="一/2", text=TEXT)])
        library.put(plan)
    with Assistant.open(tmp_path) as assistant:
        assistant.catalog.refresh()
        span = span_of_quote(quote, assistant.catalog.view("linhe").clause("一/2"))
    assert (span and span.of(plan.text)) == found


TABLE = """---
id: hewan-2025
title: 河湾县养老服务规划
region: 河湾县
---

# 河湾县养老服务规划

## 一、主要指标

| 序号 | 指标 | 2025年 | 性质 |
|---|---|---|---|
| 1 | 护理型床位占比 | ≥60% | 约束性 |
| 2 | 社区助餐点（个） | 120 | 预期性 |
"""
CELLS = {
    "as the prompt shows it": ("指标=护理型床位占比；2025年=≥60%", True),
    "cells alone": ("护理型床位占比｜≥60%", True),
    "the columns alone": ("指标=2025年", False),
    "a cell of the row below": ("指标=护理型床位占比；2025年=120", False),
}


@pytest.mark.parametrize(("quote", "stands"), CELLS.values(), ids=CELLS)
def test_of_a_row_cells_are_a_quote(quote: str, stands: bool, tmp_path: Path) -> None:
    with over(tmp_path, {"河湾.md": TABLE}) as assistant:
        assistant.catalog.refresh()
        row = next(r for r in assistant.catalog.view("hewan-2025").clauses if "护理型" in r.text)
    assert (span_of_quote(quote, row) is not None) == stands
