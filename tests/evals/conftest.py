"""A library of two small plans, with its indexes to be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.store.library import Library
from tests.plan_factory import Item, make_plan

LINHE = make_plan(
    "linhe-2023-health",
    [
        Item(label="一/1", text="适龄儿童HPV疫苗接种率达到90%以上。", units=("疾控科",)),
        Item(label="一/2", text="新增托位1200个，社区托育点全覆盖。", units=("人口家庭科",)),
        Item(label="一/3", text="二级以上医院设立老年医学科的比例达到60%以上。", units=("老龄科",)),
        Item(label="一/4", text="开展家庭医生签约。" * 120, units=("基层科",)),
    ],
)
HAIXI = make_plan(
    "haixi-2021-plan",
    [
        Item(label="一/1", text="住院分娩率达到99.5%以上。", units=("妇幼科",)),
        Item(label="一/2", text="适龄儿童HPV疫苗接种试点。", units=("疾控科",)),
    ],
    title="海西区2021年卫生健康工作要点",
    region="海西区",
    year=2021,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    with Library.open(folder) as library:
        library.put(LINHE)
        library.put(HAIXI)
    return folder
