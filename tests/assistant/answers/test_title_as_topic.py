"""Who or how much is asked of all a paper is about, in the words of its title."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

RULES = """桐坞县水上流动驿站管理规定
第一条 县文旅局是水上流动驿站的主管部门，负责水上流动驿站的监督管理。
第二条 水上流动驿站不得占用航道。
第三条 到2027年，水上流动驿站达到20座。
"""
OTHER = """云渡县夜市管理规定
第一条 夜市由镇政府管理。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("title"), {"水上流动驿站.txt": RULES, "夜市.txt": OTHER}) as opened:
        yield opened


@pytest.mark.parametrize(
    "question", ["水上流动驿站归谁管", "桐坞县水上流动驿站谁主管", "水上流动驿站到2027年要有多少"]
)
def test_what_is_nearest_in_it_is_shown(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("answered", "near"), answer.answer
    assert answer.citations[0].clause in ("第一条", "第三条")


@pytest.mark.parametrize("question", ["水上流动驿站", "桐坞县水上流动驿站管理规定"])
def test_a_paper_that_is_only_named_is_asked_about(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "clarify"
