"""Runs kept beside the library, and what the tab says of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from evals import saved, tab
from evals.errors import EvalError
from evals.model import Breach, Gate, Run
from tests.evals.run_factory import make_case, make_run

WRONG = "没有说出：90%"


def at(run: Run, started: str) -> Run:
    return replace(run, record=replace(run.record, started=started))


RIGHT_RUN = at(
    make_run([make_case("figure-01"), make_case("figure-02", [WRONG])]), "2024-05-06T07:08:09+08:00"
)
WORSE_RUN = at(
    make_run([make_case("figure-01", [WRONG]), make_case("figure-02")]), "2024-05-07T07:08:09+08:00"
)


def test_a_run_is_read_back_whole(tmp_path: Path) -> None:
    name = saved.keep(RIGHT_RUN, tmp_path)
    assert name == "20240505T230809Z"
    assert saved.as_json(saved.kept_run(tmp_path, name)) == saved.as_json(RIGHT_RUN)


def test_names_are_newest_first_and_told_apart(tmp_path: Path) -> None:
    kept = [saved.keep(RIGHT_RUN, tmp_path) for _ in range(11)]
    newest = saved.keep(WORSE_RUN, tmp_path)
    assert saved.names(tmp_path) == (newest, *reversed(kept))


def test_only_the_last_are_kept(tmp_path: Path) -> None:
    for n in range(saved.KEPT + 3):
        saved.keep(at(RIGHT_RUN, f"2024-05-06T07:08:{n:02}+00:00"), tmp_path)
    found = saved.names(tmp_path)
    assert len(found) == saved.KEPT
    assert found[-1] == "20240506T070803Z"


def test_other_files_are_let_alone(tmp_path: Path) -> None:
    saved.keep(RIGHT_RUN, tmp_path)
    folder = tmp_path / saved.FOLDER
    (folder / "notes.json").write_text("{}")
    (folder / "20230101T000000Z.json").write_text(json.dumps({"schema": 0, "run": {}}))
    assert [k.name for k in saved.last(tmp_path)] == ["20240505T230809Z"]
    assert (folder / "notes.json").exists()


@pytest.mark.parametrize("name", ["../../library", "notes", "", "20240505T230809Z.json", "20990101T000000Z"])
def test_no_other_file_can_be_asked_for(tmp_path: Path, name: str) -> None:
    saved.keep(RIGHT_RUN, tmp_path)
    with pytest.raises(EvalError):
        saved.kept_run(tmp_path, name)


def test_the_run_before_asked_the_same(tmp_path: Path) -> None:
    saved.keep(RIGHT_RUN, tmp_path)
    other = at(make_run([make_case("units-01")]), "2024-05-06T12:00:00+00:00")
    saved.keep(other, tmp_path)
    saved.keep(WORSE_RUN, tmp_path)
    runs = saved.last(tmp_path)
    found = saved.before(runs[0], runs)
    assert found is not None
    assert found.name == "20240505T230809Z"
    assert saved.before(runs[1], runs) is None


def test_no_run_yet_is_a_calm_sentence_with_the_command(tmp_path: Path) -> None:
    assert "还没有评测过" in tab.tab(tmp_path)
    assert "plans eval --gate" in tab.tab(tmp_path)


def test_the_tab_tells_what_turned(tmp_path: Path) -> None:
    saved.keep(RIGHT_RUN, tmp_path)
    breach = Breach(where="overall", measure="facts", wanted=">= 0.97", found=0.5)
    saved.keep(replace(WORSE_RUN, gate=Gate(passed=False, breaches=(breach,))), tmp_path)
    said = tab.tab(tmp_path)
    assert "✗ 未通过" in said
    assert "全部用例的事实：要求不低于 97.0%，实际 50.0%" in said
    assert "新错（1）" in said
    assert "新对（1）" in said
    assert f"原来{WRONG}" in said
    assert re.findall(r'href="evaluation/report/(\w+)"', said) == [
        "20240506T230809Z",
        "20240506T230809Z",
        "20240505T230809Z",
    ]


CHANGES = {
    "better": ("facts", 0.95, 0.97, "better", "+2.0"),
    "worse": ("facts", 0.97, 0.95, "worse", "-2.0"),
    "a count that should be low": ("figures", 0.0, 3.0, "worse", "+3"),
    "times": ("took_ms", 120.0, 80.0, "better", "-40"),
}


@pytest.mark.parametrize(("name", "before", "now", "style", "words"), CHANGES.values(), ids=CHANGES.keys())
def test_changes(name: str, before: float, now: float, style: str, words: str) -> None:
    said = tab.change(name, before, now)
    assert f'class="{style}"' in said
    assert said.endswith(f"{words}</small>")


@pytest.mark.parametrize(("before", "now"), [(None, 0.5), (0.5, None), (0.5, 0.5), (0.97001, 0.97002)])
def test_no_change_is_told_where_there_is_none_to_see(before: float | None, now: float | None) -> None:
    assert tab.change("facts", before, now) == ""


def test_the_report_is_the_whole_page_with_the_comparison(tmp_path: Path) -> None:
    saved.keep(RIGHT_RUN, tmp_path)
    name = saved.keep(WORSE_RUN, tmp_path)
    said = tab.report(tmp_path, name)
    assert said.startswith("<!DOCTYPE html>")
    assert "新错（1）" in said


def test_nothing_of_a_case_is_markup(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    one = make_case("figure-01", question=evil, answer=evil)
    saved.keep(at(make_run([one]), "2024-05-05T00:00:00+00:00"), tmp_path)
    saved.keep(make_run([replace(one, wrong=(evil,))]), tmp_path)
    assert "<script" not in tab.tab(tmp_path)
