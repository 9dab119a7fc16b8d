"""What a web page saved as Markdown or text puts around a paper, and the words that close a notice."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text

MENU = """-   [首页](http://example.org/1.htm)
-   [驿站动态](http://example.org/2.htm)
-   [办事指南](http://example.org/3.htm)

"""
NOTICE = """关于做好骑行驿站管护工作的通知（鹭绿办〔2031〕3号）

各乡镇：

        现将有关事项通知如下：

        一、管护

        每个驿站每季度巡查2次，办法见[驿站管护办法](http://example.org/4.htm)。

        二、报送

        各乡镇于每月5日前报送台账。

        特此通知

白鹭县绿道办

2031年3月2日

"""
FOOT = "主办：白鹭县绿道办          地址：绿道路1号（000001）\n技术支持：绿道信息公司\n"


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_neither_foot_nor_closing_words_are_a_clause(name: str) -> None:
    plan = parse_text(NOTICE + FOOT, name)
    assert plan.title == "关于做好骑行驿站管护工作的通知"
    assert [c.label for c in plan.clauses] == ["前言", "一", "二"]
    assert not any("白鹭县绿道办" in c.units for c in plan.clauses)
    assert {d.text for d in plan.dropped} >= {line for line in FOOT.splitlines() if line}


def test_a_menu_is_dropped_and_a_link_keeps_its_words() -> None:
    plan = parse_text(MENU + NOTICE, "a.md")
    assert plan.title == "关于做好骑行驿站管护工作的通知"
    assert [d.text for d in plan.dropped if d.reason == "网页导航"] == MENU.strip().splitlines()
    said = plan.clause("一").span.of(plan.text)
    assert said == "每个驿站每季度巡查2次，办法见驿站管护办法。"


@pytest.mark.parametrize(
    "links",
    [
        "- [附件1 驿站名册](http://example.org/1.doc)\n- [附件2 台账](http://example.org/2.xls)\n"
        "- [附件3](http://example.org/3)",
        "[驿站管护工作通知](http://example.org/1.htm)",
    ],
)
def test_attachments_and_one_link_are_no_menu(links: str) -> None:
    plan = parse_text(f"{NOTICE}\n{links}\n", "a.md")
    assert not [d for d in plan.dropped if d.reason == "网页导航"]


@pytest.mark.parametrize(
    "line", ["主办：县文旅局；承办：县体育馆", "主办单位：县文旅局", "特此通知各村做好巡查。"]
)
def test_what_only_begins_like_a_foot_stays(line: str) -> None:
    plan = parse_text(
        f"清河县骑行节方案\n\n一、活动\n\n举办骑行节1场。\n\n{line}\n\n二、验收9处。\n", "a.txt"
    )
    assert not [d for d in plan.dropped if d.text == line]


def test_a_menu_in_one_line_is_no_part_of_the_title() -> None:
    menu = "白鹭绿道网\n首页 绿道动态 办事指南 政策文件 关于我们\n"
    plan = parse_text(f"{menu}白鹭县2031年绿道工作要点\n\n一、建设\n\n新建绿道9公里。\n", "a.txt")
    assert plan.title.endswith("白鹭县2031年绿道工作要点")
    assert "首页" not in plan.title


def test_attributes_of_a_heading_are_none_of_its_words() -> None:
    plan = parse_text(
        '# 白鹭县绿道办法\n\n## 第一章 总则{align="center"}\n\n第一条 保护绿道。\n\n'
        "## 第二章 管护 {#care .wide}\n\n第二条 每季度巡查2次。\n",
        "a.md",
    )
    assert [c.path[0] for c in plan.clauses] == ["第一章 总则", "第二章 管护"]
