"""Questions through the whole engine, on the corpus, and what must hold of any answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.errors import AssistantError
from assistant.model import ANSWER_JSON, Answer
from assistant.question import Turn
from assistant.retrieval.lexicon import fold
from assistant.verification.answer import faults
from ingest.grammar.tables import loaded

CASES = loaded((Path(__file__).parent / "questions.yaml").read_text("utf-8"))


def asked(corpus: Assistant, case: dict) -> Answer:
    history = [Turn(role="user", content=q) for q in case.get("history", [])]
    return corpus.ask(case["q"], history)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["q"][:24])
def test_answers(corpus: Assistant, case: dict) -> None:
    answer = asked(corpus, case)
    assert (answer.status, answer.answer[:80]) == (case.get("status", "answered"), answer.answer[:80])
    if "reason" in case:
        assert answer.reason == case["reason"]
    cited = {(c.plan, c.clause) for c in answer.citations}
    assert {tuple(pair) for pair in case.get("cites", [])} <= cited
    for said in case.get("says", []):
        assert fold(said) in fold(answer.answer)
    for other in case.get("never", []):
        assert other not in answer.answer


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["q"][:24])
def test_nothing_is_shown_that_the_clauses_do_not_have(corpus: Assistant, case: dict) -> None:
    answer = asked(corpus, case)
    if answer.status == "answered":
        assert faults(answer, corpus.facts(answer), corpus.known()) == ()
    for c in answer.citations:
        plan = corpus.library.get(c.plan)
        assert plan.text[c.start : c.end] == c.quote
        assert set(c.units) == set(plan.clause(c.clause).units)
    if answer.status == "not_found":
        assert answer.reason
        claims = re.sub(r"《[^》]*》|〔[^〕]*〕|“[^”]*”", "", answer.answer)
        own = re.sub(r"\s|\d{4}年?(?:要点|规划|基层要点)?", "", claims)
        assert not re.search(r"\d+(?:\.\d+)?[%‰个所家]", own), "a refusal claims no figure"
    assert ANSWER_JSON.validate_json(ANSWER_JSON.dump_json(answer)) == answer


def test_the_same_question_gets_the_same_answer(corpus: Assistant) -> None:
    first, second = corpus.ask("居民健康素养水平目标"), corpus.ask("居民健康素养水平目标")
    assert (first.answer, first.citations) == (second.answer, second.citations)


@pytest.mark.parametrize("question", ["", "   ", "？" * 3000])
def test_questions_that_cannot_be_taken(corpus: Assistant, question: str) -> None:
    with pytest.raises(AssistantError):
        corpus.ask(question)


@pytest.mark.parametrize(
    "question",
    [
        "？",
        "。。。",
        "a",
        "1",
        "%",
        "〔〕",
        "“”",
        "\u200b哪",
        "第",
        "表",
        "(" * 200,
        "😀床位",
        "SELECT * FROM plans; --",
        "<script>alert(1)</script>",
    ],
)
def test_odd_questions_get_a_calm_answer(corpus: Assistant, question: str) -> None:
    assert corpus.ask(question).answer
