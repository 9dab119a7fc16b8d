"""HTML: what of a page is the paper, its tables and lists, and what is furniture."""

from __future__ import annotations

import codecs

import pytest

from ingest.errors import ReadError
from ingest.readers.html import HtmlReader
from ingest.readers.protocol import Document
from tests.ingest.read_lines import cleaned, rows, texts


def html(body: str, head: str = "") -> Document:
    return HtmlReader().read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


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


@pytest.mark.parametrize(
    "page",
    [
        "<base target='_blank'><article><h1>青禾县托育要点</h1><p>1.建成驿站25个。</p></article>",
        "<title>要点</title><main><h1>青禾县托育要点</h1><p>1.建成驿站25个。</p></main><div>青禾县民政局</div>",
        "<html><head><title>要点</title><link rel='x'><section><h1>青禾县托育要点</h1><p>1.建成驿站25个。</p>"
        "</section></html>",
    ],
)
def test_a_page_that_opens_no_body_is_read(page: str) -> None:
    printed = texts(HtmlReader().read(page.encode(), "page.html"))
    assert printed[:2] == ["青禾县托育要点", "1.建成驿站25个。"]
