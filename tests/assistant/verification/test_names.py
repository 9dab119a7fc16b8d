"""Offices and people stand where the clause names them, whole, under their role."""

from __future__ import annotations

import pytest

from assistant.verification.added import of_another_paper
from assistant.verification.names import Names, wrong_names
from tests.assistant.verification.clauses import charged, clause

NAMES = Names(("办公室", "办公室[宣教科]", "疾控科", "医政科", "基层科", "张三丰", "李四光"))
FACTS = clause(
    "完成接种任务，县教育局配合。",
    said=(charged("牵头领导", leaders=("张三丰",)), charged("责任科室", "疾控科", "办公室[宣教科]")),
)


@pytest.mark.parametrize(
    "words",
    [
        "责任科室：疾控科、办公室[宣教科]",
        "牵头领导：张三丰；责任科室：疾控科、办公室[宣教科]等（原文未列全）",
        "责任科室：办公室［宣教科］、疾控科",
        "由疾控科负责",
        "县教育局配合，疾控科牵头",
        "创建示范单位：1个",
        "没有提到谁",
    ],
)
def test_right_names_pass(words: str) -> None:
    assert wrong_names(words, [FACTS], NAMES) == []


@pytest.mark.parametrize(
    "words",
    [
        "责任科室：疾控科、办公室",
        "责任科室：疾控科",
        "责任科室：疾控科、医政科",
        "牵头科室：疾控科、办公室[宣教科]",
        "牵头领导：李四光",
        "医政科牵头",
        "由办公室负责",
        "由老干部处负责",
        "由县教育局负责",
        "牵头：县教育局",
        "由疾控科和医政科负责",
    ],
)
def test_other_names_fall(words: str) -> None:
    assert wrong_names(words, [FACTS], NAMES)


def test_a_name_of_another_clause_is_no_name_of_this_one() -> None:
    other = clause("另一条。", said=(charged("责任科室", "医政科"),))
    assert wrong_names("医政科", [FACTS], NAMES)
    assert not wrong_names("医政科", [FACTS, other], NAMES)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("由家庭发展与妇幼健康科负责", True),
        ("由疾控科和家庭发展与妇幼健康科负责", True),
        ("由疾控科和医政科负责", False),
        ("由家庭发展科负责", False),
        ("由医政科与妇幼健康科负责", False),
    ],
)
def test_an_office_with_a_joining_word_in_its_name_is_one(words: str, right: bool) -> None:
    fact = clause("完成接种任务。", said=(charged("责任科室", "家庭发展与妇幼健康科", "疾控科"),))
    assert (wrong_names(words, [fact], Names(("家庭发展与妇幼健康科", "疾控科"))) == []) is right


def test_names_of_another_paper_come_the_longest_first() -> None:
    """Twice asked, twice told the same: names are kept in a set, which has no order."""
    names = frozenset(
        ("云栖市", "云栖", "云栖市2026年绿道建设要点", "绿道要点", "云栖绿道", "云栖市绿道要点")
    )
    text = f"{'、'.join(sorted(names))}要求修泵站3座。"
    found = of_another_paper(text, ["柳坪"], [clause("修泵站3座。")], {"云栖": names})
    assert [fault.text for fault in found] == sorted(names, key=lambda name: (-len(name), name))
