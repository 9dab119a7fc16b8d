"""Papers by kind: how real papers come (running text on one line, what stands around, tables, …), each
written for these tests in the shape of a kind of trouble, with its right reading beside it.

`tests/data/kinds/KIND/NAME.txt|.md|.html` and `NAME.yaml` (tests/reading_gold.py tells the fields).
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ingest.pipeline import parse
from tests.conftest import ROOT
from tests.reading_gold import check_reading

KINDS = ROOT / "tests" / "data" / "kinds"
PAPERS = sorted(p for p in KINDS.rglob("*.*") if p.suffix in (".txt", ".md", ".html"))


@pytest.mark.parametrize("path", PAPERS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_paper_is_read(path: Path) -> None:
    gold = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    check_reading(parse(path.read_bytes(), path.name), gold)


def test_no_reading_without_its_paper() -> None:
    assert {p.with_suffix("") for p in PAPERS} == {p.with_suffix("") for p in KINDS.rglob("*.yaml")}
