"""Whom a clause charges with just what is asked, though another of its sentences meets the question best."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PAPER = """青岭县2026年渔港建设工作要点

一、基金
（一）设立渔港建设基金，规模2亿元。县国资公司负责管理人遴选，县财政局负责绩效考评，县金融办负责对接银行。
二、清淤
（二）清理航道淤泥5万方。（责任单位：县交通局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("who"), {"a.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("青岭渔港建设基金的绩效考评是哪个部门的活？", "县财政局"),
        ("青岭渔港基金对接银行的事谁来做？", "县金融办"),
        ("青岭渔港建设基金的管理人遴选谁负责？", "县国资公司"),
    ],
)
def test_only_who_does_it(assistant: Assistant, question: str, office: str) -> None:
    answer = assistant.ask(question)
    bold = answer.answer.split("〔")[0]
    assert answer.status == "answered"
    assert office in bold
    assert sum(one in bold for one in ("县国资公司", "县财政局", "县金融办")) == 1


def test_a_summary_of_a_named_paper_is_a_topic_of_its_own(assistant: Assistant) -> None:
    before = Turn(role="user", content="青岭渔港航道清淤多少方，谁负责？")
    answer = assistant.ask("概括一下青岭县2026年的要点", (before,))
    assert answer.status == "answered"
    assert answer.answer.startswith("**青岭2026要点共 2 个部分**")
