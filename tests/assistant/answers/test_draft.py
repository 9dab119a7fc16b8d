"""What all kinds of answers share: a refusal, a note above, several answers one below the other."""

from __future__ import annotations

from assistant.answers.draft import Draft, ask_which, chips, joined, noted, refuse
from tests.assistant.answers.conftest import Shelf


def test_a_refusal_names_what_is_near() -> None:
    assert refuse("not_stated", "没有写到。").answer == "没有写到。"


def test_a_note_stands_above_and_on_no_clause() -> None:
    draft = noted(Draft(status="answered", answer="正文", counted=("一",)), "说明。")
    assert (draft.answer, draft.counted) == ("说明。\n\n正文", ("说明。", "一"))


def test_several_answers_one_below_the_other() -> None:
    one, other = (Draft(status="answered", answer=text, counted=(text,)) for text in ("甲", "乙"))
    assert (joined([one, other]).answer, joined([one, other]).counted) == ("甲\n\n乙", ("甲", "乙"))


def test_a_clause_has_one_chip(shelf: Shelf) -> None:
    view = shelf.sources.catalog.view("linhe")
    placed = [(view, view.clauses[0])] * 2 + [(view, view.clauses[1])]
    assert chips(placed) == "〔临河2023要点·一/1〕、〔临河2023要点·一/2〕"


def test_the_question_back(shelf: Shelf) -> None:
    draft = ask_which(("linhe", "qiaotou"), shelf.sources.catalog)
    assert (draft.status, draft.answer) == (
        "clarify",
        "请说明地区、年份或文件，例如：临河2023要点、桥头2023要点。",
    )
