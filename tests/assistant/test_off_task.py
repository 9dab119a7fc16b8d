"""What is no matter of plans is declined, and nothing that a clause speaks of is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from tests.small_library import over

CULTURE = """平川县2025年文化工作要点

一、公共文化服务

1.放映公益电影310场次。（责任单位：县文旅局）

2.举办合唱歌会12场。（责任单位：县文化馆）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("culture")
    with over(home, {"平川文化.txt": CULTURE}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure"),
    [("平川县2025年放映公益电影多少场？", "310场次"), ("平川县要办多少场歌会？", "12场")],
)
def test_a_matter_of_a_clause_is_answered(assistant: Assistant, question: str, figure: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert figure in answer.answer


@pytest.mark.parametrize("question", ["明天天气怎么样", "唱首歌", "推荐一只股票", "写一首诗", "讲个笑话"])
def test_what_no_plan_is_about_is_declined(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("not_found", "out_of_scope")
