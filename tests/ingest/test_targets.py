"""The table of sentences, the rows of indicator tables, and what holds of every reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Clause, Milestone, Span, Target
from ingest.quantities import read_quantities
from ingest.targets import TargetContext, read_targets

TABLE = Path(__file__).parent / "targets_table.yaml"
LEAD = "前文若干。\n"
"""Put before every sentence, so that the clause does not start where the text does."""


@dataclass(frozen=True)
class Row:
    text: str
    wanted: tuple[str, ...]
    context: TargetContext


def rows() -> list[object]:
    params = []
    for group, content in yaml.safe_load(TABLE.read_text("utf-8")).items():
        period = content.get("period")
        year = None if period else content.get("year", 2025)
        context = TargetContext(plan_year=year, period=period, headings=tuple(content.get("heads", ())))
        for number, (text, *wanted) in enumerate(content["rows"], 1):
            params.append(pytest.param(Row(text, tuple(wanted), context), id=f"{group}-{number}"))
    return params


def clause_of(text: str, start: int = 0, **fields: object) -> Clause:
    return Clause(
        label="一/1", parent="一", family="arabic", mark="1", heading=None, path=(), line=1,
        span=Span(start=start, end=len(text)), **fields,
    )  # fmt: skip


def read(
    sentence: str, context: TargetContext | None = None, **fields: object
) -> tuple[str, tuple[Target, ...], tuple[Milestone, ...]]:
    text = LEAD + sentence
    context = context or TargetContext(plan_year=2025, period=None, headings=())
    targets, milestones = read_targets(clause_of(text, len(LEAD), **fields), text, context)
    return text, targets, milestones


def told(target: Target) -> str:
    value = f"{target.value}" + (f"..{target.value_high}" if target.value_high is not None else "")
    return f"{target.indicator} | {target.comparator} | {value} {target.unit or ''} | {target.deadline} | {target.scope} | {target.baseline}"


def in_order(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def fits(wanted: str, target: Target, context: TargetContext) -> bool:
    parts = [part.strip() for part in wanted.split("|")]
    parts += [""] * (6 - len(parts))
    indicator, comparator, amount, deadline, scope, baseline = parts
    last = context.period.split("-")[1] if context.period else str(context.plan_year)
    number, _, unit = amount.partition(" ")
    low, _, high = number.partition("..")
    return (
        in_order(indicator, (target.scope or "") + target.indicator)
        and (not indicator or len(target.indicator) <= 2 * len(indicator) + 4)
        and comparator == target.comparator
        and (not low or Decimal(low) == target.value)
        and (Decimal(high) if high else None) == target.value_high
        and (not unit or unit == (target.unit or "").split("/年")[0])
        and (deadline or last) == target.deadline
        and (not scope or scope in (target.scope or ""))
        and (not baseline or Decimal(baseline) == target.baseline)
    )


@pytest.mark.parametrize("row", rows())
def test_sentence(row: Row) -> None:
    text, targets, _ = read(row.text, row.context)
    said = [told(target) for target in targets]
    assert len(targets) == len(row.wanted), said
    for wanted, target in zip(row.wanted, targets, strict=True):
        assert fits(wanted, target, row.context), f"{wanted!r} is not {told(target)!r}"
    for target in targets:
        check_span(text, target)


def check_span(text: str, target: Target) -> None:
    printed = target.span.of(text)
    again = [q for q in read_quantities(printed) if q.role == "amount"]
    if target.comparator == "all" and not again:
        assert printed in {"全覆盖", "均", "全部", "百分百", "一律"}
        return
    assert [(q.value, q.value_high) for q in again] == [(target.value, target.value_high)], printed
    assert printed in target.value_text
    assert not re.match(r"[\d.]", text[target.span.end : target.span.end + 1])
    assert not re.match(r"[\d.]", text[target.span.start - 1 : target.span.start])


def test_table_is_large() -> None:
    assert len(rows()) >= 250
