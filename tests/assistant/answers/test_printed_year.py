"""A year that no paper is of, but that a sentence prints, is shown and not denied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PLAN = """云桥县文化发展规划（2026—2030年）

一、发展目标

到2030年，建成书房30处，公共图书馆藏书量达到45万册。

展望2035年，建成书香之城，人人爱读书。

二、重点任务

1.2019年关停的影剧院改造成演艺中心。（责任单位：县文旅局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("year"), {"plan.txt": PLAN}) as opened:
        yield opened


SHOWN = (
    "2035年云桥的目标", "云桥2035年要怎么样", "云桥县文化规划2035年的目标是什么", "到2035年云桥怎么样",
    "云桥2035年目标呢", "云桥县规划展望2035年是怎么说的", "云桥到2035年的目标",
)  # fmt: skip


@pytest.mark.parametrize("question", SHOWN)
def test_the_sentence_is_shown(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("answered", "near")
    assert "书香之城" in answer.citations[0].quote


@pytest.mark.parametrize("question", ["云桥2033年的目标", "云桥县2024年目标是什么", "云桥2035年学校建几所"])
def test_what_no_sentence_prints_is_not(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status in ("not_found", "near")
    assert "书香" not in assistant.ask(question).answer.partition("\n>")[0]
