"""Where words stand on a page, and what somebody has compared with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.model import Doubt, Plan, PrintedLine, ScannedPage, Span
from ingest.on_page import lines_of, whole_of, with_confidence, with_confirmed
from ingest.pipeline import parse, parse_text
from ingest.store.library import Library
from tests.pdf_writer import HEIGHT, LEFT, TOP, WIDTH, Sheet, pdf

TEXT = (
    "云溪县2031年卫生工作要点\n一、任务\n1.新建驿站25处，改造公厕8座，\n"
    "配套停车场3个（责任单位：县住建局）。\n2.培训300人。\n"
)


def scanned(text: str = TEXT, *, sure: float = 0.9) -> Plan:
    """As from a scanned page, a line of the file each a tenth of the page below the one before."""
    plan = parse_text(text)
    lines = dict.fromkeys(piece.line for piece in plan.pieces)
    printed = tuple(
        PrintedLine(line=n, page=1, box=(0.1, n / 10, 0.9, n / 10 + 0.05), confidence=sure + n / 100)
        for n in lines
    )
    return with_confidence(replace(plan, printed=printed, scanned=(ScannedPage(page=1, turn=0, skew=0.0),)))


def test_a_clause_has_the_lines_its_words_are_on() -> None:
    plan = scanned()
    first, second = plan.clauses
    assert [p.line for p in lines_of(plan, whole_of(first))] == [3, 4]
    assert [p.line for p in lines_of(plan, second.span)] == [5]
    assert first.confidence == pytest.approx(0.93), "that of its least sure line"


def test_text_in_a_pdf_knows_where_it_stands() -> None:
    plan = parse(pdf(Sheet().lines("云溪县2031年绿道工作要点", "一、任务", "1.新建驿站25处。")), "a.pdf")
    (line,) = lines_of(plan, plan.clauses[0].span)
    left, top, right, bottom = line.box
    assert left == pytest.approx(LEFT / WIDTH, abs=0.01)
    assert top < 1 - (TOP - 48) / HEIGHT < bottom
    assert right > left
    assert (line.page, line.confidence, plan.clauses[0].confidence) == (1, None, None)


def test_a_page_that_is_shown_turned_has_its_boxes_turned() -> None:
    upright = pdf(Sheet().lines("云溪县2031年绿道工作要点", "一、任务", "1.新建驿站25处。"))
    turned = upright.replace(b"/Type /Page /Parent", b"/Type /Page /Rotate 90 /Parent")
    boxes = [[p.box for p in parse(data, "a.pdf").printed] for data in (upright, turned)]
    shown = sorted((1 - bottom, left, 1 - top, right) for left, top, right, bottom in boxes[0])
    for box, where in zip(sorted(boxes[1]), shown, strict=True):
        assert box == pytest.approx(where, abs=0.002)


def test_what_was_compared_is_sure_and_not_doubted_any_more() -> None:
    plan = scanned()
    doubts = (
        Doubt(line=4, kind="scan_unsure", message="…", clause="一/1"),
        Doubt(line=4, kind="offices", message="…", clause="一/1"),
        Doubt(line=5, kind="scan_sign", message="…", clause="一/2"),
    )
    plan = with_confirmed(replace(plan, doubts=doubts), {3, 4})
    assert [c.confidence for c in plan.clauses] == [None, pytest.approx(0.95)]
    assert [p.line for p in plan.printed if p.confirmed] == [3, 4]
    assert [d.kind for d in plan.doubts] == ["offices", "scan_sign"]


class TestKept:
    """An editor confirms; the library remembers."""

    def test_a_clause_once_confirmed_stays_so(self, tmp_path: Path) -> None:
        with Library.open(tmp_path) as library:
            plan = scanned()
            library.put(plan)
            stamp = library.stamp()
            sure = library.confirm_clause(plan.id, "一/1", "李编辑")
            assert [c.confidence is None for c in sure.clauses] == [True, False]
            assert library.get(plan.id) == sure
            assert library.clause(plan.id, "一/1").clause.confidence is None
            assert library.stamp() != stamp
            assert library.damage() == ""
        with Library.open(tmp_path, reader="newer") as library:
            library.put(plan)
            assert library.clause(plan.id, "一/1").clause.confidence is None, "read anew with the same words"
            assert len(library.versions(plan.id)) == 1

    def test_a_line_that_is_read_otherwise_is_not_confirmed(self, tmp_path: Path) -> None:
        with Library.open(tmp_path) as library:
            plan = scanned()
            library.put(plan)
            library.confirm_clause(plan.id, "一/2", "李编辑")
            other = replace(scanned(TEXT.replace("300人", "800人")), source=plan.source)
            library.put(other)
            assert library.clause(plan.id, "一/2").clause.confidence is not None

    def test_a_clause_that_is_not_there(self, tmp_path: Path) -> None:
        with Library.open(tmp_path) as library:
            plan = scanned()
            library.put(plan)
            for wrong in ((plan.id, "九/9"), ("nothing", "一/1")):
                with pytest.raises(KeyError):
                    library.confirm_clause(*wrong, "李编辑")


def test_words_without_a_page_have_no_lines() -> None:
    plan = parse_text(TEXT)
    assert lines_of(plan, Span(start=0, end=10)) == ()
    assert plan.clauses[0].confidence is None
