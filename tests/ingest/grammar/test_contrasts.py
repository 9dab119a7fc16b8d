"""Words that tell one thing from another of the same name, and what is taken out of a rule."""

from __future__ import annotations

import pytest

from ingest.grammar.contrasts import (
    another,
    contradicts,
    contrasts_in,
    ends_in_member,
    told_apart,
)
from ingest.grammar.exclusions import exclusions_in, says_no
from ingest.grammar.tables import table

CLASSES = table("contrasts")["classes"]
EXAMPLES = [
    (number, example, member["words"][0])
    for number, row in enumerate(CLASSES)
    for member in row.get("members", ())
    for example in member["examples"]
] + [
    (number, example, value)
    for number, row in enumerate(CLASSES)
    for example, value in row.get("examples", {}).items()
]


@pytest.mark.parametrize(("number", "example", "member"), EXAMPLES)
def test_every_example_of_the_table_is_read(number: int, example: str, member: str) -> None:
    assert contrasts_in(example)[number] == {member}


@pytest.mark.parametrize("row", table("exclusions")["exclusions"], ids=lambda row: row["word"])
def test_every_word_takes_something_out_of_a_rule(row: dict[str, str]) -> None:
    assert exclusions_in(f"一般收费5元，{row['example']}。") == (row["example"],)


@pytest.mark.parametrize(
    ("asked", "own", "around", "is_another"),
    [
        ("民办养老院", "公办养老院", "", True),
        ("私立养老院", "民办养老院", "", False),
        ("民办养老院", "养老院", "民办的要登记，养老院入住", False),
        ("民办养老院", "养老院", "养老院入住", True),
        ("三级护理", "一级护理补助", "一级护理、三级护理", True),
        ("市级公园", "公园", "公园", False),
        ("市级公园", "公园", "省级公园", True),
        ("80岁老人", "老人", "65岁以上老人", True),
        ("二级及以上医院", "医院", "二级以上医院", False),
        ("二级（含）以上医院", "基层医院", "", True),
        ("二级以上医院", "三级医院", "", True),
        ("公园", "公办公园", "", False),
        ("新建仓库", "新、改、扩建仓库", "", False),
    ],
)
def test_another_member_is_another_thing(asked: str, own: str, around: str, is_another: bool) -> None:
    assert another(contrasts_in(asked), contrasts_in(own), contrasts_in(around)) is is_another


def test_a_sentence_that_says_no_member_contradicts_none() -> None:
    asked = contrasts_in("市级医院院长")
    assert contradicts(asked, contrasts_in("县级医院院长"))
    assert not contradicts(asked, contrasts_in("医院院长"))
    assert not contradicts(asked, contrasts_in("市级、县级医院院长"))


def test_the_parts_that_speak_of_the_one_asked_for() -> None:
    said = "女职工产假158天，男职工护理假15天。"
    assert told_apart(contrasts_in("男职工产假"), said) == ("男职工护理假15天",)
    assert told_apart(contrasts_in("职工产假"), said) == ()
    assert told_apart(contrasts_in("男职工"), "男职工护理假15天。") == ()


def test_the_end_of_a_name_that_a_member_stands_before() -> None:
    assert ends_in_member("去年二级")
    assert not ends_in_member("二级医院")
    assert not ends_in_member("市级")  # a level goes with any thing


@pytest.mark.parametrize("row", table("exclusions")["refusals"], ids=lambda row: row["word"])
def test_a_refusal_is_told_from_what_is_given(row: dict[str, str]) -> None:
    assert says_no(row["example"])
    assert exclusions_in(row["example"]) == ()
    assert not says_no("发放摊位补贴，登记摊位")
