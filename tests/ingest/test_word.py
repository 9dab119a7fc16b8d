"""Word files: what of a paragraph and a table is text, what is listed as left out, what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import ReadError
from ingest.pipeline import parse
from ingest.readers import package
from ingest.readers import read as read_any
from ingest.readers.options import PackageOptions
from ingest.readers.protocol import Document
from ingest.readers.word.reader import DocxReader
from tests.word_files import NAMES, W, docx, p, parts, t, tbl, tc, tr, zipped


def read(*blocks: str, **more: str) -> Document:
    return DocxReader().read(docx(*blocks, **more), "a.docx")


def said(*blocks: str, **more: str) -> list[str]:
    return [line.text for line in read(*blocks, **more).lines]


def left(document: Document) -> list[tuple[str, str]]:
    return [(d.text, d.reason) for d in document.dropped]


def rows(*blocks: str) -> list[tuple[str | None, ...]]:
    return [line.cells for line in read(*blocks).lines if line.cells]


INSERTED = f'<w:ins w:id="1" w:author="甲">{t("95%")}</w:ins>'
DELETED = '<w:del w:id="2"><w:r><w:delText>92%</w:delText></w:r></w:del>'
MERGED, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


class TestWords:
    @pytest.mark.parametrize(
        ("inside", "text"),
        [
            ("<w:r><w:t>遴选5</w:t><w:noBreakHyphen/><w:t>10个</w:t></w:r>", "遴选5-10个"),
            ("<w:r><w:t>绿</w:t><w:softHyphen/><w:t>道</w:t></w:r>", "绿道"),
            ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
            (f"<w:hyperlink>{t('绿道')}</w:hyperlink>{t('3公里')}", "绿道3公里"),
            (f"<w:smartTag>{t('临河')}</w:smartTag><w:customXml>{t('市')}</w:customXml>", "临河市"),
            (f"<w:fldSimple w:instr='DATE'>{t('3月')}</w:fldSimple>", "3月"),
            (t("面积3km") + t("2", '<w:vertAlign w:val="superscript"/>'), "面积3km²"),
            ("<w:r><w:ruby><w:rt><w:r><w:t>lǜ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>绿</w:t></w:r></w:rubyBase>"
                "</w:ruby></w:r>", "绿"),
            ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t></w:r>', "≥90%"),
            ("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f>"
                "</m:oMath>", "1/3"),
            (f"<w:moveTo>{t('新建')}</w:moveTo>{t('绿道')}", "新建绿道"),
        ],
    )  # fmt: skip
    def test_of_a_paragraph(self, inside: str, text: str) -> None:
        assert said(p(inside)) == [text]

    def test_changes_are_accepted_told_and_what_was_deleted_is_listed(self) -> None:
        found = read(p("完好率达到", DELETED, INSERTED, "以上"))
        assert [line.text for line in found.lines] == ["完好率达到95%以上"]
        assert left(found) == [("92%", "已删除")]
        assert [d.kind for d in found.doubts] == ["revision"]

    def test_a_deleted_end_joins_two_paragraphs(self) -> None:
        gone = "<w:rPr><w:del w:id='3'/></w:rPr>"
        assert said(p("新建绿道", properties=gone), p("3公里")) == ["新建绿道3公里"]

    @pytest.mark.parametrize(
        "run",
        [
            t("原为80个", "<w:vanish/>"),
            t("原为80个", "<w:webHidden/>"),
            t("原为80个", '<w:rStyle w:val="h"/>'),
        ],
    )
    def test_hidden_words_are_listed_and_told(self, run: str) -> None:
        found = read(p("新建驿站78个", run))
        assert [line.text for line in found.lines] == ["新建驿站78个"]
        assert left(found) == [("原为80个", "隐藏文字")]
        assert [d.kind for d in found.doubts] == ["hidden"]

    def test_words_that_are_said_not_to_be_hidden_are_shown(self) -> None:
        run = t("80个", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>')
        assert said(p(run)) == ["80个"]

    def test_struck_words_are_deleted(self) -> None:
        found = read(p("驿站", t("80个", "<w:strike/>"), "78个"))
        assert ([line.text for line in found.lines], left(found)) == (["驿站78个"], [("80个", "已删除")])

    @pytest.mark.parametrize("own", ["", 'w:customMarkFollows="1" '])
    def test_the_sign_of_a_note_is_not_glued_to_a_figure(self, own: str) -> None:
        sign = f'<w:r><w:footnoteReference {own}w:id="1"/>{"<w:t>1</w:t>" if own else ""}</w:r>'
        line = f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote>'
        note = f'{line}<w:footnote w:id="1">{p("指新建的")}</w:footnote>'
        found = read(p("驿站78个", sign, "。"), notes=note)
        assert [line.text for line in found.lines] == ["驿站78个。"]
        assert left(found) == [("指新建的", "脚注")]

    def test_a_number_typed_above_the_line_stays_there(self) -> None:
        assert said(p("驿站78个", t("1", '<w:vertAlign w:val="superscript"/>'))) == ["驿站78个¹"]

    def test_of_a_field_the_result_is_read(self) -> None:
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
            f'<w:r><w:t>码</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{t("表1")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        assert said(p("见", field, "。")) == ["见表1。"]

    def test_characters_set_into_one_another_are_read(self) -> None:
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,</w:instrText></w:r>'
            '<w:r><w:instrText>11)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        assert said(p(field, "新建绿道")) == ["⑪新建绿道"]

    def test_a_field_that_was_never_closed_ends_with_its_paragraph(self) -> None:
        assert said(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "甲"), p("乙"))[1] == "乙"

    def test_a_text_box_is_read_once_behind_its_paragraph(self) -> None:
        box = f"<w:txbxContent>{p('专栏')}{p('驿站78个')}</w:txbxContent>"
        drawn = (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
            f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
        assert said(p("甲", drawn), p("乙")) == ["甲", "专栏", "驿站78个", "乙"]

    def test_controls_are_read_and_their_prompts_are_not(self) -> None:
        block = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('临河市要点')}</w:sdtContent></w:sdt>"
        asks = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        prompt = f"<w:sdt>{asks}<w:sdtContent>{t('单击输入')}</w:sdtContent></w:sdt>"
        found = read(block, p("甲", prompt))
        assert [line.text for line in found.lines] == ["临河市要点", "甲"]
        assert left(found) == [("单击输入", "填写提示")]

    def test_what_the_page_carries_is_listed(self) -> None:
        found = read(p("一、总体要求3", style="10"), p("甲"), head=p("临河市文件"))
        assert [line.text for line in found.lines] == ["甲"]
        assert left(found) == [("临河市文件", "页眉页脚"), ("一、总体要求3", "目录")]

    def test_what_cannot_be_read_is_told(self) -> None:
        picture = "<w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r>"
        assert [d.kind for d in read(p("甲", picture), '<w:altChunk r:id="x"/>').doubts] == ["embedded"]

    def test_a_break_parts_a_paragraph_and_every_line_is_counted(self) -> None:
        lines = read(p("甲<br>"), p("<w:r><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"), p(), p("丁")).lines
        assert [(line.number, line.text) for line in lines] == [
            (1, "甲<br>"), (2, "乙"), (3, "丙"), (4, ""), (5, "丁"),
        ]  # fmt: skip


class TestHeadings:
    def test_a_title_stands_above_the_chapters(self) -> None:
        lines = read(
            p("临河市要点", style="T"), p("总体要求", style="1"), p("目标", style="2"), p("新建驿站。")
        ).lines
        assert [line.style for line in lines] == ["h1", "h2", "h3", None]

    def test_a_lone_first_heading_is_the_title(self) -> None:
        lines = read(p("临河市要点", style="1"), p("总体要求", style="2"), p("目标", style="2")).lines
        assert [line.style for line in lines] == ["h1", "h2", "h2"]

    def test_chapters_are_no_titles(self) -> None:
        lines = read(p("临河市要点"), p("总体要求", style="1"), p("目标", style="1")).lines
        assert [line.style for line in lines] == [None, "h2", "h2"]

    def test_a_sentence_is_no_heading_whatever_its_style(self) -> None:
        assert read(p("新建驿站78个。", style="2")).lines[0].style is None


class TestTables:
    def test_merged_cells(self) -> None:
        found = read(
            tbl(
                tr(tc("板块", properties=MERGED), tc("分工", properties='<w:gridSpan w:val="2"/>')),
                tr(tc(properties=GOES_ON), "牵头", "配合"),
                tr(tc("绿道", properties=MERGED), "绿道办", "林业站"),
                tr(tc(properties=GOES_ON), "驿站科", "财政局"),
            )
        )
        assert [line.cells for line in found.lines] == [
            ("板块", "分工", ""),
            (None, "牵头", "配合"),
            ("绿道", "绿道办", "林业站"),
            (None, "驿站科", "财政局"),
        ]
        assert found.lines[0].beside == (2,)
        assert found.tells_merges

    def test_a_cell_that_goes_on_from_none_is_its_own(self) -> None:
        assert rows(tbl(tr(tc("甲", properties=GOES_ON), "乙"), tr("丙", "丁"))) == [
            ("甲", "乙"),
            ("丙", "丁"),
        ]

    def test_rows_and_cells_that_were_deleted_or_hidden_are_listed(self) -> None:
        found = read(
            tbl(
                tr("甲", "乙"),
                tr("旧", "行", properties="<w:del w:id='1'/>"),
                tr("暗", "行", properties="<w:hidden/>"),
                tr(tc("格", properties="<w:cellDel w:id='2'/>"), "丙", "丁"),
            )
        )
        assert [line.cells for line in found.lines] == [("甲", "乙"), ("丙", "丁")]
        assert [reason for _, reason in left(found)] == ["已删除", "隐藏文字", "已删除"]

    def test_lines_of_a_cell_and_a_table_within_one(self) -> None:
        inner = tbl(tr("子", "丑"))
        found = read(
            tbl(tr("甲", tc(p("医政科"), p("疾控科"))), tr("乙", tc(p("见"), inner)), tr("丙", "丁" * 9))
        )
        assert [line.cells for line in found.lines][:2] == [("甲", "医政科\n疾控科"), ("乙", "见\n子 丑")]
        assert [d.kind for d in found.doubts] == ["table"]

    def test_a_table_of_one_cell_is_a_box_of_text(self) -> None:
        assert said(tbl(tr(tc(p("专栏1"), p("驿站78个"))))) == ["专栏1", "驿站78个"]

    def test_rows_begin_and_end_beside_the_grid(self) -> None:
        before = '<w:gridBefore w:val="1"/>'
        assert rows(tbl(tr("甲", "乙", "丙"), tr("丁", "戊", properties=before)))[1] == ("", "丁", "戊")


class TestRefusals:
    @staticmethod
    def refused(data: bytes, name: str = "要点.docx") -> ReadError:
        with pytest.raises(ReadError) as caught:
            read_any(data, name)
        assert caught.value.file == name
        assert caught.value.remedy
        return caught.value

    def test_cut_short(self) -> None:
        assert "不完整" in self.refused(docx(p("甲"))[:-40]).message

    def test_damaged_inside(self) -> None:
        data = bytearray(docx(p("绿道" * 400)))
        at = data.index(b"word/document.xml") + 40
        data[at : at + 8] = b"\xff" * 8
        assert "word/document.xml" in self.refused(bytes(data)).message

    def test_empty(self) -> None:
        assert "空的" in self.refused(b"").message
        assert "空的" in self.refused(b" \n").message

    def test_without_a_text(self) -> None:
        assert "没有正文" in self.refused(zipped({"word/other.xml": "<a/>"})).message

    def test_no_xml(self) -> None:
        found = parts(p("甲"))
        self.refused(zipped(found | {"word/document.xml": "<w:document"}))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities(self, encoding: str) -> None:
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
        main = f"<!DOCTYPE x [{laughs}]><w:document {NAMES}><w:body>{p(t('x'))}&l8;</w:body></w:document>"
        bomb = zipped(parts() | {"word/document.xml": main.encode(encoding)})
        assert "DTD" in self.refused(bomb).message

    def test_nested_without_end(self) -> None:
        self.refused(docx("<w:sdt><w:sdtContent>" * 400 + p("甲") + "</w:sdtContent></w:sdt>" * 400))

    def test_a_bomb_of_one_part(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(package, "PACKAGE", PackageOptions(part=100_000))
        assert "展开后超过" in self.refused(docx(p("0" * 100_001))).message

    def test_a_bomb_by_its_ratio(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(package, "PACKAGE", PackageOptions(small=1_000_000))
        found: dict[str, str | bytes] = {**parts(p("甲")), "word/media/a.bmp": b"\0" * 1_000_001}
        assert "不相称" in self.refused(zipped(found)).message

    def test_too_many_members(self) -> None:
        found = parts(p("甲")) | {f"word/x{n}.xml": "" for n in range(PackageOptions().members)}
        assert "部件" in self.refused(zipped(found)).message

    @pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "word\\..\\..\\x", "C:/x"])
    def test_names_that_lead_out(self, name: str) -> None:
        assert "别处" in self.refused(zipped(parts(p("甲")) | {name: "x"})).message

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_parts_of_one_name(self) -> None:
        out = io.BytesIO(docx(p("甲")))
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("word/document.xml", "<a/>")
        assert "同名" in self.refused(out.getvalue()).message

    def test_a_wide_table_without_end(self) -> None:
        cell = tc("甲", properties='<w:gridSpan w:val="999999"/>')
        assert len(rows(tbl(tr(cell, cell), tr(cell, cell)))[0]) == 126


def test_strict_files_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    related = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    found = {
        name: data.replace(W, strict).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships", related
        )
        for name, data in parts(p("总体要求", style="2"), p("甲", t("乙", "<w:vanish/>"))).items()
    }
    document = DocxReader().read(zipped(found), "a.docx")
    assert [(line.text, line.style) for line in document.lines] == [("总体要求", "h1"), ("甲", None)]


def test_macros_are_not_looked_at() -> None:
    data = zipped(parts(p("甲")) | {"word/vbaProject.bin": "\xd0\xcf"})
    assert [line.text for line in read_any(data, "a.docm").lines] == ["甲"]


def test_its_clauses_units_and_targets() -> None:
    plan = parse(
        docx(
            p("临河市2031年绿道工作要点"),
            p("一、目标"),
            p("1.新建绿道3公里以上。（责任单位：市绿道办）"),
            tbl(
                tr("序号", "任务", "责任单位"),
                tr("1", "改造驿站8处", "市驿站科"),
                tr("2", "修桥2座", "市桥梁科"),
            ),
        ),
        "a.docx",
    )
    assert plan.title == "临河市2031年绿道工作要点"
    assert [(c.label, c.units) for c in plan.clauses] == [
        ("一/1", ("市绿道办",)),
        ("一/1/表/1", ("市驿站科",)),
        ("一/1/表/2", ("市桥梁科",)),
    ]
