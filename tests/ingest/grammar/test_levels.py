"""What says of which level something is, and who is called by a post alone."""

from __future__ import annotations

import re

import pytest

from ingest.grammar.measures import AGED
from ingest.grammar.minutes import TITLED
from ingest.grammar.office_ends import HEADING_LAST, NO_END, PARENT_LAST, SAME_END
from ingest.grammar.people import NAMED_POST
from ingest.grammar.places import GRADES, OF_GRADE
from ingest.grammar.role_words import HELD
from ingest.grammar.tables import table


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("创建国家级渡口2处、省级渡口3处", ["国家级", "省级"]),
        ("国家渡口", ["国家"]),
        ("市级和县级航标站", ["市级", "县级"]),
        ("区级以上", ["区级"]),
        ("三级航道", []),
    ],
)
def test_grades(text: str, grades: list[str]) -> None:
    assert re.findall(OF_GRADE, text) == grades


@pytest.mark.parametrize("char", GRADES)
def test_a_level_by_its_character(char: str) -> None:
    assert re.fullmatch(OF_GRADE, GRADES[char])


@pytest.mark.parametrize(
    "post", ["市长", "分管副校长", "镇党委书记", "办公室主任", "航道站站长", "河长", "股长", "总经理"]
)
def test_a_post(post: str) -> None:
    assert re.fullmatch(NAMED_POST, post)


@pytest.mark.parametrize("words", ["渡口", "增长", "市财政局", "责任人"])
def test_no_post(words: str) -> None:
    assert not re.fullmatch(NAMED_POST, words)


@pytest.mark.parametrize(
    ("role", "held"), [("第一责任人", True), ("分管领导", True), ("组长", True), ("责任单位", False)]
)
def test_what_somebody_is_held_to_be(role: str, held: bool) -> None:
    assert bool(re.fullmatch(HELD, role)) is held


@pytest.mark.parametrize(
    ("word", "has_parts", "stands_alone"),
    [
        ("水利局", True, True),
        ("省水利厅", True, True),
        ("县医院", True, False),
        ("口腔科", False, False),
        ("航道", False, False),
    ],
)
def test_ends_of_offices(word: str, has_parts: bool, stands_alone: bool) -> None:
    assert bool(PARENT_LAST.search(word)) is has_parts
    assert bool(HEADING_LAST.search(word)) is stands_alone


@pytest.mark.parametrize(("text", "age"), [("65岁", True), ("18周岁", True), ("65年", False)])
def test_an_age(text: str, age: bool) -> None:
    assert bool(re.fullmatch(rf"\d+{AGED}", text)) is age


@pytest.mark.parametrize("row", table("offices")["no_end"], ids=lambda row: row["word"])
def test_what_begins_as_an_end_is_none(row: dict[str, str]) -> None:
    assert re.search(rf"(?:{NO_END})$", row["example"])


@pytest.mark.parametrize("row", table("offices")["same_end"], ids=lambda row: row["end"])
def test_ends_that_stand_for_each_other(row: dict[str, str]) -> None:
    assert row["example"].endswith(row["end"])
    assert SAME_END[row["end"]] not in SAME_END  # what is read so is read as it is


@pytest.mark.parametrize("row", table("roles")["answerable"], ids=lambda row: row["word"])
def test_who_answers_for_a_thing(row: dict[str, str]) -> None:
    assert re.search(rf"{HELD}$", row["example"])


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("县长办公会议纪要", True),
        ("局务会议纪要", True),
        ("会议纪要", True),
        ("工作要点", False),
        ("航道纪要", False),
    ],
)
def test_what_minutes_are_called(text: str, titled: bool) -> None:
    assert bool(re.fullmatch(TITLED, text)) is titled
