"""Measure words: every row of the table is read, words of no table too, and the same in every shape."""

from __future__ import annotations

import pytest

from ingest.grammar.measures import (
    Measure,
    alike,
    bare_unit,
    base,
    is_short_time,
    kind_of,
    lasts_weeks,
    table,
)
from ingest.grammar.quantities import Quantity, read_quantities, states_figure

LISTED = (
    "亩 公里 座 床 头 羽 尾 台 辆 平方米 人次 株 处 班次 吨 千瓦时 针 天 "
    "分钟 个 家 所 名 人 户 项 件 套 场次 公顷 立方米 "
    "人份 剂次 张 条 栋 支 艘 口 间 课时 标箱 亩次 延米 份 册 篇 盏 樘 眼 棵 匹 工作日 平方公里"
)
WORDS = tuple(LISTED.split())
SHAPES = (
    "完成事项目标{n}{w}。", "年内新增{n}{w}以上，", "总量不低于{n}{w}", "规模达到{n}{w}左右；",
    "数量（{n}{w}）", "由{n}{w}增加", "约{n}{w}、", "总数{n}万{w}。", "合计{n}余{w}，", "控制在{n}{w}以内",
    "数量为{n}万余{w}。", "提高到{n} {w}",
)  # fmt: skip


def figures(text: str) -> list[Quantity]:
    return [q for q in read_quantities(text) if q.role == "amount"]


@pytest.mark.parametrize("row", table().values(), ids=lambda row: row.word)
def test_the_example_of_a_row_is_read(row: Measure) -> None:
    found = [q for q in read_quantities(row.example) if q.unit and base(q.unit) == row.word]
    assert len(found) == 1, [q.unit for q in read_quantities(row.example)]
    assert (found[0].role == "ordinal") == row.ordinal
    assert kind_of(found[0].unit) == row.kind


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("word", WORDS)
def test_every_word_is_read_in_every_shape(word: str, shape: str) -> None:
    text = shape.format(n=360, w=word)
    (found,) = figures(text)
    assert (found.value, base(found.unit or "")) == (360, word)
    assert found.amount == (3_600_000 if "万" in shape else 360)
    assert found.span.of(text).endswith(word)


UNLISTED = [
    ("放养蟹苗40万笼。", "万笼"), ("扶持合作社3万社以上，", "万社"), ("新增停车位300车位。", "车位"),
    ("保障航班200航次，", "航次"), ("新增机位60机位", "机位"), ("补种水稻500畦。", "畦"),
    ("投放网箱2万余框；", "万框"), ("架设渔网30网左右", "网"), ("发运集装箱5万标柜组。", "万"),
    ("培育菌包80万棒，", "万棒"), ("建成工位700工位。", "工位"),
    ("投放网笼2000笼。", "笼"),
]  # fmt: skip
NO_UNIT = [
    ("拨打120急救。", None), ("拨打12345热线，", None), ("服务300老人。", None), ("排名进入前20以内", None),
    ("惠及50万群众。", "万"), ("不低于80以上", None), ("开展1+8行动", None), ("带动300就业，", None),
    ("到2025底，", None), ("2030前，", None),
]  # fmt: skip


JOINED = [
    ("水泵达到80台套以上", "台套", "以上"), ("出动车辆不少于40辆次", "辆次", ""),
    ("走访企业300家次，", "家次", ""),
    ("防疫鸡苗5000羽份。", "羽份", ""), ("疫苗900头份以内", "头份", "以内"), ("用工200人日；", "人日", ""),
    ("周转70吨公里", "吨公里", ""), ("配送文物60台件套、", "台件套", ""), ("发运90车皮左右", "车皮", "左右"),
    ("新建30间次客房", "间次", ""), ("巡护1.5万艘次。", "万艘次", ""), ("租用二十台套设备", "台套", ""),
    ("检修三辆次。", "辆次", ""), ("巡诊八十户次以上", "户次", "以上"),
]  # fmt: skip
"""One measure word behind another, with the bound behind them."""
NOT_JOINED = [
    ("选派20名年轻干部", "名"), ("扶持30家年产值过亿企业", "家"), ("招录60人年底前到岗", "人"),
    ("购置5台车。", "台"),
    ("新增12辆车，", "辆"), ("配备10张床，", "张"), ("评出3名次要责任人", "名"), ("建成3个院，", "个"),
    ("办理80件套餐业务", "件"), ("服务40户籍人口", "户"),
]  # fmt: skip
"""What stands behind a measure word and belongs to what is counted, or to when."""
SHOWN = [
    ("改建120罐储油设施", "罐"), ("新建40井灌溉系统", "井"), ("仓库规模达到60托盘。", "托盘"),
    ("航线不少于35班期以上", "班期"), ("新增一百五十樘。", "樘"), ("整治三千多孔以上", "孔"),
    ("补种八十余畦，", "畦"),
]  # fmt: skip
"""Words of no table that grammar shows to be measure words."""
NO_MEASURE = [
    "是70吗", "达到95吧？", "有300啊", "是40么，", "共80呢。", "打造3大平台", "引进3新企业", "整治20河道",
    "服务300老人。", "扶持60贫困户", "第二十大，", "改成4小工程",
]  # fmt: skip
"""Particles, qualities and nouns behind a number."""


