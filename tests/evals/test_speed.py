"""The speed of whole processes: what is counted, and one real run over two small plans."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals.bench.speed import Process, run, start, timing, warm_of
from evals.errors import EvalError
from tests.evals.conftest import HAIXI, LINHE
from tests.waiting import GIVE_UP


def test_a_process_is_timed_from_start_to_end() -> None:
    code = "import sys, time; time.sleep(0.2); block = bytearray(80_000_000); print('好'); sys.exit(3)"
    done = start([sys.executable, "-c", code])
    assert done.seconds > 0.2
    assert (done.code, done.output) == (3, "好\n")
    assert 80 < done.peak_mb < 2000


def test_the_memory_of_this_process_is_not_counted() -> None:
    block = bytearray(400_000_000)
    assert start([sys.executable, "-c", "pass"]).peak_mb < 100
    assert len(block) == 400_000_000


def test_timing_by_hand() -> None:
    found = timing([Process(seconds=s, peak_mb=m, code=0) for s, m in ((2.0, 50), (1.0, 70), (6.0, 60))])
    assert (found.seconds, found.least, found.most, found.peak_mb) == (2.0, 1.0, 6.0, 70)
    assert warm_of([]).p50_ms is None
    assert warm_of([3.0, 1.0, 2.0]).p95_ms == 3.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for plan in (LINHE, HAIXI):
        (folder / f"{plan.id}.txt").write_text(plan.text, "utf-8")
    return folder


def test_a_real_run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[str] = []
    report = run(folder, repeat=1, naive=True, progress=told.append)
    assert report.files == 2
    assert report.clauses > 0
    assert set(report.processes) == {"ingest", "ingest again", "ask"}
    assert next(iter(report.warm)) == "all"
    assert report.warm["all"].questions == sum(w.questions for k, w in report.warm.items() if k != "all")
    assert report.naive_warm is not None
    assert report.naive_warm.questions == report.warm["all"].questions
    assert min(report.batch_peak_mb, report.naive["ask"].peak_mb) > 10
    assert told
    assert json.loads(json.dumps(report.as_json()))["processes"]["ask"]["seconds"] > 0


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvalError, match="ingest"):
        run(tmp_path / "empty", repeat=1)


def test_the_plain_pipeline_answers_by_command(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "a", "q": "住院分娩率"}\n{"q": "接种率"}\n', "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "evals.bench.cli", "naive", str(file), "--home", str(home)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=GIVE_UP,
        check=True,
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second["id"]) == ("a", "2")
    assert first["passages"][0]["plan"] == HAIXI.id
    assert 1 <= len(second["passages"]) <= 5
