"""Who holds a post of a team, where it has its office; and a field that is part of what something is called
is no office."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """白鹭市2031年社区合唱提升方案

一、组织

成立社区合唱工作专班，由分管文化的副市长任组长，市文旅局局长任副组长，专班办公室设在市文旅局，负责日常联络。

二、分工

（一）排练场地。开放排练场地30处。（责任单位：教育、体育、公安）

（二）合唱教育。各街道每年举办合唱教育活动4次。（责任单位：市文旅局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("posts"), {"choir.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("社区合唱专班的组长由谁担任", "分管文化的副市长任组长", "局长任副组长"),
        ("社区合唱专班副组长是谁", "市文旅局局长任副组长", ""),
        ("社区合唱专班办公室设在哪个部门", "设在市文旅局", "组长"),
        ("社区合唱专班办公室放在哪里", "设在市文旅局", "组长"),
    ],
)
def test_it_is_told_in_bold(assistant: Assistant, question: str, told: str, untold: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    bold = [line for line in answer.answer.splitlines() if line.startswith("**")]
    assert any(told in line for line in bold)
    assert not untold or not any(untold in line.partition("副市长任组长，")[0] for line in bold[:1])


@pytest.mark.parametrize("question", ["合唱教育每年办几次活动", "合唱教育有哪些要求", "合唱教育由谁负责"])
def test_a_field_within_a_term_is_no_office(assistant: Assistant, question: str) -> None:
    query, _ = assistant.drafted(question, ())
    assert "教育" not in query.units


@pytest.mark.parametrize("question", ["教育承担哪些任务", "教育部门承担哪些任务", "教育口有哪些任务"])
def test_a_field_alone_is_one(assistant: Assistant, question: str) -> None:
    query, _ = assistant.drafted(question, ())
    assert query.units == ("教育",)
