"""A list of somebody's tasks is called complete only in a paper that marks whom it charges."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_library import over

RULES = """云桥县河道管理办法

第一条 为保护河道，制定本办法。

第二条 县水务局负责全县河道的监督管理。

第三条 河道两岸种树，以乡土树种为主。

第四条 捞出的水草当日运走。

第五条 禁止在河道里倾倒垃圾。

第六条 清淤的泥土不得堆在岸上。
"""
PLAN = """云桥县2026年河道工作要点

1.清淤8公里。（责任单位：县水务局）
2.种树600棵。（责任单位：县林业局）
3.巡河12次。（责任单位：县水务局、各乡镇）
"""


@pytest.mark.parametrize(
    ("text", "complete"), [(RULES, False), (PLAN, True)], ids=["rules that charge few", "a plan that marks"]
)
def test_a_list_is_complete_where_offices_are_marked(tmp_path: Path, text: str, complete: bool) -> None:
    with over(tmp_path, {"paper.txt": text}) as assistant:
        answer = assistant.ask("云桥县水务局有哪些任务")
    assert answer.listing is not None
    assert answer.listing.complete is complete
    assert ("已全部列出" in answer.answer) is complete
    assert ("按标明的责任单位计" in answer.answer) is not complete
