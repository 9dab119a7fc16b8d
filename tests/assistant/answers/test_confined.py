"""What an office has to do in a part of a paper, in its tables, or in the paper a question calls by words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.office_tasks import confined
from assistant.ask import Assistant
from tests.assistant.answers.conftest import Shelf
from tests.small_library import over

QUAYS = """# 沅口市码头整治攻坚实施方案

## 一、主要任务

1.拆除废弃趸船8艘。牵头单位：市交通局；配合单位：市水利局。

## 附件

任务清单

| 序号 | 任务 | 牵头单位 | 完成时限 |
|---|---|---|---|
| 1 | 更换系缆桩 | 市交通局 | 6月底 |
| 2 | 设置救生圈 | 市应急局 | 8月底 |
| 3 | 硬化坡道 | 市交通局 | 9月底 |
"""
LANES = """沅口市2025年背街小巷工作要点

一、任务

1.修补路面40处。牵头单位：市交通局。

2.更换井盖600个。牵头单位：市住建局。
"""


PIERS = """沅口县渡口加固实施方案

一、项目内容

加固渡口40处。

二、职责分工

县航道中心负责指导施工。县交通局负责组织验收。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("confined")
    with over(home, {"quays.md": QUAYS, "lanes.txt": LANES}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "held", "not_held"),
    [
        ("附表清单里市交通局牵头的有哪几条", ["更换系缆桩", "硬化坡道"], ["拆除废弃趸船", "修补路面"]),
        ("码头整治里市交通局牵头的有哪些", ["拆除废弃趸船", "更换系缆桩", "硬化坡道"], ["修补路面"]),
        ("市交通局牵头的有哪些", ["拆除废弃趸船", "更换系缆桩", "硬化坡道", "修补路面"], ["更换井盖"]),
    ],
)
def test_the_tasks_of_the_part_asked_for(
    assistant: Assistant, question: str, held: list[str], not_held: list[str]
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [task for task in held if task not in answer.answer] == []
    assert [task for task in not_held if task in answer.answer] == []


def test_a_general_word_that_names_a_part_too_is_no_end(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert assistant.ask("主要任务里市应急局牵头的有哪几条").status == "not_found"
    home = tmp_path_factory.mktemp("general")
    with over(home, {"piers.md": PIERS}) as opened:
        answer = opened.ask("县航道中心在项目中的职责")
    assert "“一、项目内容”里没有载明“县航道中心”" in answer.answer
    assert "以下是文件其他地方的" in answer.answer
    assert "指导施工" in answer.answer


def test_words_that_are_in_no_title_confine_nothing(shelf: Shelf) -> None:
    assert confined(shelf.query("骑行驿站", "list"), shelf.sources) is None
