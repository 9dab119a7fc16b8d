"""Forms of characters that copying out of a PDF leaves, and characters that mean nothing."""

from __future__ import annotations

import pytest

from ingest.model import piece_at
from ingest.pipeline import parse_text
from ingest.readers.characters import plain

PAPER = "临河市2031年绿道要点\n一、新建绿道3公里，改造驿站8处。\n二、培训护工20人，办好市民学校。\n"


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("\u2f00", "一"),
        ("\u2f08\u2f24", "人大"),
        ("\u2ea0\u2ed3", "民长"),
        ("\u2ee2\u2ef0", "马龙"),
        ("\uf90a", "金"),
        ("\uf9e4", "理"),
        ("\U0002f800", "丽"),
        ("％（１）①㎡‰", "％（１）①㎡‰"),
        ("臨河", "臨河"),
        ("\ufa0e", "\ufa0e"),
    ],
)
def test_a_form_stands_for_its_character(copied: str, meant: str) -> None:
    assert plain(copied) == meant
    assert len(plain(copied)) == len(copied)


def test_a_paper_of_such_forms_is_read_as_it_is_meant() -> None:
    forms = {"一": "\u2f00", "二": "\u2f06", "人": "\u2f08", "民": "\u2ea0", "工": "\u2f2f", "里": "\u2fa5"}
    copied = parse_text(PAPER.translate(str.maketrans(forms)))
    meant = parse_text(PAPER)
    assert copied.text == meant.text
    assert [c.label for c in copied.clauses] == ["一", "二"]
    at = copied.text.index("护工")
    piece = piece_at(copied.pieces, at)
    assert (piece.line, piece.column + at - piece.start) == (3, 4)
    assert copied.doubts == ()


def test_characters_that_show_nothing_are_doubted() -> None:
    plan = parse_text(PAPER.replace("护工", "护\ue123工").replace("驿站", "驿\ufffd"))
    assert [(d.kind, d.line) for d in plan.doubts] == [("characters", 2), ("characters", 3)]
    assert "护□工" in plan.doubts[1].message
