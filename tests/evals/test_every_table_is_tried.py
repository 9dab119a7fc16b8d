"""No table of vocabulary is left out when rows are tried one by one."""

from __future__ import annotations

from evals.bench.switches import find_rules
from evals.bench.wordings import TABLES
from tests.conftest import ROOT


def test_each_table_of_reading_is_tried_row_by_row() -> None:
    told = {"kinds.yaml"}  # what staff are told: nothing is read by its words
    tried = {rule.name.partition(":")[0] for rule in find_rules() if rule.kind == "row"}
    assert {path.name for path in (ROOT / "ingest").glob("*/data/*.yaml")} <= tried | told


def test_each_table_of_questions_is_tried_row_by_row() -> None:
    found = ROOT.glob("assistant/*/data/*.yaml")
    tables = {path.relative_to(ROOT / "assistant").as_posix() for path in found}
    assert tables == set(TABLES)
