"""A library of three small papers of two fields, one of them in two versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.lookups.catalogue import Found
from tests.small_library import over

Look = Callable[..., Found]

HEALTH = """临河市2023年卫生健康工作要点

一、主要目标
（一）人才
1.新增全科医生120名，每千人口托位数达到4.2个。（责任科室：人口家庭科）
2.适龄儿童接种率由2022年的93%提高到95%以上。（牵头领导：周某；牵头科室：疾控科；配合科室：妇幼科等）
（二）设施
3.建设云台县疾控中心，9月底前完工。（责任科室：规划科、疾控科[应急办]）
二、保障措施
4.每季度通报一次进展，春节前报送总结。（责任科室：办公室）
5.加强宣传引导，新增停车位40个。
"""
FARMING = """白石区2024年农业农村工作要点

一、主要任务
1.建设高标准农田3万亩。（责任单位：区农业农村局）
2.新增托位60个，每千人口托位数达到3.6个。（责任单位：区卫健局、区农业农村局）
3.6月底前完成沟渠清淤。（责任单位：区水利局）
"""
ROADS = """青溪县2024年交通工作要点

一、建设任务
1.新改建农村公路120公里。（责任单位：县交通局）
2.改造危桥6座。（责任单位：县交通局）
"""
ROADS_AGAIN = """青溪县2024年交通工作要点

一、建设任务
1.新改建农村公路150公里。（责任单位：县交通局）
2.新建停车场2处。（责任单位：县住建局）
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("catalogue")
    papers = {"health.txt": HEALTH, "farming.txt": FARMING, "roads.txt": ROADS}
    with over(home, papers):
        pass
    with over(home, {"roads.txt": ROADS_AGAIN}) as opened:
        yield opened


@pytest.fixture(scope="session")
def look(small: Assistant) -> Look:
    def look(name: str, **arguments: Any) -> Found:
        return small.lookup(name, arguments)

    return look
