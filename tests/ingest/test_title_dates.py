"""Days, years and periods where they stand by themselves: titles, heads, signatures."""

from __future__ import annotations

import re

import pytest

from ingest.grammar.title_dates import (
    DAY,
    DAY_OR_MONTH,
    PERIOD,
    days_in,
    five_year_plan_asked,
    period_in,
    periods_asked,
    year_of_title,
    years_asked,
    years_in,
)

DAYS = {
    "digits": ("2025年6月30日", "2025-06-30"),
    "blanks": ("2025 年 6 月 30 日", "2025-06-30"),
    "full width": ("２０２５年６月３０日", "2025-06-30"),
    "words": ("二〇二五年六月三十日", "2025-06-30"),
    "words with a circle": ("二○二五年十二月一日", "2025-12-01"),
    "words with letters": ("二OO五年三月二十一日", "2005-03-21"),
    "strokes": ("2025-06-30", "2025-06-30"),
    "dots": ("发布日期：2025.6.30", "2025-06-30"),
    "slashes": ("2025/6/30", "2025-06-30"),
    "no day of the calendar": ("2025年2月30日", ""),
    "a month": ("2025年6月", ""),
}


@pytest.mark.parametrize(("line", "day"), DAYS.values(), ids=DAYS)
def test_the_days_of_a_line(line: str, day: str) -> None:
    assert ",".join(d.day.isoformat() for d in days_in(line)) == day


YEARS = {
    "digits": ("柳溪县2025年工作要点", (2025,)),
    "words": ("柳溪县二〇二五年工作要点", (2025,)),
    "without 年": ("2025目标", (2025,)),
    "two": ("2020年实际、2025年目标", (2020, 2025)),
    "a longer number": ("编号120253号", ()),
    "none": ("工作要点", ()),
}


@pytest.mark.parametrize(("title", "years"), YEARS.values(), ids=YEARS)
def test_the_years_of_a_title(title: str, years: tuple[int, ...]) -> None:
    assert years_in(title) == years


@pytest.mark.parametrize(
    ("title", "period"),
    [("柳溪县水网规划（2023—2025年）", (2023, 2025)), ("2021年至2030年纲要", (2021, 2030)),
        ("“十四五”规划", (2021, 2025)),
     ("第十五届运动会筹备方案", None),
        ("第十四个五年规划", (2021, 2025)), ("2025年工作要点", None)],
)  # fmt: skip
def test_the_period_of_a_title(title: str, period: tuple[int, int] | None) -> None:
    assert period_in(title) == period


def test_the_patterns() -> None:
    assert re.fullmatch(DAY, "二〇二五年六月三十日")
    assert re.fullmatch(DAY_OR_MONTH, "2025-6-30")
    assert re.fullmatch(DAY_OR_MONTH, "2025年6月")
    assert re.fullmatch(PERIOD, "（2021—2025年）")


ASKED = {
    "four digits": ("柳溪2025年的任务", [2025]),
    "the end": ("到2025年末", [2025]),
    "two digits": ("柳溪25年要点", [2025]),
    "words": ("二〇二五年的任务", [2025]),
    "two": ("2024年和2025年", [2024, 2025]),
    "an amount": ("建2025个点", [2025]),
    "a share": ("20.25%", []),
    "within years": ("25年以来", []),
}


@pytest.mark.parametrize(("question", "years"), ASKED.values(), ids=ASKED)
def test_the_years_a_question_names(question: str, years: list[int]) -> None:
    assert [asked.first for asked in years_asked(question)] == years


def test_the_periods_a_question_names() -> None:
    assert [(p.first, p.last) for p in periods_asked("2023—2025年和2021-25年")] == [
        (2023, 2025),
        (2021, 2025),
    ]
    assert five_year_plan_asked("“十四五”期末有多少")[1] == "十四五"  # type: ignore[index]
    assert five_year_plan_asked("五年规划的目标")[1] is None  # type: ignore[index]
    assert five_year_plan_asked("年度要点") is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2025年工作总结和2026年工作计划", 2026),
        ("关于松陵县2025年计划执行情况与2026年计划草案的报告", 2026),
        ("二〇二五年工作回顾和二〇二六年工作安排", 2026),
        ("2025年工作总结暨2026年工作要点", 2026),
        ("2025年水库管护情况和2026年任务分解", 2026),
        ("松陵县2025—2026年供暖期保障方案", 2025),
        ("2025年和2026年项目清单", 2025),
        ("2025年工作总结", 2025),
        ("松陵县供水管理办法", None),
    ],
)
def test_the_year_a_paper_is_for(title: str, year: int | None) -> None:
    assert year_of_title(title) == year
