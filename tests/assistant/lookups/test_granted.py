"""What is given for each of a thing, told where the sentence that says so leaves the thing out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.amount import granted
from assistant.ask import Assistant
from tests.small_library import over

PAPER = """白鹭市2031年公共驿站建设方案

一、建设任务

1.新建骑行驿站。10月底前新建骑行驿站24座，每座配饮水机2台。验收合格的，市财政每座一次性补助8万元；夜间也开放的，再增加2万元。

2.改建候车亭。改建候车亭60处。对每处给予改建奖补6000元。

3.整修步道。整修步道12公里。全年安排专项资金300万元，其中市级补助120万元。

4.培训管理员。每人每年培训不少于2次。

二、保障

（一）对新办的自行车行，每户补贴3000元。对新办的修车铺，每户补贴2000元。对新办的租车点，每户补贴1000元。对修车铺扩建的，每户再补贴500元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("granted"), {"stops.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "clause", "told"),
    [
        ("骑行驿站每座补助多少", "一/1", "8万元"),
        ("骑行驿站补多少钱一座", "一/1", "每座一次性补助8万元；夜间也开放的，再增加2万元"),
        ("新建一座骑行驿站奖多少钱", "一/1", "每座一次性补助8万元；夜间也开放的，再增加2万元"),
        ("候车亭改建奖补多少", "一/2", "6000元"),
    ],
)
def test_it_is_told(assistant: Assistant, question: str, clause: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [c.clause for c in answer.citations] == [clause]
    assert any(told in line for line in answer.answer.splitlines() if "**" in line)


@pytest.mark.parametrize("question", ["步道补助多少钱一公里", "管理员补贴多少", "饮水机补贴标准"])
def test_a_sum_in_all_or_another_clause_is_not(assistant: Assistant, question: str) -> None:
    query, _ = assistant.drafted(question, ())
    told = granted(query, assistant.sources)
    assert told is None or "120万元" not in told.answer
    assert told is None or [c.clause for c in told.citations] == ["一/1"]


def test_what_gives_for_several_things_is_not_told_so(assistant: Assistant) -> None:
    query, _ = assistant.drafted("新办补贴多少钱", ())
    assert granted(query, assistant.sources) is None


def test_what_asks_for_no_money_is_another_kinds(assistant: Assistant) -> None:
    query, _ = assistant.drafted("骑行驿站新建多少座", ())
    assert granted(query, assistant.sources) is None
