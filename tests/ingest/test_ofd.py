"""OFD: lines with their pages in the order of reading, running heads, and what there is no text of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

import pytest
from ofdkit.document import TextRun

from ingest.bounded import parse_bounded
from ingest.errors import ReadError
from ingest.grammar.folding import without_setting
from ingest.pipeline import parse
from ingest.readers import read
from ingest.readers.ofd import placed
from ingest.readers.sniff import is_watched, suffix_of
from tests.ofd_writer import PATH, STEP, box, ofd, page, rule, text
from tests.word_files import docx, p, zipped

TITLE = "云溪县2031年绿道建设工作要点"
FIRST = (TITLE, "一、建设任务", "1.新建绿道驿站25处。（责任单位：县住建局）")
SECOND = ("2.修补步道30公里。（责任单位：县交通局）",)


def test_a_clause_knows_its_page() -> None:
    plan = parse(ofd(page(*FIRST), page(*SECOND)), "a.ofd")
    assert plan.title == TITLE
    assert [(c.label, c.page, c.units) for c in plan.clauses] == [
        ("一/1", 1, ("县住建局",)),
        ("一/2", 2, ("县交通局",)),
    ]


def test_lines_come_in_the_order_of_reading() -> None:
    drawn = read(ofd(page(*FIRST, upwards=True)), "a.ofd")
    assert [line.text for line in drawn.lines] == list(FIRST)


def test_running_heads_and_page_numbers_are_taken_out() -> None:
    pages = [page("云溪县人民政府文件", f"{n}.新建驿站{n}处。", f"— {n} —") for n in range(1, 5)]
    document = read(ofd(*pages), "a.ofd")
    assert [line.text for line in document.lines] == [f"{n}.新建驿站{n}处。" for n in range(1, 5)]
    assert [d.reason for d in document.dropped] == ["页眉页脚", "页码"] * 4


@pytest.mark.parametrize("pages", [[page(PATH)], [page(PATH), page(PATH)], [page()], []])
def test_a_file_without_characters_is_refused(pages: list[str]) -> None:
    with pytest.raises(ReadError, match="没有文字层") as refused:
        read(ofd(*pages), "a.ofd")
    assert "导出或打印为 PDF" in (refused.value.remedy or ""), "which is recognised"


def test_pages_without_characters_are_told() -> None:
    document = read(ofd(page(*FIRST), page(PATH), page(), page(PATH), page(*SECOND)), "a.ofd")
    assert [d.message for d in document.doubts] == ["第2、4页没有文字层，没有读入，请核对原件"]


def test_a_page_that_is_not_there_is_told() -> None:
    data = ofd(page(*FIRST), page(*SECOND)).replace(b"Doc/Pages/P1.xml", b"Doc/Pages/Px.xml")
    assert [d.message for d in read(data, "a.ofd").doubts] == ["第2页读不出来，请核对原件"]


def test_rows_of_a_table_are_doubted() -> None:
    cells = [
        text(w, 25 + STEP * n, x)
        for n in range(4)
        for w, x in (("驿站", 20), ("25处", 80), ("县住建局", 140))
    ]
    document = read(ofd(page(*cells)), "a.ofd")
    assert len(document.lines) == 4
    assert "像是有表格" in document.doubts[0].message


XS, TALL = (20.0, 35.0, 70.0, 130.0, 180.0), 10.0


def ruled(rows: Sequence[Sequence[str | None]], top: float, how: Callable[..., str]) -> list[str]:
    """A table of rules; None is a cell that the one above it covers, with no rule between."""
    bottom = top + TALL * len(rows)
    out = [how(x, top, x, bottom) for x in XS] + [
        how(XS[0], top, XS[-1], top),
        how(XS[0], bottom, XS[-1], bottom),
    ]
    for n, row in enumerate(rows):
        for x, right, words in zip(XS, XS[1:], row, strict=False):
            if n and words is not None:
                out.append(how(x, top + TALL * n, right, top + TALL * n))
            out += [text(words, top + TALL * n + 2, x + 1)] if words else []
    return out


def boxed(x: float, y: float, u: float, v: float) -> str:
    return box(x, y, max(u - x, 0.2), max(v - y, 0.2))


HEAD = ("序号", "类别", "重点任务", "牵头单位")


@pytest.mark.parametrize("how", [rule, boxed], ids=["lines", "boxes"])
def test_a_ruled_table_is_rows_and_goes_on_over_the_page(how: Callable[..., str]) -> None:
    first = [HEAD, ("1", "建设", "新建驿站25处", "县住建局"), ("2", None, "修补步道30里", "县交通局")]
    below = [HEAD, ("3", "", "补种行道树9棵", "县林业局"), ("4", None, "增设座椅60张", "县城管局")]
    pages = [page(TITLE, *ruled(first, 40, how)), page(*ruled(below, 40, how), text("一、组织保障", 90))]
    document = read(ofd(*pages), "a.ofd")
    assert [d.reason for d in document.dropped] == ["表头重复"]
    assert not document.doubts
    plan = parse(ofd(*pages, page("1.每月调度一次。")), "a.ofd")
    assert [(c.label, c.group, c.page, c.units) for c in plan.clauses] == [
        ("表/1", "建设", 1, ("县住建局",)),
        ("表/2", "建设", 1, ("县交通局",)),
        ("表/3", "建设", 2, ("县林业局",)),
        ("表/4", "建设", 2, ("县城管局",)),
        ("一/1", None, 3, ()),
    ]


def test_words_around_a_table_stay_before_and_behind_it() -> None:
    rows = [HEAD, ("1", "建设", "新建驿站25处", "县住建局")]
    drawn = [text("二、组织保障", 70), *ruled(rows, 45, rule), text(TITLE, 25), text("一、任务如下：", 33)]
    document = read(ofd(page(*drawn)), "a.ofd")
    assert [line.text or line.cells for line in document.lines] == [
        TITLE,
        "一、任务如下：",
        *rows,
        "二、组织保障",
    ]


def test_a_line_under_the_head_and_a_frame_make_no_table() -> None:
    frame = [rule(15, 20, 195, 20), rule(15, 90, 195, 90), rule(15, 20, 15, 90), rule(195, 20, 195, 90)]
    document = read(ofd(page(*FIRST, *frame, rule(20, 32, 190, 32))), "a.ofd")
    assert [line.text for line in document.lines] == list(FIRST)


@pytest.mark.parametrize("path", ["", "M", "L x y", "M 0 0 Z 3", "M 0 0 L 9e999 0", "<", "A 1 2 3"])
def test_a_path_that_cannot_be_read_costs_nothing(path: str) -> None:
    broken = PATH.replace("M 0 0 L 9 9", escape(path))
    assert [line.text for line in read(ofd(page(*FIRST, broken)), "a.ofd").lines] == list(FIRST)


@pytest.mark.parametrize(
    "data",
    [
        zipped({"OFD.xml": "<a/>"}),
        zipped({"OFD.xml": "no xml"}),
        ofd(page(*FIRST))[:-40],
        zipped({"OFD.xml": "<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"}),
        zipped({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><OFD/>'}),
    ],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data, "a.ofd")


def test_bytes_decide() -> None:
    assert suffix_of(ofd(page(*FIRST)), "公文.pdf") == ".ofd"


@pytest.mark.parametrize(
    ("data", "watched"),
    [(ofd(page(*FIRST)), True), (b"%PDF-1.7", True), (docx(p("甲")), False), (b"x", False)],
)
def test_it_is_read_in_a_process_that_can_be_ended(data: bytes, watched: bool) -> None:
    assert is_watched(data) is watched


def test_read_apart_it_is_the_same() -> None:
    data = ofd(page(*FIRST), page(*SECOND))
    assert parse_bounded(data, "a.ofd") == parse(data, "a.ofd")


def test_lines_that_are_broken_at_the_edge_go_on_and_paragraphs_begin_further_in() -> None:
    """By where they stand on the page: a first line two characters in holds fewer characters than others."""
    words = (
        "（一）修补步道。沿线增设驿站和饮水点，方便群众出行休息，并健全管护办法，按季度通报进展情况，年底前修补30公里。"
        "年内新增座椅，每处不少于3张。",
        "（二）管好步道。每月组织一次巡查，发现破损的及时修补，并把结果告诉沿线的镇和街道，巡查不少于12次。",
    )
    drawn = [text(TITLE, 25), text("一、建设任务", 33, 30.0)]
    for paragraph in words:
        at, wide = 0, 26
        while at < len(paragraph):
            y, x = 25 + STEP * len(drawn), 30.0 if not at else 20.0
            drawn.append(text(paragraph[at : at + wide], y, x))
            at, wide = at + wide, 28
    found = parse(ofd(page(*drawn)), "a.ofd")
    assert [(c.label, without_setting(found.text_of(c))) for c in found.clauses] == [
        (f"一/{paragraph[:3]}", paragraph[3:]) for paragraph in words
    ]
    assert [line.goes_on for line in read(ofd(page(*drawn)), "a.ofd").lines][2:5] == [True, True, False]


def test_a_line_that_is_not_found_again_says_nothing_of_its_place() -> None:
    run = TextRun(text="新建驿站", x=20, y=30, size=5, width=20)
    (line,) = placed(["新建驿站"], [run, run]) or ()
    assert (line.left, line.right, line.height) == (20, 40, 5)
    assert placed(["新建驿站25处"], [run]) is None
    beside = TextRun(text="修补步道", x=80, y=30, size=5, width=20)
    assert [p.left for p in placed(["新建驿站", "修补步道"], [beside, run]) or ()] == [20, 80]
    blanks = TextRun(text="　　新建", x=20, y=30, size=5, width=20)
    assert [p.left for p in placed(["新建"], [blanks]) or ()] == [30]
