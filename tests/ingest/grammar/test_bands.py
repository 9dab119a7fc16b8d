"""Which amounts a rule is for, and which given ones it leaves out."""

from __future__ import annotations

import pytest

from ingest.grammar.bands import bands_in, counted, is_for_others
from ingest.grammar.quantities import read_quantities

BANDS = {
    "种藕30亩以上（含30亩）不足90亩的，每亩补助20元": [("30", "90", "亩")],
    "鱼塘100亩及以上至300亩的": [("100", "300", "亩")],
    "投资2000万元以上至1亿元": [("20000000", "100000000", "元")],
    "面积不超过70平方米的": [(None, "70", "平方米")],
    "藕田200亩以上的每亩补助40元": [("200", None, "亩")],
    "藕田80亩，鱼塘20亩": [],
    "两至三人家庭租船每天60元": [("2", "3", "人")],
    "四人及以上家庭租船每天90元": [("4", None, "人")],
    "租船每天60至90元": [],
    "藕田50至80亩的，每亩补助20元": [("50", "80", "亩")],
    "鱼塘20—60亩（含60亩）的，每亩30元；60亩以上的，每亩40元": [("20", "60", "亩"), ("60", None, "亩")],
    "有30—50张床位的小旅馆": [("30", "50", "张床位")],
    "总投入300万元—800万元（不含800万元）的码头": [("3000000", "8000000", "元")],
    "给予2—5万元的补助": [],
    "每年捕捞6至8次": [],
}


@pytest.mark.parametrize(("text", "bands"), BANDS.items(), ids=BANDS)
def test_bands(text: str, bands: list[tuple[str | None, str | None, str]]) -> None:
    def plain(number: object) -> str | None:
        return None if number is None else f"{number:f}"

    assert [(plain(b.low), plain(b.high), b.unit) for b in bands_in(text)] == bands


@pytest.mark.parametrize(
    ("given", "left_out"),
    [
        ("种了60亩", False),
        ("种了90亩", False),
        ("种了200亩", True),
        ("种了10亩", True),
        ("投了60万元", False),
    ],
)
def test_an_amount_a_band_leaves_out(given: str, left_out: bool) -> None:
    text = "种藕30亩以上（含30亩）不足90亩的，每亩补助20元"
    assert is_for_others(text, filter(None, map(counted, read_quantities(given)))) is left_out


@pytest.mark.parametrize(
    ("given", "left_out"), [("养了45亩", False), ("养了60亩", False), ("养了75亩", True)]
)
def test_a_range_that_tells_which_ones_leaves_out_others(given: str, left_out: bool) -> None:
    text = "鱼塘20—60亩（含60亩）的，每亩补助30元"
    assert is_for_others(text, filter(None, map(counted, read_quantities(given)))) is left_out


@pytest.mark.parametrize(
    ("given", "left_out"), [("四口人", True), ("三口之家", False), ("2口人", False), ("一家6口人", True)]
)
def test_a_household_is_counted_in_people(given: str, left_out: bool) -> None:
    text = "两至三人家庭租船每天60元"
    assert is_for_others(text, filter(None, map(counted, read_quantities(given)))) is left_out
