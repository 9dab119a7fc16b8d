"""Words that bind a figure: every row of the table is read, negated too, and none inside another word."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ingest.grammar.bound_words import BEHIND, TABLE
from ingest.grammar.bounds import (
    BEFORE,
    CEILING,
    HEDGES,
    LEAST,
    LEAST_OR_MOST,
    LEVEL,
    NO_CHOICE,
    OPPOSITES,
    REACHED,
    THAN,
    comparator_of,
    side_behind,
    side_of,
)
from ingest.grammar.quantities import Quantity, read_quantities

SAYS = {
    "ge": ">=", "le": "<=", "gt": ">", "lt": "<", "about": "~", "eq": "=", "up": ">=", "down": "<=",
    "fall": "decrease>=", "rise": "increase>=", "within": "<=",
}  # fmt: skip
REACHES = {"fall": "<=", "rise": ">="}


def only(text: str) -> Quantity:
    (found,) = [q for q in read_quantities(text) if q.role == "amount"]
    return found


@pytest.mark.parametrize("row", TABLE["before"], ids=lambda row: row["word"])
def test_a_word_before_a_figure(row: dict[str, Any]) -> None:
    found = only(row["example"])
    word = row["word"].replace(":", "：") if found.before == "：" else row["word"]
    assert (found.before, found.comparator) == (word, SAYS[row["says"]])


@pytest.mark.parametrize(
    "row", [row for row in TABLE["before"] if "negated" in row], ids=lambda row: row["word"]
)
def test_a_negated_word_before_a_figure(row: dict[str, Any]) -> None:
    found = only(row["negated_example"])
    assert found.before.endswith(row["word"])
    assert found.before != row["word"]
    assert found.comparator == SAYS[row["negated"]]
    for no in TABLE["negators"]:
        other = only(f"总量{no}{row['word']}30%")
        assert (other.before, other.comparator) == (f"{no}{row['word']}", SAYS[row["negated"]])


@pytest.mark.parametrize("row", TABLE["change"], ids=lambda row: row["word"])
def test_a_word_of_change(row: dict[str, Any]) -> None:
    found = only(row["example"])
    reached = row.get("reached_only")
    assert found.before.startswith(row["word"])
    assert found.comparator == (REACHES if reached else SAYS)[row["way"]]
    for to in ("到", "至", "为"):
        assert only(f"总量{row['word']}{to}30%").comparator == REACHES[row["way"]]


@pytest.mark.parametrize("row", TABLE["after"], ids=lambda row: row["word"])
def test_a_word_behind_a_figure(row: dict[str, Any]) -> None:
    found = only(row["example"])
    assert (found.after, found.comparator) == (row["word"], SAYS[row["says"]])


@pytest.mark.parametrize(
    "text",
    [
        "完成签约30家", "完成履约40项", "开展预约50次", "建成节约型机关60个", "制订公约8份",
        "改造附近小区5个", "复查最近案件9件", "精减会议3场", "购置彩超2台", "购置B超3台", "配备心超4台",
        "投降20人", "晋升15人", "新增80人", "递增6人", "改造提升12处", "优化提升7条", "改扩建9所",
        "处理违约10起",
    ],
)  # fmt: skip
def test_the_end_of_another_word_binds_nothing(text: str) -> None:
    assert only(text).comparator is None


@pytest.mark.parametrize(
    ("text", "before", "comparator"),
    [
        ("总投资约30亿元", "约", "~"), ("惠及群众近500人", "近", "~"), ("能耗同比降3%", "降", "decrease>="),
        ("产量增8%", "增", "increase>="),
        ("占比升2个百分点", "升", "increase>="), ("客流超90万人次", "超", ">"),
        ("成本减5%", "减", "decrease>="),
        ("面积扩10%", "扩", "increase>="),
    ],
)  # fmt: skip
def test_one_character_that_is_a_word_binds(text: str, before: str, comparator: str) -> None:
    found = only(text)
    assert (found.before, found.comparator) == (before, comparator)


@pytest.mark.parametrize(
    "time",
    [
        "45秒",
        "20分钟",
        "6小时",
        "3个工作日",
        "9天",
        "2周",
        "3个星期",
        "4个月",
        "2个季度",
        "2个学期",
        "48学时",
    ],
)
def test_a_time_ends_within_itself(time: str) -> None:
    found = only(f"巡查问题{time}内办结")
    assert (found.after, found.comparator) == ("内", "<=")


@pytest.mark.parametrize("stretch", ["5公里内", "300米内", "2座内", "40亩内"])
def test_of_a_place_it_binds_nothing(stretch: str) -> None:
    assert only(f"水源地{stretch}禁止堆放").comparator is None


def test_what_others_take_from_the_table() -> None:
    assert {"至少", "不低于", "不得超过", "不少于"} <= set(LEAST_OR_MOST)
    assert OPPOSITES["以上"] == "以下"
    assert OPPOSITES["不低于"] == "不高于"
    assert all(OPPOSITES[word] != word for word in OPPOSITES)
    assert {"力争", "约", "左右"} <= HEDGES
    assert {word: NO_CHOICE.get(word) for word in ("以上", "不超过", "≤", "左右", "未突破", "达到")} == {
        "以上": ">=", "不超过": "<=", "≤": "<=", "左右": "~", "未突破": "<=", "达到": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("高于", ">"), ("优于", ">"), ("好于", ">"), ("超过", ">"), ("低于", "<"), ("少于", "<"),
        ("不低于", ">="), ("不高于", "<="), ("控制在", "<="), ("达到", ">="), ("保持在", ">="),
        ("提高到", ">="), ("降低到", "<="),
        ("达到或超过", None), ("推进", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_word_says_of_a_level(words: str, wanted: str | None) -> None:
    assert comparator_of(words) == wanted
    if wanted is not None:
        assert re.fullmatch(LEVEL, words)


@pytest.mark.parametrize(
    ("beside", "side"),
    [
        ("不低于  ", ">="), ("超过  ", ">="), ("未低于  ", ">="), ("  及以上", ">="), ("≥  ", ">="),
        ("至少 每年 ", ">="), ("不超过  ", "<="), ("低于  ", "<="), ("控制在  以内", "<="), ("<=  ", "<="),
        ("  左右", "~"), ("约  ", "~"),
        ("达到  ", None), ("为  ", None), ("  ", None),
    ],
)  # fmt: skip
def test_the_side_on_which_words_bind(beside: str, side: str | None) -> None:
    assert side_of(beside) == side


@pytest.mark.parametrize("word", ["至少", "不少于", "不得低于", "最少", "不低于"])
def test_words_of_the_least(word: str) -> None:
    assert re.fullmatch(LEAST, word)
    assert re.fullmatch(BEFORE, word)
    assert not re.search(CEILING, word)


@pytest.mark.parametrize("word", ["不超过", "控制在", "以内", "以下", "不得高于", "上限"])
def test_words_of_the_most(word: str) -> None:
    assert re.fullmatch(CEILING, word)
    assert not re.search(LEAST, word)


@pytest.mark.parametrize("word", ["以上", "及以上", "或以下", "左右", "以内", "之内"])
def test_words_behind(word: str) -> None:
    assert re.fullmatch(BEHIND, word)


@pytest.mark.parametrize("word", ["推进", "覆盖", "乡镇", "上级", "总量"])
def test_words_that_bind_nothing(word: str) -> None:
    assert not re.search("|".join((BEHIND, BEFORE, REACHED, THAN)), word)
    assert side_of(word) is None


@pytest.mark.parametrize("word", ["达到", "控制在", "稳定在", "提高到", "压减至", "增加为"])
def test_words_of_what_is_reached(word: str) -> None:
    assert re.fullmatch(REACHED, word)


@pytest.mark.parametrize("word", ["高于", "不高于", "少于", "不得少于", "超过", "未超过", "大于"])
def test_words_that_hold_one_thing_against_another(word: str) -> None:
    assert re.fullmatch(THAN, word)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("以上", ">="), ("及以上", ">="), ("起", ">="), ("以下", "<="), ("以内", "<="), ("之内", "<="),
        ("之下", "<="), ("内", "<="), ("左右", "~"), ("上下", "~"), ("的目标", None), ("", None),
    ],
)  # fmt: skip
def test_how_the_words_behind_a_figure_bind_it(words: str, side: str | None) -> None:
    assert side_behind(words) == side
