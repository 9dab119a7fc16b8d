"""An office said with its level is none of another level's, and a word of a covering notice is not denied.
Papers of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

COUNTY = """白芦县水利局文件

各乡镇水利站：

现将《白芦县水利局2026年水利工作要点》印发给你们，请于3月25日前将细化台账报局办公室。

白芦县水利局2026年水利工作要点

一、重点工作

（一）修复水毁工程。修复堤防6公里。由县水利工程中心牵头，县应急管理局配合。

（二）推进节水。新增节水灌溉面积1.1万亩。（责任单位：县农业农村局）
"""
CITY = """澄浦市2026年防汛工作要点

一、重点工作

（一）加强巡查。（责任单位：市水利局、市林业局）
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    named = {"白芦县水利局要点.txt": COUNTY, "澄浦市防汛要点.txt": CITY}
    with over(tmp_path_factory.mktemp("levels"), named) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "白芦县水利局今年要点，修复水毁工程谁牵头谁配合",
        "白芦县水利局2026年要点里水毁工程修复由谁牵头",
        "白芦县水利局的要点，水毁工程修复谁配合",
    ],
)
def test_an_office_of_another_level_is_not_meant(papers: Assistant, question: str) -> None:
    answer = papers.ask(question)
    assert answer.status == "answered"
    assert "市水利局" not in answer.answer
    assert "县水利工程中心" in answer.answer


def test_an_office_that_is_asked_for_is_still_found(papers: Assistant) -> None:
    answer = papers.ask("澄浦市水利局有哪些任务")
    assert answer.listing is not None
    assert answer.listing.total == 1


def test_a_word_of_the_covering_notice_is_not_denied(papers: Assistant) -> None:
    answer = papers.ask("白芦的细化台账什么时候报").answer
    assert "没有“细化”" not in answer
    assert "“台账”这样的字样" not in answer
