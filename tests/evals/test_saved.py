"""A saved run: its shape, its way back, and files that are none."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from evals import saved
from evals.errors import EvalError
from evals.model import RUN_SCHEMA
from tests.evals.run_factory import RECORD, make_case, make_full_run, make_run

CASES = [make_case("figure-01"), make_case("figure-02", ["缺少事实 90%"]), make_case("unit-01")]
KEYS = [
    "schema", "run", "gate", "suites", "overall", "guard", "reading", "retrieval", "naive", "naive_suites",
    "suite_slices", "plans",
    "kinds", "skipped", "drafts", "cases",
]  # fmt: skip


def test_the_shape() -> None:
    found = saved.as_json(make_full_run(CASES))
    assert list(found) == KEYS
    assert json.loads(json.dumps(found)) == found, "plain values only"
    assert found["schema"] == RUN_SCHEMA
    assert found["run"]["commit"] == "29c5aef"
    assert found["suites"]["figure"] == {
        "right": 0.5, "facts": 0.5, "clauses": 1.0, "figures": 0.0, "listing": None, "took_ms": 12.5,
    }  # fmt: skip
    assert found["gate"]["passed"] is False
    assert found["gate"]["breaches"][0] == {
        "where": "overall", "measure": "facts", "wanted": ">= 0.97", "found": 0.95,
    }  # fmt: skip
    assert found["cases"][1]["id"] == "figure-02"
    assert found["cases"][1]["right"] is False
    assert set(found["cases"][0]) >= {"suite", "question", "scores", "answer", "expected", "cited", "wrong"}
    assert found["overall"]["means"]["facts"]["low"] < found["overall"]["means"]["facts"]["value"]


def test_there_and_back(tmp_path: Path) -> None:
    file = tmp_path / "评测.json"
    run = make_full_run(CASES)
    saved.write(run, file)
    found = saved.read(file)
    assert found.record == RECORD
    assert list(found.cases) == ["figure-01", "figure-02", "unit-01"]
    assert found.cases["figure-02"] == CASES[1]
    assert [case.right for case in found.cases.values()] == [True, False, True]
    assert found.suites["figure"]["facts"] == 0.5
    assert found.overall["right"] == pytest.approx(2 / 3)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    saved.write(make_run(CASES[:1]), file)
    before = file.read_bytes()
    with pytest.raises(ValueError, match="not JSON compliant"):
        saved.write(make_run(CASES, record=replace(RECORD, seconds=float("nan"))), file)
    assert file.read_bytes() == before
    saved.write(make_run(CASES), file)
    assert len(saved.read(file).cases) == 3
    assert [entry.name for entry in tmp_path.iterdir()] == ["run.json"]


def test_nothing_is_left_where_the_disk_gives_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(EvalError, match=r"run\.json：写不了这个文件。请检查文件夹"):
        saved.write(make_run(CASES), tmp_path / "run.json")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="写不了这个文件"):
        saved.write(make_run(CASES), tmp_path / "missing" / "run.json")


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old", "utf-8")
    link = tmp_path / "link.json"
    link.symlink_to("real.json")
    saved.write(make_run(CASES), link)
    assert link.is_symlink()
    assert len(saved.read(tmp_path / "real.json").cases) == 3


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        saved.write_text("好\n", pipe)
        assert os.read(end, 100).decode() == "好\n"
    finally:
        os.close(end)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "不是能读的 JSON"),
        ('{"schema": 1, "run"', "不是能读的 JSON"),
        ("[" * 100_000, "不是能读的 JSON"),
        ("[]", "不是 plans eval 保存的评测结果"),
        ('{"queries": 3}', "不是 plans eval 保存的评测结果"),
        ('{"schema": 99, "run": {}}', "评测结果的格式是第 99 版，这里只认第 1 版"),
        ('{"schema": 1, "run": {}}', "不是完整的评测结果：run"),
    ],
    ids=["empty", "cut off", "nested", "a list", "other JSON", "other schema", "no record"],
)
def test_what_is_no_saved_run(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(text, "utf-8")
    with pytest.raises(EvalError) as caught:
        saved.read(file)
    assert caught.value.message.startswith(message)
    assert caught.value.file == str(file)
    assert "plans eval --json" in (caught.value.remedy or "")


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_bytes(b"\xff\xfe\x00")
    for name, message in (("run.json", "不是能读的 JSON"), ("none.json", "读不了"), (".", "读不了")):
        with pytest.raises(EvalError, match=message):
            saved.read(tmp_path / name)


def test_what_a_later_program_adds_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    more = saved.as_json(make_run(CASES)) | {"weather": "晴"}
    more["cases"][0]["mood"] = "好"
    file.write_text(json.dumps(more), "utf-8")
    assert saved.read(file).cases["figure-01"] == CASES[0]
