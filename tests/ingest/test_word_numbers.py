"""Automatic numbers of Word files: as printed, in every format, over restarts, overrides and styles."""

from __future__ import annotations

import pytest

from ingest.grammar.numerals import chinese_number
from ingest.grammar.printed_numbers import by_place, in_words
from ingest.readers.protocol import Document
from ingest.readers.word.numbering import printed
from ingest.readers.word.reader import DocxReader
from tests.word_files import STYLES, abstract, docx, lvl, num, p, start_at, tbl, tc, tr

OUTLINE = (
    lvl(0, "chineseCountingThousand", "%1、"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%3."),
)


def read(*blocks: str, numbering: str, styles: str = STYLES) -> Document:
    return DocxReader().read(docx(*blocks, numbering=numbering, styles=styles), "a.docx")


def said(*blocks: str, numbering: str, styles: str = STYLES) -> list[str]:
    return [line.text for line in read(*blocks, numbering=numbering, styles=styles).lines]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 25, "二十五"),
        ("chineseCounting", 101, "一〇一"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 101, "一百〇一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1015, "一千〇一十五"),
        ("japaneseCounting", 36, "三十六"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("chineseLegalSimplified", 105, "壹佰零伍"),
        ("decimalEnclosedCircle", 9, "⑨"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("ideographEnclosedCircle", 2, "㈡"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 2, "B"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("none", 4, ""),
    ],
)
def test_a_number_in_its_format(form: str, number: int, shown: str) -> None:
    assert printed(number, form) == shown


@pytest.mark.parametrize(
    ("form", "number"),
    [("hindiVowels", 1), ("japaneseCounting", 101), ("ideographTraditional", 11), ("lowerLetter", 0)],
)
def test_what_is_not_known_is_not_guessed(form: str, number: int) -> None:
    assert printed(number, form) is None


@pytest.mark.parametrize("number", [1, 10, 11, 20, 99, 100, 101, 110, 119, 120, 999, 1001, 1010, 1100, 9999])
def test_words_are_read_back_as_the_number(number: int) -> None:
    assert chinese_number(in_words(number) or "") == number
    assert number < 100 or chinese_number(by_place(number)) == number


def test_a_format_of_ones_own_counts_with_noughts() -> None:
    assert printed(7, "custom", "001, 002, 003, ...") == "007"
    assert printed(7, "custom", "whatever") is None


def test_levels_restart_below_a_new_heading() -> None:
    blocks = [p(words, num=(1, at)) for words, at in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1))]
    assert said(*blocks, numbering=abstract(1, *OUTLINE) + num(1, 1)) == [
        "一、甲",
        "（一）乙",
        "（二）丙",
        "二、丁",
        "（一）戊",
    ]


def test_a_list_goes_on_under_a_new_heading_where_another_list_numbers_it() -> None:
    lists = abstract(1, *OUTLINE) + abstract(2, lvl(0, "decimal", "%1.")) + num(1, 1) + num(2, 2)
    blocks = (p("甲", num=(1, 0)), p("子", num=(2, 0)), p("乙", num=(1, 0)), p("丑", num=(2, 0)))
    assert said(*blocks, numbering=lists) == ["一、甲", "1.子", "二、乙", "2.丑"]


