"""What the tree promises of every character."""

from __future__ import annotations

from ingest.layout.clean import Run
from ingest.model import Home, Piece, Span
from ingest.outline.build import homeless

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
