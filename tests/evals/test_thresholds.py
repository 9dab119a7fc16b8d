"""What a threshold carries: over questions that ask for it and questions that do not."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.lookups.options import FIGURES, LOOKUPS
from assistant.versions.options import VERSIONS, YEARS
from evals.bench.asked import Asked, readings_of
from evals.bench.cli import bench
from evals.bench.thresholds import Report, Row, Tried, find_thresholds, values, vary, watched
from ingest.grammar.options import LINES

PLAN = """临河市2023年卫生健康工作要点

一、重点任务
1.做实疫苗接种。适龄儿童接种率保持在95%以上。（责任科室：疾控科）
2.办好普惠托育。新增托位1200个。（责任科室：人口家庭科）
"""
CASES = """
name: some
cases:
  - name: seats
    inputs: {question: 临河市2023年新增托位多少个？}
    expected_output: {facts: ["1200"], clauses: ["linhe#一/2"], units: []}
    metadata: {source: 文件, tags: []}
"""
ASKED = (
    Asked(id="below", judge=lambda: (FIGURES.enough < 0.7, f"{FIGURES.enough > 0.6}")),
    Asked(id="above", judge=lambda: (FIGURES.enough > 0.6, "the same")),
    Asked(id="apart", judge=lambda: (True, f"{LOOKUPS.plans}")),
)


@pytest.fixture(scope="module")
def report() -> Report:
    picked = find_thresholds(["FIGURES.enough", "FIGURES.rest", "LOOKUPS.plans"])
    return vary(ASKED, picked, (0.9, 0.95, 1.1, 1.25))


def row(report: Report, field: str) -> Row:
    return next(row for row in report.rows if row.id.endswith(f".{field}"))


def test_what_turns_right_and_wrong(report: Report) -> None:
    enough = row(report, "enough")
    assert (report.cases, report.right, enough.asked) == (3, 3, 2)
    assert [(t.value, t.right, t.wrong, t.other) for t in enough.tried] == [
        (0.558, (), ("above",), 1),
        (0.589, (), ("above",), 1),
        (0.682, (), (), 0),
        (0.775, (), ("below",), 0),
    ]


def test_the_plateau_ends_before_the_first_that_turns(report: Report) -> None:
    assert row(report, "enough").plateau == (0.62, 0.682)
    tried = [
        Tried(value=value, right=right, wrong=(), other=0)
        for value, right in ((0.1, ()), (0.2, ("x",)), (0.4, ()))
    ]
    assert Row(id="", value=0.5, asked=1, tried=tuple(tried)).plateau == (0.4, 0.5)


def test_what_no_case_asks_for_is_not_tried(report: Report) -> None:
    assert (row(report, "rest").asked, row(report, "rest").tried) == (0, ())


def test_a_field_is_itself_again_afterwards(report: Report) -> None:
    assert row(report, "plans").tried[-1].other == 1
    assert (FIGURES.enough, LOOKUPS.plans) == (0.62, 12)


def test_what_a_cache_has_kept_of_a_text_is_said_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    @lru_cache(maxsize=8)
    def told(text: str) -> bool:
        return len(text) > LINES.action

    monkeypatch.setattr("ingest.grammar.fields.told", told, raising=False)
    asked = [Asked(id=f"{n}", judge=lambda: (told("打印" * 22), "")) for n in range(2)]
    (found,) = vary(asked, find_thresholds(["LINES.action"]), (1.25,)).rows
    assert (found.asked, [t.wrong for t in found.tried]) == (2, [("0", "1")])
    assert told("打印" * 22), "and nothing of the other number stays"


def test_only_the_value_that_is_meant_is_changed() -> None:
    (least,) = find_thresholds(["VERSIONS.least"])
    with watched([least], 0.9) as read:
        assert (YEARS.least, read) == (0.5, set())
        assert (VERSIONS.least, read) == (0.9, {"versions.VERSIONS.least"})


@pytest.mark.parametrize(
    ("value", "tried"),
    [
        (0.5, (0.375, 0.45, 0.55, 0.625)),
        (0.9, (0.675, 0.81, 0.99, 1.0)),
        (1.5, (1.125, 1.35, 1.65, 1.875)),
        (0.0, ()),
        (2, (1, 3)),
        (12, (9, 11, 13, 15)),
    ],
)
def test_values(value: float, tried: tuple[float, ...]) -> None:
    assert values(value, (0.75, 0.9, 1.1, 1.25)) == tried


def test_thresholds_are_found_by_room_value_and_field() -> None:
    every = {one.id for one in find_thresholds()}
    assert {"lookups.FIGURES.enough", "retrieval.WORDS.light", "embedding.EMBEDDING.shorter"} <= every
    assert {one.id for one in find_thresholds(["retrieval"])} < every
    assert "versions.VERSIONS.by_label" not in every, "not a number"
    assert find_thresholds(["nonsense"]) == ()


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, cases, out = tmp_path / "corpus", tmp_path / "cases", tmp_path / "out.json"
    corpus.mkdir()
    cases.mkdir()
    (corpus / "linhe.txt").write_text(PLAN, "utf-8")
    (cases / "some.yaml").write_text(CASES, "utf-8")
    monkeypatch.setenv("PLANS_CORPUS", str(corpus))
    words = ["thresholds", "FIGURES.enough", "--cases", str(cases), "--step", "0.9", "--json", str(out)]
    done = CliRunner().invoke(bench, words)
    assert done.exit_code == 0, done.output
    found = json.loads(out.read_text("utf-8"))
    assert (found["cases"], found["right"], found["rows"][0]["asked"]) == (1, 1, 1)
    assert CliRunner().invoke(bench, ["thresholds", "nonsense"]).exit_code == 2


def test_files_are_read_instead_of_questions(tmp_path: Path) -> None:
    (tmp_path / "linhe.txt").write_text(PLAN, "utf-8")
    (tmp_path / "old.txt").write_text(PLAN.replace("2023", "2021"), "gb18030")
    found = vary(readings_of([tmp_path]), find_thresholds(["ENCODING.enough"]), (0.5,))
    (enough,) = found.rows
    assert (found.cases, found.right, enough.asked) == (2, 2, 1)
    assert [(t.value, t.wrong, t.other) for t in enough.tried] == [(0.425, (), 0)]
