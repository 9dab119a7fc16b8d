"""A paper that looks back on a year and plans the next is asked of both; from when a paper holds is asked by
other words than its title's.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPERS = {
    "a.txt": """松陵县2025年水库管护情况和2026年任务分解

一、2025年管护情况
（一）除险加固。完成小型水库除险加固12座，投入4300万元。
二、2026年任务
（一）除险加固。年内完成小型水库除险加固15座。（责任单位：县水利局）
""",
    "b.txt": """松陵县水库管护人员补贴办法

第一条 每座小型水库落实管护人员2名。
第二条 本办法自2026年4月1日起施行，有效期5年。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("back"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("松陵县2025年水库除险加固完成了多少座？", "12座"),
        ("松陵县2026年水库除险加固要完成多少座？", "15座"),
        ("松陵那个水库管护人员的办法哪天开始执行？", "2026年4月1日"),
        ("松陵的管护补贴办法管到什么时候？", "5年"),
    ],
)
def test_it_answers(assistant: Assistant, question: str, says: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, says in answer.answer) == ("answered", True), answer.answer


def test_a_year_of_neither_is_not_there(assistant: Assistant) -> None:
    assert assistant.ask("松陵县2021年水库除险加固完成了多少座？").status != "answered"
