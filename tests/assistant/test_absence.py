"""文件未载明 is said only after a look-up in the full text; a sentence that says who is never denied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

WEST = """西桥县2023年路灯管理工作要点

一、任务

1.更换节能灯具3200盏，亮灯率达到98%。

2.灯杆刷新由街道组织实施，费用报县财政局核销。

3.编印夜间出行提示，逐户发放。
"""
EAST = """东滩县2023年路灯管理工作要点

一、任务

1.更换节能灯具1500盏。

2.提升亮灯水平，加强夜间巡查。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("absence")
    with over(home, {"west.txt": WEST, "east.txt": EAST}) as opened:
        yield opened


def _row(answer: str, place: str) -> str:
    return next(line for line in answer.splitlines() if line.startswith(f"| {place}"))


def test_a_cell_says_so_where_no_clause_has_the_thing(assistant: Assistant) -> None:
    answer = assistant.ask("西桥县和东滩县2023年亮灯率各是多少？")
    assert "98%" in _row(answer.answer, "西桥")
    assert "1500" not in _row(answer.answer, "东滩")


def test_who_does_it_is_shown_though_no_unit_was_read(assistant: Assistant) -> None:
    answer = assistant.ask("西桥县灯杆刷新谁来干？")
    assert answer.status in ("answered", "near")
    assert "由街道组织实施" in answer.answer
    assert "没有载明责任单位" not in answer.answer


def test_a_paper_that_marks_nobody_denies_nobody(assistant: Assistant) -> None:
    answer = assistant.ask("西桥县夜间出行提示的编印由谁负责？")
    assert answer.status == "near"
    assert "> 编印夜间出行提示，逐户发放。" in answer.answer
