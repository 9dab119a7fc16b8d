"""PDF with text: the lines of its pages, its ruled tables, what a page prints around them, refusals."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from ingest.bounded import parse_bounded
from ingest.errors import IngestError, ReadError
from ingest.pipeline import parse
from ingest.readers import read
from tests.browser import CHROMIUM, FLAGS
from tests.ingest.test_pdf_tables import FIRST, ROWS, TITLE, WIDTHS, facts, plan_of, told
from tests.pdf_writer import LEFT, SIZE, Sheet, paper, pdf
from tests.waiting import GIVE_UP


class TestPages:
    def test_a_clause_knows_its_page(self) -> None:
        plan = plan_of(pdf(Sheet().lines(TITLE, *FIRST), Sheet().lines("3.补种行道树400棵。")))
        assert [(c.label, c.page) for c in plan.clauses] == [("一/1", 1), ("一/2", 1), ("一/3", 2)]
        assert plan.clauses[0].units == ("县住建局",)

    def test_running_heads_and_page_numbers_are_taken_out_and_listed(self) -> None:
        pages = []
        for number in range(1, 5):
            page = (
                Sheet().line("云溪县人民政府文件").lines(f"{number}.整治第{number}段河岸，长{number}00米。")
            )
            pages.append(page.line(f"— {number} —", x=280, y=60))
        pages[0].parts.insert(0, Sheet().line(TITLE, y=790).parts[0])
        plan = plan_of(pdf(*pages))
        assert [c.label for c in plan.clauses] == ["1", "2", "3", "4"]
        assert "人民政府文件" not in plan.text
        assert [d.reason for d in plan.dropped].count("页码") == 4
        assert [d.reason for d in plan.dropped].count("页眉页脚") == 4

    def test_a_head_that_is_drawn_behind_the_text_stands_before_it(self) -> None:
        sheet = Sheet().lines("云溪县2031年绿道建设工作要点", "一、任务", "新建绿道驿站25处。")
        sheet.line("云溪县政府文件", x=260, y=810, size=8).line("— 1 —", x=280, y=30, size=8)
        found = parse(pdf(sheet), "a.pdf")
        assert [(c.label, found.text_of(c)) for c in found.clauses] == [("一", "新建绿道驿站25处。")]
        assert found.title == "云溪县2031年绿道建设工作要点"

    def test_bare_page_numbers_count_with_the_pages(self) -> None:
        pages = [Sheet().lines(f"{n}.整治第{n}段河岸。").line(str(n + 6), x=290, y=60) for n in range(1, 5)]
        assert [d.text for d in plan_of(pdf(*pages)).dropped] == ["7", "8", "9", "10"]

    def test_attachments_at_the_top_of_pages_are_no_running_heads(self) -> None:
        pages = [Sheet().lines(TITLE, *FIRST)]
        pages += [Sheet().lines(f"附件{n}", f"绿道第{n}段任务", f"1.修路{n}公里。") for n in (1, 2, 3)]
        assert not plan_of(pdf(*pages)).dropped

    def test_two_columns_are_read_one_behind_the_other(self) -> None:
        page = Sheet().lines(TITLE, "一、任务", "1.新建驿站5处。", "2.修补步道8公里。")
        for n, text in enumerate(("3.补种行道树40棵。", "4.增设座椅60张。")):
            page.line(text, x=330, y=736 - 24 * n)
        assert [c.label for c in plan_of(pdf(page)).clauses] == ["一/1", "一/2", "一/3", "一/4"]

    def test_radicals_become_the_characters_they_stand_for(self) -> None:
        plan = plan_of(
            pdf(Sheet().lines(TITLE, "一、⼯作任务", "1.新建⽂化驿站5处。", "2.办好⽼年食堂3个。"))
        )
        assert "工作任务" in plan.text
        assert "老年食堂" in plan.text

    def test_an_encoding_of_typesetters_without_a_map_is_read(self) -> None:
        page = Sheet()
        for n, text in enumerate((TITLE, *FIRST)):
            code = text.encode("gb2312").hex()
            page.parts.append(f"BT /F1 12 Tf 80 {760 - 24 * n} Td <{code}> Tj ET".encode())
        plan = plan_of(pdf(page, encoding="/GBK-EUC-H"))
        assert plan.title == TITLE
        assert [t.value_text for t in plan.targets] == ["25处", "30公里"]

    def test_spaces_of_typesetting_are_taken_out(self) -> None:
        plan = plan_of(pdf(Sheet().lines(TITLE, "一、任务", "1.推广 AI 应用 12 项，覆盖率达到 95% 以上。")))
        assert "推广AI应用12项，覆盖率达到95%以上" in plan.text

    def test_a_small_digit_above_the_line_is_no_part_of_a_figure(self) -> None:
        """The sign of a note behind a figure, and a measure; one below the line stays what it is."""
        page = Sheet().lines(TITLE, "一、任务")
        for text, x, up, size in (
            ("1.新建驿站78", 80, 0, 12), ("1", 176, 6, 7), ("处，绿化30km", 183, 0, 12), ("2", 279, 6, 7),
            ("，控制CO", 286, 0, 12), ("2", 346, -2, 7), ("排放。", 353, 0, 12),
        ):  # fmt: skip
            page.line(text, x=x, y=700 + up, size=size)
        plan = plan_of(pdf(page))
        assert plan.text.endswith("1.新建驿站78¹处，绿化30km²，控制CO2排放。")
        assert plan.targets[0].value == 78

    @pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
    def test_what_a_browser_prints_is_read(self, tmp_path: Path) -> None:
        """Chromium writes a font of drawings for each few characters (Type 3), and radicals for some."""
        lines = (
            TITLE,
            "一、工作任务",
            "1.新建文化驿站25处，完好率达到95%以上。",
            "2.办好老年食堂3个（责任单位：县民政局）。",
        )
        page = tmp_path / "a.html"
        page.write_text(f"<meta charset=utf-8><p>{'<p>'.join(lines)}", "utf-8")
        made = tmp_path / "a.pdf"
        command = [str(CHROMIUM), "--headless", *FLAGS, f"--user-data-dir={tmp_path / 'profile'}",
                   "--no-pdf-header-footer", f"--print-to-pdf={made}", page.as_uri()]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=GIVE_UP)
        plan = plan_of(made.read_bytes())
        assert plan.text.split("\n") == list(lines)
        assert [t.value_text for t in plan.targets] == ["25处", "达到95%以上", "3个"]
        assert plan.clauses[-1].units == ("县民政局",)


class TestLines:
    """What goes on in the next line, by where the lines stand."""

    def test_a_heading_in_larger_letters_over_two_lines(self) -> None:
        page = Sheet().line(TITLE)
        page.line("（一）全面提升绿道沿线公共服务设", size=14).line("施和环境品质", size=14)
        page.line("1.新建驿站5处，改造公厕8座，全部配套无障").line("碍设施。").line("2.修补步道8公里。")
        plan = plan_of(pdf(page))
        assert [h.title for h in plan.headings] == ["全面提升绿道沿线公共服务设施和环境品质"]
        assert [c.label for c in plan.clauses] == ["（一）/1", "（一）/2"]

    @pytest.mark.parametrize("inset", [2, 0], ids=["indented", "set apart"])
    def test_a_sentence_that_ends_with_its_line_ends_no_paragraph(self, inset: int) -> None:
        page = Sheet().line(TITLE)
        page.line("一、任务")
        for first in ("全县共建共享绿道，各镇分段管护。", "沿线公厕全部免费，全天对外开放。"):
            page.y -= 0 if inset else 14
            page.line(first[inset:], x=LEFT + inset * SIZE).line("经费由县财政局按季度据实保障。")
        plan = plan_of(pdf(page))
        assert [plan.text_of(c).count("县财政局") for c in plan.clauses] == [1, 1]

    def test_a_number_in_a_line_that_goes_on_is_no_mark(self) -> None:
        page = (
            Sheet()
            .lines(TITLE, "一、任务", "1.沿河两岸新建驿站并配套停车场和公共厕所共")
            .lines("12 个，修步道。")
        )
        assert [t.value_text for t in plan_of(pdf(page)).targets] == ["12个"]

    @pytest.mark.parametrize(
        "closing",
        [
            ("云溪县住房和城乡建设局办公室2031年3月", "26日印发"),
            ("云溪县人民政府办公室　　　2031年3", "月26日印发"),
            ("抄送：县委各部门，县人大常委会办公室，县", "政协办公室，县法院，县检察院。"),
        ],
    )
    def test_an_imprint_on_two_lines_is_no_part_of_the_last_clause(self, closing: tuple[str, str]) -> None:
        page = Sheet().line(TITLE)
        for first in ("一、新建绿道驿站25处，全部配套无障碍", "二、修补步道30公里，并把沿线的标识标"):
            page.line(first, x=LEFT + 2 * SIZE).line("设施，年底前建成开放。")
        page.line(closing[0], x=LEFT + 2 * SIZE).line(closing[1])
        plan = plan_of(pdf(page))
        assert [plan.text_of(c)[-7:] for c in plan.clauses] == ["年底前建成开放。"[-7:]] * 2
        assert [h.span.of(plan.text) for h in plan.homes if h.role == "tail"]


class TestStruck:
    """A changed text that was printed with its changes."""

    def test_what_is_struck_out_is_not_read_and_told(self) -> None:
        sheet = Sheet().lines("云溪县2031年绿道建设工作要点", "一、任务")
        y = sheet.y
        sheet.line("1.新建绿道驿站300450处，改造一处。").rule(80 + 8 * 12, y + 4, 80 + 11 * 12, y + 4)
        sheet.rule(80 + 11 * 12, y - 2, 80 + 14 * 12, y - 2)  # what was put in is underlined
        found = parse(pdf(sheet), "a.pdf")
        assert found.text_of(found.clauses[0]) == "新建绿道驿站450处，改造一处。"
        assert [(d.text, d.reason) for d in found.dropped] == [("300", "划去的字")]
        assert any("第1页有划去的字（“300”）" in doubt.message for doubt in found.doubts)

    def test_lines_under_and_around_words_strike_nothing(self) -> None:
        sheet = Sheet().lines("云溪县2031年绿道建设工作要点", "一、任务")
        y = sheet.y
        sheet.line("1.新建绿道驿站450处。").rule(80, y - 2, 300, y - 2).rule(80, y + 12, 300, y + 12)
        sheet.rule(20, y + 4, 580, y + 4)  # a rule of the page that happens to cross a line
        found = parse(pdf(sheet), "a.pdf")
        assert (found.text_of(found.clauses[0]), found.dropped) == ("新建绿道驿站450处。", ())


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.unusable", lambda: "没有安装文字识别")


@pytest.mark.usefixtures("without_recognition")
class TestDoubts:
    def test_pages_that_are_pictures_are_told_by_number(self) -> None:
        scan = Sheet(picture=True)
        plan = plan_of(pdf(Sheet().lines(TITLE, *FIRST), scan, scan, Sheet().lines("3.补种行道树。"), scan))
        assert "第2-3、5页没有文字层" in told(plan)

    def test_a_font_that_does_not_say_its_characters_is_told(self) -> None:
        odd = Sheet().line("".join(chr(0xE000 + n) for n in range(40)))
        assert "第2页的字体没有标明" in told(plan_of(pdf(Sheet().lines(TITLE, *FIRST), odd)))

    def test_characters_nobody_uses_are_told(self) -> None:
        odd = Sheet().line("".join(chr(0x3400 + 7 * n) for n in range(40)))
        assert "第2页的字体没有标明" in told(plan_of(pdf(Sheet().lines(TITLE, *FIRST), odd)))

    def test_a_file_without_its_end_is_told(self) -> None:
        data = pdf(Sheet().lines(TITLE, *FIRST)).replace(b"%%EOF", b"")
        assert "可能缺页" in told(plan_of(data))


@pytest.mark.usefixtures("without_recognition")
class TestRefused:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (pdf(Sheet(picture=True)), "没有文字层"),
            (pdf(Sheet()), "没有文字层"),
            (pdf(Sheet().lines(TITLE, *FIRST), encrypted=True), "密码|打不开"),
            (b"", "空的"),
            (b"%PDF-1.5\nnothing", "打不开|能读"),
            (pdf(Sheet().lines(TITLE))[:200], "打不开|能读"),
            (b"\0\1\2", "不是|内容却不是"),
        ],
        ids=["scan", "blank", "locked", "empty", "no pages", "cut", "other bytes"],
    )
    def test_with_what_to_do(self, data: bytes, said: str) -> None:
        with pytest.raises(ReadError, match=said) as refused:
            plan_of(data)
        assert refused.value.remedy
        assert refused.value.file == "a.pdf"

    def test_too_many_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from ingest.readers import pdf as reader
        from ingest.readers.options import PdfOptions

        monkeypatch.setattr(reader, "PDF", PdfOptions(pages=1))
        with pytest.raises(ReadError, match="超过1页"):
            plan_of(pdf(Sheet().lines(TITLE), Sheet().lines(*FIRST)))


def test_it_is_read_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.bounded.parse", None)
    data = pdf(Sheet().lines(TITLE, *FIRST))
    assert [c.label for c in parse_bounded(data, "a.txt").clauses] == ["一/1", "一/2"]


TEXTS = (
    (
        TITLE,
        *FIRST,
        "二、保障措施",
        "1.县财政局统筹安排资金，全年投入不少于1200万元，并按季度向社会公开使用情况，接受监督。",
    ),
    (
        "临湖镇2032年养老服务工作方案",
        "一、工作目标",
        "到2032年底，建成社区食堂12个，护理型床位占比达到60%以上，每千名老人拥有床位不低于35张。",
        "二、重点任务",
        "（一）完善设施。新建日间照料中心5个，改造敬老院3所。（牵头单位：镇民政办；配合单位：镇财政所、镇建设办）",
        "（二）培训人员。全年培训护理员不少于300人次。（责任单位：镇人社所）",
    ),
    (
        "松岭区2033年河道整治计划",
        "第一章 总体要求",
        "第一条 全区河道水质优良比例达到90%以上。",
        "第二条 完成清淤45公里，新建护岸18公里，由区水务局牵头，区生态环境局配合。",
        "第二章 保障",
        "第三条 区财政局落实资金8000万元。",
    ),
    (
        "白石市2034年图书馆建设要点",
        "1.新建城市书房20座，每座面积不少于100平方米，藏书不少于5000册，年开放时间不少于300天，由市文旅局负责。",
        "2.举办读书活动200场次以上。",
        "3.全市人均藏书达到1.2册。",
    ),
    (
        "青云县2035年农村公路养护方案",
        "一、目标任务",
        "（一）列养率达到100%。",
        "（二）优良中等路率保持在85%以上，较上年提高2个百分点。（责任单位：县交通局、各镇人民政府）",
        "（三）处治危桥6座，增设安全护栏70公里。（责任单位：县公路中心）",
    ),
)


@pytest.mark.parametrize("texts", TEXTS, ids=[texts[0] for texts in TEXTS])
def test_a_text_set_as_pdf_is_the_same_plan(texts: tuple[str, ...]) -> None:
    written = parse("\n".join(texts).encode(), "a.txt")
    assert facts(plan_of(paper(texts, wide=24, deep=5))) == facts(written)


@pytest.mark.usefixtures("without_recognition")
def test_mutated_files_are_plans_or_refusals() -> None:
    """Of the reader: recognising a page is a process of its own, with its own tests."""
    chance = random.Random(20312)
    whole = pdf(Sheet().lines(TITLE, *FIRST).table(ROWS, WIDTHS), Sheet(picture=True))
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data))
            if chance.random() < 0.2:
                del data[at : at + chance.randint(1, 60)]
            else:
                data[at] = chance.randrange(256)
        assert outcome(bytes(data))


def outcome(data: bytes) -> object:
    """What is read, or the remedy of the refusal; any other error goes on."""
    try:
        return read(data, "a.pdf")
    except IngestError as refused:
        return refused.remedy
