"""Whether a full line that ends in a full stop goes on is told by how the document sets its paragraphs."""

from __future__ import annotations

from ingest.readers.printed_lines import Printed, going_on

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
