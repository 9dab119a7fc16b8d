"""What a row of the tables on the side of questions carries, over one small paper."""

from __future__ import annotations

import importlib
from contextlib import ExitStack
from pathlib import Path

import pytest

from evals.bench.wordings import Question, _Desk, find_rows, questions_of, run
from tests.evals.test_rules import PLAN


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Question, ...]:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "papers").mkdir()
    (folder / "papers" / "linhe.txt").write_text(PLAN, "utf-8")
    asked = folder / "asked.txt"
    asked.write_text("临河市2023年新增托位多少个？ || 原文怎么写的\n疫苗接种归哪个科室？\n", "utf-8")
    with ExitStack() as stack:
        papers = folder / "papers"
        yield tuple(questions_of(stack, papers, [(papers, asked)], None, ()))  # type: ignore[misc]


def test_questions_and_conversations(questions: tuple[Question, ...]) -> None:
    first, second = questions
    assert (first.turns, first.typed) == ((("user", "临河市2023年新增托位多少个？"),), "原文怎么写的")
    assert (second.turns, second.origin) == ((), "papers")


def test_what_a_row_carries(questions: tuple[Question, ...], tmp_path: Path) -> None:
    every = find_rows(["follow_ups", "places"])
    rows = [row for row in every if "back_text" in row.name or row.name.startswith("places.yaml:洪")]
    report = run(questions, rows, state=tmp_path / "known.jsonl")
    found = {row.id: row for row in report.rows}
    assert any(not row.nothing and "back_text" in row.id for row in report.rows)
    assert all(found[id].nothing for id in report.idle)
    assert {row.id for row in report.rows if "places.yaml" in row.id} <= set(report.idle)
    assert run(questions, rows, state=tmp_path / "known.jsonl") == report


def test_a_sentence_answers_a_question_and_a_draft_is_checked(questions: tuple[Question, ...]) -> None:
    """是的 is held against what was asked; a wrong figure of a draft is one as well."""
    home, cites = questions[0].home, (("linhe", "一/2"),)
    turns = (("user", "临河市2023年是不是要新增托位1200个？"),)
    no = Question(origin="sentences", home=home, turns=turns, typed="不是，新增托位1200个。", cites=cites)
    draft = Question(origin="drafts", home=home, turns=(), typed="新增托位1300个。", draft=True)
    desk = _Desk(importlib.import_module)
    assert desk.ask(no)["status"] == "faults"
    assert desk.ask(draft)["answer"][0]["verdict"] == "contradicted"
    desk.close()


def test_a_sentence_on_clauses_is_checked_without_a_row(questions: tuple[Question, ...]) -> None:
    """预计 is not in the clause: what strikes the sentence is the row that has it."""
    hedge = Question(
        origin="sentences",
        home=questions[0].home,
        turns=(),
        typed="临河市2023年预计新增托位1200个。",
        cites=(("linhe", "一/2"),),
    )
    rows = [row for row in find_rows(["prose"]) if "hedged" in row.name]
    found = {row.id.rpartition("/")[2]: row for row in run([hedge], rows).rows}
    assert not found["预计"].nothing
    assert found["适时"].nothing
