"""The slots of a question, and the rule that nobody but assistant/query reads its words."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.query.slots import read_slots
from assistant.question import Query, Scope, Slots

ROOM = Path(__file__).parents[3] / "assistant"
HANDED_ON = {"generation/engine.py"}
"""Modules that hand the question as it was put to a model; they may not read it themselves."""


def _reads_words(tree: ast.Module) -> list[int]:
    """Lines that read the raw question: `.asked` in a module that knows Query, or of anything called
    query.
    """
    knows = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "assistant.model"
        and any(name.name == "Query" for name in node.names)
        for node in ast.walk(tree)
    )
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "asked"
        and isinstance(node.ctx, ast.Load)
        and (knows or _name(node.value) == "query")
    ]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_only_the_room_of_questions_reads_their_words() -> None:
    modules = {path.relative_to(ROOM).as_posix(): path for path in ROOM.rglob("*.py")}
    read = {
        name: lines
        for name, path in modules.items()
        if not name.startswith("query/") and (lines := _reads_words(ast.parse(path.read_text("utf-8"))))
    }
    assert set(read) <= HANDED_ON, read


def test_the_raw_words_have_one_name() -> None:
    raw = {f.name for f in fields(Query)} & {"text", "question", "raw", "words", "content"}
    assert raw == set()


def test_the_rule_sees_a_reader() -> None:
    guilty = (
        "from assistant.model import Query\ndef f(found: Query) -> bool:\n    return '谁' in found.asked\n"
    )
    assert _reads_words(ast.parse(guilty)) == [3]
    assert _reads_words(ast.parse("def f(found):\n    return found.query.asked\n")) == [2]


def _slots(question: str, scope: Scope | None = None) -> Slots:
    return read_slots(question, question, scope or Scope())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("哪些条款提到了骑行驿站？", "骑行驿站"),
        ("提到骑行驿站的条款有哪些", "骑行驿站"),
        ("涉及骑行驿站方面的内容", "骑行驿站"),
        ("骑行驿站在哪几条里出现过？", "骑行驿站"),
        ("有几处讲到骑行驿站的", "骑行驿站"),
        ("文件里哪里写到“骑行驿站”", "骑行驿站"),
        ("骑行驿站谁负责", ""),
    ],
)
def test_words_looked_for(question: str, words: str) -> None:
    assert _slots(question).mention == words


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("这份要点的文号", ("文号",)),
        ("要点是几号文，哪天印发的", ("文号", "日期")),
        ("规划由哪个部门制定", ("印发单位",)),
        ("方案发布的时间和发布机关", ("日期", "印发单位")),
        ("骑行驿站什么时候建好", ()),
    ],
)
def test_facts_of_a_plan(question: str, facts: tuple[str, ...]) -> None:
    assert _slots(question).facts == facts


@pytest.mark.parametrize(
    ("question", "outline"),
    [
        ("规划有哪几章", "parts"),
        ("规划的目录", "parts"),
        ("一共有哪些专栏", "boxes"),
        ("哪一章讲骑行驿站", "part_with"),
        ("第几专栏写骑行驿站", "box_with"),
        ("骑行驿站有哪些", ""),
    ],
)
def test_headings_asked_for(question: str, outline: str) -> None:
    assert _slots(question).outline == outline


@pytest.mark.parametrize(
    ("question", "measure", "figures"),
    [
        ("骑行驿站建几处", "处", 1),
        ("驿站建多少个，绿道修多少公里", "", 2),
        ("驿站覆盖率多少", "share", 1),
        ("给驿站多少补贴", "元", 1),
        ("驿站由谁建", "", 0),
    ],
)
def test_figures_asked_for(question: str, measure: str, figures: int) -> None:
    slots = _slots(question)
    assert (slots.measure, slots.figures) == (measure, figures)


def test_qualifiers_keep_their_classes() -> None:
    owners, grades, *_ = _slots("二级公立医院有几家").qualifiers
    assert (owners, grades) == (frozenset({"公办"}), frozenset({"二"}))
    assert not any(_slots("骑行驿站有几处").qualifiers)
    assert not any(_slots("所有城市的骑行驿站有几处").qualifiers), "said of where, not of what"
    assert any(_slots("城市骑行驿站有几处").qualifiers)


def test_kinds_and_names() -> None:
    slots = _slots("驿站科作为牵头单位的约束性指标，含“骑行驿站”的有哪些")
    assert slots.kinds == ("约束性",)
    assert slots.quoted == ("骑行驿站",)


def test_places_and_the_name_of_the_plan() -> None:
    slots = _slots("云台县2021年规划编制由谁负责", Scope(regions=("云台县",), unknown=("云台",)))
    assert slots.titled == "规划编制由谁负责"
    assert dict(slots.places) == {"云台": "云台县"}
