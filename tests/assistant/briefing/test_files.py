"""Markdown and Word: what is written can be read back, in the form the standard asks for, and words stay
words.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.ask import Assistant
from assistant.briefing.compose import brief
from assistant.briefing.keep.kept import arranged
from assistant.briefing.model import Briefing, Note, Request
from assistant.briefing.render.files import save
from assistant.briefing.render.layout import mark_of, refs
from assistant.briefing.render.markdown import plain, to_markdown
from assistant.briefing.render.word import Rows, to_docx, written
from assistant.briefing.render.word_page import BODY, HEADINGS, TITLE, new_document
from assistant.briefing.texts import FILE, words
from assistant.errors import AssistantError
from tests.assistant.briefing.conftest import DAY
from tests.conftest import ROOT
from tests.waiting import GIVE_UP


def texts(document: DocumentObject, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]


def test_the_page_is_that_of_an_official_document(document: DocumentObject) -> None:
    (section,) = document.sections
    assert section.page_width is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(m.mm) for m in margins if m is not None] == [37, 35, 28, 26]
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < Mm(0.1)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("style", "font", "size", "indented"),
    [
        (TITLE, "方正小标宋简体", 22, False),
        (HEADINGS[0], "黑体", 16, True),
        (HEADINGS[1], "楷体_GB2312", 16, True),
        (HEADINGS[2], "仿宋_GB2312", 16, True),
        (BODY, "仿宋_GB2312", 16, True),
    ],
)
def test_fonts(document: DocumentObject, style: str, font: str, size: int, indented: bool) -> None:
    found = document.styles[style]
    fonts = found.element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == font
    assert found.font.size == Pt(size)  # type: ignore[attr-defined]
    indent = found.element.pPr.find(qn("w:ind"))
    assert (indent is not None and indent.get(qn("w:firstLineChars")) == "200") is indented
    if style == BODY:
        assert found.paragraph_format.line_spacing == Pt(28)  # type: ignore[attr-defined]


def test_missing_fonts_have_others_in_their_place(made: Briefing) -> None:
    with ZipFile(BytesIO(to_docx(made))) as package:
        table = package.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋;FangSong;FangSong_GB2312"/>' in table
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体' in table


def test_page_numbers_stand_at_the_outer_edge(document: DocumentObject) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    (section,) = document.sections
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side  # type: ignore[union-attr]
        fields = list(paragraph._p.iter(qn("w:fldSimple")))
        assert [f.get(qn("w:instr")) for f in fields] == ["PAGE"]
        assert "".join(t.text or "" for t in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        assert {s.get(qn("w:val")) for s in paragraph._p.iter(qn("w:sz"))} == {"28"}


def test_levels_are_marked_as_the_standard_has_them(document: DocumentObject) -> None:
    assert texts(document, HEADINGS[0]) == [
        "一、概述",
        "二、承担的任务",
        "三、目标指标",
        "注释",
        "数字核对表",
    ]
    assert texts(document, HEADINGS[1]) == [
        "（一）《临河市2023年卫生健康工作要点》",
        "（二）《临河市2024年卫生健康工作要点》",
    ]
    assert [mark_of(level, 12) for level in (1, 2, 3, 4)] == ["十二、", "（十二）", "12.", "（12）"]
    assert [mark_of(1, n) for n in (1, 10, 20, 21, 100)] == ["一、", "十、", "二十、", "二十一、", "100、"]


def test_tables_repeat_their_header_and_do_not_break_in_a_row(document: DocumentObject) -> None:
    assert len(document.tables) == 3
    for table in document.tables:
        for number, row in enumerate(table.rows):
            properties = row._tr.trPr
            assert properties is not None
            assert properties.find(qn("w:cantSplit")) is not None
            assert (properties.find(qn("w:tblHeader")) is not None) is (number == 0)
        widths = [int(c.get(qn("w:w")) or 0) for c in table._tbl.iter(qn("w:gridCol"))]
        assert abs(sum(widths) - Mm(156).twips) < 40  # type: ignore[attr-defined]


def test_every_note_leads_to_its_reference(document: DocumentObject, made: Briefing) -> None:
    body = document.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert marks == [f"note{n}" for n in range(1, len(made.notes) + 1)]
    assert anchors <= set(marks)
    notes = texts(document, "简报注释")
    assert notes == [f"[{n}] {note.reference}" for n, note in enumerate(made.notes, start=1)]


def test_every_figure_is_there_to_be_ticked(document: DocumentObject, made: Briefing) -> None:
    *_, table = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["注", "数字", "原文", "核对"]
    assert [(r[1], r[3]) for r in rows[1:]] == [(f.text, "□") for f in made.figures]
    assert ["1", "90%以上", "适龄儿童疫苗接种率达到90%以上", "□"] in rows


def test_date_and_issuer_are_left_to_fill(document: DocumentObject) -> None:
    assert texts(document, "简报落款") == [words("sign.issuer"), words("sign.date")]


def test_hostile_words_stay_words(document: DocumentObject, made: Briefing) -> None:
    body = "\n".join(p.text for p in document.paragraphs)
    assert "<script>alert(1)</script>*加粗* [x](javascript:1) `c` &amp; $y" in body
    written = to_markdown(made)
    assert "<script>" not in written.replace("\\<script", "")
    assert "[x](" not in written
    assert "\\*加粗\\*" in written
    for line in written.splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") >= 4


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# 标题", "\\# 标题"),
        ("1. 甲", "1\\. 甲"),
        ("- 甲", "\\- 甲"),
        ("a|b", "a\\|b"),
        ("办公室[宣教科]", "办公室[宣教科]"),
        ("[甲](乙)", "[甲\\](乙)"),
        ("甲\n乙", "甲 乙"),
    ],
)
def test_marks_of_markdown_are_escaped(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_markdown_has_notes_by_number(made: Briefing) -> None:
    written = to_markdown(made)
    assert "1. 适龄儿童疫苗接种率达到90%以上。（责任单位：疾控科）[1]" in written
    assert f"[1] {made.notes[0].reference}" in written
    assert written.endswith("| □ |\n")
    without = to_markdown(arranged(made, ["overview"]))
    assert "## 注释" not in without
    assert "核对" not in without


def test_runs_of_notes_are_drawn_together() -> None:
    notes = [Note(plan="p", version=1, label=str(n), marker="", reference="") for n in range(1, 9)]
    numbered = {note: n for n, note in enumerate(notes, start=1)}
    assert refs([notes[i] for i in (0, 1, 2, 4, 6, 7)], numbered) == "1-3,5,7,8"


def test_the_rows_of_a_table_are_written_as_they_come() -> None:
    rows = [OxmlElement("w:tr") for _ in range(50)]
    file = written(new_document(), None, iter([Rows(frame=OxmlElement("w:tbl"), rows=iter(rows))]))
    assert len(Document(BytesIO(file)).element.body.findall(f"{qn('w:tbl')}/{qn('w:tr')}")) == 50
    assert [row.getparent() for row in rows] == [None] * 50


def test_a_file_is_never_overwritten_unasked(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    save(file, b"1")
    with pytest.raises(AssistantError, match="文件已存在"):
        save(file, b"2")
    assert file.read_bytes() == b"1"
    save(file, b"2", force=True)
    assert file.read_bytes() == b"2"
    with pytest.raises(AssistantError, match="没有这个文件夹"):
        save(tmp_path / "none" / "a.md", b"1")
    assert [f.name for f in tmp_path.iterdir()] == ["a.md"]


def test_a_text_that_is_missing_is_named() -> None:
    with pytest.raises(AssistantError, match=r"no\.such"):
        words("no.such")
    with pytest.raises(AssistantError, match="units"):
        words("office.title")


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    code = "\n".join(f.read_text("utf-8") for f in (ROOT / "assistant" / "briefing").rglob("*.py"))
    used = set(re.findall(r'"((?:[a-z]+)\.(?:[a-z_]+))"', code))
    used |= {f"compare.{key}{tail}" for key in ("same", "alike") for tail in ("", "_heading")}
    told = set(re.findall(r"^## (\S+)$", FILE.read_text("utf-8"), re.MULTILINE))
    assert told == {name for name in used if name.split(".")[0] in {t.split(".")[0] for t in told}}


def pages(pdf: Path) -> Iterator[str]:
    run = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=GIVE_UP
    )
    yield from run.stdout.decode().split("\f")[:-1]


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not installed",
)
def test_libreoffice_shows_it_as_pages(made: Briefing, tmp_path: Path) -> None:
    file = tmp_path / "briefing.docx"
    many = replace(made.sections[1], key="more", blocks=())
    long = replace(
        made,
        sections=(
            *made.sections,
            many,
            *(replace(s, key=f"more/{n}") for n in range(12) for s in made.sections if s.level == 2),
        ),
    )
    file.write_bytes(to_docx(long))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    run = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        capture_output=True, timeout=GIVE_UP,
    )  # fmt: skip
    if not (tmp_path / "briefing.pdf").exists():
        pytest.skip(f"LibreOffice here has no Writer: {run.stderr.decode()[:80]}")
    shown = list(pages(tmp_path / "briefing.pdf"))
    assert len(shown) >= 4
    for number, page in enumerate(shown, start=1):
        at = next(line.index("—") for line in page.splitlines() if re.search(rf"— ?{number} ?—", line))
        assert (at > 30) is (number % 2 == 1)
    assert "数字核对表" in shown[-1]
    assert all(one != other for one, other in pairwise(shown))


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not installed",
)
def test_libreoffice_loses_no_stop_at_the_end_of_a_line(corpus: Assistant, tmp_path: Path) -> None:
    whole = brief(corpus.library, Request(kind="office", units=("疾控科",)), made=DAY)
    file = tmp_path / "briefing.docx"
    file.write_bytes(to_docx(whole))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    run = subprocess.run(command, capture_output=True, timeout=GIVE_UP)
    if not (tmp_path / "briefing.pdf").exists():
        pytest.skip(f"LibreOffice here has no Writer: {run.stderr.decode()[:80]}")
    document = Document(str(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    written = "".join((*(paragraph.text for paragraph in document.paragraphs), *cells))
    shown = "".join(pages(tmp_path / "briefing.pdf"))
    assert {c: shown.count(c) for c in "。；、：）"} == {c: written.count(c) for c in "。；、：）"}


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not installed",
)
def test_the_summary_of_every_plan_is_one_page(corpus: Assistant, tmp_path: Path) -> None:
    files = []
    for plan in corpus.library.plans():
        whole = brief(corpus.library, Request(kind="plan", plans=(plan.id,)), made=DAY)
        files.append(tmp_path / f"{plan.id}.docx")
        # The page and what begins behind it: the rest is long, and no matter here.
        files[-1].write_bytes(to_docx(replace(whole, sections=whole.sections[:2])))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    run = subprocess.run([*command, *map(str, files)], capture_output=True, timeout=GIVE_UP)
    for file in files:
        if not file.with_suffix(".pdf").exists():
            pytest.skip(f"LibreOffice here has no Writer: {run.stderr.decode()[:80]}")
        first, second, *_ = pages(file.with_suffix(".pdf"))
        assert "一页摘要" in first, file.stem
        assert second.lstrip().startswith("二、概述"), file.stem
