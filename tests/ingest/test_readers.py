"""Bytes -> lines: encodings, line ends, tables, lists, what a web page carries around its text, and what is
refused.
"""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.layout.clean import clean
from ingest.pipeline import parse
from ingest.readers import READERS, SUFFIXES, reader_for
from ingest.readers.html import HtmlReader
from ingest.readers.markdown import MarkdownReader, read_front_matter
from ingest.readers.protocol import Document
from ingest.readers.text import TextReader

HAN = "一、重点任务\n1.托位1200个。"


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if line.cells is None]


def rows(document: Document) -> list[tuple[str | None, ...]]:
    return [line.cells for line in document.lines if line.cells is not None]


def cleaned(document: Document) -> list[tuple[str, ...]]:
    """The rows with the lines of each cell joined."""
    return [tuple(cell.text for cell in line.cells) for line in clean(document)[0] if line.cells]


def html(body: str, head: str = "") -> Document:
    return HtmlReader().read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def markdown(text: str) -> Document:
    return MarkdownReader().read(text.encode(), "plan.md")


class TestText:
    @pytest.mark.parametrize(
        "data",
        [
            HAN.encode(),
            codecs.BOM_UTF8 + HAN.encode(),
            HAN.encode("utf-16"),
            codecs.BOM_UTF16_BE + HAN.encode("utf-16-be"),
            HAN.encode("gbk"),
            HAN.encode("gb18030"),
            HAN.replace("\n", "\r\n").encode(),
            HAN.replace("\n", "\r").encode(),
            HAN.replace("\n", "\f").encode(),
            HAN.replace("\n", "\v").encode(),
            HAN.replace("\n", "\u2028").encode(),
        ],
        ids=[
            "utf-8",
            "utf-8 with mark",
            "utf-16",
            "utf-16-be",
            "gbk",
            "gb18030",
            "crlf",
            "cr",
            "form feed",
            "vertical tab",
            "line separator",
        ],
    )
    def test_the_same_lines_in_every_encoding(self, data: bytes) -> None:
        document = TextReader().read(data, "plan.txt")
        assert texts(document) == ["一、重点任务", "1.托位1200个。"]
        assert [line.number for line in document.lines] == [1, 2]

    def test_a_pipe_table_with_its_delimiter_row(self) -> None:
        text = "三、任务\n| 任务 | 牵头单位 |\n|---|---|\n| 建栈道3公里 | 县林业局 |\n\n甲 | 乙"
        document = TextReader().read(text.encode(), "a.txt")
        assert [line.cells for line in document.lines] == [
            None, ("任务", "牵头单位"), ("建栈道3公里", "县林业局"), None, None,
        ]  # fmt: skip
        assert [(d.line, d.reason) for d in document.dropped] == [(3, "表格分隔线")]
        assert document.lines[-1].text == "甲 | 乙"

    def test_characters_only_gb18030_has(self) -> None:
        assert texts(TextReader().read("㐀乡卫生院".encode("gb18030"), "a.txt")) == ["㐀乡卫生院"]

    def test_white_space_is_kept(self) -> None:
        assert texts(TextReader().read("　　一、任务  \n\n\t甲".encode(), "a.txt")) == [
            "　　一、任务  ",
            "",
            "\t甲",
        ]

    @pytest.mark.parametrize(
        ("data", "line", "said"),
        [
            (b"", None, "空"),
            (b" \r\n\t", None, "空"),
            ("甲\n乙".encode() + b"\0\0", 2, "二进制"),
            ("甲乙\n".encode("utf-16-le"), 2, "二进制"),
            ("甲\n乙\n".encode() + b"\xff\xff\xff", 3, "编码"),
        ],
        ids=["empty", "blank", "nul", "utf-16 without mark", "neither utf-8 nor gb18030"],
    )
    def test_refused_with_place_and_remedy(self, data: bytes, line: int | None, said: str) -> None:
        with pytest.raises(ReadError, match=said) as caught:
            TextReader().read(data, "a.txt")
        assert (caught.value.file, caught.value.line) == ("a.txt", line)
        assert caught.value.remedy

    @given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
    def test_no_character_is_lost(self, text: str) -> None:
        if not text.strip():
            return
        document = TextReader().read(text.encode(), "a.txt")
        ends = str.maketrans("", "", "\r\n\f\v\u2028\u2029\ufeff")
        assert "".join(texts(document)).translate(ends) == text.translate(ends)


