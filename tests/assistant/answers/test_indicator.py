"""Figures asked for by the name of their indicator alone."""

from __future__ import annotations

import pytest

from assistant.answers.indicator import named_figures, names_of
from ingest.model import Span, Target
from tests.assistant.answers.conftest import Shelf


@pytest.mark.parametrize(
    ("phrase", "plans", "found"),
    [
        ("滨河绿道照明完好率", ("linhe",), {"linhe": "92%以上"}),
        ("滨河绿道照明完好率是多少", ("linhe",), {"linhe": "92%以上"}),
        ("照明完好率", ("linhe", "qiaotou"), {"linhe": "92%以上", "qiaotou": "85%以上"}),
        ("完好率", ("qiaotou",), {"qiaotou": "85%以上"}),
        ("夜骑照明完好率", ("linhe",), {}),
        ("骑行", ("linhe",), {}),
    ],
)
def test_by_name(shelf: Shelf, phrase: str, plans: tuple[str, ...], found: dict[str, str]) -> None:
    figures = named_figures(shelf.query(phrase, plans=plans), shelf.sources)
    assert {plan: fs[0].targets[0].value_text for plan, fs in figures.items()} == found


def test_a_question_that_claims_or_asks_for_the_present_is_no_name(shelf: Shelf) -> None:
    for more in ({"claimed": ("90%",)}, {"wants_baseline": True}):
        assert named_figures(shelf.query("滨河绿道照明完好率", **more), shelf.sources) == {}


def test_the_names_of_an_indicator() -> None:
    target = Target(
        clause="一/1", indicator="完好率(%)", scope="步道", comparator=None, value=None, value_high=None,
        value_text="九成", unit=None, deadline=None, baseline=None, kind=None, span=Span(start=0, end=2),
    )  # fmt: skip
    assert names_of(target) == {"完好率(%)", "完好率", "步道完好率"}
