"""What a query says of its own text: its stretches, what stands before and behind a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.query.asides import without_asking
from assistant.query.scope import longer_names
from assistant.query.things import name_asked, words_said
from assistant.question import Query, Scope, Term
from assistant.retrieval.lexicon import load_lexicon

QUERY = Query(
    asked="二级驿站的照明完好率要到多少",
    intent="figure",
    scope=Scope(),
    terms=tuple(Term(text=text, weight=1.0) for text in ("二级", "驿站", "照明", "完好率")),
    phrase="二级驿站 照明完好率",
    wording="二级驿站的照明完好率要到多少",
)


def test_its_stretches() -> None:
    assert QUERY.stretches == ("二级驿站", "照明完好率")
    assert replace(QUERY, phrase="").stretches == ()


@pytest.mark.parametrize(
    ("word", "before", "followers", "says"),
    [
        ("驿站", "二级", (), True),
        ("二级", "", ("驿站",), True),
        ("照明", "二级驿站 ", ("完好率",), True),
        ("码头", "", (), False),
        ("驿站照明", "", (), False),
    ],
)
def test_what_stands_around_a_word(word: str, before: str, followers: tuple[str, ...], says: bool) -> None:
    assert (QUERY.said_before(word), QUERY.followers(word), QUERY.says(word)) == (before, followers, says)


def test_what_is_searched_for_and_what_was_said_before() -> None:
    assert (QUERY.searched, replace(QUERY, wording="").searched) == (QUERY.wording, QUERY.phrase)
    assert QUERY.turns == (QUERY.wording,)
    assert replace(QUERY, wording="三级的呢", before=QUERY).turns == ("三级的呢", QUERY.wording)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("照明完好率", "照明完好率"),
        ("关于照明完好率的情况", "照明完好率"),
        ("照明完好率 目标值", "照明完好率"),
        ("照明 完好率", ""),
        ("", ""),
    ],
)
def test_a_phrase_that_is_one_name(phrase: str, name: str) -> None:
    assert name_asked(replace(QUERY, phrase=phrase)) == name


def test_words_said_without_those_of_asking() -> None:
    assert {"照明", "驿站"} <= set(words_said(QUERY, load_lexicon()))
    assert "多少" not in words_said(QUERY, load_lexicon())


def test_without_words_of_asking() -> None:
    assert without_asking(QUERY, QUERY.terms[:1]).turns == (QUERY.phrase,)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("临河灌区的渠道", {"临河市": "临河灌区"}),
        ("临河市的渠道", {}),
        ("临河有几条渠", {"临河市": "临河有几"}),
    ],
)
def test_a_place_that_may_begin_another_name(said: str, names: dict[str, str]) -> None:
    scope = Scope(regions=("临河市",))
    assert longer_names(replace(QUERY, wording=said, scope=scope)) == names
