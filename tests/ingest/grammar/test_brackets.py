"""What is said in brackets, and a number that is no part of another."""

from __future__ import annotations

import pytest

from ingest.grammar.brackets import ASIDE, LAST_ASIDE
from ingest.grammar.numerals import A_NUMBER, NUMBER_ALONE, number_in, times_in
from ingest.grammar.office_like import is_everyday


def test_the_words_in_brackets() -> None:
    said = "泵站（含管网（支线））3座（县水务局）"
    assert ASIDE.findall(said) == ["（支线）", "（县水务局）"]
    assert LAST_ASIDE.sub("", said) == "泵站（含管网（支线））3座"


@pytest.mark.parametrize(
    ("number", "text", "stands"),
    [
        ("30", "新建30座", True),
        ("30", "达到30.5%", False),
        ("30", "新建130座", False),
        ("3", "1.3万", False),
        ("30", "累计30。", True),
        ("2.5", "2.5米", True),
        ("2.5", "12.5米", False),
    ],
)
def test_a_number_stands_in_a_text(number: str, text: str, stands: bool) -> None:
    assert number_in(number, text) is stands


def test_a_number_goes_as_far_as_its_decimals() -> None:
    assert A_NUMBER.findall("达到24.1%，新建3座，1.5.2") == ["24.1", "3", "1.5", "2"]
    assert NUMBER_ALONE.findall("达到24.1%，新建3座，1.5.2") == ["24.1", "3", "1.5"]


@pytest.mark.parametrize(
    ("words", "text", "times"),
    [("3座", "3座、13座、3座", 2), ("座", "3座、13座", 2), ("达到3", "达到3，达到3.5", 1), ("", "3座", 0)],
)
def test_how_often_words_stand_in_a_text(words: str, text: str, times: int) -> None:
    assert times_in(words, text) == times


@pytest.mark.parametrize(
    ("words", "everyday"), [("召开会议室", False), ("县医务室", True), ("县水务局", False)]
)
def test_words_that_only_end_as_offices_do(words: str, everyday: bool) -> None:
    assert is_everyday(words) is everyday
