"""The nearest sentences where nothing states it in so many words; absence only where it is earned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers.near import SAID, near_or_nothing
from assistant.lookups.absence import stands_nowhere
from assistant.question import Term
from tests.assistant.answers.conftest import Shelf


def test_the_nearest_sentences_are_shown_and_nothing_is_said_of_them(shelf: Shelf) -> None:
    draft = near_or_nothing(shelf.query("骑行驿站充气桩"), shelf.sources)
    assert (draft.status, draft.reason, draft.citations[0].clause) == ("near", None, "一/1")
    assert draft.answer.startswith(SAID)
    own = [line for line in draft.answer.splitlines() if not line.startswith((">", "出处：", "〔"))]
    assert "".join(own) == SAID, "no other word of ours"
    assert "> 新建骑行驿站48座，9月底前投入使用。" in draft.answer


@pytest.mark.parametrize("words", ["飞艇", "潜艇"])
def test_what_stands_nowhere_was_looked_up_word_by_word(shelf: Shelf, words: str) -> None:
    draft = near_or_nothing(shelf.query(words), shelf.sources)
    assert (draft.status, draft.citations) == ("not_found", ())
    assert words[:2] in draft.answer


@pytest.mark.parametrize("words", ["晚上飞艇", "飞艇刚满的时候", "飞艇的日子"])
def test_only_names_of_things_are_said_to_stand_nowhere(shelf: Shelf, words: str) -> None:
    draft = near_or_nothing(shelf.query(words), shelf.sources)
    assert "“飞艇”" in draft.answer
    assert not any(word in draft.answer for word in ("晚上", "刚满", "时候", "日子"))


@pytest.mark.parametrize(
    ("rest", "is_shown"),
    [
        ("骑行驿站充气桩", True),
        ("骑行驿站投用", True),
        ("谁说的", False),
        ("几点钟呀", False),
    ],
)
def test_the_nearest_sentences_stand_below_a_word_that_stands_nowhere(
    shelf: Shelf, rest: str, is_shown: bool
) -> None:
    query = replace(shelf.query("飞艇"), wording=f"飞艇 {rest}")
    draft = near_or_nothing(query, shelf.sources)
    assert draft.answer.startswith("临河2023要点的条款里没有“飞艇”这样的字样。")
    assert (draft.status, SAID in draft.answer) == (("near", True) if is_shown else ("not_found", False))
    assert not is_shown or draft.citations[0].clause == "一/1"


def test_a_word_of_another_plan_is_told_to_be_there(shelf: Shelf) -> None:
    draft = near_or_nothing(shelf.query("湖滨", plans=("linhe",)), shelf.sources)
    assert draft.status == "near"
    assert draft.answer.startswith("临河2023要点的条款里没有“湖滨”这样的字样。桥头2023要点里有相近的内容")
    assert "85%" not in draft.answer


def test_one_pair_of_a_word_is_enough_not_to_deny_it(shelf: Shelf) -> None:
    assert not stands_nowhere(shelf.query("夜骑护目镜"), shelf.sources, ("linhe",))
    assert stands_nowhere(shelf.query("护目镜"), shelf.sources, ("linhe",))


@pytest.mark.parametrize(("word", "told"), [("湖滨", True), ("湖滨护目镜率", False), ("滨步", False)])
def test_another_plan_that_has_half_a_word_is_no_place_to_ask(shelf: Shelf, word: str, told: bool) -> None:
    query = replace(shelf.query("湖滨", plans=("linhe",)), terms=(Term(text=word, weight=1.0),))
    assert ("可以改问那里" in near_or_nothing(query, shelf.sources).answer) is told
