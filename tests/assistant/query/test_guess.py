"""What a question asks where no row of asks.yaml says it: the classifier's part, in wordings of our own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.query import guess
from assistant.query.guess import Guess, grams_of, guessed, ranked, speaks_for
from assistant.question import Query, Scope, Slots, Term
from evals.bench.intents import HELD_OUT, PHRASINGS, read_labelled


def query(wording: str, *terms: str, intent: str = "content", **slots: Any) -> Query:
    found = Query(asked=wording, intent=intent, scope=Scope(), wording=wording)  # type: ignore[arg-type]
    return replace(found, terms=tuple(Term(text=t, weight=1.0) for t in terms), **slots)


def test_n_grams_have_ends_and_no_stops_and_one_number() -> None:
    assert {"^驿", "2站"} & {*grams_of("驿站12座?")} == {"^驿"}
    assert {"0座$", "座$"} <= {*grams_of("驿站12座?")}


@pytest.mark.parametrize(
    ("wording", "asked"),
    [
        ("骑行驿站的主管单位", "who"), ("骑行驿站座数", "amount"), ("骑行驿站的截止时间", "when"),
        ("骑行驿站的建设办法", "content"),
    ],
)  # fmt: skip
def test_the_likeliest_comes_first(wording: str, asked: str) -> None:
    guesses = ranked(wording)
    assert guesses[0].asks == asked
    assert sum(g.share for g in guesses) == pytest.approx(1)


def test_words_that_ask_speak_for_their_class() -> None:
    assert speaks_for("主责", "who") > speaks_for("驿站", "who")


def test_who_is_guessed_and_the_word_that_asks_is_not_looked_for() -> None:
    found = guessed(query("骑行驿站的业务主管", "骑行", "驿站", "业务主管"))
    assert (found.intent, found.wants_unit) == ("unit", True)
    assert [t.text for t in found.terms] == ["骑行", "驿站"]


def test_the_rules_reading_is_kept_to_fall_back_on() -> None:
    plain = query("骑行驿站的业务主管", "骑行", "驿站", "业务主管")
    assert guessed(plain).otherwise == (plain,)


@pytest.mark.parametrize(
    "told",
    [
        query("骑行驿站怎么建", "骑行", "驿站"),
        query("那骑行驿站的业务主管呢", "骑行", "驿站", "业务主管"),
        query("骑行驿站的业务主管", "骑行", intent="figure"),
        query("骑行驿站的业务主管", "骑行", units=("慢行科",)),
        query("骑行驿站的业务主管", "骑行", slots=Slots(mention="驿站")),
        query("业务主管"),
    ],
)
def test_what_a_rule_says_is_not_guessed(told: Query) -> None:
    assert guessed(told) is told


def test_of_two_that_are_close_both_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = {"who": 0.4, "amount": 0.35, "content": 0.25}
    monkeypatch.setattr(
        guess, "ranked", lambda text: tuple(Guess(asks=name, share=s) for name, s in shares.items())
    )
    found = guessed(query("骑行驿站", "骑行", "驿站"))
    assert found.second is not None
    assert (found.intent, found.second.intent) == ("unit", "figure")
    shares.update(who=0.7, amount=0.1, content=0.2)
    assert guessed(query("骑行驿站", "骑行", "驿站")).second is None


def test_the_questions_to_measure_with_are_not_those_it_was_trained_on() -> None:
    held = {row.split("\t")[1] for row in (HELD_OUT / "held-out.tsv").read_text("utf-8").splitlines()}
    trained = {question for _, question in read_labelled(PHRASINGS)}
    assert (len(held) >= 270, len(trained) >= 600, held & trained) == (True, True, set())


def test_a_guessed_question_is_answered(linhe: Assistant) -> None:
    answer = linhe.ask("临河市骑行驿站的业务主管")
    assert answer.status == "answered"
    assert "慢行" in answer.answer or "科" in answer.answer


def test_whether_something_is_so_is_not_guessed_to_be_anything_else() -> None:
    asked = query("骑行驿站得先找主管单位备案吧", "驿站", "备案", slots=Slots(whether=True))
    assert guessed(asked) is asked
