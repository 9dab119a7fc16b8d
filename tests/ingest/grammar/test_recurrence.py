"""Words of how often and of whom: every row of the table is read, and none inside another word."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ingest.grammar.recurrence import (
    _TABLE,
    EACH,
    EVERY,
    PER_HEAD,
    PERIOD,
    RHYTHM,
    STRETCHES,
    TOTALS,
    stretch,
)


@pytest.mark.parametrize("row", _TABLE["periods"], ids=lambda row: row["word"])
def test_a_period(row: dict[str, Any]) -> None:
    found = PERIOD.search(row["example"])
    assert found is not None
    assert stretch(found) == row.get("per", row["word"])
    assert re.search(EVERY, row["example"])
    if row.get("counted"):
        for number in ("2", "两", "三"):
            counted = PERIOD.search(f"每{number}个{row['word']}巡查一次")
            assert counted is not None
            assert counted["per"] == f"{number}个{row['word']}"
    for behind in row.get("not", ""):
        assert PERIOD.fullmatch(f"每{row['word']}{behind}") is None


@pytest.mark.parametrize("row", _TABLE["stretches"], ids=lambda row: row["word"])
def test_a_stretch_of_time(row: dict[str, Any]) -> None:
    assert re.search(rf"\d个?(?:{STRETCHES})", row["example"])
    assert all(re.match(STRETCHES, row["word"] + behind) is None for behind in row.get("not", ""))


@pytest.mark.parametrize("row", _TABLE["heads"], ids=lambda row: row["word"])
def test_of_whom(row: dict[str, Any]) -> None:
    head = PER_HEAD.search(row["example"][:2])
    assert head is not None
    assert head["head"] == row["word"]
    assert re.match(EACH, row["example"])
    assert re.fullmatch(EVERY, f"每{row['word']}每年")


@pytest.mark.parametrize(
    "words", ["人均", "户均", "平均", "每千人口", "每万人", "每百名", "每公里", "每平方公里", "每个", "每家"]
)
def test_of_each(words: str) -> None:
    assert re.fullmatch(EACH, words)


@pytest.mark.parametrize("words", [*_TABLE["paces"], "每两年", "每隔3天", "每半年", "每户每月"])
def test_how_often(words: str) -> None:
    assert re.fullmatch(EVERY, words)


@pytest.mark.parametrize("words", ["每年级", "每日常", "每周三", "每月子中心", "每天然气站", "每季节"])
def test_no_period_inside_another_word(words: str) -> None:
    assert re.match(EVERY, words) is None


def test_sums_so_far() -> None:
    assert all(re.fullmatch(TOTALS, word) for word in ("累计", "总计"))


@pytest.mark.parametrize("row", _TABLE["rhythm"], ids=lambda row: row["word"])
def test_what_is_done_about_the_work(row: dict[str, Any]) -> None:
    assert re.search(RHYTHM, row["example"])
    assert re.search(row["word"], row["example"])
