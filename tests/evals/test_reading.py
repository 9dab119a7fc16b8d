"""The words of a target against what was read of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evals.reading import reading
from ingest.model import Comparator, Span, Target
from tests.plan_factory import make_plan


def target(printed: str, comparator: Comparator, value: str | None) -> Target:
    return Target(
        clause="一/1", indicator="接种率", scope=None, comparator=comparator,
        value=Decimal(value) if value else None, value_high=None, value_text=printed, unit="%", deadline=None,
        baseline=None, kind=None, span=Span(start=0, end=1),
    )  # fmt: skip


def read(*targets: Target) -> dict[str, float | None]:
    from dataclasses import replace

    return reading([replace(make_plan(), targets=targets)])


@pytest.mark.parametrize(
    ("printed", "comparator", "agrees"),
    [
        ("达到90%以上", ">=", 1.0),
        ("控制在12/10万以下", "<=", 1.0),
        ("控制在12/10万以下", ">=", 0.0),
        ("不低于30%", "<=", 0.0),
        ("≥72", ">=", 1.0),
        ("每年降低0.5个百分点以上", "decrease>=", 1.0),
        ("27左右", "~", 1.0),
        ("27左右", "=", 0.0),
        ("达到30%", ">=", None),
        ("全覆盖", "all", None),
        ("90%以上、95%以下", ">=", None),
    ],
)
def test_bounds(printed: str, comparator: Comparator, agrees: float | None) -> None:
    assert read(target(printed, comparator, None))["comparators"] == agrees


@pytest.mark.parametrize(
    ("printed", "value", "agrees"),
    [
        ("达到95.5%", "95.5", 1.0),
        ("１,２００个", "1200", 1.0),
        ("达到95.5%", "5.5", 0.0),
        ("全覆盖", "100", None),
        ("30%", None, None),
    ],
)
def test_values(printed: str, value: str | None, agrees: float | None) -> None:
    assert read(target(printed, "=", value))["values"] == agrees


def test_shares_are_over_what_can_be_checked() -> None:
    found = read(target("90%以上", ">=", "90"), target("80%以下", ">=", "80"), target("全覆盖", "all", None))
    assert found == {"comparators": 0.5, "values": 1.0}


def test_nothing_to_check() -> None:
    assert reading([]) == {"comparators": None, "values": None}
