"""Texts in the encodings of the neighbours: read right, or refused with a sentence, never taken as nonsense;
forms of characters that copying out of a PDF leaves, and characters that mean nothing.
"""

from __future__ import annotations

import codecs

import pytest

from ingest.errors import ReadError
from ingest.model import piece_at
from ingest.pipeline import parse, parse_text
from ingest.readers.characters import common, plain, share
from ingest.readers.options import ENCODING
from ingest.readers.text import decode
from tests.conftest import ROOT

TRADITIONAL = """臨河縣2023年衛生健康工作要點

一、擴大托育供給
1.新建公辦托育園。全年新建公辦托育園3所，新增托位420個，千人口托位數達到3.8個。（責任單位：縣衛生健康局、縣教育局）
2.發展社區托育。六月底前在城關鎮、柳溪鄉各建成社區托育點2個。（牽頭單位：縣民政局；配合單位：縣財政局）
二、保障措施
3.落實經費。安排補助資金180萬元，十二月底前撥付到位。
"""
SIMPLIFIED = """临河县2023年卫生健康工作要点

一、扩大托育供给
1.新建公办托育园。全年新建公办托育园3所，新增托位420个，千人口托位数达到3.8个。（责任单位：县卫生健康局）
2.落实经费。安排补助资金180万元，十二月底前拨付到位。
"""
NAMES = "李喆、王堃、张玥、刘祎、陈翀、赵旸、孙昕、周淼、吴璟、郑晗、冯骞、褚妤、卫琬、蒋祺"
"""Given names of rare characters, beyond the first level."""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb2312"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "gbk"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "cp950"),
        (TRADITIONAL, "big5hkscs"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-32"),
        (SIMPLIFIED, "utf-32-le"),
        (SIMPLIFIED, "utf-32-be"),
        (SIMPLIFIED, "utf-8-sig"),
    ],
)
def test_read_right(text: str, encoding: str) -> None:
    mark = {"utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}.get(encoding, b"")
    data = mark + text.encode(encoding)
    assert decode(data, "a.txt") == text
    assert parse(data, "a.txt").title == text.split("\n")[0]


def test_shift_jis_is_read_or_refused() -> None:
    """As much of a Chinese text as it can write."""
    written = "".join(ch for ch in SIMPLIFIED if ch.encode("cp932", "ignore"))
    assert decode(written.encode("cp932"), "a.txt") == written


@pytest.mark.parametrize("declared", ["big5", "latin-1", "windows-1252", "utf-8", "no-such-thing", "gb2312"])
def test_what_a_page_declares_is_not_believed_against_its_words(declared: str) -> None:
    for text, encoding in ((SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")):
        assert decode(text.encode(encoding), "a.html", declared=declared) == text


@pytest.mark.parametrize(
    "data",
    [
        SIMPLIFIED.encode("utf-16-le"),
        SIMPLIFIED.encode("utf-32-be"),
        bytes(range(128, 256)) * 20,
        "Ѣѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁ".encode("gb18030") * 5,
    ],
    ids=["utf-16 without mark", "utf-32 without mark", "all bytes", "letters nobody uses"],
)
def test_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ReadError, match="UTF-8") as caught:
        decode(data, "a.txt")
    assert caught.value.line
    assert caught.value.remedy


def test_nul_after_a_mark_is_no_text() -> None:
    with pytest.raises(ReadError, match="二进制"):
        decode(codecs.BOM_UTF16_LE + "正文\0\0".encode("utf-16-le"), "a.txt")


def test_rare_names_and_private_characters_do_not_spoil_a_text() -> None:
    text = f"{SIMPLIFIED}出席：{NAMES}\n\ue5e5"
    assert decode(text.encode("gb18030"), "a.txt") == text


@pytest.mark.parametrize("few", ["临河市要点", "㐀乡卫生院", "café"])
def test_too_little_to_tell_by(few: str) -> None:
    assert decode(few.encode("gb18030"), "a.txt") == few


def test_the_measure() -> None:
    """Every text of our own is far above the bound in its encoding, and far below in another."""
    assert len(common()) > 6000
    for file in sorted((ROOT / "corpus").glob("*.md")):
        text = file.read_text()
        assert share(text, "gb18030") > 0.97, file.name
    assert share(TRADITIONAL.encode("big5").decode("gb18030", "replace"), "gb18030") < ENCODING.enough - 0.2


PAPER = "临河市2031年绿道要点\n一、新建绿道3公里，改造驿站8处。\n二、培训护工20人，办好市民学校。\n"


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("\u2f00", "一"),
        ("\u2f08\u2f24", "人大"),
        ("\u2ea0\u2ed3", "民长"),
        ("\u2ee2\u2ef0", "马龙"),
        ("\uf90a", "金"),
        ("\uf9e4", "理"),
        ("\U0002f800", "丽"),
        ("％（１）①㎡‰", "％（１）①㎡‰"),
        ("臨河", "臨河"),
        ("\ufa0e", "\ufa0e"),
    ],
)
def test_a_form_stands_for_its_character(copied: str, meant: str) -> None:
    assert plain(copied) == meant
    assert len(plain(copied)) == len(copied)


def test_a_paper_of_such_forms_is_read_as_it_is_meant() -> None:
    forms = {"一": "\u2f00", "二": "\u2f06", "人": "\u2f08", "民": "\u2ea0", "工": "\u2f2f", "里": "\u2fa5"}
    copied = parse_text(PAPER.translate(str.maketrans(forms)))
    meant = parse_text(PAPER)
    assert copied.text == meant.text
    assert [c.label for c in copied.clauses] == ["一", "二"]
    at = copied.text.index("护工")
    piece = piece_at(copied.pieces, at)
    assert (piece.line, piece.column + at - piece.start) == (3, 4)
    assert copied.doubts == ()


def test_characters_that_show_nothing_are_doubted() -> None:
    plan = parse_text(PAPER.replace("护工", "护\ue123工").replace("驿站", "驿\ufffd"))
    assert [(d.kind, d.line) for d in plan.doubts] == [("characters", 2), ("characters", 3)]
    assert "护□工" in plan.doubts[1].message
