"""Who has the part asked for, of all a clause charges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers.parts import in_part
from assistant.question import Query, Scope, Slots
from ingest.model import Part
from ingest.pipeline import parse_text
from ingest.store.rows import ClauseRow

PAPER = """青岭县2026年任务

1.打捞沉船。由乡镇政府在3日内打捞。由县渔业局牵头，县财政局配合。
2.清理锚地。由乡镇政府在3日内清理。
"""


def _charged(label: str, *parts: Part) -> tuple[str, ...]:
    plan = parse_text(PAPER, "a.txt")
    clause = next(c for c in plan.clauses if c.label == label)
    row = ClauseRow(plan="a", clause=clause, text=clause.span.of(plan.text))
    query = Query(asked="", intent="unit", scope=Scope(), slots=replace(Slots(), parts=parts))
    return in_part(query, row).clause.units


@pytest.mark.parametrize("parts", [("lead",), ("support",), ("lead", "support")])
def test_who_only_does_a_deed_stands_aside(parts: tuple[Part, ...]) -> None:
    assert _charged("1", *parts) == ("县渔业局", "县财政局")


def test_all_stay_where_no_part_is_asked_for_or_nobody_has_it() -> None:
    assert _charged("1") == ("乡镇政府", "县渔业局", "县财政局")
    assert _charged("2", "lead") == ("乡镇政府",)
