"""A figure that a scanner's reading has spoilt is shown as it stands, and no other is given for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """临河市2031年绿道方案
一、全市绿道长120公里。
二、翻修绿道6O公里，改造驿站8处。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("spoilt")
    with over(home, {"paper.txt": PAPER}) as opened:
        yield opened


def test_the_spoilt_figure_is_shown_and_not_guessed(assistant: Assistant) -> None:
    answer = assistant.ask("临河市翻修多少公里？")
    assert [c.clause for c in answer.citations] == ["二"]
    assert "6O" in answer.answer
    assert "识别错误" in answer.answer
    assert "120" not in answer.answer


@pytest.mark.parametrize(
    ("question", "figure"), [("绿道长多少公里？", "120公里"), ("改造驿站多少处？", "8处")]
)
def test_a_figure_that_can_be_read_is_given(assistant: Assistant, question: str, figure: str) -> None:
    assert figure in assistant.ask(f"临河市{question}").answer
