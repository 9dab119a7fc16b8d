"""Pages as word processors and editors leave them: what is text, what stands apart, which lines."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse
from ingest.readers.html import HtmlReader
from ingest.readers.protocol import Document


def page(body: str) -> Document:
    return HtmlReader().read(f"<html><body>{body}</body></html>".encode(), "page.html")


def texts(document: Document) -> list[str]:
    return [
        line.text if line.cells is None else " | ".join(c or "" for c in line.cells)
        for line in document.lines
    ]


LEFT_OUT = {
    "deleted": ("<p>新增托位<del>800</del><ins>900</ins>个。</p>", ["新增托位900个。"], ("800", "已删除")),
    "struck out by its style": (
        "<p>新增托位<span style='text-decoration: line-through'>800</span>900个。</p>",
        ["新增托位900个。"],
        ("800", "已删除"),
    ),
    "an old tag": ("<p>改造<s>三</s>五条街。</p>", ["改造五条街。"], ("三", "已删除")),
    "a deleted paragraph": (
        "<p>一、总则</p><del><p>二、旧条。</p></del>",
        ["一、总则"],
        ("二、旧条。", "已删除"),
    ),
    "tracked by Word": (
        "<p>达到<del cite='mailto:x' datetime='2024-03-01T10:00'><span lang=EN-US>92%</span></del>"
        "<ins cite='mailto:x' datetime='2024-03-01T10:00'>95%</ins>以上。</p>",
        ["达到95%以上。"],
        ("92%", "已删除"),
    ),
    "a comment's mark": (
        "<p>新增托位<a style='mso-comment-reference:ZY_1;mso-comment-date:20240301T1000'>900个</a>"
        "<span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[ZY1]</a></span>。</p>",
        ["新增托位900个。"],
        ("[ZY1]", "批注"),
    ),
    "the comments at the end": (
        "<p>新增托位。</p><div style='mso-element:comment-list'><div style='mso-element:comment'>"
        "<p class=MsoCommentText>数字待核</p></div></div>",
        ["新增托位。"],
        ("数字待核", "批注"),
    ),
    "a footnote's mark": (
        "<p>口袋公园12<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'>"
        "<span class=MsoFootnoteReference>[1]</span></a>个。</p>",
        ["口袋公园12个。"],
        ("[1]", "脚注"),
    ),
    "the footnotes at the end": (
        "<p>建成公园。</p><div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>"
        "<p class=MsoFootnoteText>小型绿地</p></div></div>",
        ["建成公园。"],
        ("小型绿地", "脚注"),
    ),
    "a footnote of another office suite": (
        "<p>新建12所<a class='sdfootnoteanc' href='#sdfootnote1sym'><sup>1</sup></a>。</p>"
        "<div id='sdfootnote1'><p>不含改建</p></div>",
        ["新建12所。"],
        ("不含改建", "脚注"),
    ),
    "hidden within a line": (
        "<p>建成50<span style='display: none'>（原稿80）</span>个。</p>",
        ["建成50个。"],
        ("（原稿80）", "网页隐藏内容"),
    ),
    "hidden in Word": (
        "<p>建成50<span style='mso-hide:all'>内部数</span>个。</p>",
        ["建成50个。"],
        ("内部数", "网页隐藏内容"),
    ),
    "a long hidden block": (
        f"<p>{'正文很长。' * 80}</p><div style='display:none'>{'旧稿文字。' * 50}</div>",
        ["正文很长。" * 80],
        ("旧稿文字。" * 50, "网页隐藏内容"),
    ),
    "a list of links": (
        "<p>一、总则</p><h3>延伸</h3><ul><li><a href='/a'>某局召开会议</a></li>"
        "<li><a href='/b'>某县开展调研</a></li><li><a href='/c'>某市部署工作</a></li></ul>",
        ["一、总则", "延伸"],
        ("某县开展调研", "网页导航"),
    ),
}


@pytest.mark.parametrize(("body", "lines", "gone"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_is_listed(body: str, lines: list[str], gone: tuple[str, str]) -> None:
    document = page(body)
    assert texts(document) == lines
    assert gone in [(d.text, d.reason) for d in document.dropped]


def test_a_page_that_is_shown_by_a_script_is_read() -> None:
    body = f"<div id=content style='display:none'><p>一、总则</p><p>{'正文。' * 80}</p></div>"
    assert texts(page(body)) == ["一、总则", "正文。" * 80]


def test_links_to_attachments_are_no_list_of_links() -> None:
    links = "".join(f"<li><a href='/{n}'>附件{n}：名单</a></li>" for n in (1, 2, 3))
    assert len(texts(page(f"<ul>{links}</ul>"))) == 3


SIGNS = {
    "a number of Word": (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>"
        "&nbsp;&nbsp; </span></span><![endif]>健全网络。</p>",
        "1.健全网络。",
    ),
    "a Chinese number of Word": (
        "<p><span style='mso-list:Ignore'>（一）<span>&nbsp;</span></span>健全网络。</p>",
        "（一）健全网络。",
    ),
    "an article of Word": (
        "<p><span style='mso-list:Ignore'>第三条<span>&nbsp; </span></span>健全网络。</p>",
        "第三条 健全网络。",
    ),
    "a dot": (
        "<p><span style='font-family:Symbol;mso-list:Ignore'>&#183;<span>&nbsp;</span></span>健全网络。</p>",
        "•健全网络。",
    ),
    "a letter of Wingdings": (
        "<p><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span "
        "style='font:7.0pt \"Times New Roman\"'>&nbsp;</span></span></span>健全网络。</p>",
        "•健全网络。",
    ),
    "a letter of Wingdings by the old tag": (
        "<p><font face='Wingdings'>Ø</font>健全网络。</p>",
        "•健全网络。",
    ),
}


@pytest.mark.parametrize(("body", "line"), SIGNS.values(), ids=SIGNS)
def test_signs_of_lists(body: str, line: str) -> None:
    assert texts(page(body)) == [line]


ITEMS = "<li>甲项</li><li>乙项</li>"
LISTS = {
    "plain": (f"<ol>{ITEMS}</ol>", ["1. 甲项", "2. 乙项"]),
    "from a number on": (f"<ol start=5>{ITEMS}</ol>", ["5. 甲项", "6. 乙项"]),
    "an item with a number of its own": (
        "<ol><li>甲项</li><li value=7>乙项</li></ol>",
        ["1. 甲项", "7. 乙项"],
    ),
    "counted down": (f"<ol reversed>{ITEMS}</ol>", ["2. 甲项", "1. 乙项"]),
    "letters": (f"<ol type=A>{ITEMS}</ol>", ["A. 甲项", "B. 乙项"]),
    "small Roman numbers": (f"<ol type=i start=4>{ITEMS}</ol>", ["iv. 甲项", "v. 乙项"]),
    "Chinese numbers": (
        f"<ol style='list-style-type: cjk-ideographic' start=10>{ITEMS}</ol>",
        ["十、 甲项", "十一、 乙项"],
    ),
    "none": (f"<ol style='list-style:none'>{ITEMS}</ol>", ["甲项", "乙项"]),
    "printed marks": ("<ol><li>（一）甲项</li><li>（二）乙项</li></ol>", ["（一）甲项", "（二）乙项"]),
    "one within another": (
        f"<ol><li>总项<ol>{ITEMS}</ol></li><li>末项</li></ol>",
        ["1. 总项", "1. 甲项", "2. 乙项", "2. 末项"],
    ),
}


@pytest.mark.parametrize(("body", "lines"), LISTS.values(), ids=LISTS)
def test_numbers_of_lists_as_a_browser_shows_them(body: str, lines: list[str]) -> None:
    assert texts(page(body)) == lines


def test_items_of_inner_lists_stand_under_their_item() -> None:
    body = (
        "<h1>柳溪县2024年管网整治方案</h1><p>一、任务</p><ol><li>摸清底数。<ol><li>普查城区。</li><li>普查乡镇。</li></ol>"
        "</li><li>加快改造。<ol><li>改造干管。</li></ol></li><li>严格验收。</li></ol><p>二、保障</p><p>由县财政局统筹。</p>"
    )
    plan = parse(f"<html><body>{body}</body></html>".encode(), "a.html")
    labels = ["一/1/1", "一/1/2", "一/2/1", "一/3", "二"]
    assert [c.label for c in plan.clauses] == labels
    assert not {d.kind for d in plan.doubts} & {"repeat", "restart", "gap"}


BLOCKS = {
    "headings in bold": (
        "<div><b>一、目标</b>建成三座泵站。<b>二、任务</b>改造管网。</div>",
        ["一、目标", "建成三座泵站。", "二、任务", "改造管网。"],
    ),
    "a heading in bold over lines": (
        "<p><strong>一、目标</strong><br>建成三座泵站。<br>责任单位：县水利局</p>",
        ["一、目标", "建成三座泵站。", "责任单位：县水利局"],
    ),
    "a lead in bold goes on": ("<p><b>（一）摸底。</b>普查管网。</p>", ["（一）摸底。普查管网。"]),
    "a mark in bold goes on": ("<p><b>1.</b>普查管网。</p>", ["1.普查管网。"]),
    "bold within a sentence": ("<p>完成<b>三座</b>泵站。</p>", ["完成三座泵站。"]),
    "line ends of the source between marks": (
        "<div>\n1.摸底。普查管网。\n2.改造。新建泵站。\n3.验收。</div>",
        ["1.摸底。普查管网。", "2.改造。新建泵站。", "3.验收。"],
    ),
    "line ends of the source behind sentences": (
        "<div>全面普查管网。\n新建三座泵站。\n年底前验收。</div>",
        ["全面普查管网。", "新建三座泵站。", "年底前验收。"],
    ),
    "a column of fixed width is one line": (
        "<p>全面普查城区和各乡镇的供水\n管网，摸清底数。\n新建泵站，改造干管，年底前\n验收。</p>",
        ["全面普查城区和各乡镇的供水管网，摸清底数。新建泵站，改造干管，年底前验收。"],
    ),
    "preformatted": ("<pre>一、目标\n建成三座泵站\n</pre>", ["一、目标", "建成三座泵站"]),
    "a soup of blocks": (
        "<div><div><span>一、目标</span></div><div><div>建成<span>三座</span>泵站。</div></div></div>",
        ["一、目标", "建成三座泵站。"],
    ),
}


@pytest.mark.parametrize(("body", "lines"), BLOCKS.values(), ids=BLOCKS)
def test_lines_of_a_block(body: str, lines: list[str]) -> None:
    assert texts(page(body)) == lines


LONG = "".join(
    f"<p>（{n}）建成泵站，改造管网，做好巡查，按月通报，年底前完成验收。</p>" for n in "一二三四五六七八"
)
TABLES = {
    "one cell holds the paper": (f"<table><tr><td>{LONG}</td></tr></table>", 8, 0),
    "a menu beside the paper": (f"<table><tr><td>首页</td><td>{LONG}{LONG}</td></tr></table>", 17, 0),
    "a table within the cell of a layout": (
        f"<table><tr><td>{LONG}<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
        10,
        2,
    ),
    "a hidden column": (
        "<table><tr><td>任务</td><td style='display:none'>内部</td><td>单位</td></tr>"
        "<tr><td>甲</td><td style='display:none'>密</td><td>县水利局</td></tr></table>",
        2,
        2,
    ),
    "a hidden row": (
        "<table><tr><td>任务</td><td>单位</td></tr><tr style='display:none'><td>旧</td><td>旧局</td></tr>"
        "<tr><td>甲</td><td>县水利局</td></tr></table>",
        2,
        2,
    ),
    "long cells of a table": (
        "<table><tr><td>任务</td><td>内容</td></tr>"
        + f"<tr><td>甲</td><td>{LONG}</td></tr><tr><td>乙</td><td>{LONG}</td></tr></table>",
        3,
        3,
    ),
}


@pytest.mark.parametrize(("body", "lines", "rows"), TABLES.values(), ids=TABLES)
def test_tables_that_lay_out_and_tables(body: str, lines: int, rows: int) -> None:
    document = page(body)
    assert (len(document.lines), sum(line.cells is not None for line in document.lines)) == (lines, rows)
    assert all(line.cells is None or len(line.cells) == 2 for line in document.lines)


def test_deleted_words_in_a_cell_are_listed() -> None:
    body = (
        "<table><tr><td>任务</td><td>目标值</td></tr><tr><td>泵站</td><td><del>3座</del>5座</td></tr></table>"
    )
    document = page(body)
    assert texts(document)[1] == "泵站 | 5座"
    assert [(d.text, d.reason) for d in document.dropped] == [("3座", "已删除")]


def test_a_table_within_a_cell_is_doubted() -> None:
    inner = "<table><tr><td>一期</td><td>2座</td></tr></table>"
    rows = "".join(f"<tr><td>任务{n}</td><td>做好第{n}项工作，按期完成</td></tr>" for n in range(4))
    document = page(f"<table>{rows}<tr><td>泵站</td><td>{inner}</td></tr></table>")
    assert [d.kind for d in document.doubts] == ["table"]
    assert texts(document)[-1] == "泵站 | 一期\n2座"
