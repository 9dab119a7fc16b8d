"""Fields of papers and pages: lines of our own."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.grammar.fields import closes_document, fields_in, is_action, is_page_line, is_phrase, values
from ingest.grammar.tables import table

TABLE = table("fields")


@pytest.mark.parametrize("row", TABLE["fields"], ids=[row["for"] for row in TABLE["fields"]])
def test_a_name_is_read_in_its_example(row: dict[str, Any]) -> None:
    (field, *_) = fields_in(row["for"])
    assert (field.kind, field.where) == (row["kind"], row["where"])
    assert field.value == row["for"].split("：", 1)[1]


@pytest.mark.parametrize("row", TABLE["actions"], ids=[row["for"] for row in TABLE["actions"]])
def test_a_button(row: dict[str, Any]) -> None:
    assert is_action(row["for"])


@pytest.mark.parametrize("row", TABLE["phrases"], ids=[row["for"] for row in TABLE["phrases"]])
def test_a_phrase(row: dict[str, Any]) -> None:
    assert is_phrase(row["for"])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("绿办〔2031〕3号　　　签发人：秦　岭", [("签发人", "秦　岭")]),
        ("（联系人：秦岭；联系电话：0000-1234567）", [("联系人", "秦岭"), ("联系电话", "0000-1234567")]),
        ("索 引 号：1/2031-3 主题分类：绿道、驿站 发文机关：临河市绿道办",
         [("索引号", "1/2031-3"), ("分类", "绿道、驿站"), ("发文机关", "临河市绿道办")]),
        ("抄送：市委办；市人大办，市政协办。", [("抄送", "市委办；市人大办，市政协办")]),
        ("电话：0000-1  0000-2 传真：0000-3", [("联系电话", "0000-1  0000-2"), ("传真", "0000-3")]),
        ("联系电话 0000-1234567", [("联系电话", "0000-1234567")]),
        ("发布机构：\t临河市绿道办\t成文日期：\t2031-03-01",
         [("发布机构", "临河市绿道办"), ("成文日期", "2031-03-01")]),
        ("【字体：大 中 小】", [("字体", "大 中 小")]),
        ("[主题分类] 绿道/驿站 [发文机关] 临河市绿道办 【发文字号】临绿〔2031〕3号",
         [("分类", "绿道/驿站"), ("发文机关", "临河市绿道办"), ("文号", "临绿〔2031〕3号")]),
        ("时间：3月1日上午", []),
        ("畅通投诉电话：市县两级", []),
        ("责任单位：市绿道办", []),
        ("各县人民政府：", []),
    ],
)  # fmt: skip
def test_the_fields_of_a_line(line: str, found: list[tuple[str, str]]) -> None:
    assert [(field.kind, field.value) for field in fields_in(line)] == found


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("来源：绿道报　时间：2031-03-01　浏览次数：12", True),
        ("打印 关闭 分享到：微信", True),
        ("发文机关：临河市绿道办", False),
        ("联系人：秦岭", False),
        ("附件来源：见下", False),
        ("建设驿站，来源：财政", False),
    ],
)
def test_a_line_of_the_page(line: str, page: bool) -> None:
    assert is_page_line(line) is page


def test_what_stands_below_a_document() -> None:
    assert closes_document("（联系人：秦岭）")
    assert not closes_document("一、办好热线。联系人：秦岭")


def test_a_name_alone_has_the_next_line_for_its_value() -> None:
    assert list(values(["发文机关：", "临河市绿道办", "来源：绿道报"], "来源", "发文机关")) == [
        "绿道报",
        "临河市绿道办",
    ]
    assert list(values([], "来源")) == []
