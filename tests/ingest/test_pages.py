"""Whether a full line that ends in a full stop goes on is told by how the document sets its paragraphs."""

from __future__ import annotations

from dataclasses import replace

from ingest.readers.pages import Printed, beginning, going_on

STOP, OPEN = "绿道沿线增设驿站和饮水点。", "绿道沿线增设驿站和饮水点，"


def sheet(*lines: tuple[str, int]) -> list[Printed]:
    """Lines as wide as the page, by their words and how many letters they are set in."""
    return [
        Printed(text=text, left=80.0 + 12 * inset, right=500.0, top=700.0 - 24 * n, height=12.0)
        for n, (text, inset) in enumerate(lines)
    ]


INDENTED = sheet((OPEN, 2), (STOP, 0), (OPEN, 2), (STOP, 0), (OPEN, 2))
ONE = sheet((STOP, 2), (STOP, 0), (OPEN, 0))
FLUSH = sheet((STOP, 0), (STOP, 0), (STOP, 0))


def test_a_page_with_one_paragraph_is_set_like_the_others() -> None:
    *_, last = going_on([INDENTED, INDENTED, ONE])
    assert last[:2] == [True, True]


def test_by_itself_it_says_nothing() -> None:
    assert going_on([ONE]) == [[False, False, False]]
    assert going_on([FLUSH, FLUSH, INDENTED])[0][:2] == [False, False]


def test_a_figure_that_has_no_room_in_its_line_is_the_next_ones() -> None:
    short = Printed(text="驿站覆盖率", left=80, right=500 - 3.4 * 12, top=700 - 24 * 5, height=12.0)
    figure, word = ("70.56%，步道完好率达到", 0), ("步道完好率达到", 0)
    for below, goes_on in ((figure, True), (word, False)):
        lines = [*INDENTED, short, replace(sheet(below)[0], top=700 - 24 * 6)]
        assert going_on([lines])[0][5] is goes_on


def test_a_line_further_in_begins_a_paragraph() -> None:
    heading = ("（三）推进绿道与旅游深度融合发展", 2)
    lines = sheet(*((OPEN, 2), (STOP, 0)) * 4, heading, (OPEN, 2), (STOP, 0))
    assert beginning([lines])[0] == [line.left > 80 for line in lines]
    listed = sheet(*((OPEN, 0), (OPEN, 2), (STOP, 2)) * 4)
    assert not any(beginning([listed])[0])
