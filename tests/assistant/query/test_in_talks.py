"""What a follow-up takes over of a penalty, and 第三条 as the third of what was listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.query.nth_of_list import nth_of_list
from assistant.query.penalties import with_penalty, without_penal_words
from assistant.question import Query, Scope, Slots
from tests.small_library import over

PLAN = """桐坞县2025年驿站方案
一、任务
（一）改造驿站12座。
（二）更换座椅300张。
"""
RULES = """桐坞县驿站办法
第一条 驿站每日开放。
第二条 驿站不得收取门票，违者由县文旅局罚款。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("talks"), {"plan.txt": PLAN, "rules.txt": RULES}) as opened:
        yield opened


def of_penalty(asked: str = "驿站收门票罚多少") -> Query:
    return Query(asked=asked, intent="figure", scope=Scope(), slots=Slots(asks=frozenset(("penalty",))))


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("那改造的呢", True),
        ("谁负责", True),
        ("要改造几座", False),
        ("什么时候完成", False),
        ("有哪些任务", False),
    ],
)
def test_a_penalty_is_meant_until_something_else_is_asked(
    assistant: Assistant, question: str, kept: bool
) -> None:
    query = assistant.read(question)
    assert ("penalty" in with_penalty(query.slots, query, of_penalty()).asks) is kept
    other = replace(of_penalty(), slots=Slots())
    assert "penalty" not in with_penalty(query.slots, query, other).asks


@pytest.mark.parametrize(("question", "left"), [("谁处罚", 0), ("由谁查处", 0), ("谁处罚收门票的", 2)])
def test_that_somebody_is_punished_is_no_topic(assistant: Assistant, question: str, left: int) -> None:
    query = without_penal_words(assistant.read(question))
    assert len([t for t in query.terms if t.text not in ("处罚", "查处")]) >= min(left, 1)
    assert (not query.terms) is (left == 0)


@pytest.mark.parametrize(
    ("paper", "question", "nth"),
    [
        ("plan", "第二条呢", 2),
        ("plan", "第2条谁负责", 2),
        ("plan", "第二章呢", None),
        ("plan", "桐坞县驿站办法第二条呢", None),
        ("rules", "第二条呢", None),
    ],
)
def test_the_nth_where_the_paper_has_no_articles(
    assistant: Assistant, paper: str, question: str, nth: int | None
) -> None:
    before = replace(of_penalty("有几条"), scope=Scope(plans=(paper,)))
    listed = nth_of_list(assistant.read(question), before, assistant.catalog)
    assert (listed.slots.nth if listed else None) == nth
    assert listed is None or listed.slots.back == "nth"
