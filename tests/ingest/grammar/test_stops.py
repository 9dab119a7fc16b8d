"""Where a sentence ends, and a part of it; what a text is written in."""

from __future__ import annotations

import re

import pytest

from ingest.grammar import stops
from ingest.grammar.letters import (
    count_han,
    has_digit,
    has_han,
    has_letter,
    is_han,
    on_one_line,
    places_of,
    without_blanks,
)
from ingest.grammar.stops import begin_of, end_of
from ingest.grammar.tables import one_of

TEXT = "新建泵站1,200座，改造：渠道，水闸；清淤河道。管护到村！"


@pytest.mark.parametrize(
    ("stop", "piece"),
    [
        (stops.SENTENCE, "新建泵站1,200座，改造：渠道，水闸；清淤河道"),
        (stops.STATEMENT, "新建泵站1,200座，改造：渠道，水闸"),
        (stops.PRINTED, "新建泵站1,200座，改造：渠道，水闸"),
        (stops.PRINTED_OR_COLON, "渠道，水闸"),
        (stops.COMMA, "改造：渠道"),
        (stops.PART, "渠道"),
        (stops.PART_AS_PRINTED, "渠道"),
    ],
)
def test_the_piece_around_a_place(stop: re.Pattern[str], piece: str) -> None:
    at = TEXT.index("渠道")
    assert TEXT[begin_of(stop, TEXT, at) : end_of(stop, TEXT, at)] == piece


def test_a_comma_inside_a_number_ends_nothing_as_printed() -> None:
    assert stops.PART_AS_PRINTED.split("建泵站1,200座,渠道") == ["建泵站1,200座", "渠道"]


def test_a_piece_is_looked_for_within_its_bounds() -> None:
    at = TEXT.index("水闸")
    assert begin_of(stops.SENTENCE, TEXT, at, 3) == 3
    assert end_of(stops.SENTENCE, TEXT, at, at + 2) == at + 2
    assert begin_of(stops.SENTENCE, "水闸", 0) == 0
    assert end_of(stops.SENTENCE, "水闸", 0) == 2


def test_sentences_and_statements_leave_out_what_ends_them() -> None:
    said = "修泵站；清河道。管到村！\n报进展"
    assert stops.SENTENCES.findall(said) == ["修泵站；清河道", "管到村", "报进展"]
    assert stops.STATEMENTS.findall(said) == ["修泵站", "清河道", "管到村！", "报进展"]


@pytest.mark.parametrize(
    ("text", "han", "all_han", "digit", "letter"),
    [
        ("泵站", True, True, False, True),
        ("泵站3座", True, False, True, True),
        ("３", False, False, True, True),
        ("km", False, False, False, True),
        ("——，", False, False, False, False),
        ("ʼ ˈー", False, False, False, False),
        ("", False, False, False, False),
    ],
)
def test_what_a_text_is_written_in(text: str, han: bool, all_han: bool, digit: bool, letter: bool) -> None:
    assert (has_han(text), is_han(text), has_digit(text), has_letter(text)) == (han, all_han, digit, letter)


def test_blanks() -> None:
    assert without_blanks(" 泵 站\u3000三\n座 ") == "泵站三座"
    assert on_one_line(" 泵站\u3000\n三座 ") == "泵站 三座"
    assert count_han("3座泵站") == 3


@pytest.mark.parametrize(
    ("word", "text", "places"),
    [("泵站", "泵站和泵站", [0, 3]), ("水水", "水水水", [0]), ("", "泵站", []), ("渠", "泵站", [])],
)
def test_each_mention_of_a_word(word: str, text: str, places: list[int]) -> None:
    assert list(places_of(word, text)) == places


def test_one_of_some_words_is_the_longest() -> None:
    pattern = re.compile(one_of(["局", "局（东区）", "C++"]))
    assert pattern.findall("局（东区）、C++、局") == ["局（东区）", "C++", "局"]


@pytest.mark.parametrize("far", [0, 1, 150, 199, 200, 201, 400, 1000])
def test_the_begin_of_a_piece_however_far_back(far: int) -> None:
    text = f"改造，1,{'2' * far}新建渠道"
    assert begin_of(stops.PART, text, len(text)) == text.rindex(",") + 1
    printed = text.index("，") + 1 if far else text.rindex(",") + 1
    assert begin_of(stops.PART_AS_PRINTED, text, len(text)) == printed
    assert begin_of(stops.SENTENCE, text, len(text), 2) == 2
