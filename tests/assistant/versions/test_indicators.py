"""When two printed names are one indicator: pairs of our own, same, alike and other, in many shapes.

`alike` are those a person should judge: taking them for one may be right or wrong.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from assistant.versions.indicators import Name, akin, matched, name_key, relation

DATA = Path(__file__).parents[3] / "assistant" / "versions" / "data" / "indicator_names.yaml"

SAME = {
    "to the letter": ("疫苗接种率", "疫苗接种率"),
    "width": ("HPV疫苗接种率", "ＨＰＶ疫苗接种率"),
    "white space": ("每千人口 托位数", "每千人口托位数"),
    "quotation marks": ("“两癌”筛查率", "两癌筛查率"),
    "的": ("5岁以下儿童的死亡率", "5岁以下儿童死亡率"),
    "a share by another word": ("经常参加锻炼人数占比", "经常参加锻炼人数比例"),
    "a share by a third word": ("非化石能源消费比重", "非化石能源消费占比"),
    "及以上": ("二级及以上医院设置率", "二级以上医院设置率"),
    "周岁": ("7周岁以下儿童管理率", "7岁以下儿童管理率"),
    "数 at the end": ("新增普惠托位数", "新增普惠托位"),
    "数量 at the end": ("村卫生室数量", "村卫生室"),
    "a head": ("每人公园绿地面积", "人均公园绿地面积"),
}
ALIKE = {
    "a narrower kind": ("家庭医生签约率", "重点人群家庭医生签约率"),
    "an age put in": ("每千人口托位数", "每千人口0-3岁婴幼儿托位数"),
    "a kind of hospital": ("老年医学科建设比例", "二级以上综合性医院老年医学科建设比例"),
    "服务 put in": ("高血压患者规范管理率", "高血压患者规范管理服务率"),
    "another area's": ("居民健康素养水平", "全省居民健康素养水平"),
    "words in another order": ("人均基本公卫服务补助标准", "基本公卫服务人均补助标准"),
    "常住 put in": ("每千人口床位数", "每千常住人口床位数"),
    "化 put in": ("糖尿病患者规范管理率", "糖尿病患者规范化管理率"),
    "a vaccine named": ("适龄儿童疫苗接种率", "适龄儿童麻疹疫苗接种率"),
    "综合 put in": ("秸秆利用率", "秸秆综合利用率"),
    "a bracket": ("执业（助理）医师数", "执业医师数"),
    "its group behind": ("孕产妇系统管理率（农村）", "农村孕产妇系统管理率"),
}
OTHER = {
    "grade": ("三级医院平均住院日", "二级医院平均住院日"),
    "age": ("5岁以下儿童死亡率", "7岁以下儿童死亡率"),
    "age of two kinds": ("3岁以下儿童系统管理率", "7岁以下儿童健康管理率"),
    "town and country": ("农村自来水普及率", "城镇自来水普及率"),
    "who": ("孕产妇死亡率", "婴儿死亡率"),
    "what happens": ("甲状腺癌发病率", "甲状腺癌死亡率"),
    "owner": ("公办幼儿园在园幼儿占比", "民办幼儿园在园幼儿占比"),
    "illness": ("高血压患者规范管理率", "糖尿病患者规范管理率"),
    "thing counted": ("每千人口床位数", "每千人口医师数"),
    "a stock and what is added": ("普惠托位数", "新增普惠托位数"),
    "a thing and its rate": ("全科医生", "全科医生签约率"),
    "denied": ("医废处置合格率", "医废处置不合格率"),
    "way of counting": ("城镇登记失业率", "城镇调查失业率"),
    "sum and each": ("用水量", "人均用水量"),
    "level": ("省级示范园区数", "市级示范园区数"),
    "measure": ("森林覆盖率", "森林蓄积量"),
    "a different thing": ("高标准农田面积", "粮食总产量"),
    "season": ("夏粮单产水平", "秋粮单产水平"),
    "rate and rise": ("财政收入", "财政收入增幅"),
}
REGIONS = {
    "own province": ("全省居民健康素养水平", "江西省", "居民健康素养水平", True),
    "own city": ("全市居民健康素养水平", "临河市", "居民健康素养水平", True),
    "own city, 我": ("我市森林覆盖率", "临河市", "森林覆盖率", True),
    "own county, 本": ("本县城镇化率", "海西县", "城镇化率", True),
    "its name": ("临河市城镇化率", "临河市", "城镇化率", True),
    "its name without the province": ("南昌市城镇化率", "江西省南昌市", "城镇化率", True),
    "an autonomous region": ("全区森林覆盖率", "广西壮族自治区", "森林覆盖率", True),
    "the province's in a city's plan": ("全省居民健康素养水平", "临河市", "居民健康素养水平", False),
    "no place known": ("全省居民健康素养水平", None, "居民健康素养水平", False),
    "nothing left": ("全市人口", "临河市", "人口", False),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_the_same(one: str, other: str) -> None:
    assert relation(name_key(one), name_key(other)) == "same"


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE.keys())
def test_for_a_person_to_judge(one: str, other: str) -> None:
    assert relation(name_key(one), name_key(other)) == relation(name_key(other), name_key(one)) == "alike"


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_another_indicator(one: str, other: str) -> None:
    assert relation(name_key(one), name_key(other)) == relation(name_key(other), name_key(one)) == "other"


@pytest.mark.parametrize(("name", "region", "other", "same"), REGIONS.values(), ids=REGIONS.keys())
def test_the_plan_s_own_area_adds_nothing(name: str, region: str | None, other: str, same: bool) -> None:
    assert (name_key(name, region) == name_key(other, region)) is same


def _examples(part: str) -> list[tuple[str, str]]:
    rows = yaml.safe_load(DATA.read_text("utf-8"))[part]
    return [tuple(row["example"]) for row in rows]


@pytest.mark.parametrize(("one", "other"), _examples("same"))
def test_each_row_of_words_that_mean_the_same(one: str, other: str) -> None:
    assert relation(name_key(one), name_key(other)) == "same"


@pytest.mark.parametrize(("one", "other"), _examples("apart"))
def test_each_word_that_makes_another_quantity(one: str, other: str) -> None:
    assert relation(name_key(one), name_key(other)) == "other"


def names(*said: str) -> list[Name]:
    return [
        Name(key=name_key(name), unit=unit, deadline=due) for name, unit, due in (s.split("|") for s in said)
    ]


PAIRED = {
    "the same before the alike": (
        names("签约率|%|", "家庭医生签约率|%|"),
        names("家庭医生签约率|%|", "重点人群家庭医生签约率|%|"),
        {1: 0},
    ),
    "of one deadline": (
        names("接种率|%|2025", "接种率|%|2027"),
        names("接种率|%|2027", "接种率|%|2025"),
        {0: 1, 1: 0},
    ),
    "in order where nothing else tells": (
        names("接种率|%|", "接种率|%|"),
        names("接种率|%|", "接种率|%|"),
        {0: 0, 1: 1},
    ),
    "the same in another unit": (names("普惠托位|个|"), names("普惠托位|万个|"), {0: 0}),
    "alike in another unit is another": (names("家庭医生签约|人|"), names("家庭医生签约|%|2025"), {0: 0}),
    "two grades are never one": (names("三级医院平均住院日|天|"), names("二级医院平均住院日|天|"), {}),
    "each once": (names("接种率|%|"), names("接种率|%|", "接种率|%|"), {0: 0}),
    "nothing": ([], names("接种率|%|"), {}),
}


@pytest.mark.parametrize(("left", "right", "pairs"), PAIRED.values(), ids=PAIRED.keys())
def test_targets_are_paired(left: list[Name], right: list[Name], pairs: dict[int, int]) -> None:
    assert matched(left, right) == pairs


def test_names_to_look_at_together_may_differ_in_a_word() -> None:
    keys = ["每千人口托位", "每千人口床位", "疫苗接种率"]
    assert akin("每千人口托位", keys) == ("每千人口床位",)
    assert akin("每千人口托位", keys, most=0) == ()


def test_many_names_are_paired_quickly() -> None:
    left = names(*(f"推进第{n}项工程{n * 7919 % 1000}号服务率|%|" for n in range(600)))
    right = names(*(f"推进第{n}项工程{n * 7919 % 1000}号综合服务率|%|" for n in range(600)))
    start = time.thread_time()
    assert len(matched(left, left)) == 600
    alone = time.thread_time() - start
    assert len(matched(left[:60], right[:60])) == 60
    assert alone < 10
