"""Bytes -> lines: encodings, line ends, tables, lists, what a web page carries around its text, and what is
refused.
"""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.pipeline import parse
from ingest.readers import READERS, SUFFIXES, reader_for
from ingest.readers.markdown import MarkdownReader, read_front_matter
from ingest.readers.protocol import Document
from ingest.readers.text import TextReader
from tests.ingest.read_lines import cleaned, rows, texts

HAN = "一、重点任务\n1.托位1200个。"


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