class TestMarkdown:
    def test_headings_and_their_columns(self) -> None:
        document = markdown("# 甲 #\n## 一、乙\n###三、丙\n#话题#\n正文#\n")
        assert [(line.text, line.style, line.column) for line in document.lines] == [
            ("甲", "h1", 2), ("一、乙", "h2", 3), ("三、丙", "h3", 3), ("#话题#", None, 0),
            ("正文#", None, 0), ("", None, 0),
        ]  # fmt: skip

    def test_marks_stay_as_printed(self) -> None:
        printed = "3. 甲\n7. 乙\n* 丙\n2、**丁**"
        assert texts(markdown(printed)) == printed.split("\n")

    def test_front_matter(self) -> None:
        document = markdown("---\ntitle: 甲\nyear: 2023\n---\n# 甲\n")
        assert document.front_matter == {"title": "甲", "year": 2023}
        assert (document.lines[0].number, document.lines[0].text) == (5, "甲")

    @pytest.mark.parametrize("text", ["# 甲\n---\ntitle: 乙\n---\n", "--\n甲", "\n---\na: 1\n---\n"])
    def test_a_rule_further_down_is_no_front_matter(self, text: str) -> None:
        assert markdown(text).front_matter == {}

    def test_front_matter_alone(self) -> None:
        assert read_front_matter("---\nid: a\n---\n正文".encode("utf-8-sig"), "a.md") == {"id": "a"}
        assert read_front_matter("正文".encode(), "a.md") == {}

    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ("---\ntitle: 甲\n", 1, "结束行"),
            ("---\ntitle: [甲\n---\n", 2, "YAML"),
            ("---\na: 1\nb: 'x\n---\n", 3, "YAML"),
            ("---\n- 甲\n---\n", 2, "键: 值"),
            ("---\ntitle: \x07\n---\n", 2, "YAML"),
        ],
        ids=["unclosed", "bracket", "quote", "list", "control character"],
    )  # fmt: skip
    def test_broken_front_matter_names_its_line(self, text: str, line: int, said: str) -> None:
        with pytest.raises(ReadError, match=said) as caught:
            markdown(text)
        assert caught.value.line == line
        assert caught.value.remedy

    def test_pipe_tables(self) -> None:
        document = markdown("前\n| 序号 | 指标 |\n|:--|--:|\n| 1 | 托位 |\n\n| 甲 | 乙 |\n|---|---|\n后")
        assert rows(document) == [("序号", "指标"), ("1", "托位"), ("甲", "乙")]
        assert [line.table for line in document.lines if line.cells] == [1, 1, 2]
        assert [d.line for d in document.dropped] == [3, 7]
        assert texts(document) == ["前", "", "后"]

    @pytest.mark.parametrize(
        ("row", "cells"),
        [
            ("| 甲\\|乙 | 丙 |", ("甲|乙", "丙")),
            ("|甲|乙\\||", ("甲", "乙|")),
            ("||甲|", ("", "甲")),
            ("|甲||", ("甲", "")),
            ("| | 甲 | |", ("", "甲", "")),
            ("  | 甲 | 乙 |  ", ("甲", "乙")),
            ("| 疾控科<br>妇幼科 | 乙 |", ("疾控科 妇幼科", "乙")),
            ("| 县水利局 林枫<br>县住建局 吴起 | 乙 |", ("县水利局 林枫 县住建局 吴起", "乙")),
            ("| 县水利局<br>林枫 | 乙 |", ("县水利局 林枫", "乙")),
            ("| 林枫<br>吴起 | 乙 |", ("林枫 吴起", "乙")),
            ("| 县水利局；<br>县住建局 | 乙 |", ("县水利局；县住建局", "乙")),
            ("| 县自然<br>资源局 | 乙 |", ("县自然资源局", "乙")),
            ("| 建设水利<br>设施 | 乙 |", ("建设水利设施", "乙")),
        ],
    )
    def test_cells(self, row: str, cells: tuple[str, ...]) -> None:
        assert cleaned(markdown(f"{row}\n|---|---|\n")) == [cells]

    def test_a_cell_keeps_its_lines(self) -> None:
        assert rows(markdown("| 疾控科 <br> 妇幼科 | 乙 |\n|---|---|\n")) == [("疾控科\n妇幼科", "乙")]

    def test_a_row_of_dashes_is_a_row(self) -> None:
        document = markdown("| 指标 | 值 |\n|---|---|\n| - | - |\n")
        assert rows(document) == [("指标", "值"), ("-", "-")]

    @pytest.mark.parametrize(
        ("text", "cells"),
        [
            ("甲 | 乙\n--- | ---\n丙 | 丁\n", [("甲", "乙"), ("丙", "丁")]),
            ("甲|乙\n:-:|--:\n丙|丁\n戊|己", [("甲", "乙"), ("丙", "丁"), ("戊", "己")]),
            ("| 甲 | 乙\n|---|---\n| 丙 | 丁\n", [("甲", "乙"), ("丙", "丁")]),
            ("甲 | 乙 |\n--- | --- |\n丙 | 丁 |\n", [("甲", "乙"), ("丙", "丁")]),
            ("| 甲 | 乙 |\n|---|---|\n丙 | 丁\n| 戊 | 己\n", [("甲", "乙"), ("丙", "丁"), ("戊", "己")]),
            ("  甲 | 乙\n  - | -\n    丙 | 丁\n", [("甲", "乙"), ("丙", "丁")]),
            ("> 甲 | 乙\n> --- | ---\n> 丙 | 丁\n", [("甲", "乙"), ("丙", "丁")]),
            ("甲 | 乙 | 丙\n---|---|---\n丁 | 戊\n", [("甲", "乙", "丙"), ("丁", "戊", "")]),
            ("甲 | 乙\n---|---\n丙 | 丁 | 戊\n", [("甲", "乙"), ("丙", "丁", "戊")]),
            ("甲 | 乙\n---|---\n | 丁\n丙 |\n", [("甲", "乙"), ("", "丁"), ("丙", "")]),
            ("甲 | 乙\n---|---\n`丙 \\| 丁` | 戊\n", [("甲", "乙"), ("`丙 | 丁`", "戊")]),
            ("| 甲 |\n| --- |\n| 乙 |\n", [("甲",), ("乙",)]),
            ("甲 |\n--- |\n乙 |\n丙\n", [("甲",), ("乙",), ("丙",)]),
            ("甲\n:---\n乙\n", [("甲",), ("乙",)]),
            ("甲 | 乙\n---|---\n1. | 丙\n- | 丁\n", [("甲", "乙"), ("1.", "丙"), ("-", "丁")]),
        ],
        ids=[
            "no outer pipes", "alignment", "leading pipe only", "trailing pipe only", "mixed", "indented",
            "quoted", "missing cell", "cell too many", "empty cells", "pipe in code", "one column",
            "one column without outer pipes", "one column by its colon",
            "cells that look like list items",
        ],
    )  # fmt: skip
    def test_tables_of_every_shape(self, text: str, cells: list[tuple[str, ...]]) -> None:
        document = markdown(text)
        assert rows(document) == cells
        assert {line.table for line in document.lines if line.cells} == {1}
        assert [d.reason for d in document.dropped] == ["表格分隔线"]
        assert [t for t in texts(document) if t] == []

    @pytest.mark.parametrize(
        ("text", "height", "after"),
        [
            ("甲 | 乙\n---|---\n丙 | 丁\n\n戊 | 己", 2, ["", "戊 | 己"]),
            ("甲 | 乙\n---|---\n丙 | 丁\n## 一 | 二", 2, ["一 | 二"]),
            ("甲 | 乙\n---|---\n丙 | 丁\n---\n戊", 2, ["戊"]),
            ("甲 | 乙\n---|---\n丙 | 丁\n> 注 | 戊", 2, ["注 | 戊"]),
            ("甲 | 乙\n---|---\n丙 | 丁\n以上由戊办理。", 2, ["以上由戊办理。"]),
            ("甲 |\n---|\n丙\n- 戊", 2, ["- 戊"]),
            ("甲\n:---\n丙\n1. 戊", 2, ["1. 戊"]),
        ],
        ids=["blank line", "heading", "rule", "quote", "sentence", "list item", "numbered item"],
    )
    def test_where_a_table_ends(self, text: str, height: int, after: list[str]) -> None:
        document = markdown(text)
        assert len(rows(document)) == height
        assert texts(document) == after

    @pytest.mark.parametrize(
        "text",
        ["甲\n---\n乙", "甲 | 乙\n---\n丙", "甲\n--- | ---\n丙", "甲 | 乙\n丙 | 丁", "甲\\|乙\n-|-\n丙",
            "甲\n\n:---\n丙"],
        ids=["line under a heading", "rule under words", "head without pipes", "no rule", "escaped pipe",
            "head above a blank"],
    )  # fmt: skip
    def test_what_is_no_table(self, text: str) -> None:
        assert rows(markdown(text)) == []

    def test_table_in_a_quote_behind_other_words(self) -> None:
        document = markdown("前\n\n> 甲 | 乙\n> --- | ---\n> 丙 | 丁\n\n后\n> 戊 | 己\n> -|-\n")
        assert rows(document) == [("甲", "乙"), ("丙", "丁"), ("戊", "己")]
        assert [line.table for line in document.lines if line.cells] == [1, 1, 2]

    def test_two_tables_and_the_line_above(self) -> None:
        document = markdown("表1\n甲 | 乙\n---|---\n1 | 2\n\n丙 | 丁\n---|---\n3 | 4")
        assert texts(document) == ["表1", ""]
        assert [(line.number, line.table) for line in document.lines if line.cells] == [
            (2, 1),
            (4, 1),
            (6, 2),
            (8, 2),
        ]


