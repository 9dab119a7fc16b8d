"""What is asked beside how much: who and by when, each from the figure's own clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers.also_asked import other_parts_asked
from assistant.lookups.figure import find_figures
from tests.assistant.answers.conftest import Shelf
from tests.small_library import over


def lines(shelf: Shelf, words: str, **wants: bool) -> list[str]:
    query = shelf.query(words, "figure", wants_figure=True, **wants)
    figures = find_figures(query, shelf.sources, ["linhe"])["linhe"]
    return other_parts_asked(query, shelf.sources.catalog.view("linhe"), figures)


def test_nothing_beside_a_plain_question(shelf: Shelf) -> None:
    assert lines(shelf, "骑行驿站") == []


def test_who_from_the_clause_of_the_figure(shelf: Shelf) -> None:
    (line,) = lines(shelf, "骑行驿站", wants_both=True)
    assert "慢行科、绿道办" in line
    assert "宣传科" not in line
    assert line.endswith("〔临河2023要点·一/1〕")


def test_the_time_as_printed(shelf: Shelf) -> None:
    (line,) = lines(shelf, "骑行驿站", wants_due=True)
    assert "9月底前" in line
    assert "7月" not in line


def test_that_there_is_no_time_is_said_of_a_clause_that_prints_none(shelf: Shelf) -> None:
    (line,) = lines(shelf, "照明完好率", wants_due=True)
    assert "9月" not in line
    assert "12月" not in line


RULE = """峪河县山地骑行安全管理办法

（自2026年3月1日起施行，有效期五年）

第一条　组织骑行活动应当办理登记。

第二条　进入保护区的车队，应当向县文旅局缴纳清洁押金，每人200元。没有丢弃垃圾的，15个工作日内退还。

第三条　骑行驿站服务费为每次12元。
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("清洁押金交多少，什么时候退？", "完成时限以条文所写为准"),  # the quote prints how long it takes
        ("驿站服务费是多少，什么时候完成？", "没有另外写明"),
    ],
)
def test_a_time_a_procedure_takes_is_a_time(tmp_path: Path, question: str, said: str) -> None:
    with over(tmp_path, {"rule.txt": RULE}) as assistant:
        answer = assistant.ask(question).answer
    assert said in answer
    assert "年度文件" not in answer  # a rule holds for more years than that of its issue
