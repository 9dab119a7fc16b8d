"""Numerals of every kind: what they are worth, and how far a run of characters is one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.grammar.numerals import chinese_number, in_digits, number, numeral_at

WHOLE = [
    ("0", "0"), ("7", "7"), ("１２", "12"), ("1,200", "1200"), ("3.5", "3.5"), ("3.5万", "35000"),
    ("2亿", "200000000"), ("1.2万亿", "1200000000000"), ("6千万", "60000000"), ("十", "10"), ("十五", "15"),
    ("二十", "20"), ("六十五", "65"), ("廿", "20"), ("廿五", "25"), ("卅", "30"), ("一百", "100"),
    ("一百零一", "101"), ("一百〇八", "108"), ("一百二十", "120"), ("一百二", "120"), ("三千二", "3200"),
    ("三千零二十", "3020"), ("一千零五", "1005"), ("两千三百万", "23000000"), ("三万五", "35000"),
    ("三万五千", "35000"), ("三万零五百", "30500"), ("一亿二千万", "120000000"), ("一亿二", "120000000"),
    ("三万亿", "3000000000000"), ("三点五", "3.5"), ("零点零八", "0.08"), ("十二点五", "12.5"),
    ("二〇二五", "2025"), ("二零三零", "2030"),
    ("一九九八", "1998"), ("零", "0"),
    ("〇", "0"), ("两", "2"), ("十万", "100000"),
    ("五百万", "5000000"),
]  # fmt: skip
STRETCHES = [
    ("七八", "7", "8"), ("三五", "3", "5"), ("两三", "2", "3"), ("三四十", "30", "40"),
    ("十二三", "12", "13"), ("二三百", "200", "300"), ("五六千", "5000", "6000"),
    ("三四万", "30000", "40000"), ("一百二三十", "120", "130"),
]  # fmt: skip
RUNNING_ON = [
    ("九十百日咳", "90", 2), ("三百五百", "300", 2), ("六十千克", "60", 2), ("二十十佳", "20", 2),
    ("五千千瓦", "5000", 2), ("三万万亩", "30000", 2), ("十二个", "12", 2), ("一百个", "100", 2),
    ("八十点检", "80", 2), ("3万余人", "30000", 2),
]  # fmt: skip
NONE = ["", "百", "千", "万人", "几十", "点五", "个", "八六", "abc"]


@pytest.mark.parametrize(("printed", "value"), WHOLE)
def test_a_whole_numeral(printed: str, value: str) -> None:
    assert number(printed) == Decimal(value)


@pytest.mark.parametrize(("printed", "low", "high"), STRETCHES)
def test_two_digits_beside_each_other_are_a_stretch(printed: str, low: str, high: str) -> None:
    found = numeral_at(printed)
    assert found is not None
    assert (found.value, found.high, found.end) == (Decimal(low), Decimal(high), len(printed))
    assert chinese_number(printed) is None


@pytest.mark.parametrize(("words", "value", "end"), RUNNING_ON)
def test_as_much_is_read_as_is_one_numeral(words: str, value: str, end: int) -> None:
    found = numeral_at(words)
    assert found is not None
    assert (found.value, found.end) == (Decimal(value), end)


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_numeral(words: str) -> None:
    assert numeral_at(words) is None


@pytest.mark.parametrize("words", ["", "几十", "个", "八六", "九十百", "三百五百", "abc"])
def test_what_is_no_whole_numeral(words: str) -> None:
    with pytest.raises(ValueError, match="不是数目"):
        number(words)


def test_inside_a_text() -> None:
    found = numeral_at("共有二十五家", 2)
    assert found is not None
    assert (found.value, found.end) == (25, 5)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("百分之十八", "18%"), ("千分之三点五", "3.5‰"), ("四级", "4级"), ("二十五家", "25家"),
        ("1,200亩", "1,200亩"), ("两万人", "20000人"), ("七八个", "七八个"), ("医院", "医院"),
        ("百分比", "百分比"),
    ],
)  # fmt: skip
def test_in_digits(words: str, digits: str) -> None:
    assert in_digits(words) == digits
