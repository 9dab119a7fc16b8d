"""Every figure with its value, unit and binding words, and what must hold of any text."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.grammar.folding import as_read
from ingest.grammar.numerals import number
from ingest.grammar.quantities import read_quantities

Figure = tuple[str, str, str | None, str | None, str | None]

FIGURES: list[tuple[str, str, list[Figure]]] = [
    ("percent", "覆盖率达到98%以上", [("98%", "98", None, "%", ">=")]),
    ("full-width", "覆盖率达到９８.５％以上", [("９８.５％", "98.5", None, "%", ">=")]),
    ("white space", "共 12 个，达到 60 %",
        [("12 个", "12", None, "个", None), ("60 %", "60", None, "%", ">=")]),
    ("emphasis", "新增**28**个乡镇", [("28**个", "28", None, "个", None)]),
    ("per 100k", "控制在18/10万以下", [("18/10万", "18", None, "/10万", "<=")]),
    ("per mille pair", "在9.5‰、7.5‰以下",
        [("9.5‰", "9.5", None, "‰", None), ("7.5‰", "7.5", None, "‰", "<=")]),
    ("range hyphen", "遴选5-10个项目", [("5-10个", "5", "10", "个", "range")]),
    ("range tilde", "培养30~40名", [("30~40名", "30", "40", "名", "range")]),
    ("range dash", "立项10—15项", [("10—15项", "10", "15", "项", "range")]),
    ("range dao", "争取1到2个", [("1到2个", "1", "2", "个", "range")]),
    ("range zhi", "争取1至2个", [("1至2个", "1", "2", "个", "range")]),
    ("range two units", "占90%-95%", [("90%-95%", "90", "95", "%", "range")]),
    ("range of words", "建成两至三家", [("两至三家", "2", "3", "家", "range")]),
    ("neighbouring words", "支持三五个", [("三五个", "3", "5", "个", "range")]),
    ("wan", "培训2.8万人", [("2.8万人", "2.8", None, "万人", None)]),
    ("yi", "完成投资1.5亿元", [("1.5亿元", "1.5", None, "亿元", None)]),
    ("thousands comma", "新增1,200个", [("1,200个", "1200", None, "个", None)]),
    ("a word that ends like a bound", "配备便携式彩超1台", [("1台", "1", None, "台", None)]),
    ("another such word", "购置B超2台", [("2台", "2", None, "台", None)]),
    ("the bound itself", "覆盖人群超2万人", [("2万人", "2", None, "万人", ">")]),
    ("words", "救治二十五种疾病", [("二十五种", "25", None, "种", None)]),
    ("liang", "增加两家医院", [("两家", "2", None, "家", "increase>=")]),
    ("hundred words", "补助一百二十名", [("一百二十名", "120", None, "名", None)]),
    ("percent words", "达到百分之三十", [("百分之三十", "30", None, "%", ">=")]),
    ("percent words decimal", "达到百分之三十五点五", [("百分之三十五点五", "35.5", None, "%", ">=")]),
    ("all percent", "做到百分百", [("百分百", "100", None, "%", None)]),
    ("fraction", "三分之二以上", [("三分之二", "2", None, "/3", ">=")]),
    ("tenths", "八成以上", [("八成", "8", None, "成", ">=")]),
    ("proportion", "医护比达到1:1.25", [("1:1.25", "1.25", None, "1:", ">=")]),
    ("proportion to one", "生师比15:1以下", [("15:1", "15", None, ":1", "<=")]),
    ("proportion below one", "床护比不低于1∶0.65", [("1∶0.65", "0.65", None, "1:", ">=")]),
    ("zero in words", "事故为零，", [("零", "0", None, None, "=")]),
    ("zero in a word", "实现零事故", []),
    ("within a time", "30分钟内到场", [("30分钟", "30", None, "分钟", "<=")]),
    ("within days", "10日内办结", [("10日", "10", None, "日", "<=")]),
    ("within a place", "5公里内", [("5公里", "5", None, "公里", None)]),
    ("time limit", "限期60日整改", [("60日", "60", None, "日", "<=")]),
    ("books", "藏书不少于5000册", [("5000册", "5000", None, "册", ">=")]),
    ("for somebody", "到场，为21处单位加装", [("21处", "21", None, "处", None)]),
    ("an hour", "达到每小时1.5万立方米", [("1.5万立方米", "1.5", None, "万立方米", ">=")]),
    ("points", "降低0.5个百分点以上", [("0.5个百分点", "0.5", None, "个百分点", "decrease>=")]),
    ("at least", "不少于3次", [("3次", "3", None, "次", ">=")]),
    ("sign", "≥95％", [("95％", "95", None, "%", ">=")]),
    ("sign wide", "＞90%，≤12", [("90%", "90", None, "%", ">"), ("12", "12", None, None, "<=")]),
    ("more than", "突破500公里", [("500公里", "500", None, "公里", ">")]),
    ("less than", "低于3%", [("3%", "3", None, "%", "<")]),
    ("about", "15个左右", [("15个", "15", None, "个", "~")]),
    ("about in front", "约30家", [("30家", "30", None, "家", "~")]),
    ("fall to", "降至7.5天", [("7.5天", "7.5", None, "天", "<=")]),
    ("fall by", "下降10%", [("10%", "10", None, "%", "decrease>=")]),
    ("rise by", "增长6%以上", [("6%", "6", None, "%", "increase>=")]),
    ("rise by about", "增长6%左右", [("6%", "6", None, "%", "~")]),
    ("minus", "增长率为-1.35‰", [("-1.35‰", "-1.35", None, "‰", "=")]),
    ("minus full-width", "涨幅－0.3%", [("－0.3%", "-0.3", None, "%", None)]),
    ("minus sign", "同比−0.3%", [("−0.3%", "-0.3", None, "%", None)]),
    ("minus small", "增速﹣2.5%", [("﹣2.5%", "-2.5", None, "%", None)]),
    ("minus as a dash", "气温—2.5℃", [("—2.5℃", "-2.5", None, "℃", None)]),
    ("minus en dash", "达到–4%", [("–4%", "-4", None, "%", ">=")]),
    ("minus in a list", "分别为-0.3%、-1.2%",
        [("-0.3%", "-0.3", None, "%", "="), ("-1.2%", "-1.2", None, "%", None)]),
    ("minus where it begins", "由-3.5%提高到-2%",
        [("-3.5%", "-3.5", None, "%", None), ("-2%", "-2", None, "%", ">=")]),
    ("minus in a range", "变幅控制在-2℃至1℃", [("-2℃至1℃", "-2", "1", "℃", "range")]),
    ("minus at both ends", "增速在-3%到-1%之间", [("-3%到-1%", "-3", "-1", "%", "range")]),
    ("minus behind no value", "室温-18至-16℃", [("-18至-16℃", "-18", "-16", "℃", "range")]),
    ("below zero", "气温零下5℃", [("零下5℃", "-5", None, "℃", None)]),
    ("a range is no minus", "面积400—10000平方米", [("400—10000平方米", "400", "10000", "平方米", "range")]),
    ("a name is no minus", "歼-10表演2场", [("10", "10", None, None, None), ("2场", "2", None, "场", None)]),
    ("not passed", "赤字率不突破3%", [("3%", "3", None, "%", "<=")]),
    ("not less than", "耕地不减少于60万亩", [("60万亩", "60", None, "万亩", ">=")]),
    ("has not passed", "逾期率未超过2%", [("2%", "2", None, "%", "<=")]),
    ("at most a third", "不得超过三分之一", [("三分之一", "1", None, "/3", "<=")]),
    ("tenths at least", "不少于三成", [("三成", "3", None, "成", ">=")]),
    ("per mille in words", "控制在千分之三以内", [("千分之三", "3", None, "‰", "<=")]),
    ("doubled", "产值翻一番", [("一番", "1", None, "番", "increase>=")]),
    ("doubled alone", "产值翻番", [("翻番", "1", None, "番", "increase>=")]),
    ("halved", "时限减半", [("减半", "50", None, "%", "decrease>=")]),
    ("less by a half", "成本压缩一半以上", [("压缩一半", "50", None, "%", "decrease>=")]),
    ("half as a word", "上半年完成，半径5公里", [("5公里", "5", None, "公里", None)]),
    ("power", "固碳3.2×10⁴吨", [("3.2×10⁴吨", "32000.0", None, "吨", None)]),
    ("power with a caret", "固碳3×10^3吨", [("3×10^3吨", "3000", None, "吨", None)]),
    ("note behind a figure", "公园12[1]个", [("12[1]个", "12", None, "个", None)]),
    ("circled note", "公园12①个", [("12①个", "12", None, "个", None)]),
    ("raised note", "公园12³个", [("12³个", "12", None, "个", None)]),
    ("raised unit", "厂房15万m²", [("15万m²", "15", None, "万m²", None)]),
    ("groups of three", "基站1 200个", [("1 200个", "1200", None, "个", None)]),
    ("thin blanks", "基站1\u2009200\u2009000个", [("1\u2009200\u2009000个", "1200000", None, "个", None)]),
    ("blank between two figures", "2021 200个",
        [("2021", "2021", None, None, None), ("200个", "200", None, "个", None)]),
    ("wide commas", "改造2，500户", [("2，500户", "2500", None, "户", None)]),
    ("wide commas of a list", "分别为3，5，100个",
        [("3", "3", None, None, "="), ("5", "5", None, None, None), ("100个", "100", None, "个", None)]),
    ("two digits", "保持两位数增长，达到2位数", []),
    ("dollars", "外资$3000万", [("$3000万", "3000", None, "万美元", None)]),
    ("yuan", "投入￥2.3亿元", [("￥2.3亿元", "2.3", None, "亿元", None)]),
    ("three shares", "调整为12.2:39.5:48.3", [("12.2:39.5:48.3", "12.2", None, ":39.5:48.3", "=")]),
    ("a clock", "8:30:00开始", [("8:30:00", "8", None, ":30:00", None)]),
    ("full-width ratio", "缩小到2.6：1", [("2.6：1", "2.6", None, ":1", "<=")]),
    ("a sum for each", "按每人800元补贴", [("800元", "800", None, "元", None)]),
    ("months in words", "不少于六个月", [("六个月", "6", None, "个月", ">=")]),
    ("age in words", "年满六十五周岁", [("六十五周岁", "65", None, "周岁", None)]),
    ("a range with two signs", "达到80%~90%", [("80%~90%", "80", "90", "%", "range")]),
    ("days that are no date", "由7日缩短到3日",
        [("7日", "7", None, "日", None), ("3日", "3", None, "日", "<=")]),
    ("newly added is no rise", "新增4个", [("4个", "4", None, "个", None)]),
    ("each head", "提高到每人每月800元", [("800元", "800", None, "元", ">=")]),
    ("compound unit", "控制在30微克/立方米", [("30微克/立方米", "30", None, "微克/立方米", "<=")]),
    ("latin unit", "降至28μg/m3", [("28μg/m3", "28", None, "μg/m3", "<=")]),
    ("population", "每10万人口", [("10万人口", "10", None, "万人口", None)]),
    ("age", "65岁以上", [("65岁", "65", None, "岁", ">=")]),
    ("two figures touch a comma", "3，5个", [("3", "3", None, None, None), ("5个", "5", None, "个", None)]),
    ("nothing in names", "CD4、PM2.5、H7N9、5G、3D打印", []),
    ("nothing in a dotted series", "第1.2.3条", []),
    ("nothing in words", "进一步统一部署，专项一体化，第二批，一件事一次办", []),
    ("signed is not about", "签约一人", [("一人", "1", None, "人", None)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "role"), [("8:30:00开始", "name"), ("调整为12:40:48", "amount"), ("1 2 0个", "name")]
)
def test_what_a_figure_is(text: str, role: str) -> None:
    assert {q.role for q in read_quantities(text)} == {role}


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in FIGURES], ids=[row[0] for row in FIGURES])
def test_figures(text: str, wanted: list[Figure]) -> None:
    said = [
        (
            q.span.of(text),
            str(q.value),
            None if q.value_high is None else str(q.value_high),
            q.unit,
            q.comparator,
        )
        for q in read_quantities(text)
    ]
    assert said == wanted


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("2025年", "date"), ("2021-2025年", "date"), ("6月底", "date"), ("9月30日", "date"),
        ("〔2024〕", "date"), ("第3次", "ordinal"), ("40号", "ordinal"), ("第四十二届", None),
        ("2.0版", "ordinal"), ("4级", "ordinal"), ("6+1", "name"), ("1+N", "name"), ("03专项", "name"),
        ("7×24", "name"), ("1 2 0个", "name"), ("达到5 6%", "name"), ("2轮", "amount"), ("第2轮", "ordinal"),
        ("2000人", "amount"), ("2000家企业", "amount"), ("保存90日", "amount"), ("提前30日", "amount"),
        ("每月30日", "date"),
    ],
)  # fmt: skip
def test_roles(text: str, role: str | None) -> None:
    found = read_quantities(text)
    assert (found[0].role if found else None) == role


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2.8万人", "28000"), ("28000人", "28000"), ("1.2亿元", "120000000"), ("95%", "0.95"),
        ("百分之九十五", "0.95"), ("9.5‰", "0.0095"), ("18/10万", "0.00018"), ("八成以上", "0.8"),
        ("5个", "5"), ("3个百分点", "0.03"),
    ],
)  # fmt: skip
def test_amount(text: str, amount: str) -> None:
    assert read_quantities(text)[0].amount == Decimal(amount)


@pytest.mark.parametrize(
    ("word", "value"), [("十", 10), ("二十五", 25), ("两百", 200), ("百", 100), ("1,000", 1000)]
)
def test_number(word: str, value: int) -> None:
    assert number(word) == value


def test_the_words_of_a_figure_hold_what_stands_between() -> None:
    text = "标准提高到每人每月800元以上。"
    (only,) = read_quantities(text)
    assert (only.before, only.each, only.words.of(text)) == ("提高到", "每人每月", "提高到每人每月800元以上")


def test_number_rejects_words() -> None:
    with pytest.raises(ValueError, match="数据"):
        number("好")


PRINTED = st.one_of(
    st.integers(0, 99999).map(str),
    st.decimals(0, 9999, places=2).map(str),
    st.sampled_from(["二十五", "两", "一百零三", "十二"]),
)
UNITS = st.sampled_from(["%", "‰", "个", "家", "万人", "/10万", "个百分点", "元"])
CHINESE = st.text(alphabet="率达全市医院建设服务以上下不低于控制在，。、（）新增提高 到", max_size=12)


@given(CHINESE, PRINTED, UNITS, CHINESE)
def test_spans_reread_to_the_same_value(before: str, printed: str, unit: str, after: str) -> None:
    text = before + printed + unit + after
    for found in read_quantities(text):
        again = read_quantities(found.span.of(text))
        assert [(q.value, q.value_high) for q in again] == [(found.value, found.value_high)]


@example("0--0月-0")
@example("0月至000")
@given(st.text(alphabet="0123456789.,%个至-~万/年月 　率到", max_size=24))
def test_never_inside_a_longer_number(text: str) -> None:
    last = 0
    for found in read_quantities(text):
        assert found.span.start >= last
        last = found.span.end
        if found.span.of(text)[0].isdigit():
            assert not re.search(r"[\d.]$", text[: found.span.start])
        assert not (text[found.span.end - 1].isdigit() and re.match(r"\d", text[found.span.end :]))


HALF = "0123456789%~-.,:;()"
FULL = "０１２３４５６７８９％～－．，：；（）"


@example("0,000")
@example("1,000下")
@given(st.text(alphabet=HALF + "达到率个家以上下、至万年", max_size=24))
def test_width_makes_no_difference(text: str) -> None:
    wide = text.translate(str.maketrans(HALF, FULL))
    narrow_read = [
        (q.span, q.value, q.value_high, q.unit, q.role, q.comparator) for q in read_quantities(text)
    ]
    wide_read = [(q.span, q.value, q.value_high, q.unit, q.role, q.comparator) for q in read_quantities(wide)]
    assert narrow_read == wide_read


@given(st.text(alphabet="率达到全市医院以上不低于控制在，。、（）%个家年月提高", max_size=40))
def test_no_number_no_figure(text: str) -> None:
    assert read_quantities(text) == ()


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    for found in read_quantities(text):
        assert found.span.end <= len(text)


@given(st.text(alphabet="a1２　 \n*，,:：()（）。字%", max_size=30))
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = as_read(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert as_read(folded.text).text == folded.text
    for char, origin in zip(folded.text, folded.origin, strict=True):
        if char == "字":
            assert text[origin] == "字"


def test_a_share_of_nothing_is_no_unit() -> None:
    (only, *_) = read_quantities("控制在12/00万以下")
    assert (only.unit, only.amount) == (None, 12)


@pytest.mark.parametrize(
    ("text", "printed", "value", "high"),
    [
        ("接种率达到百分之九十百日咳发病率下降", "百分之九十", 90, None),
        ("覆盖率达到百分之八十百姓满意", "百分之八十", 80, None),
        ("比例为百分之七八十", "百分之七八十", 70, 80),
        ("千分之三万户受益", "千分之三万", 30000, None),
        ("建成三四十个驿站", "三四十个", 30, 40),
        ("招录十二三名", "十二三名", 12, 13),
        ("改造廿八个村", "廿八个", 28, None),
    ],
)
def test_a_numeral_that_runs_on_is_read_as_far_as_it_is_one(
    text: str, printed: str, value: int, high: int | None
) -> None:
    (found,) = read_quantities(text)
    assert (found.span.of(text), found.value, found.value_high) == (printed, value, high)


@pytest.mark.parametrize("text", ["改造八六个点", "三百五百个", "第三四百个"])
def test_digits_that_make_no_numeral_are_no_figure(text: str) -> None:
    assert all(q.span.of(text)[0] not in "八三" or q.value in (300,) for q in read_quantities(text))


@pytest.mark.parametrize(
    ("text", "printed", "value", "comparator"),
    [
        ("居民消费价格涨幅为-3.2%", "-3.2%", "-3.2", "="),
        ("冷库温度不高于-18℃", "-18℃", "-18", "<="),
        ("增速－2.5%", "－2.5%", "-2.5", None),
        ("温度控制在−5℃以下", "−5℃", "-5", "<="),
        ("人口自然增长率达到–1.2‰", "–1.2‰", "-1.2", ">="),
        ("-3.2", "-3.2", "-3.2", None),
        ("增长率：-0.8%左右", "-0.8%", "-0.8", "~"),
        ("招录5-10个", "5-10个", "5", "range"),
        ("GDP-3%", "3%", "3", None),
        ("达到3-5分", "3-5分", "3", "range"),
    ],
)
def test_a_minus_sign_belongs_to_the_figure(
    text: str, printed: str, value: str, comparator: str | None
) -> None:
    found = [q for q in read_quantities(text) if q.role == "amount"]
    if text.startswith("GDP"):
        assert all(q.value >= 0 for q in found)
        return
    assert [(q.span.of(text), str(q.value), q.comparator) for q in found] == [(printed, value, comparator)]


@pytest.mark.parametrize("text", ["- 12热线", "-3个乡镇建成驿站", "- 建成3个\n- 5个", "PM-3个", "一级-3个"])
def test_the_mark_of_an_item_is_no_minus(text: str) -> None:
    assert all(q.value > 0 for q in read_quantities(text))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("达到26%以上.城、乡分别", "达到26%以上。城、乡分别"),
        ("（含试行）.各镇", "（含试行）。各镇"),
        ("管理率达到98.5%.", "管理率达到98.5%。"),
        ("提高3.5个百分点", "提高3.5个百分点"),
        ("一.总体要求", "一.总体要求"),
        ("www.云溪.cn", "www.云溪.cn"),
    ],
)
def test_a_full_stop_set_half_width_ends_a_sentence(printed: str, read: str) -> None:
    folded = as_read(printed)
    assert folded.text == read
    assert folded.origin == tuple(range(len(printed)))
