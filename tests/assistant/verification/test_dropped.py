"""What a sentence may not leave out before a thing or a deed, and what it may."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.assistant.verification.judged import judge

PLAN = """柳岸市2026年民生工作要点
一、任务
1．全市二级以上综合医院设立康复科，县级医院牵头组建医共体。（责任单位：市卫生健康委）
2．力争2026年城市绿道全线贯通，争取国家公园试点落户。（责任单位：市城管局）
3．原则上每所学校配备一名心理教师，鼓励学校食堂采购本地粮食。（责任单位：市教育局）
4．有条件的街道设立日间照料中心，农村供水管网更新改造120公里。（责任单位：市民政局）
5．公办幼儿园开设托班，80岁以上老人发放高龄津贴，培训乡镇护理人员和市级骨干护士。（责任单位：市民政局）
6．新建污水处理站9座，逐步提高再生水利用率至25%。（责任单位：市水务局）
7．乡镇卫生院中医馆全覆盖，卫生院中医馆配备煎药设备。（责任单位：市卫生健康委）
8．公交车辆更新比例，力争下降到5%左右。（责任单位：市交通局）
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    with judge(tmp_path_factory.mktemp("dropped"), PLAN) as fault:
        yield fault


FALSE = [
    ("全市综合医院设立康复科。", 1, "二级以上"),
    ("柳岸市要求医院牵头组建医共体。", 1, "县级"),
    ("2026年城市绿道全线贯通。", 2, "力争"),
    ("柳岸市的城市绿道全线贯通，由市城管局负责。", 2, "力争"),
    ("国家公园试点落户。", 2, "争取"),
    ("每所学校配备一名心理教师。", 3, "原则上"),
    ("学校食堂采购本地粮食，由市教育局负责。", 3, "鼓励"),
    ("街道设立日间照料中心。", 4, "有条件"),
    ("供水管网更新改造120公里。", 4, "农村"),
    ("幼儿园开设托班。", 5, "公办"),
    ("老人发放高龄津贴。", 5, "80岁以上"),
    ("培训护理人员和市级骨干护士。", 5, "乡镇"),
    ("培训乡镇护理人员和骨干护士。", 5, "市级"),
    ("提高再生水利用率至25%。", 6, "逐步"),
    ("公交车辆更新比例，下降到5%左右。", 8, "力争"),
]
TRUE = [
    ("全市的二级以上综合医院都要设立康复科。", 1),
    ("由县级医院牵头组建医共体。", 1),
    ("努力在2026年让城市绿道全线贯通。", 2),
    ("争取国家公园试点落户。", 2),
    ("每所学校原则上配备一名心理教师。", 3),
    ("提倡学校食堂采购本地粮食。", 3),
    ("具备条件、即有条件的街道设立日间照料中心。", 4),
    ("在农村，供水管网更新改造120公里。", 4),
    ("公办幼儿园要开设托班。", 5),
    ("向80岁以上的老人发放高龄津贴。", 5),
    ("污水处理站新建9座。", 6),
    ("卫生院中医馆配备煎药设备。", 7),
    ("公交车辆更新比例力争下降到5%左右。", 8),
]


@pytest.mark.parametrize(("words", "clause", "lost"), FALSE)
def test_what_is_left_out_is_told(said: Callable[..., str], words: str, clause: int, lost: str) -> None:
    assert lost in said(words, clause)


@pytest.mark.parametrize(("words", "clause"), TRUE)
def test_what_says_the_same_may_be_shown(said: Callable[..., str], words: str, clause: int) -> None:
    assert said(words, clause) == ""
