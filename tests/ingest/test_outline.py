"""What the tree promises of every character."""

from __future__ import annotations

import pytest

from ingest.layout.clean import Run
from ingest.model import Home, Piece, Span
from ingest.outline.build import homeless
from ingest.pipeline import parse_text

WHOLE = Run(
    text="建档\n表一\n随访",
    pieces=(
        Piece(start=0, length=2, line=4, column=0),
        Piece(start=3, length=2, line=6, column=0),
        Piece(start=6, length=2, line=7, column=0),
    ),
)


def home(start: int, end: int) -> Home:
    return Home(role="body", label="一", span=Span(start=start, end=end))


def test_words_without_a_home_are_doubted_at_their_line() -> None:
    (doubt,) = homeless([home(0, 2), home(6, 8)], WHOLE)
    assert (doubt.line, doubt.kind) == (6, "lost")
    assert "表一" in doubt.message


def test_breaks_between_lines_need_no_home() -> None:
    assert list(homeless([home(0, 2), home(3, 5), home(6, 8)], WHOLE)) == []


@pytest.mark.parametrize(
    "rule",
    ["禁止擅自拆卸表具，禁止改装阀门。", "对擅自拆卸表具的，由县水利局依法查处。", "严禁私接管道。"],
)
def test_numbered_sentence_that_sets_a_rule_heads_nothing(rule: str) -> None:
    plan = parse_text(f"柳坪县用水通告\n一、{rule}\n违者停水整改。\n二、加强宣传。\n各镇张贴本通告。\n")
    first = next(c for c in plan.clauses if c.label == "一")
    assert plan.text_of(first).startswith(rule)
    assert first.heading is None or rule.startswith(first.heading)
    assert next(c for c in plan.clauses if c.label == "二").heading == "加强宣传。"
