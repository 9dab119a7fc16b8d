"""A template of the house for briefings: what of it holds, and what cannot be used."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.briefing.model import Briefing
from assistant.briefing.render.word import PLACE, to_docx
from assistant.briefing.render.word_page import BODY, LOOKS, TITLE, new_document
from assistant.errors import AssistantError


def template(tmp_path: Path, *lines: str) -> Path:
    document = new_document()
    for line in lines:
        document.add_paragraph(line)
    document.styles[BODY].font.size = Pt(14)  # type: ignore[attr-defined]
    document.sections[0].left_margin = Mm(30)
    file = tmp_path / "house.docx"
    document.save(str(file))
    return file


def test_the_style_of_the_house(made: Briefing, tmp_path: Path) -> None:
    file = template(tmp_path, "临河市卫生健康委员会文件", PLACE, "抄送：各科室")
    document = Document(BytesIO(to_docx(made, file)))
    lines = [p.text for p in document.paragraphs]
    assert lines[:2] == ["临河市卫生健康委员会文件", made.title]
    assert lines[-1] == "抄送：各科室"
    assert PLACE not in lines
    assert document.styles[BODY].font.size == Pt(14)  # type: ignore[attr-defined]
    assert round(document.sections[0].left_margin.mm) == 30  # type: ignore[union-attr]
    plain_one = Document(BytesIO(to_docx(made, template(tmp_path, "抬头"))))
    assert [p.text for p in plain_one.paragraphs][:2] == ["抬头", made.title]


def no_word(tmp_path: Path) -> Path:
    file = tmp_path / "house.docx"
    file.write_text("不是 Word 文件", "utf-8")
    return file


def other_styles(tmp_path: Path) -> Path:
    file = tmp_path / "house.docx"
    document = new_document()
    document.styles[TITLE].delete()
    document.save(str(file))
    return file


def broken(tmp_path: Path) -> Path:
    """A .docx whose text is no XML."""
    file = template(tmp_path)
    with ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, b"<w:document" if name == "word/document.xml" else content)
    return file


def in_a_table(tmp_path: Path) -> Path:
    document = new_document()
    document.add_table(1, 1).cell(0, 0).text = PLACE
    file = tmp_path / "house.docx"
    document.save(str(file))
    return file


def without_a_page(folder: Path) -> Path:
    file = template(folder, PLACE)
    document = Document(str(file))
    body = document.element.body
    body.remove(body.sectPr)
    document.save(str(file))
    return file


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "none.docx", "没有这个模板文件"),
        (no_word, "不是能读的"),
        (broken, "不是能读的"),
        (other_styles, f"缺少段落样式：{TITLE}"),
        (in_a_table, f"模板里的{PLACE}不能用"),
        (without_a_page, "没有页面设置"),
        (lambda folder: template(folder, PLACE, "抬头", PLACE), f"模板里的{PLACE}不能用"),
        (lambda folder: template(folder, f"请看{PLACE}"), f"模板里的{PLACE}不能用"),
    ],
    ids=["missing", "no docx", "no XML", "without a style", "in a table", "no page", "twice", "among words"],
)
def test_a_template_that_cannot_be_used_is_named(
    made: Briefing, tmp_path: Path, make: object, said: str
) -> None:
    file = make(tmp_path)  # type: ignore[operator]
    with pytest.raises(AssistantError, match=said) as error:
        to_docx(made, file)
    assert file.name in str(error.value)


def test_tables_are_as_wide_as_the_page_they_stand_on(made: Briefing, tmp_path: Path) -> None:
    file = template(tmp_path, PLACE)
    document = Document(str(file))
    wide = document.add_section()
    wide.page_width, wide.page_height = Mm(297), Mm(210)
    document.save(str(file))
    document = Document(BytesIO(to_docx(made, file)))
    first = document.sections[0]
    across = first.page_width - first.left_margin - first.right_margin  # type: ignore[operator]
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= across  # type: ignore[misc]


def test_a_briefing_is_a_template_for_others(made: Briefing, tmp_path: Path) -> None:
    file = tmp_path / "first.docx"
    file.write_bytes(to_docx(made))
    assert set(LOOKS) <= {s.name for s in Document(BytesIO(to_docx(made, file))).styles}


def test_a_file_is_written_without_a_tree_of_it(made: Briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[DocumentObject] = []
    monkeypatch.setattr(
        "assistant.briefing.render.word.new_document", lambda: kept.append(new_document()) or kept[0]
    )
    assert Document(BytesIO(to_docx(made))).paragraphs
    assert [child.tag for child in kept[0].element.body] == [qn("w:sectPr")]