@pytest.mark.parametrize(("text", "unit", "after"), JOINED)
def test_a_measure_word_may_follow_another(text: str, unit: str, after: str) -> None:
    (found,) = figures(text)
    assert (found.unit, found.after) == (unit, after)


@pytest.mark.parametrize(("text", "unit"), NOT_JOINED)
def test_what_is_counted_is_no_part_of_its_measure(text: str, unit: str) -> None:
    assert figures(text)[0].unit == unit


@pytest.mark.parametrize(("text", "unit"), SHOWN)
def test_grammar_shows_a_measure_word(text: str, unit: str) -> None:
    assert [q.unit for q in figures(text)] == [unit]


@pytest.mark.parametrize("text", NO_MEASURE)
def test_what_is_no_measure_word(text: str) -> None:
    assert all(q.unit is None for q in figures(text))


@pytest.mark.parametrize(("text", "unit"), UNLISTED)
def test_a_word_of_no_table_is_read_where_it_stands_as_one(text: str, unit: str) -> None:
    assert [q.unit for q in read_quantities(text)] == [unit]


@pytest.mark.parametrize(("text", "unit"), NO_UNIT)
def test_a_noun_behind_a_number_is_no_unit(text: str, unit: str | None) -> None:
    assert all(q.unit == unit for q in read_quantities(text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("人", "名", True), ("个", "所", True), ("万人次", "人次", True), ("家", "座", True),
        ("个", "亩", False),
        ("所", "人", False),
        ("%", "个百分点", False), ("个", "元", False), (None, "亩", True), ("笼", "个", True),
        ("笼", "笼", True),
        ("笼", "人", False),
        ("公里", "千米", True), ("公里", "米", True), ("公里", "亩", False), ("亩", "平方米", False),
        ("座", "箱", False), ("个", "箱", False), ("箱", "箱", True), ("台", "套", True),
        ("次/年", "次", True), ("天", "工作日", False),
    ],
)  # fmt: skip
def test_units_of_one_thing(one: str | None, other: str | None, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("text", "printed", "stated"),
    [
        ("修筑堤防12千米。", "12公里", True), ("修筑堤防4500米。", "4.5公里", True),
        ("修筑堤防4500米。", "4500公里", False), ("修筑堤防0.8万延米。", "8公里", True),
        ("建成冷库3.5万㎡。", "3.5万平方米", True), ("建成冷库1200平方。", "1200平米", True),
        ("封育26平方公里。", "26km²", True), ("封育1.2万公顷。", "18万亩", True),
        ("封育1.2万公顷。", "1.2万亩", False), ("封育60亩。", "4公顷", True),
        ("装机2.4兆瓦。", "2400千瓦", True), ("储能5MWh。", "5兆瓦", False),
        ("储粮5吨。", "5000公斤", True), ("储粮5吨。", "1万斤", True), ("储粮5吨。", "5立方米", False),
        ("清淤3000方。", "3000立方米", True), ("供水5000m³。", "0.5万立方米", True),
        ("新建泵站8座。", "8个", True), ("新建泵站8座。", "8箱", False),
    ],
)  # fmt: skip
def test_a_figure_is_stated_in_any_unit_of_its_measure(text: str, printed: str, stated: bool) -> None:
    assert states_figure(text, printed) is stated


BARE = [
    ("张床位", "张"), ("万个托位", "托"), ("个百分点", "百分点"), ("百分点", "百分点"), ("千万元", "元"),
    ("位", "人"), ("名", "人"), ("万剂次", "剂"), ("天", "日"), ("个工作日", "工作日"), ("成", "%"),
    ("社", "社"),
]  # fmt: skip
"""A unit as printed, and what it is compared by."""


@pytest.mark.parametrize(("unit", "bare"), BARE)
def test_a_unit_is_compared_by_what_it_counts(unit: str, bare: str) -> None:
    assert bare_unit(unit) == bare


@pytest.mark.parametrize(
    ("unit", "short", "weeks"),
    [("秒", True, False), ("小时", True, False), ("个工作日", True, False), ("日", True, False),
     ("周", True, True), ("个星期", True, True), ("个月", True, True), ("个季度", False, False),
     ("年", False, False), ("课时", False, False), ("个学期", False, False), ("元", False, False),
     (None, False, False)],
)  # fmt: skip
def test_how_long_a_length_of_time_is(unit: str | None, short: bool, weeks: bool) -> None:
    assert (is_short_time(unit), lasts_weeks(unit)) == (short, weeks)
