"""What a word means: told by the clause that explains it, whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.content import explained
from assistant.ask import Assistant
from tests.assistant.answers.conftest import Shelf
from tests.small_library import over

PAPER = """洛溪县夜市管理办法

第一条 为规范夜市经营，制定本办法。

第二条 本办法所称夜市，是指日落后开放的集市。早市不在其内。

第三条 河堤以东、老街以西的地段为夜市集中区（以下简称“集中区”）。学校门前五十米除外。

第四条 集中区每晚十一时收市。流动摊不得进入集中区。

第五条 现做小吃的摊位和车辆为热食经营摊位和车辆（以下简称热食摊和餐车）。热食摊须配灭火器。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("meaning"), {"night.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "clause", "words"),
    [
        ("什么叫夜市？", "第二条", "早市不在其内"),
        ("夜市是指什么", "第二条", "日落后开放的集市"),
        ("夜市里说的集中区到底是哪一片", "第三条", "学校门前五十米除外"),
        ("集中区是怎么划的？", "第三条", "河堤以东、老街以西"),
        ("热食摊指的是哪些摊位", "第五条", "现做小吃"),
        ("什么是餐车", "第五条", "现做小吃"),
        ("集中区是什么意思", "第三条", "河堤以东、老街以西"),
    ],
)
def test_the_clause_that_explains_it(assistant: Assistant, question: str, clause: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [c.clause for c in answer.citations] == [clause]
    assert words in answer.answer


@pytest.mark.parametrize("question", ["什么叫流动摊？", "集中区几点收市", "夜市的目的是什么"])
def test_nothing_is_explained_that_no_clause_explains(assistant: Assistant, question: str) -> None:
    assert [c.clause for c in assistant.ask(question).citations][:1] not in (["第二条"], ["第三条"])


@pytest.mark.parametrize("question", ["什么是流动摊", "请问何谓灭火器？"])
def test_no_sentence_that_only_has_the_word_is_told_as_its_meaning(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status != "answered"


def test_what_asks_for_no_meaning_is_another_kinds(shelf: Shelf) -> None:
    assert explained(shelf.query("骑行驿站", "content"), shelf.sources) is None
