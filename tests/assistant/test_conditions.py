"""What a question is confined to, and the same question without it, over the corpus."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn


def _keys(answer: Answer) -> list[str]:
    return [c.key for c in answer.conditions]


READ = {
    "place and year": ("南昌市2021年居民健康素养水平是多少？", ["region:南昌市", "year:2021"]),
    "five-year plan": ("南昌市十四五规划里健康素养水平目标", ["region:南昌市", "period:"]),
    "office": ("2021年疾控科负责哪些工作？", ["year:2021", "unit:疾控科"]),
    "nothing": ("居民健康素养水平是多少？", []),
}


@pytest.mark.parametrize(("question", "keys"), READ.values(), ids=READ)
def test_conditions_are_read_from_the_question(corpus: Assistant, question: str, keys: list[str]) -> None:
    answer = corpus.ask(question)
    assert _keys(answer) == keys
    assert not any(c.inherited for c in answer.conditions)


def test_a_follow_up_says_what_it_inherits(corpus: Assistant) -> None:
    history = (Turn(role="user", content="南昌市2021年居民健康素养水平是多少？"),)
    answer = corpus.ask("那东海呢？", history)
    assert [(c.name, c.inherited) for c in answer.conditions] == [("东海县", False), ("2021年", True)]


def test_an_answer_from_beyond_what_was_inherited_does_not_say_it_was_confined(corpus: Assistant) -> None:
    history = (Turn(role="user", content="十四五期间每千人口床位数是多少？"),)
    answer = corpus.ask("钱博牵头哪些工作？", history)
    assert {c.plan for c in answer.citations} == {"donghai-2021-health"}
    assert _keys(answer) == ["leader:钱博"]
    assert answer.scope == ""


def test_a_condition_taken_away_no_longer_holds(corpus: Assistant) -> None:
    question = "南昌市2021年居民健康素养水平是多少？"
    confined = corpus.ask(question)
    freed = corpus.ask(question, without=("region:南昌市",))
    assert _keys(freed) == ["year:2021"]
    assert "donghai-2021-health" not in {c.plan for c in confined.citations}
    assert "donghai-2021-health" in {c.plan for c in freed.citations}


def test_an_unknown_year_taken_away_lets_the_question_be_answered(corpus: Assistant) -> None:
    question = "东海县2019年居民健康素养水平是多少？"
    assert corpus.ask(question).status == "not_found"
    assert corpus.ask(question, without=("year:2019",)).status == "answered"


def test_without_its_period_a_five_year_plan_is_no_longer_the_only_one(corpus: Assistant) -> None:
    question = "南昌市十四五规划里健康素养水平的目标是多少？"
    assert {c.plan for c in corpus.ask(question).citations} == {"nanchang-145-health"}
    freed = corpus.ask(question, without=("period:",))
    assert _keys(freed) == ["region:南昌市"]
    assert freed.scope == "" or "要点" in freed.scope


def test_what_was_taken_away_is_not_inherited(corpus: Assistant) -> None:
    history = (
        Turn(
            role="user",
            content="南昌市2021年居民健康素养水平是多少？",
            without=("region:南昌市",),
        ),
    )
    answer = corpus.ask("由哪个科室负责？", history)
    assert _keys(answer) == ["year:2021"]
    assert answer.conditions[0].inherited


def test_without_its_office_a_listing_is_no_listing_of_everything(corpus: Assistant) -> None:
    answer = corpus.ask("南昌市2021年疾控科负责哪些工作？", without=("unit:疾控科",))
    assert answer.listing is None
    assert _keys(answer) == ["region:南昌市", "year:2021"]


def test_keys_that_are_not_there_change_nothing(corpus: Assistant) -> None:
    question = "东海县2021年居民健康素养水平是多少？"
    assert corpus.ask(question, without=("region:别处", "year:1999")).answer == corpus.ask(question).answer


def test_an_inherited_year_does_not_shut_out_a_place_that_is_named(corpus: Assistant) -> None:
    history = (Turn(role="user", content="南昌市2021年疾控科负责哪些工作？"),)
    answer = corpus.ask("比较南昌和上饶的婴儿死亡率目标", history)
    assert [c.key for c in answer.conditions] == ["region:南昌市", "region:上饶市"]
    assert "上饶2024要点" in answer.answer
