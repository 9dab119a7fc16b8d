"""Answers from rows of tables: each figure with the name of its column, merged cells and times included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.settings import Settings

PAGE = (
    "<html><body><h1>澄湖县2025年河道整治任务分解表</h1><table>"
    "<tr><th rowspan=2>任务</th><th rowspan=2>计量单位</th><th colspan=2>2025年目标</th>"
    "<th rowspan=2>责任单位</th><th rowspan=2>办结时限</th></tr><tr><th>上半年</th><th>全年</th></tr>"
    "<tr><td>清淤河道</td><td>公里</td><td>1,200</td><td>2,600</td>"
    "<td rowspan=2>县水利局</td><td rowspan=2>11月底</td></tr>"
    "<tr><td>栽植苗木</td><td>株</td><td colspan=2>≥900</td></tr></table></body></html>"
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("rows")
    (folder / "河道.html").write_text(PAGE, "utf-8")
    take_in(Settings(home=folder / "home", corpus=folder), [folder / "河道.html"], Console(quiet=True))
    with Assistant.open(folder / "home") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("澄湖县2025年上半年清淤河道多少公里？", ("上半年 **1,200**", "全年 **2,600**")),
        ("澄湖县2025年栽植苗木多少株？谁负责？", ("上半年 **≥900**", "全年 **≥900**", "县水利局")),
        ("栽植苗木什么时候完成？", ("11月底",)),
    ],
)
def test_a_row_is_shown_with_its_columns(assistant: Assistant, question: str, said: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert all(words in answer.answer for words in said), answer.answer
    assert answer.citations[0].clause == ("表/1" if "清淤" in question else "表/2")
