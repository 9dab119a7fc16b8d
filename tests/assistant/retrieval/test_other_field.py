"""A library of one field tells by itself which words say nothing in it; those of another field say much
there.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

THINGS = (
    *("环岛", "涵洞", "护栏", "隧道", "渡口", "标线", "站亭", "航标"),
    *("桥梁", "匝道", "路灯", "边沟", "挡墙", "绿篱", "井盖", "减速带"),
)
DEEDS = ("修缮", "改造", "新增", "清洗")


def roads(place: str, much: int) -> str:
    """A paper on roads, a clause a thing, each with a figure of its own."""
    tasks = (
        f"{n}．完成公路{thing}{deed}{much + n}处。"
        for n, (thing, deed) in enumerate(((t, d) for t in THINGS for d in DEEDS), 1)
    )
    return f"{place}2031年公路养护工作要点\n一、重点工作\n" + "\n".join(tasks) + "\n"


WARD = f"{len(THINGS) * len(DEEDS) + 1}．设立卫生室5个，方便公路职工看病。\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("roads"), {"青桐县公路.txt": roads("青桐县", 100) + WARD}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("公路渡口改造多少处", "118处"),
        ("公路减速带清洗多少处", "164处"),
        ("公路桥梁新增几处", "135处"),
        ("公路卫生室设几个", "5个"),
    ],
)
def test_the_word_every_clause_has_decides_nothing(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    ("question", "telling"),
    [
        ("公路渡口改造多少处", {"渡口"}),
        ("公路医院建几家", {"医院"}),  # general in a library of health plans, not here
    ],
)
def test_what_tells_a_thing_apart_is_told_by_the_library(
    assistant: Assistant, question: str, telling: set[str]
) -> None:
    assert {term.text for term in assistant.read(question).terms if term.tells} == telling


def test_a_thing_of_another_field_is_not_answered_with_what_is_here(assistant: Assistant) -> None:
    assert assistant.ask("公路医院建几家").status != "answered"
