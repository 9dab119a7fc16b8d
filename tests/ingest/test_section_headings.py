"""Headings without a number beside numbered lists: what is one, what hangs below it, and what is none."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text

TITLE = "云岫县2026年林业工作报告"
WORDS = "各乡镇要把林业工作摆上重要位置，逐项研究，逐项安排，逐项见到实效。"
LIST = "（一）造林。完成造林6000亩。\n（二）护林。新聘护林员40名。"
NUMBERS = "一、造林。完成造林6000亩。\n二、护林。新聘护林员40名。"


def headings(body: str) -> list[str]:
    plan = parse_text(f"{TITLE}\n\n{body}\n")
    return [h.label for h in plan.headings if h.family == "标题"] + [
        c.label for c in plan.clauses if c.family == "标题"
    ]


def labels(body: str) -> list[str]:
    return [c.label for c in parse_text(f"{TITLE}\n\n{body}\n").clauses]


def below(heading: str, *items: str) -> list[str]:
    return [f"{heading}/{item}" for item in items]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"2025年工作回顾\n{WORDS}\n{WORDS}\n2026年重点工作\n{WORDS}\n{LIST}",
            below("2025年工作回顾", "¶1", "¶2") + below("2026年重点工作", "¶1", "（一）", "（二）"),
        ),
        (
            f"2026年重点工作\n{LIST}\n保障措施\n（一）组织。{WORDS}\n（二）资金。{WORDS}",
            ["2026年重点工作/（一）", "2026年重点工作/（二）", "保障措施/（一）", "保障措施/（二）"],
        ),
        (
            f"指导思想\n{WORDS}\n主要任务\n{NUMBERS}\n工作要求\n{WORDS}",
            ["指导思想", "主要任务/一", "主要任务/二", "工作要求"],
        ),
        (
            f"“十四五”时期发展成就\n{WORDS}\n“十五五”时期主要目标\n{WORDS}\n2026年工作安排\n{LIST}",
            ["“十四五”时期发展成就", "“十五五”时期主要目标", *below("2026年工作安排", "（一）", "（二）")],
        ),
        (
            f"2025年工作回顾\n主要成效\n{WORDS}\n存在问题\n{WORDS}\n2026年工作打算\n{LIST}",
            below("2025年工作回顾", "主要成效", "存在问题") + below("2026年工作打算", "（一）", "（二）"),
        ),
        (
            f"2026年主要工作\n生态修复行动\n{WORDS}\n林下经济行动\n{WORDS}\n工作要求\n{LIST}",
            below("2026年主要工作", "生态修复行动", "林下经济行动") + below("工作要求", "（一）", "（二）"),
        ),
        (
            f"2025年工作开展情况\n{NUMBERS}\n2026年工作思路\n{NUMBERS}",
            below("2025年工作开展情况", "一", "二") + below("2026年工作思路", "一", "二"),
        ),
    ],
)  # fmt: skip
def test_a_heading_without_a_number(body: str, expected: list[str]) -> None:
    assert labels(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        f"指导思想\n{WORDS}\n{NUMBERS}",
        f"一、总体要求\n{WORDS}\n主要目标\n{WORDS}\n二、主要任务\n{WORDS}",
        f"一、造林\n{WORDS}\n二、护林\n{WORDS}\n工作要求\n{WORDS}",
        f"（一）造林。{WORDS}\n2026年重点工作\n（二）护林。{WORDS}",
        f"各位代表：\n{WORDS}\n{NUMBERS}",
        f"{WORDS}\n同志们！\n{WORDS}\n{NUMBERS}",
        f"{WORDS}\n我们完成了各项任务\n{WORDS}\n{NUMBERS}",
        f"{WORDS}\n县林业局\n{WORDS}\n县财政局\n{WORDS}\n{NUMBERS}",
        f"{WORDS}\n2026年1月5日\n{WORDS}\n{NUMBERS}",
        f"{WORDS}\n重点任务\n造林\n护林\n{NUMBERS}",
        f"{WORDS}\n全面\n主要任务\n{WORDS}\n{NUMBERS}",
        f"{WORDS}\n绿色行动\n{WORDS}\n红色行动\n{WORDS}\n{NUMBERS}",
    ],
)
def test_no_heading(body: str) -> None:
    assert headings(body) == []


def test_the_mark_of_a_heading_is_its_words() -> None:
    plan = parse_text(f"{TITLE}\n\n2026年重点工作\n{WORDS}\n{LIST}\n")
    assert [c.path for c in plan.clauses] == [("2026年重点工作",)] * 3


def test_a_line_cut_in_a_title_is_no_heading() -> None:
    paragraphs = f"云上科普\n{WORDS}\n按照《云岫县林业局\n{WORDS}\n山下讲堂\n{WORDS}"
    assert set(headings(paragraphs)) == {"云上科普", "山下讲堂"}


@pytest.mark.parametrize("width", [26, 28, 34, 40])
def test_a_page_of_printed_lines_has_the_headings_of_its_paragraphs(width: int) -> None:
    """GB/T 9704 sets 28 characters a line: no line of such a page is as long as a paragraph."""
    long = WORDS[:-1] + "，逐项对账销号。"
    body = f"2025年工作回顾\n{long}\n{long}\n2026年重点工作\n{long}\n{LIST}\n保障措施\n{long}"
    printed = [line[at : at + width] for line in body.split("\n") for at in range(0, len(line), width)]
    assert labels("\n".join(printed)) == labels(body)
