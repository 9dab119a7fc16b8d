"""A clause or a section pointed at: whole, its offices, or all that is in it."""

from __future__ import annotations

import pytest

from assistant.answers.clause import by_reference, by_title, enumerated
from assistant.answers.draft import Draft
from assistant.question import Query, Slots
from tests.assistant.answers.conftest import Shelf


@pytest.mark.parametrize(
    ("reference", "said", "not_said"),
    [
        (("一", "1"), "新建骑行驿站48座，9月底前投入使用。", "绿道照明"),
        (("一", "3"), "编印夜骑手册，向学校和社区发放。", "48座"),
    ],
)
def test_the_clause_at_the_marks(shelf: Shelf, reference: tuple[str, ...], said: str, not_said: str) -> None:
    draft = by_reference(shelf.query(intent="reference", reference=reference), shelf.sources)
    assert isinstance(draft, Draft)
    assert draft.status == "answered"
    assert said in draft.answer
    assert not_said not in draft.answer


def test_marks_that_stand_nowhere(shelf: Shelf) -> None:
    draft = by_reference(shelf.query(intent="reference", reference=("九", "9")), shelf.sources)
    assert isinstance(draft, Draft)
    assert (draft.status, draft.citations) == ("not_found", ())


def test_marks_that_stand_nowhere_and_words_that_do(shelf: Shelf) -> None:
    query = shelf.query("滨河绿道 夜骑手册", "reference", reference=("九", "9"), wants_unit=True)
    reply = by_reference(query, shelf.sources)
    assert isinstance(reply, Query)
    assert (reply.intent, reply.reference) == ("unit", ())


def test_who_is_charged_with_it(shelf: Shelf) -> None:
    query = shelf.query(intent="reference", reference=("一", "4"), wants_unit=True)
    draft = by_reference(query, shelf.sources)
    assert isinstance(draft, Draft)
    assert "宣传科" in draft.answer
    assert "慢行科" not in draft.answer


def test_nobody_is_named_where_the_clause_names_nobody(shelf: Shelf) -> None:
    query = shelf.query(intent="reference", reference=("一", "3"), wants_unit=True)
    draft = by_reference(query, shelf.sources)
    assert isinstance(draft, Draft)
    assert draft.status == "not_found"
    assert not any(office in draft.answer for office in ("慢行科", "绿道办", "宣传科"))


def test_an_enumeration_is_asked_for_by_its_words(shelf: Shelf) -> None:
    asked = Slots(asks=frozenset({"enumeration"}))
    draft = enumerated(shelf.query("设施建设", slots=asked), shelf.sources)
    assert draft is not None
    assert draft.listing is not None
    assert [row.clause for row in draft.listing.rows] == ["一/1", "一/2", "一/3", "一/4"]
    assert enumerated(shelf.query("设施建设"), shelf.sources) is None
    assert enumerated(shelf.query("夜骑手册", slots=asked), shelf.sources) is None


def test_no_title_no_section(shelf: Shelf) -> None:
    assert by_title(shelf.query("骑行驿站"), shelf.sources) is None
