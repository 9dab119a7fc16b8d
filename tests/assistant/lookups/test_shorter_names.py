"""A list of an office's tasks says what charges an office called by the end of its name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.lookups.listing import is_end_of
from tests.small_library import over

PAPER = """白鹭市公共驿站服务若干措施

1.新建驿站。新建驿站24座。（责任单位：市交通局道路管理处、慢行建设处）

2.管好驿站。驿站全年开放。（责任单位：市交通局慢行建设处）

3.整修步道。整修步道12公里。（责任单位：市交通局道路管理处、市财政局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("shorter"), {"stops.txt": PAPER}) as opened:
        yield opened


def test_the_clause_with_the_shorter_name_stands_beside_the_list(assistant: Assistant) -> None:
    answer = assistant.ask("市交通局慢行建设处负责哪些措施")
    assert "共 1 项（按全称计）" in answer.answer
    assert "已全部列出" not in answer.answer
    assert "另有 1 项写的是“慢行建设处”" in answer.answer
    assert {c.clause for c in answer.citations} == {"1", "2"}
    assert answer.listing is not None
    assert not answer.listing.complete


def test_a_list_without_one_is_whole(assistant: Assistant) -> None:
    assert "共 2 项，已全部列出" in assistant.ask("市交通局道路管理处负责哪些措施").answer


@pytest.mark.parametrize(
    ("name", "unit", "is_end"),
    [
        ("慢行建设处", "市交通局慢行建设处", True),
        ("办公室", "市政府办公室", False),
        ("市交通局", "市交通局", False),
        ("交通运输局", "市交通运输局", True),
        ("道路管理处", "市交通局慢行建设处", False),
    ],
)
def test_the_end_of_a_name(name: str, unit: str, is_end: bool) -> None:
    assert is_end_of(name, unit) is is_end
