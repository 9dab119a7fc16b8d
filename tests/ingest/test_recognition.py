"""The engine on pictures of our own: pages as they come out of a scanner, turned and skewed, in a process
that may die; and what it read, put into rows.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ingest.bounded import parse_bounded
from ingest.errors import IngestError
from ingest.readers import read
from ingest.recognition.progress import Reached, telling
from ingest.recognition.recognise import Piece, Raster, in_rows, recognised, unusable
from tests import scan_pictures

DATA = Path(__file__).parents[1] / "data" / "scan" / "page.png"
LINES = (
    "云溪县2031年卫生工作要点",
    "一、主要目标",
    "1.新建社区卫生服务站25个，改造乡镇卫生院8所。",
    "2.适龄儿童免疫规划疫苗接种率达到95%以上。",
    "3.遴选5-10个新技术引进项目，培训护理员300人。",
    "二、重点工作",
    "（一）健全公共卫生服务体系（责任单位：县卫生健康局）",
)

needs_engine = pytest.mark.skipif(bool(unusable()), reason=unusable() or "-")
needs_font = pytest.mark.skipif(scan_pictures.FONT is None, reason="no font with Chinese characters here")


@needs_engine
def test_a_picture_of_a_page() -> None:
    """The committed one: 1.2 degrees askew, on its head."""
    document = read(DATA.read_bytes(), "扫描.png")
    assert [line.text for line in document.lines] == list(LINES)
    (scanned,) = document.scanned
    assert (scanned.page, scanned.turn) == (1, 180)
    assert abs(abs(scanned.skew) - 1.2) < 0.3
    assert all(line.confidence and line.confidence > 0.9 for line in document.lines)


@needs_engine
@needs_font
def test_pages_that_lie_in_every_direction() -> None:
    written = list(LINES), list(LINES[::-1])
    turned = zip(written, (90, 270), strict=True)
    pages = [scan_pictures.page(lines, turn=turn, skew=0.8) for lines, turn in turned]
    told: list[tuple[int, int]] = []
    with telling(lambda reached: told.append((reached.page, reached.pages))):
        document = read(scan_pictures.tiff(*pages), "扫描.tif")
    words = [[line.text for line in document.lines if line.page == page] for page in (1, 2)]
    assert words == [*written]
    assert [page.turn for page in document.scanned] == [270, 90]
    assert told == [(1, 2), (2, 2)]


@needs_engine
@needs_font
def test_whoever_waits_can_stop_it() -> None:
    class StoppedError(Exception):
        pass

    def stop(_reached: Reached) -> None:
        raise StoppedError

    data = scan_pictures.scanned_pdf(scan_pictures.page(LINES))
    with pytest.raises(StoppedError):
        parse_bounded(data, "a.pdf", told=stop)


@needs_engine
def test_an_empty_page_says_nothing() -> None:
    blank = Raster(width=100, height=140, rgb=b"\xff" * (3 * 100 * 140))
    (found,) = recognised([blank], 1)
    assert found is not None
    assert found.pieces == ()


def test_a_process_that_dies_costs_its_page_alone() -> None:
    blank = Raster(width=10, height=10, rgb=b"\xff" * 300)
    assert list(recognised([blank, None], 2, command=(sys.executable, "-c", "raise SystemExit(9)"))) == [
        None,
        None,
    ]


def test_a_picture_that_is_none_is_refused() -> None:
    with pytest.raises(IngestError) as refused:
        parse_bounded(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "坏.png")
    assert refused.value.remedy


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
