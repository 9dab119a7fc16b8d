"""Reading measured by format: every format holds the same words, and is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.bench import formats
from evals.bench.formats import Report, Row, run, write_formats
from evals.bench.read_once import read_once
from evals.errors import EvalError
from ingest.grammar.folding import without_setting
from ingest.pipeline import parse

LINES = (
    "云溪县2031年绿道建设工作要点",
    "一、建设任务",
    "1.新建绿道驿站25处，每处配备自动体外除颤器和饮水设备，全年开放时间不少于300天。（责任单位：县住建局）",
    "2.修补步道30公里。（责任单位：县交通局）",
)
WRITTEN = ("docx", "html", "md", "ofd", "pdf", "txt")


def test_every_format_holds_the_same_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.bench.formats.program", lambda: None)
    files, notes = write_formats(LINES, tmp_path)
    assert any("LibreOffice" in note for note in notes)
    read = {f.suffix[1:]: parse(f.read_bytes(), f.name) for f in files if f.suffix[1:] in WRITTEN}
    assert set(read) == set(WRITTEN)
    assert {without_setting(plan.text) for plan in read.values()} == {without_setting("".join(LINES))}
    assert {tuple(c.label for c in plan.clauses) for plan in read.values()} == {("一/1", "一/2")}


def test_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.bench.formats.program", lambda: None)
    files, _ = write_formats(LINES, tmp_path)
    pdf, packed = (next(f for f in files if f.suffix == suffix) for suffix in (".pdf", ".zip"))
    assert read_once(pdf)["pages"] == 1
    assert read_once(packed)["characters"] > 90


def test_rows_by_hand() -> None:
    row = Row(format="pdf", files=2, pages=30, characters=40_000, seconds=2.0, peak_mb=100)
    assert (row.pages_a_second, row.characters_a_second) == (15.0, 20_000)
    told = Report(rows=(row, Row(**{**_fields(row), "pages": 0})), notes=("x",)).as_json()
    assert [one["pages_a_second"] for one in told["rows"]] == [15.0, None]
    assert json.dumps(told)


def _fields(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in Row.__dataclass_fields__}


def test_files_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "一.txt").write_text("\n".join(LINES), "utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    report = run(tmp_path)
    assert [(row.format, row.files) for row in report.rows] == [("txt", 1)]
    assert any("坏.docx" in note for note in report.notes)
    (tmp_path / "一.txt").unlink()
    with pytest.raises(EvalError):
        formats.run(tmp_path)
