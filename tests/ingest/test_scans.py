"""What becomes of pages that were recognised: lines, tables, running heads, doubts. The engine is another's
subject (`test_recognition`): here its replies are made by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pytest

from ingest.errors import ReadError
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers import scans
from ingest.recognition.options import RecognitionOptions
from ingest.recognition.recognise import Piece, Raster, RecognisedPage
from tests.pdf_writer import Sheet, pdf

TITLE = "云溪县2031年卫生工作要点"
WIDE, HIGH, LEADING = 1654, 2339, 60
Said = str | tuple[str, float] | None
"""A line, with its confidence; None for one that was lost."""


def page(*lines: Said, **more: object) -> RecognisedPage:
    pieces = []
    for n, said in enumerate(lines):
        if said is None:
            continue
        text, sure = (said, 0.99) if isinstance(said, str) else said
        top = 200 + LEADING * n
        pieces.append(Piece(text, sure, 200, top, 200 + 36 * len(text), top + 40))
    return RecognisedPage(width=WIDE, height=HIGH, turn=0, skew=0.0, pieces=tuple(pieces), **more)  # type: ignore[arg-type]


def read(monkeypatch: pytest.MonkeyPatch, *pages: RecognisedPage | None) -> Plan:
    def recognised(pictures: Iterable[Raster | None], count: int) -> Iterator[RecognisedPage | None]:
        for _, one in zip(pictures, pages, strict=True):
            yield one

    monkeypatch.setattr(scans, "recognised", recognised)
    monkeypatch.setattr("ingest.readers.pdf.unusable", lambda: "")
    return parse(pdf(*[Sheet(picture=True)] * len(pages)), "扫描件.pdf")


def doubts(plan: Plan, kind: str) -> list[tuple[str | None, str]]:
    return [(d.clause, d.message) for d in plan.doubts if d.kind == kind]


def test_lines_know_their_page_place_and_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = read(monkeypatch, page(TITLE, "一、任务", ("1.新建驿站25处。", 0.93)), page("2.培训300人。"))
    assert [(c.label, c.page, c.confidence) for c in plan.clauses] == [("一/1", 1, 0.93), ("一/2", 2, 0.99)]
    third = plan.printed[2]
    assert third.box == pytest.approx((0.1209, 0.1368, 0.3386, 0.1539), abs=0.002)
    assert [(s.page, s.turn) for s in plan.scanned] == [(1, 0), (2, 0)]
    assert "第1-2页是扫描识别的" in doubts(plan, "scan_page")[0][1]


def test_pages_with_text_are_read_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def recognised(pictures: Iterable[Raster | None], count: int) -> Iterator[RecognisedPage]:
        for _ in pictures:
            asked.append(count)
            yield page("2.培训护理员300人。")

    monkeypatch.setattr(scans, "recognised", recognised)
    monkeypatch.setattr("ingest.readers.pdf.unusable", lambda: "")
    text = Sheet().lines(TITLE, "一、任务", "1.新建驿站25处。")
    plan = parse(pdf(text, Sheet(picture=True), Sheet().lines("3.补种行道树400棵。")), "a.pdf")
    assert asked == [1]
    sure = [c.confidence for c in plan.clauses]
    assert [c.label for c in plan.clauses] == ["一/1", "一/2", "一/3"]
    assert sure == [None, 0.99, None]


def test_running_heads_and_page_numbers_go(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [
        page("云溪县卫生健康局文件", f"{n}.整治第{n}段河岸。", *[None] * 20, f"-{n}一") for n in range(1, 5)
    ]
    plan = read(monkeypatch, *pages)
    assert [c.label for c in plan.clauses] == ["1", "2", "3", "4"]
    assert [d.reason for d in plan.dropped].count("页码") == 4


def test_a_ruled_table(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ("序号", "指标", "目标"), ("1", "接种率", "90%"), ("2", "随访率", "80%")
    xs, ys = (200, 400, 800, 1100), (500, 560, 620, 680)
    cells = [
        Piece(text, 0.98, xs[c] + 20, ys[r] + 10, xs[c] + 20 + 36 * len(text), ys[r] + 50)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    found = page(TITLE, "一、目标")
    found = RecognisedPage(
        width=WIDE, height=HIGH, turn=0, skew=0.0, pieces=(*found.pieces, *cells),
        level=tuple((y, 200, 1100) for y in ys), upright=tuple((x, 500, 680) for x in xs),
    )  # fmt: skip
    plan = read(monkeypatch, found)
    assert [(c.label, c.cells) for c in plan.clauses] == [
        ("一/表/1", ("1", "接种率", "90%")), ("一/表/2", ("2", "随访率", "80%")),
    ]  # fmt: skip


FULL = "统筹推进全县公共卫生机构标准化建设并配套完善设施设备和"


class TestDoubts:
    @pytest.mark.parametrize(
        ("lines", "doubted"),
        [
            (["1." + FULL, FULL, FULL, None, FULL, "运行保障机制。", "2.培训300人。"], ["一/1"]),
            (["1." + FULL, FULL, FULL, FULL, FULL, "运行保障机制。", "2.培训300人。"], []),
            (["1." + FULL, FULL, FULL, FULL, "运行保障机制。", None, "2.培训300人。"], []),
        ],
        ids=["lost", "whole", "room after a paragraph"],
    )
    def test_a_line_that_may_be_lost(
        self, lines: Sequence[Said], doubted: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = read(monkeypatch, page(TITLE, "一、任务", *lines))
        assert [clause for clause, _ in doubts(plan, "scan_lost")] == doubted

    def test_words_that_were_read_unsurely(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plan = read(monkeypatch, page(TITLE, "一、任务", "1.新建驿站25处。", ("2.培训护理员300人。", 0.62)))
        assert [clause for clause, _ in doubts(plan, "scan_unsure")] == ["一/2"]

    @pytest.mark.parametrize(
        ("text", "kinds"),
        [
            ("1.婴儿死亡率控制在7.5%以下。", {"scan_per_mille"}),
            ("1.婴儿死亡率控制在7.5%0以下。", {"scan_sign", "figure"}),
            ("1.人口自然增长率保持在6%左右，接种率达到90%。", {"scan_per_mille"}),
            ("1.接种率达到90%，死亡率继续下降。", set()),
            ("1.推进健康云溪-健康乡村建设，新建3处。", {"scan_sign"}),
            ("1.遴选5-10个项目。", set()),
        ],
    )
    def test_signs(self, text: str, kinds: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
        plan = read(monkeypatch, page(TITLE, "一、任务", text, "2.培训护理员300人。"))
        ours = {"scan_per_mille", "scan_sign", "figure"}
        assert {d.kind for d in plan.doubts if d.clause == "一/1"} & ours == kinds

    def test_a_nought_behind_a_per_cent_sign_makes_no_figure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plan = read(monkeypatch, page(TITLE, "一、任务", "1.死亡率控制在9.5%0、7.5%0以下。", "2.培训300人。"))
        assert [t.value_text for t in plan.targets] == ["300人"]

    def test_text_of_a_file_is_not_doubted_so(self) -> None:
        lines = (TITLE, "一、任务", "1.婴儿死亡率控制在7.5%以下。", "2.推进健康云溪-健康乡村建设。")
        plan = parse("\n".join(lines).encode(), "a.txt")
        assert [d.kind for d in plan.doubts if d.kind.startswith("scan_")] == []

    def test_pages_that_failed_and_ink_without_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plan = read(
            monkeypatch, page(TITLE, "一、任务", "1.新建25处。", unread=1), None, page("2.培训300人。")
        )
        told = "\n".join(message for _, message in doubts(plan, "page") + doubts(plan, "scan_page"))
        assert "第2页没有识别出来" in told
        assert "第1页有墨迹没有识别出文字" in told


def test_too_many_pages_to_recognise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "RECOGNITION", RecognitionOptions(pages=1))
    with pytest.raises(ReadError, match="超过1页") as refused:
        read(monkeypatch, page(TITLE), page("1.新建25处。"))
    assert refused.value.remedy
