"""Several things asked of in one question: each gets its line, and what is not found is named."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.several import each_in_turn
from assistant.model import Slots
from tests.assistant.answers.conftest import Shelf


def _asked(shelf: Shelf, words: str) -> object:
    query = shelf.query(words, "figure", slots=Slots(dated=words))
    return each_in_turn(replace(query, phrase=words), shelf.sources)


def test_each_has_its_line(shelf: Shelf) -> None:
    draft = _asked(shelf, "骑行驿站和绿道照明完好率")
    assert draft is not None
    assert "48座" in draft.answer  # type: ignore[attr-defined]
    assert "92%" in draft.answer  # type: ignore[attr-defined]


def test_one_thing_is_answered_as_one(shelf: Shelf) -> None:
    assert _asked(shelf, "骑行驿站") is None
