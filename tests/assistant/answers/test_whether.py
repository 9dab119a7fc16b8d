"""Is it this office? Said of the clause that charges somebody with the thing, and of no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.whether import whether_charged
from assistant.ask import Assistant
from tests.assistant.answers.conftest import Shelf
from tests.small_library import over

PAPER = """沅口县2025年渡口管理工作要点

一、渡船

1.更新渡船12艘，淘汰木船。牵头单位：县交通局；配合单位：县应急局、县财政局。

2.渡工持证上岗，每年复训一次。责任单位：县海事站。

3.渡口候船亭改造6处，县文旅局提出样式。责任单位：县住建局。

二、安全

1.配齐救生衣900件。责任单位：县应急局。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("whether"), {"ferry.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said", "clause"),
    [
        ("渡船更新是县交通局牵头吗？", "是。", "一/1"),
        ("更新渡船是不是由县交通局牵头", "是。", "一/1"),
        ("渡船更新是应急局牵头吧", "不是。", "一/1"),
        ("渡船更新是不是县财政局牵头？", "不是。", "一/1"),
        ("渡船更新由县住建局牵头，对吗", "不是。", "一/1"),
        ("渡工复训是县海事站负责吗", "是。", "一/2"),
        ("渡工复训是不是县交通局负责", "不是。", "一/2"),
        ("救生衣是不是县应急局负责的", "是。", "二/1"),
        ("候船亭改造是不是县住建局负责", "是。", "一/3"),
    ],
)
def test_yes_or_no(assistant: Assistant, question: str, said: str, clause: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.answer.startswith(said)
    assert [c.clause for c in answer.citations] == [clause]


@pytest.mark.parametrize(
    "question",
    [
        "候船亭改造是县文旅局负责吗",  # it has a part in it that nobody reads as a charge
        "渡船更新是不是县财政局负责",  # it supports
        "渡工复训是不是县海事站牵头",  # it is responsible; nobody is said to lead
        "渡工复训是县交通局牵头吗",
    ],
)
def test_neither_where_the_clause_does_not_tell(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answer.startswith(("是。", "不是。"))


@pytest.mark.parametrize(
    "question",
    [
        "渡船更新谁牵头？",
        "县应急局牵头哪些工作？",
        "县应急局管救生衣什么事",
        "县海事站在候船亭改造中负责什么？",
        "县财政局在更新渡船中牵头什么呢",
    ],
)
def test_what_asks_for_something_gets_no_yes_or_no(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answer.startswith(("是。", "不是。"))


def test_a_question_that_names_nobody_is_another_kinds(shelf: Shelf) -> None:
    assert whether_charged(shelf.query("骑行驿站", "unit", wants_unit=True), shelf.sources) is None
