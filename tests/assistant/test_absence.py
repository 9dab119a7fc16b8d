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


MEALS = """南渡县2024年助老工作要点

一、服务

1.办好社区助餐点30个。责任单位：县民政局。

2.改造老旧楼道120处。责任单位：县住建局。

二、保障

1.社区助餐点由王敏副局长统筹把关，每月调度。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("absence")
    with over(home, {"west.txt": WEST, "east.txt": EAST, "meals.txt": MEALS}) as opened:
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


@pytest.mark.parametrize("words", ["南渡县社区助餐点分管领导是谁？", "南渡县社区助餐谁分管？"])
def test_a_leader_named_in_another_clause_is_not_denied(assistant: Assistant, words: str) -> None:
    answer = assistant.ask(words)
    assert "没有载明" not in answer.answer
    assert "王敏副局长" in answer.answer


def test_where_no_clause_on_the_thing_may_name_a_leader_that_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("南渡县老旧楼道改造的分管领导是谁？")
    assert answer.status == "not_found"
    assert "没有载明分管或牵头领导" in answer.answer
    assert "县住建局" in answer.answer


def test_a_leader_is_not_denied_of_a_clause_that_may_name_one(assistant: Assistant) -> None:
    assert "没有载明" not in assistant.ask("南渡县2024年要点第二部分第1条的分管领导是谁？").answer
