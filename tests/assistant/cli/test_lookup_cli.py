"""`plans lookup`: any look-up by name, its arguments as options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer

from assistant.cli.lookup import arguments_of
from assistant.lookups.catalogue import FOUND_JSON, LOOKUPS
from tests.assistant.lookups.conftest import FARMING, HEALTH
from tests.command import Run, plans_here
from tests.small_library import shelve

GIVEN: list[tuple[list[str], dict[str, Any]]] = [
    ([], {}),
    (["--unit", "办公室"], {"unit": "办公室"}),
    (["--unit=办公室", "--due", "6月底前"], {"unit": "办公室", "due": "6月底前"}),
    (["--plans", "a", "--plans", "b"], {"plans": ["a", "b"]}),
    (["--withdrawn"], {"withdrawn": True}),
    (["--withdrawn", "--year", "2024"], {"withdrawn": True, "year": "2024"}),
    (["--rows", '[{"plan": "a", "clause": "一/1"}]'], {"rows": [{"plan": "a", "clause": "一/1"}]}),
    (["--arguments", '{"unit": "办公室"}'], {"arguments": {"unit": "办公室"}}),
    (["--words", ""], {"words": ""}),
]


@pytest.mark.parametrize(("words", "arguments"), GIVEN, ids=lambda v: str(v))
def test_words_of_a_command_line_are_arguments(words: list[str], arguments: dict[str, Any]) -> None:
    assert arguments_of(words) == arguments


@pytest.mark.parametrize("words", [["办公室"], ["--unit", "甲", "乙"], ["--rows", "[{"]], ids=str)
def test_a_word_without_a_key_is_misuse(words: list[str]) -> None:
    with pytest.raises(typer.BadParameter):
        arguments_of(words)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelve(tmp_path_factory.mktemp("lookup"), {"health.txt": HEALTH, "farming.txt": FARMING})


def asked(home: Path, *args: str) -> Run:
    return plans_here(home, "--home", str(home), "lookup", *args)


def test_rows_as_json(home: Path) -> None:
    run = asked(home, "tasks", "--unit", "区农业农村局", "--json")
    assert (run.code, run.err) == (0, "")
    found = FOUND_JSON.validate_python(run.json)
    assert ([row.clause for row in found.rows], found.complete) == (["一/1", "一/2"], True)
    assert list(run.json) == ["lookup", "arguments", "rows", "total", "complete", "note"]


def test_a_table_for_people_and_the_note_beside_it(home: Path) -> None:
    run = asked(home, "targets", "--words", "托位", "--year", "2024")
    assert run.code == 0
    assert "白石2024要点" in run.out
    assert "达到3.6个" in run.out
    assert "共 2 项，已全部列出" in run.err


def test_a_result_stands_before_its_operands(home: Path) -> None:
    rows = '[{"plan":"health","clause":"二/5"},{"plan":"farming","clause":"一/2","indicator":"新增托位"}]'
    run = asked(home, "compute", "--operation", "sum", "--rows", rows)
    assert run.code == 0
    assert run.out.splitlines()[0].startswith("结果=合计 = 临河2023要点 40个 + 白石2024要点 60个 = 100个")


def test_nothing_found_is_exit_code_1(home: Path) -> None:
    run = asked(home, "tasks", "--unit", "区教育局")
    assert (run.code, run.out) == (1, "")
    assert "没有找到；没有一条的责任单位叫“区教育局”" in run.err


MISUSED = [
    ["nope"],
    ["tasks", "--units", "办公室"],
    ["clause", "--plan", "x", "--label", "1"],
    ["tasks", "甲"],
]


@pytest.mark.parametrize("args", MISUSED, ids=" ".join)
def test_what_cannot_be_taken_is_misuse(home: Path, args: list[str]) -> None:
    run = asked(home, *args)
    assert (run.code, run.out) == (2, "")
    assert "Traceback" not in run.err


def test_the_list_has_every_look_up_with_its_arguments(home: Path) -> None:
    run = asked(home, "--list", "--json")
    assert [one["name"] for one in run.json] == list(LOOKUPS)
    told = asked(home).out
    assert all(name in told for name in LOOKUPS)
    assert "--due" in told
