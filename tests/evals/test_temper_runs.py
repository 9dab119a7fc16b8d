"""`plans bench tempers` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.bench.cli import bench


def test_table_json_and_refusal_of_an_unknown_temper(
    corpus_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    source = Path(__file__).parents[2] / "evals" / "cases" / "count.yaml"
    (cases / "count.yaml").write_text(source.read_text("utf-8"), "utf-8")
    told = ["tempers", "faithful", "hijacked", "--cases", str(cases), "--home", str(corpus_home)]
    done = CliRunner().invoke(bench, [*told, "--json", str(tmp_path / "out.json")])
    assert done.exit_code == 0, done.output
    report = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [row["temper"] for row in report["rows"]] == [None, "faithful", "hijacked"]
    assert {row["shown"] for row in report["rows"]} == {0}
    wrong = CliRunner().invoke(bench, ["tempers", "angry", "--home", str(corpus_home)])
    assert wrong.exit_code == 2
    assert "angry" in wrong.output
