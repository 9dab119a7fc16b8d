"""Question files read and refused, and questions made from a library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.errors import EvalError
from evals.questions import gold_groups, questions_from, read_questions, write_questions
from ingest.store.library import Library

A, B, C = ("p", "一/1"), ("p", "一/2"), ("q", "一/1")


@pytest.mark.parametrize(
    ("cites", "cites_any", "groups"),
    [
        pytest.param([], [], (), id="nothing to find"),
        pytest.param([A, B], [], ({A}, {B}), id="both"),
        pytest.param([A, C], [[A, B]], ({A, B}, {C}), id="one has a stand-in"),
        pytest.param([A, B], [[A, B]], ({A, B},), id="a group cited twice is wanted once"),
        pytest.param([A], [[B, C]], ({A}, {B, C}), id="a group no cited clause is in"),
    ],
)
def test_gold_groups(cites, cites_any, groups) -> None:  # type: ignore[no-untyped-def]
    assert gold_groups(cites, cites_any) == tuple(map(frozenset, groups))


def test_a_file_is_read(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "q": "接种率？", "kind": "target", "cites": [list(A)], "facts": ["90%"]},
        {"q": "那海西呢？", "history": [{"role": "user", "content": "接种率？"},
            {"role": "assistant", "content": "90%。"}]},
    ]  # fmt: skip
    file = tmp_path / "questions.jsonl"
    text = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text("\ufeff" + text, "utf-8")
    first, second = read_questions(file)
    assert (first.id, first.kind, first.gold) == ("a", "target", (frozenset({A}),))
    assert (second.id, second.gold, second.typed) == ("2", (), "接种率？ 那海西呢？")
    write_questions((first, second), tmp_path / "again.jsonl")
    again = read_questions(tmp_path / "again.jsonl")
    assert [(q.id, q.text, q.history) for q in again] == [(q.id, q.text, q.history) for q in (first, second)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param('{"q": "好"}\n\n{"问": "好"}', 3, id="no question"),
        pytest.param("接种率？", 1, id="no JSON"),
        pytest.param('{"q": "好", "cites": ["一/1"]}', 1, id="a clause without its plan"),
        pytest.param("\n", None, id="empty"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(tmp_path: Path, text: str, line: int | None) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(text, "utf-8")
    with pytest.raises(EvalError) as caught:
        read_questions(file)
    assert (caught.value.file, caught.value.line) == ("questions.jsonl", line)
    assert caught.value.remedy


def test_questions_made_from_a_library(home: Path) -> None:
    with Library.open(home) as library:
        made = questions_from(library)
        fewer = questions_from(library, each=1)
    assert {q.kind for q in made} == {"target", "unit", "list-by-unit"}
    assert "临河市2023年适龄儿童HPV疫苗接种率是多少？" in {q.text for q in made}
    listing = next(q for q in made if q.text.startswith("疾控科"))
    assert set(listing.gold) == {
        frozenset({("linhe-2023-health", "一/1")}),
        frozenset({("haixi-2021-plan", "一/2")}),
    }
    assert len({q.id for q in made}) == len(made)
    assert len(fewer) == 3
