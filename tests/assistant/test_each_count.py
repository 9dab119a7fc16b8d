"""Tasks of several offices or people asked for at once: each has its own count, and what they share is
told.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.verification.answer import faults
from tests.small_library import over

PLAN = """临河市2023年城市管理工作要点

一、重点工作

1.新建公厕12座。（责任单位：市容科；分管领导：周明远）

2.清理占道经营，规范早市。（责任单位：市容科、执法科；分管领导：周明远）

3.查处违建30处。（责任单位：执法科；分管领导：郑一鸣）

4.开展夜间巡查。（责任单位：执法科；分管领导：郑一鸣）

5.绿化补植2000平方米。（责任单位：园林科；分管领导：周明远）
"""
NEXT = PLAN.replace("2023", "2024").replace("5.绿化", "5.完成绿化").replace("执法科、", "")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("each")
    with over(home, {"a.txt": PLAN, "b.txt": NEXT}) as opened:
        yield opened


EACH = {
    "two offices": (
        "临河2023年市容科和执法科各有几项任务？",
        ["市容科 2 项", "执法科 3 项", "共 4 项", "1 项共同列名：〔临河2023要点·一/2〕"],
    ),
    "three of them": (
        "临河2023年市容科、执法科、园林科分别负责多少项工作",
        ["市容科 2 项", "执法科 3 项", "园林科 1 项", "共 5 项"],
    ),
    "nothing shared": (
        "临河2023年市容科和园林科各有几项",
        ["市容科 2 项", "园林科 1 项", "共 3 项", "没有共同列名的"],
    ),
    "people": (
        "2023年临河周明远和郑一鸣各分管几项工作？",
        ["周明远 3 项", "郑一鸣 2 项", "共 5 项", "没有共同列名的"],
    ),
    "two plans": ("临河市容科和执法科各有几项任务", ["市容科 4 项", "执法科 6 项", "共 8 项"]),
}


@pytest.mark.parametrize(("question", "said"), EACH.values(), ids=EACH)
def test_each_has_its_count(assistant: Assistant, question: str, said: list[str]) -> None:
    answer = assistant.ask(question)
    assert (answer.status, [s for s in said if s not in answer.answer.partition("|")[0]]) == ("answered", [])
    assert answer.listing is not None
    assert answer.listing.total == len({(r.plan, r.clause) for r in answer.listing.rows})
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


def test_one_office_has_one_count(assistant: Assistant) -> None:
    answer = assistant.ask("临河2023年市容科有几项任务？").answer
    assert answer.startswith("**市容科** 共 2 项，已全部列出。\n")
    assert "共同列名" not in answer
