"""Dates as the grammar reads them: every example of the table, and what must not be read."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.grammar.date_forms import examples, lasts
from ingest.grammar.dates import UNKNOWN_TIME, PlanTime, date_alone, read_dates

TIME = PlanTime(first=2025, last=2025)


@pytest.mark.parametrize(("name", "text", "when", "role"), examples())
def test_every_example_of_the_table_is_read(name: str, text: str, when: str, role: str) -> None:
    marks = read_dates(text, TIME)
    assert [(m.when or "", m.role) for m in marks] == [(when, role)], name


NONE = (
    "建成三个月子中心", "新增9.5万个岗位", "投入2025.6万元", "增长5.6%", "第三季报告", "十月革命", "正月十五",
    "三月三歌圩", "一个月内", "覆盖2025个村", "一二三产业融合", "前进街道", "7·15行动", "1.2024版",
    "编号2025-118", "一季作物",
    "期满前六个月内提出", "产假前三个月", "提前6个月，告知", "共25年6个月", "满25年6月的",
    "较前三个月平均", "每半年内，检查一次",
)  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert read_dates(text, TIME) == ()


SPANS = {
    "by": ("6月底前", None, date(2025, 6, 30)),
    "a stretch": ("上半年完成", date(2025, 1, 1), date(2025, 6, 30)),
    "months": ("2025年3月至5月", date(2025, 3, 1), date(2025, 5, 31)),
    "ten days": ("5月下旬完成", date(2025, 5, 21), date(2025, 5, 31)),
    "a year": ("2025年", date(2025, 1, 1), date(2025, 12, 31)),
    "by a year": ("到2025年底", None, date(2025, 12, 31)),
    "within": ("年内", date(2025, 1, 1), date(2025, 12, 31)),
    "within half a year": ("半年内完成", None, None),
    "months from the first": ("前八个月，", date(2025, 1, 1), date(2025, 8, 31)),
    "a short year": ("25年4月完成", date(2025, 4, 1), date(2025, 4, 30)),
    "by a short year": ("25年底前", None, date(2025, 12, 31)),
    "within some years that nobody counts": ("数年内建成", None, None),
    "a quarter": ("第四季度完成", date(2025, 10, 1), date(2025, 12, 31)),
    "three quarters": ("前三季度完成", date(2025, 1, 1), date(2025, 9, 30)),
    "a named day that no calendar dates": ("春节前", None, None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), SPANS.values(), ids=SPANS)
def test_the_first_and_the_last_day(text: str, first: date | None, last: date | None) -> None:
    (mark,) = read_dates(text, TIME)
    assert (mark.first, mark.last) == (first, last)


@pytest.mark.parametrize(
    ("printed", "when"),
    [("2025.6", "2025-06-30"), ("6月", "2025-06-30"), ("六月底", "2025-06-30"), ("二季度", "2025-06-30"),
        ("长期坚持", None),
     ("2025年3月-2025年9月", "2025-09-30"), ("2025年第三季度", "2025-09-30"), ("立即整改", None)],
)  # fmt: skip
def test_a_label_is_a_time_whatever_stands_around_it(printed: str, when: str | None) -> None:
    found = date_alone(printed, TIME)
    assert (found.when if found else None) == when


def test_the_words_are_those_of_the_text() -> None:
    text = "（一）２０２５ 年 6 月 30 日前，建成"
    (mark,) = read_dates(text, TIME)
    assert (mark.words.of(text), mark.when) == ("２０２５ 年 6 月 30 日前", "2025-06-30")


def test_a_month_without_a_year_is_in_that_of_the_month_before_it() -> None:
    marks = read_dates("2023年3月底前出台方案，6月底前完成普查。9月底前验收", PlanTime(first=2021, last=2025))
    assert [m.when for m in marks] == ["2023-03-31", "2023-06-30", "2025-09-30"]


def test_without_the_plan_s_year_only_printed_years_are_read() -> None:
    assert [m.when for m in read_dates("2024年6月底前，9月底前，年底前，“十四五”期间", UNKNOWN_TIME)] == [
        "2024-06-30",
        "2025",
    ]


def test_what_never_ends_is_told_from_what_is_not_understood() -> None:
    assert (lasts("长期坚持"), lasts("每月5日前"), lasts("按上级要求")) == (True, True, False)
