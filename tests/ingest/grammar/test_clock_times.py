"""Times of the day and days of the week in one form."""

from __future__ import annotations

import pytest

from ingest.grammar.clock_times import weekdays_in
from ingest.grammar.plain_amounts import with_plain_amounts

TIMES = {
    "早7点开闸": "7时开闸",
    "上午9:00开会": "9时开会",
    "下午三点一刻发车": "15时15分发车",
    "晚上六点半关灯": "18时30分关灯",
    "开到21:30": "开到21时30分",
    "末班车最早22时发出": "末班车最早22时发出",
    "9点以后不收": "9时以后不收",
    "中午12点": "12时",
    "提出三点要求": "提出三点要求",
    "提出8点意见": "提出8点意见",
    "师生比1:15": "师生比1:15",
    "每24小时一次": "每24小时一次",
    "学满40学时": "学满40学时",
    "星期天闭园": "周日闭园",
    "礼拜三换水": "周三换水",
}
DAYS = {
    "周一至周四": "一二三四",
    "一周一通报": "",
    "每周三次": "",
    "周末开放": "六日",
    "周二、周五": "二五",
    "两周一次": "",
}


@pytest.mark.parametrize(("printed", "plain"), TIMES.items())
def test_a_time_is_written_in_one_form(printed: str, plain: str) -> None:
    assert with_plain_amounts(printed).text == plain


@pytest.mark.parametrize(("printed", "days"), DAYS.items())
def test_the_days_of_the_week_are_told(printed: str, days: str) -> None:
    assert weekdays_in(printed) == frozenset(days)
