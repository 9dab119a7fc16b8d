"""What is asked beside how much: who and by when, each from the figure's own clause."""

from __future__ import annotations

from assistant.answers.also_asked import other_parts_asked
from assistant.lookups.figure import find_figures
from tests.assistant.answers.conftest import Shelf


def lines(shelf: Shelf, words: str, **wants: bool) -> list[str]:
    query = shelf.query(words, "figure", wants_figure=True, **wants)
    figures = find_figures(query, shelf.sources, ["linhe"])["linhe"]
    return other_parts_asked(query, shelf.sources.catalog.view("linhe"), figures)


def test_nothing_beside_a_plain_question(shelf: Shelf) -> None:
    assert lines(shelf, "骑行驿站") == []


def test_who_from_the_clause_of_the_figure(shelf: Shelf) -> None:
    (line,) = lines(shelf, "骑行驿站", wants_both=True)
    assert "慢行科、绿道办" in line
    assert "宣传科" not in line
    assert line.endswith("〔临河2023要点·一/1〕")


def test_the_time_as_printed(shelf: Shelf) -> None:
    (line,) = lines(shelf, "骑行驿站", wants_due=True)
    assert "9月底前" in line
    assert "7月" not in line


def test_that_there_is_no_time_is_said_of_a_clause_that_prints_none(shelf: Shelf) -> None:
    (line,) = lines(shelf, "照明完好率", wants_due=True)
    assert "9月" not in line
    assert "12月" not in line
