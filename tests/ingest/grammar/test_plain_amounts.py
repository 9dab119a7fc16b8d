"""Amounts in one form, and how places have moved."""

from __future__ import annotations

import pytest

from ingest.grammar.plain_amounts import with_plain_amounts, with_plain_money

SHAPES = {
    "自领证之日起二十日内": "自领证之日起20天内",
    "处二百元以上六千元以下罚款": "处200元以上6000元以下罚款",
    "总额不超过三十万元": "总额不超过30万元",
    "公示9日": "公示9天",
    "4月18日前报送": "4月18日前报送",
    "每月6日前汇总": "每月6日前汇总",
    "2.6万元": "2.6万元",
    "缴费满半年": "缴费满6个月",
    "每半年检查": "每半年检查",
    "走访三回": "走访三次",
    "改造单元门": "改造单元门",
    "按投资额的五分之二奖补": "按投资额的40%奖补",
    "不少于三分之一": "不少于三分之一",
    "省市按三七比例分担": "省市按3:7比例分担",
    "双方四六开": "双方4:6开",
    "去年9000万里，一半用于渠道": "去年9000万，一半用于渠道",
    "全长2万里的航线": "全长2万里的航线",
}


@pytest.mark.parametrize(("printed", "plain"), SHAPES.items())
def test_it_is_brought_into_one_form(printed: str, plain: str) -> None:
    assert with_plain_amounts(printed).text == plain


def test_a_place_behind_what_was_rewritten_is_found_again() -> None:
    text = "罚款二千元，公示9日后拨付"
    plain = with_plain_amounts(text)
    assert plain.text[plain.place(text.index("拨付")) :] == "拨付"


MONEY = {
    "一节60块": "一节60元",
    "三块五一斤": "3.5元一斤",
    "每件补两毛钱": "每件补0.2元",
    "封顶8万块": "封顶8万元",
    "一块去看": "一块去看",
    "毛利两成": "毛利两成",
}


@pytest.mark.parametrize(("said", "plain"), MONEY.items())
def test_money_as_people_say_it_is_in_yuan(said: str, plain: str) -> None:
    assert with_plain_money(said) == plain
