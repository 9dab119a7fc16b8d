"""Pieces that were read on a page, put into rows."""

from __future__ import annotations

import pytest

from ingest.recognition.reading_order import Piece, in_rows


def at(text: str, left: float, top: float, *, wide: float | None = None, sure: float = 0.99) -> Piece:
    """Letters of 20 dots."""
    return Piece(text, sure, left, top, left + (wide or 20 * len(text)), top + 20)


LEFT = [at(f"左栏第{n}行的文字一共十个", 100, 100 + 40 * n) for n in range(5)]
RIGHT = [at(f"右栏第{n}行的文字一共十个", 420, 104 + 40 * n) for n in range(5)]


@pytest.mark.parametrize(
    ("pieces", "rows"),
    [
        ([at("二、任务", 100, 200), at("一、目标", 100, 100)], ["一、目标", "二、任务"]),
        ([at("以内", 226, 103), at("控制在7%", 100, 100, wide=120)], ["控制在7%以内"]),
        ([at("牵头单位", 100, 100), at("县水利局", 400, 102)], ["牵头单位 县水利局"]),
        ([*LEFT, *RIGHT], [p.text for p in (*LEFT, *RIGHT)]),
        (
            [at("横贯两栏的标题在这里写得很长很长很长很长", 150, 20), *RIGHT, *LEFT],
            ["横贯两栏的标题在这里写得很长很长很长很长", *(p.text for p in (*LEFT, *RIGHT))],
        ),
        ([], []),
    ],
    ids=["downwards", "one row", "apart", "columns", "heading over columns", "nothing"],
)
def test_rows(pieces: list[Piece], rows: list[str]) -> None:
    assert [row.text for row in in_rows(pieces)] == rows


def test_short_pieces_side_by_side_are_no_columns() -> None:
    pieces = [at(words, x, 100 + 40 * n) for n in range(5) for x, words in ((100, f"项目{n}"), (300, "完成"))]
    assert [row.text for row in in_rows(pieces)] == [f"项目{n} 完成" for n in range(5)]


def test_a_row_is_as_sure_as_its_least_sure_piece() -> None:
    (row,) = in_rows([at("达到", 100, 100, sure=0.98), at("95%", 142, 101, sure=0.71)])
    assert (row.text, row.confidence) == ("达到95%", 0.71)
