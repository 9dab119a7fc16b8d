"""A text torn at its inline tags is read as if it were whole; no other text is touched."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ingest.layout.clean import clean
from ingest.layout.torn_lines import join_torn
from ingest.model import Plan
from ingest.pipeline import parse_text
from ingest.readers import read

_HEAD = """云溪县人民政府办公室关于印发2031年绿道建设实施方案的通知
云政办发〔2031〕12号
各镇人民政府，县直有关部门：
《云溪县2031年绿道建设实施方案》已经县政府同意，现印发给你们，请遵照执行。
云溪县人民政府办公室
2031年3月5日
云溪县2031年绿道建设实施方案
为落实《云溪县绿道规划（2030—2035年）》（云政发〔2030〕7号），制定本方案。
"""
_DOTTED = """一、总体目标
2031年，全县新建绿道120公里，绿道设施完好率达到95%以上，每公里投资不超过80.5万元（含绿化3万元）。到2033年底，建成绿道300公里。
二、重点任务
（一）加快建设
1．新建滨河绿道45公里，4月至10月完工（责任单位：县住房城乡建设局）。
2．改造步道30~40公里，其中A类步道不少于12公里，破损率控制在5%以下。责任单位：县交通运输局
3．安装LED路灯2000盏，2031年9月底前完成（责任单位：县城市管理局、县财政局）。
（二）规范管理
1．每季度巡查2次，群众满意率达到90%。责任单位：县林业局
2．建立App报修平台，报修后24小时内到场，30日内修复率不低于98%。责任单位：县大数据局
三、保障措施
县财政安排资金1.2亿元，按附件1所列项目拨付，2031年6月30日前到位80%。责任单位：县财政局
"""
_BRACKETED = (
    _DOTTED.replace("（一）加快建设", "（一）加快建设工程进度，完成下列事项：")
    .replace("1．", "（1）")
    .replace("2．", "（2）")
    .replace("3．", "（3）")
)
_PLAIN = _DOTTED.replace("．", ".")
_LISTED = _DOTTED.replace("．", "、")
_TEXTS = {"1．": _DOTTED, "（1）": _BRACKETED, "1.": _PLAIN, "1、": _LISTED}

_FIGURE = r"[0-9A-Za-z]+(?:[.~—-][0-9A-Za-z]+)*"


def _tear(pattern: str) -> Callable[[str], str]:
    """A break on either side of what the pattern finds."""
    return lambda text: re.sub(r"\n+", "\n", re.sub(f"({pattern})", r"\n\1\n", text)).strip("\n")


def _spread(lines: str) -> Callable[[str], str]:
    return lambda text: lines.join(_figures(text).split("\n"))


def _by_paragraph(text: str) -> str:
    return "\n\n".join(_figures(line) for line in text.split("\n") if line)


_figures = _tear(_FIGURE)
_SHAPES: dict[str, Callable[[str], str]] = {
    "figures": _figures,
    "figures with their per cent": _tear(f"{_FIGURE}%?"),
    "figures and brackets": _tear(f"{_FIGURE}|[（）〔〕]"),
    "an opening bracket at the line's end": lambda text: re.sub(r"([（〔])\n?", r"\1\n", _figures(text)),
    "figures and closing brackets": _tear(f"{_FIGURE}|[）〕]"),
    "marks in Chinese numbers": _tear(f"{_FIGURE}|[（）]|(?<=（)[一二三](?=）)"),
    "figures and signs": _tear(f"{_FIGURE}%?|(?<=\\d)[.．、]|[~/]"),
    "a sign that begins a line": lambda text: re.sub(r"(?<=[^\n])([，；。、])", r"\n\1", _figures(text)),
    "blank lines between all": _spread("\n\n"),
    "blank lines between paragraphs": _by_paragraph,
    "line ends of Windows and an indent": _spread("\r\n　　"),
    "blanks behind": _spread("  \n"),
    "words in bold": lambda text: _figures(re.sub(r"(?<=，)(其中|每公里)", r"\n\1\n", text)),
}


def _told(plan: Plan) -> object:
    return (
        plan.title,
        plan.number,
        plan.issuer,
        plan.issued,
        [(h.label, h.title) for h in plan.headings],
        [
            (c.label, plan.text_of(c), [(r.role, r.units) for r in c.responsibilities], c.due)
            for c in plan.clauses
        ],
        [
            (t.clause, t.indicator, t.comparator, t.value, t.value_high, t.unit, t.deadline)
            for t in plan.targets
        ],
    )


@pytest.mark.parametrize("marks", _TEXTS)
@pytest.mark.parametrize("shape", _SHAPES)
def test_it_is_read_as_if_it_were_whole(shape: str, marks: str) -> None:
    whole = _HEAD + _TEXTS[marks]
    torn = parse_text(_SHAPES[shape](whole))
    assert _told(torn) == _told(parse_text(whole))
    assert [d.message for d in torn.doubts if d.kind == "torn"] == ["原文在数字处断行，已接起来，请核对"]


def test_every_character_keeps_its_place() -> None:
    source = _figures(_HEAD + _DOTTED).split("\n")
    plan = parse_text("\n".join(source))
    for piece in plan.pieces:
        words = plan.text[piece.start : piece.start + piece.length]
        assert source[piece.line - 1][piece.column - 1 :].startswith(words) or words in source[piece.line - 1]


def _joined(text: str) -> list[str]:
    lines, _ = clean(read(text.encode(), "plan.txt"))
    return [line.text for line in join_torn(lines)[0]]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "四、分配",
            "镇名",
            "新建（公里）",
            "改造（公里）",
            "东坪镇",
            "12",
            "30",
            "西坪镇",
            "8.5",
            "14",
            "责任到镇。",
        ],
        ["四、分配", "镇名", "公里", "东坪镇", "12", "西坪镇", "8", "南坪镇", "15", "责任到镇。"],
        ["见下表。", "附件1", "云溪县绿道分配表"],
        ["如下：", "（4）另行安排。"],
        ["由县政府另行安排。", "2031年5月起", "各镇自行巡查"],
        ["云溪县绿道管理办法", "2031年6月", "一、总则"],
    ],
)
def test_lines_that_end_stay_apart(lines: list[str]) -> None:
    text = _figures(_HEAD + _DOTTED)
    torn = [piece for line in lines for piece in _figures(line).split("\n")]
    assert _joined("\n".join([text, *torn]))[-len(lines) :] == lines


@pytest.mark.parametrize(
    "text",
    [
        _HEAD + _DOTTED,
        "\n".join(f"镇{n}\n{n}\n{n}.5\n%\n2031年" for n in range(40)),
        "\n".join(f"{n}\n绿道\n公里\n{n}0\n约束性" for n in range(40)),
        "\n".join(f"新建绿道第{n}段\n，不少于3公里。" for n in range(40)),
        _figures("新建绿道12公里，其中滨河3公里。") + "\n建成开放。" * 60,
    ],
)
def test_another_text_is_not_touched(text: str) -> None:
    lines, _ = clean(read(text.encode(), "plan.txt"))
    assert join_torn(lines) == (lines, ())


def test_a_table_of_contents_whose_dots_are_torn_is_one() -> None:
    entries = ["总体目标", "重点任务", "保障措施"]
    torn = "\n".join(
        f"{number}、{title}\n............\n.......\n......\n- {page} -"
        for page, (number, title) in enumerate(zip("一二三", entries, strict=True), start=1)
    )
    head, _, body = (_HEAD + _DOTTED).partition("为落实")
    plan = parse_text(_figures(head) + "\n目\n录\n" + torn + "\n" + _figures("为落实" + body))
    assert _told(plan) == _told(parse_text(_HEAD + _DOTTED))