class TestHtml:
    def test_blocks_are_lines_and_inline_tags_are_not(self) -> None:
        assert texts(html("<h1>标题</h1><p>甲<b>乙</b><span>丙</span>丁</p>戊<div>己<p>庚</p>辛</div>")) == [
            "标题",
            "甲乙丙丁",
            "戊",
            "己",
            "庚",
            "辛",
        ]

    def test_headings_have_a_style_whatever_stands_inside(self) -> None:
        document = html("<h2><span>甲</span></h2><h3><div>乙</div></h3><p>丙</p>")
        assert [(line.text, line.style) for line in document.lines] == [
            ("甲", "h2"),
            ("乙", "h3"),
            ("丙", None),
        ]

    def test_source_breaks_between_han_are_no_spaces(self) -> None:
        assert texts(html("<p>新增\n   托位1200\n个 English\nwords</p>")) == ["新增托位1200 个 English words"]

    def test_line_breaks(self) -> None:
        assert texts(html("<p>甲<br>乙<br/><br/>丙</p>")) == ["甲", "乙", "丙"]

    def test_comments_and_scripts_say_nothing(self) -> None:
        document = html(
            "<p>甲<!-- 注 --><script>var x='乙'</script>丙</p><style>p{}"
            "</style><table><tr><td>丁<!-- 注 --></td><td>戊<script>1</script></td></tr></table>"
        )
        assert texts(document) == ["甲丙"]
        assert rows(document) == [("丁", "戊")]

    @pytest.mark.parametrize(
        "data",
        [
            "<p>临河市要点</p>".encode(),
            codecs.BOM_UTF8 + "<p>临河市要点</p>".encode(),
            "<p>临河市要点</p>".encode("utf-16"),
            "<p>临河市要点</p>".encode("gbk"),
            '<meta charset="gb2312"><p>临河市要点</p>'.encode("gbk"),
            '<meta charset="gb2312"><p>临河市要点</p>'.encode(),
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>临河市要点</p>'.encode(),
            '<meta charset="big5"><p>臨河市要點</p>'.encode("big5"),
            '<?xml version="1.0" encoding="utf-8"?><html><body><p>临河市要点</p></body></html>'.encode(),
        ],
        ids=[
            "utf-8",
            "mark",
            "utf-16",
            "gbk undeclared",
            "gb2312",
            "declared gb2312, is utf-8",
            "utf-8 declared",
            "big5",
            "xhtml",
        ],
    )
    def test_encodings(self, data: bytes) -> None:
        (line,) = texts(HtmlReader().read(data, "a.html"))
        assert line in ("临河市要点", "臨河市要點")

    class TestLists:
        @pytest.mark.parametrize(
            ("body", "lines"),
            [
                ("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
                ("<ol start='3'><li>甲</li><li>乙</li></ol>", ["3. 甲", "4. 乙"]),
                ("<ol><li>甲</li><li value='5'>乙</li><li>丙</li></ol>", ["1. 甲", "5. 乙", "6. 丙"]),
                ("<ol><li>（一）甲</li><li>（二）乙</li></ol>", ["（一）甲", "（二）乙"]),
                ("<ol><li><p>甲</p><p>乙</p></li></ol>", ["1. 甲", "乙"]),
                ("<ol><li><div>甲</div></li><li><div><p>乙</p></div></li></ol>", ["1. 甲", "2. 乙"]),
                ("<ol><li><span>甲<br>乙</span></li></ol>", ["1. 甲", "乙"]),
                ("<ol><li>甲<ol><li>乙</li></ol></li><li>丙</li></ol>", ["1. 甲", "1. 乙", "2. 丙"]),
                ("<ol><li></li><li>甲</li></ol>", ["2. 甲"]),
                ("<ul><li>甲</li><li>乙</li></ul>", ["甲", "乙"]),
                ("<dl><dt>甲</dt><dd>乙</dd></dl>", ["甲", "乙"]),
            ],
        )
        def test_numbers_as_a_browser_shows_them(self, body: str, lines: list[str]) -> None:
            assert texts(html(body)) == lines

    class TestTables:
        def table(self, *trs: str) -> list[tuple[str | None, ...]]:
            return rows(html(f"<table>{''.join(f'<tr>{tr}</tr>' for tr in trs)}</table>"))

        def test_rowspan(self) -> None:
            assert self.table("<td rowspan=2>甲</td><td>1</td>", "<td>2</td>", "<td>乙</td><td>3</td>") == [
                ("甲", "1"),
                (None, "2"),
                ("乙", "3"),
            ]

        def test_rowspan_at_the_end_of_a_row(self) -> None:
            assert self.table("<td>1</td><td rowspan='2'>甲</td>", "<td>2</td>") == [("1", "甲"), ("2", None)]

        def test_colspan_leaves_its_other_places_empty(self) -> None:
            assert self.table("<th colspan=2>目标</th><th>类</th>", "<td>1</td><td>2</td><td>3</td>") == [
                ("目标", "", "类"),
                ("1", "2", "3"),
            ]

        def test_both(self) -> None:
            assert self.table("<td rowspan=2 colspan=2>甲</td><td>1</td>", "<td>2</td>",
                "<td>a</td><td>b</td><td>c</td>") == [
                ("甲", "", "1"), (None, None, "2"), ("a", "b", "c"),
            ]  # fmt: skip

        @pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999"])
        def test_a_span_that_is_no_number_is_one(self, span: str) -> None:
            assert self.table(
                f"<td rowspan='{span}' colspan='{span}'>甲</td><td>乙</td>", "<td>1</td><td>2</td>"
            ) == [("甲", "乙"), ("1", "2")]

        def test_sections_of_a_table_and_its_caption(self) -> None:
            document = html(
                "<table><caption>表1 指标</caption><thead><tr><th>甲</th><th>乙</th></tr>"
                "</thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
            )
            assert texts(document) == ["表1 指标"]
            assert rows(document) == [("甲", "乙"), ("1", "2")]

        @pytest.mark.parametrize(
            ("cell", "text"),
            [
                ("<p>疾控科</p><p>妇幼科</p>", "疾控科 妇幼科"),
                ("疾控科<br>妇幼科", "疾控科 妇幼科"),
                ("千人口<br>托位数", "千人口托位数"),
                ("<p>建设</p><p>托位</p>", "建设托位"),
                ("95<br>%", "95%"),
                ("2021<br>2025", "2021 2025"),
                ("a<br>b", "a b"),
                ("<p>甲。</p><p>乙。</p>", "甲。乙。"),
                ("\n  甲\n  乙 \n", "甲乙"),
                ("<ul><li>甲处</li><li>乙处</li></ul>", "甲处 乙处"),
            ],
        )
        def test_lines_within_a_cell(self, cell: str, text: str) -> None:
            body = f"<table><tr><td>{cell}</td><td>x</td></tr><tr><td>1</td><td>2</td></tr></table>"
            assert cleaned(html(body))[0] == (text, "x")

        def test_a_table_that_only_lays_out_the_page_is_no_table(self) -> None:
            document = html("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>")
            assert (texts(document), rows(document)) == (["甲", "乙"], [])
            document = html(
                "<table><tr><td>丙</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
            )
            assert (texts(document), rows(document)) == (["丙"], [("1", "2")])

        def test_tables_are_told_apart(self) -> None:
            document = html(
                "<table><tr><td>1</td><td>2</td></tr></table><p>间</p><table><tr><td>3</td><td>4</td></tr></table>"
            )
            assert [line.table for line in document.lines] == [1, None, 2]

    class TestChrome:
        BODY = "<h1>临河市要点</h1><p>一、重点任务</p>"

        @pytest.mark.parametrize(
            "chrome",
            [
                "<nav><a>首页</a></nav>",
                "<footer>主办：某委员会</footer>",
                "<aside>推荐</aside>",
                "<header><a>网站</a></header>",
                "<form><input value='搜'>搜索</form>",
                "<select><option>友情链接</option></select>",
                "<div class='breadcrumb'>首页 &gt; 公开</div>",
                "<div id='share'>分享到</div>",
                "<div class='page-footer foot'>版权</div>",
                "<ul class='nav navbar'><li>首页</li></ul>",
                "<div style='display: none'>隐藏的话</div>",
                "<div hidden>隐藏的话</div>",
            ],
        )
        def test_it_is_left_out_and_listed(self, chrome: str) -> None:
            document = html(f"{chrome}{self.BODY}")
            assert texts(document) == ["临河市要点", "一、重点任务"]
            assert [d.text for d in document.dropped]
            assert all(d.line and d.reason for d in document.dropped)

        @pytest.mark.parametrize(
            "wrapper",
            [
                "<form id='aspnetForm'>{}</form>",
                "<div class='print content'>{}</div>",
                "<div id='print-area'>{}</div>",
                "<aside>{}</aside>",
                "<div class='main position'>{}</div>",
            ],
        )
        def test_what_holds_the_text_is_none(self, wrapper: str) -> None:
            """Whole pages stand in a form, and an article's block may be named after its print button."""
            body = f"{self.BODY}{'<p>开展一项工作，按期完成并通报进展。</p>' * 20}"
            document = html(wrapper.format(body))
            assert texts(document)[:2] == ["临河市要点", "一、重点任务"]
            assert len(document.lines) == 22

        def test_many_links_are_a_menu_however_long(self) -> None:
            menu = "".join(f"<li><a href='#'>第{n}个栏目的名称</a></li>" for n in range(100))
            assert texts(html(f"<ul class='menu'>{menu}</ul>{self.BODY}")) == ["临河市要点", "一、重点任务"]

        def test_a_header_with_the_title_stays(self) -> None:
            assert texts(html("<header><h1>标题</h1></header><p>甲</p>")) == ["标题", "甲"]

        def test_words_that_only_contain_such_a_name_stay(self) -> None:
            assert texts(html("<div class='navigator-free topic sharepoint'>甲</div>")) == ["甲"]

    @pytest.mark.parametrize(
        "body",
        ["", "<img src=1.jpg>", "<nav>首页</nav>", "<script>document.write('甲')</script>", "<!-- 甲 -->"],
    )
    def test_a_page_without_text_is_refused(self, body: str) -> None:
        with pytest.raises(ReadError, match="没有正文") as caught:
            html(body)
        assert caught.value.remedy

    @pytest.mark.parametrize("tag", ["div", "font", "span"])
    def test_deep_nesting_is_read(self, tag: str) -> None:
        assert texts(html(f"<{tag}>" * 300 + "深处" + f"</{tag}>" * 300 + "<p>尾</p>")) == ["深处", "尾"]

    @pytest.mark.parametrize("depth", [1500, 5000])
    def test_nesting_too_deep_to_read_is_refused_and_loses_nothing_in_silence(self, depth: int) -> None:
        with pytest.raises(ReadError, match="嵌套"):
            html("<font>" * depth + "深处" + "</font>" * depth + "<p>尾</p>")


def test_every_suffix_has_one_reader() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert [reader_for(f"a{suffix.upper()}").suffixes for suffix in SUFFIXES] == [
        r.suffixes for r in READERS for _ in r.suffixes
    ]


@pytest.mark.parametrize(("file", "said"), [("a.xyz", ".xyz"), ("a", "没有扩展名"), ("a.txt.exe", ".exe")])
def test_other_suffixes_are_refused_with_what_would_do(file: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        reader_for(file)
    assert ".html" in str(caught.value)


def test_rows_under_one_merged_number_leave_the_next_number_alone() -> None:
    page = """<h1>2028年临河市实事项目清单</h1><table>
<tr><th>序号</th><th>项目</th><th>内容</th><th>责任单位</th></tr>
<tr><td rowspan="2">1</td><td rowspan="2">社区食堂</td><td>新建9家</td><td rowspan="2">市民政局</td></tr>
<tr><td>改造4家</td></tr>
<tr><td>2</td><td>儿童口腔</td><td>窝沟封闭6000人</td><td>市卫生健康委</td></tr></table>"""
    plan = parse(page.encode(), "a.html")
    assert [(c.label, c.units) for c in plan.clauses] == [
        ("表/1", ("市民政局",)),
        ("表/1-2", ("市民政局",)),
        ("表/2", ("市卫生健康委",)),
    ]