def test_two_lists_over_one_definition_go_on_counting_and_an_override_counts_once() -> None:
    lists = abstract(1, lvl(0, "decimal", "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, start_at(0, 1))
    order = (1, 1, 2, 3, 3, 1)
    assert said(*(p("甲", num=(key, 0)) for key in order), numbering=lists) == [
        f"{n}.甲" for n in (1, 2, 3, 1, 2, 3)
    ]


def test_an_override_may_replace_a_level() -> None:
    over = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1.", start=3)}</w:lvlOverride>'
    lists = abstract(1, lvl(0, "decimal", "%1.")) + num(1, 1, over)
    assert said(p("甲", num=(1, 0)), numbering=lists) == ["C.甲"]


@pytest.mark.parametrize(
    ("restart", "last"), [("", "（一）"), ('<w:lvlRestart w:val="0"/>', "（二）")], ids=["restarts", "never"]
)
def test_whether_a_level_restarts(restart: str, last: str) -> None:
    lists = abstract(1, OUTLINE[0], lvl(1, "chineseCounting", "（%2）", restart)) + num(1, 1)
    blocks = [p("甲", num=(1, at)) for at in (0, 1, 0, 1)]
    assert said(*blocks, numbering=lists)[-1] == f"{last}甲"


def test_places_of_a_number_keep_their_own_formats_unless_it_is_legal() -> None:
    mixed = abstract(1, lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%1.%2")) + num(1, 1)
    legal = mixed.replace('"%1.%2"/>', '"%1.%2"/><w:isLgl/>')
    blocks = p("甲", num=(1, 0)), p("乙", num=(1, 1))
    assert said(*blocks, numbering=mixed)[1] == "一.1 乙"
    assert said(*blocks, numbering=legal)[1] == "1.1 乙"


def test_a_style_brings_its_list_and_the_level_that_names_it() -> None:
    lists = abstract(
        1, lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'), OUTLINE[1].replace("（%2）", "（%2）")
    ) + num(1, 1)
    styles = STYLES.replace(
        '<w:pPr><w:outlineLvl w:val="0"/>',
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>',
    ).replace(
        '<w:pPr><w:outlineLvl w:val="1"/>',
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>',
    )
    blocks = p("甲", style="1"), p("乙", style="2"), p("丙", style="2"), p("丁", style="1")
    found = read(*blocks, numbering=lists, styles=styles)
    assert [line.text for line in found.lines] == ["一、甲", "（一）乙", "（二）丙", "二、丁"]
    assert [line.style for line in found.lines] == ["h2", "h3", "h3", "h2"]


def test_a_style_that_stands_for_a_list() -> None:
    link = abstract(1, lvl(0, "decimal", "%1."), inside='<w:styleLink w:val="L"/>')
    through = abstract(2, inside='<w:numStyleLink w:val="L"/>')
    assert said(p("甲", num=(7, 0)), numbering=link + through + num(7, 2)) == ["1.甲"]


def test_no_number_where_it_is_taken_off() -> None:
    lists = abstract(1, lvl(0, "decimal", "%1.")) + num(1, 1)
    styles = STYLES.replace(
        '<w:pPr><w:outlineLvl w:val="0"/>',
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>',
    )
    blocks = p("甲", style="1"), p("乙", style="1", num=(0, 0)), p("丙", style="1")
    assert said(*blocks, numbering=lists, styles=styles) == ["1.甲", "乙", "2.丙"]


def test_an_unknown_format_is_doubted_and_never_digits() -> None:
    lists = abstract(1, lvl(0, "hindiVowels", "%1.")) + num(1, 1)
    found = read(p("新建绿道3公里", num=(1, 0)), numbering=lists)
    assert [line.text for line in found.lines] == ["新建绿道3公里"]
    assert [(d.kind, d.line) for d in found.doubts] == [("auto_number", 1)]
    assert "hindiVowels" in found.doubts[0].message


def test_a_mark_typed_among_automatic_ones_is_not_printed_twice() -> None:
    lists = abstract(1, lvl(0, "decimal", "%1.")) + num(1, 1)
    found = read(p("甲", num=(1, 0)), p("2.乙", num=(1, 0)), p("3.丙"), numbering=lists)
    assert [line.text for line in found.lines] == ["1.甲", "2.乙", "3.丙"]
    assert [d.kind for d in found.doubts] == ["auto_number"]


def test_numbers_in_cells_count_and_deleted_paragraphs_do_not() -> None:
    lists = abstract(1, lvl(0, "decimal", "%1")) + num(1, 1)
    gone = p(
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
        num=(1, 0),
        properties="<w:rPr><w:del/></w:rPr>",
    )
    rows = [tr(tc(p(num=(1, 0))), tc(words)) for words in ("甲", "乙")]
    found = read(tbl(*rows), gone, p("丙", num=(1, 0)), numbering=lists)
    assert [line.cells or line.text for line in found.lines] == [("1", "甲"), ("2", "乙"), "3 丙"]


def test_levels_that_were_skipped_count_from_their_start() -> None:
    lists = abstract(1, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2")) + num(1, 1)
    assert said(p("甲", num=(1, 1)), p("乙", num=(1, 1)), numbering=lists) == ["1.1 甲", "1.2 乙"]


def test_signs_of_picture_fonts_are_signs() -> None:
    lists = abstract(1, lvl(0, "bullet", "\uf06c")) + num(1, 1)
    assert said(p("甲", num=(1, 0)), numbering=lists) == ["• 甲"]


def test_a_sign_that_was_lost_in_writing_the_file_is_put_back_and_told() -> None:
    """LibreOffice writes 一、 into rich text as 一?."""
    numbering = abstract(0, lvl(0, "chineseCounting", "%1?")) + num(1, 0)
    found = read(p("目标", num=(1, 0)), p("任务", num=(1, 0)), numbering=numbering)
    assert [line.text for line in found.lines] == ["一、目标", "二、任务"]
    assert [(d.kind, "2个" in d.message) for d in found.doubts] == [("auto_number", True)]
