"""The clause benchmark over a small library: every retriever asked, scored, and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.retrieval.hybrid import Dense
from evals.bench.retrieval import Outcome, Report, Row, compare, run
from evals.errors import EvalError
from evals.questions import Question
from tests.word_embedder import WordEmbedder

LINHE, HAIXI = "linhe-2023-health", "haixi-2021-plan"


def question(id: str, text: str, *clauses: tuple[str, str], kind: str = "target") -> Question:
    return Question(id=id, text=text, kind=kind, gold=tuple(frozenset({clause}) for clause in clauses))


QUESTIONS = (
    question("vaccine", "临河市HPV疫苗接种率要达到多少", (LINHE, "一/1")),
    question("birth", "海西区住院分娩率", (HAIXI, "一/1")),
    question("long", "家庭医生签约怎么做", (LINHE, "一/4"), kind="content"),
    question("nowhere", "海西区养老床位", kind="unanswerable"),
)


@pytest.fixture
def report(home: Path) -> Report:
    return run(QUESTIONS, home, dense=Dense(embedder=WordEmbedder()), naive=True)


def row(report: Report, retriever: str, asked: str) -> Row:
    return next(r for r in report.rows if (r.retriever, r.asked) == (retriever, asked))


def test_every_retriever_is_asked_in_every_way(report: Report) -> None:
    both = [
        (retriever, asked)
        for retriever in ("lexical", "dense", "fused", "naive", "naive+lexical")
        for asked in ("typed", "scoped")
    ]
    assert sorted((r.retriever, r.asked) for r in report.rows) == sorted([*both, ("assistant", "understood")])
    assert (report.questions, report.unscored, report.missing) == (3, 1, ())
    assert all([o.id for o in r.outcomes] == ["vaccine", "birth", "long"] for r in report.rows)


def test_without_a_model_words_alone_are_measured(home: Path) -> None:
    rows = run(QUESTIONS, home, naive=True).rows
    assert {r.retriever for r in rows} == {"lexical", "naive+lexical", "assistant"}


def test_what_clauses_find_and_chunks_cannot(report: Report) -> None:
    ours, theirs = row(report, "lexical", "typed"), row(report, "naive", "typed")
    assert ours.scores["whole@5"] == ours.scores["recall@1"] == ours.scores["mrr@10"] == 1.0
    assert ours.possible == 1.0
    assert theirs.possible == pytest.approx(2 / 3), "the long clause is whole in no chunk"
    assert theirs.scores["half@5"] == pytest.approx(2 / 3), "and half of it in none either"
    assert theirs.whole_by_kind() == {"content": (0, 1), "target": (2, 2)}
    assert compare(ours, theirs) == (("long",), ())
    assert compare(theirs, ours) == ((), ("long",))


def test_the_scope_keeps_other_plans_out(report: Report) -> None:
    typed, scoped = row(report, "lexical", "typed"), row(report, "lexical", "scoped")
    read = {o.id: o.characters for o in typed.outcomes}, {o.id: o.characters for o in scoped.outcomes}
    assert read[1]["birth"] < read[0]["birth"], "two clauses of one plan instead of five of two"


def test_the_report_is_json(report: Report) -> None:
    value = json.loads(json.dumps(report.as_json(), ensure_ascii=False))
    assert value["rows"][0]["scores"]["whole@5"] == report.rows[0].scores["whole@5"]
    assert value["rows"][0]["outcomes"][0]["ranks"] == list(report.rows[0].outcomes[0].ranks)


def test_a_clause_the_library_has_not_is_told(home: Path) -> None:
    report = run((question("gone", "接种率", (LINHE, "九/9")),), home)
    assert report.missing == ((LINHE, "九/9"),)
    assert {r.scores["recall@10"] for r in report.rows} == {0.0}
    assert "naive" not in {r.retriever for r in report.rows}


def test_one_alternative_is_enough(home: Path) -> None:
    either = frozenset({(LINHE, "九/9"), (LINHE, "一/2")})
    report = run((Question(id="either", text="新增托位多少", gold=(either,)),), home)
    assert row(report, "lexical", "typed").scores["whole@5"] == 1.0


def test_a_row_by_hand() -> None:
    outcomes = tuple(
        Outcome(id=str(at), kind="k", ranks=ranks, half_ranks=(1,), characters=100 * at, took_ms=float(at))
        for at, ranks in enumerate([(1,), (2, 7), (None,)], start=1)
    )
    scores = Row(retriever="r", asked="typed", possible=1.0, outcomes=outcomes).scores
    assert scores["whole@5"] == pytest.approx(1 / 3)
    assert scores["half@5"] == 1.0
    assert scores["recall@5"] == pytest.approx((1 + 0.5 + 0) / 3)
    assert scores["recall@10"] == pytest.approx(2 / 3)
    assert scores["mrr@10"] == pytest.approx((1 + 0.5 + 0) / 3)
    assert (scores["characters@5"], scores["p50_ms"], scores["p95_ms"]) == (200, 2.0, 3.0)


def test_what_cannot_be_measured_is_refused(home: Path, tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="没有一个问题"):
        run(QUESTIONS[3:], home)
    with pytest.raises(EvalError, match="资料库是空的"):
        run(QUESTIONS, tmp_path / "empty")
