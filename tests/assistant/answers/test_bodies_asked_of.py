"""Who leads a body set up for the work: never that body itself; a post is told by its own sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """沂泉县渡口安全整治工作方案

一、工作要求

（一）压实责任。成立沂泉县渡口安全整治工作专班，由分管副局长负责，局航道科、县渡口管理中心人员组成。各渡口要
扎实开展自查。

（二）加强领导。成立沂泉县渡口安全联合督查领导小组，负责组织、协调、推进全县渡口督查工作。由县委常委、副县长
罗平同志担任组长，县交通局、县应急局主要负责同志为成员。

（三）更新渡船。县渡口管理中心负责更新渡船6艘。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(
        tmp_path_factory.mktemp("bodies"), {"ferry.txt": PAPER.replace("\n扎", "扎").replace("\n罗", "罗")}
    ) as a:
        yield a


def _bold(answer: str) -> str:
    return " ".join(line for line in answer.splitlines() if line.startswith("**"))


@pytest.mark.parametrize("question", ["渡口安全整治工作专班由谁负责，哪些人员组成？", "渡口整治专班谁牵头"])
def test_the_body_itself_is_no_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question).answer
    assert "专班" not in _bold(answer)
    assert "分管副局长" in answer


def test_the_sentence_with_the_post_is_shown(assistant: Assistant) -> None:
    answer = assistant.ask("渡口安全联合督查领导小组的组长是谁？").answer
    assert "罗平同志担任组长" in answer


def test_another_who_is_charged_stays(assistant: Assistant) -> None:
    assert "县渡口管理中心" in _bold(assistant.ask("更新渡船由谁负责").answer)
