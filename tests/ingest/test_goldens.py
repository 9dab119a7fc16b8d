"""Documents in many shapes against outlines written by hand (tests/data/README.md)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ingest.inspection.weak import WEIGHED
from ingest.model import Plan
from ingest.pipeline import parse

DATA = Path(__file__).parent.parent / "data"
SOURCES = sorted(p for p in DATA.glob("*/sources/*") if p.is_file())


def squeeze(text: str) -> str:
    return re.sub(r"[\s*]+", "", text)


def golden_of(source: Path) -> dict:
    return json.loads((source.parent.parent / "expected" / f"{source.stem}.json").read_text("utf-8"))


def clause_rows(plan: Plan) -> list[dict]:
    return [
        {
            "label": c.label,
            "text": squeeze(plan.text_of(c)),
            "units": list(c.units),
            "unit_role": c.unit_role,
            "leaders": list(c.leaders),
            "units_open": c.units_open,
            "inherited_from": next(
                (r.inherited_from for r in c.responsibilities if r.inherited_from is not None), None
            ),
        }
        for c in plan.clauses
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: f"{p.parent.parent.name}-{p.stem}")
def test_outline_as_a_careful_reader_has_it(source: Path) -> None:
    golden = golden_of(source)
    plan = parse(source.read_bytes(), source.name)
    expected = [
        {**c, "text": squeeze(c["text"]), "inherited_from": c.get("inherited_from")}
        for c in golden["clauses"]
    ]
    assert clause_rows(plan) == expected


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: f"{p.parent.parent.name}-{p.stem}")
def test_metadata_and_report(source: Path) -> None:
    golden = golden_of(source)
    plan = parse(source.read_bytes(), source.name)
    for key in ("title", "issuer", "region", "year", "period", "number", "issued"):
        assert (key, getattr(plan, key)) == (key, golden[key])
    assert sorted(d.kind for d in plan.doubts if d.kind not in WEIGHED) == sorted(golden["doubts"])
    said = "\n".join(squeeze(d.text) for d in plan.dropped)
    assert [line for line in golden["dropped"] if squeeze(line) not in said] == []
