"""Rules in tiers, told by the amount that a question gives; lists of duties told with their items."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """白鹭市公共码头管理办法

第一章 补助

第一条 新建渡口20—60米（含60米）的，每米补助300元；60米以上的，每米补助500元。

第二条 对码头改造按下列规定补助：
（一）码头改造总投入500万元以上的，按总投入的8%补助。
（二）码头改造总投入3000万元以上的，由市人民政府另行研究。

第二章 职责

第三条 市航运中心承担码头日常巡护责任，履行下列职责：
（一）每月至少检查一次缆桩；
（二）更换后2天内登记备件；
（三）每年组织一次落水救援演练。

第四条 市航运中心负责候船亭的照明。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("tiers"), {"piers.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("新建渡口每米补多少，我们建45米", "300元", "500元"),
        ("码头改造总投入4000万元补助多少", "3000万元以上", "8%"),
        ("码头改造总投入900万补助多少", "8%", "另行研究"),
    ],
)
def test_the_tier_of_the_amount_given_is_told(
    assistant: Assistant, question: str, said: str, unsaid: str
) -> None:
    answer = assistant.ask(question)
    first = answer.answer.split("相近的原文")[0]
    assert said in first
    assert unsaid not in first


@pytest.mark.parametrize("question", ["新建渡口每米补多少，我们建90米", "码头改造总投入超过4千万的补助多少"])
def test_another_tier_is_not_told_as_the_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "near"


def test_duties_are_listed_with_their_items(assistant: Assistant) -> None:
    answer = assistant.ask("市航运中心承担哪些任务")
    assert answer.listing is not None
    assert answer.listing.total == 2
    for item in ("每月至少检查一次缆桩", "更换后2天内登记备件", "每年组织一次落水救援演练"):
        assert item in answer.answer
    assert "〔白鹭办法·第二章/第三条（二）〕" in answer.answer


def test_how_many_things_there_are_is_a_word_of_asking(assistant: Assistant) -> None:
    for question in ("市航运中心日常巡护要做哪几件事", "市航运中心日常巡护有哪几点要求"):
        query, _ = assistant.drafted(question, ())
        assert not any("几" in term.text for term in query.terms)
