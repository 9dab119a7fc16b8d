"""A library of two small plans, with its indexes to be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import Case, Suite, read_suites
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


def written(file: Path, cases: str) -> Path:
    file.write_text(f"cases:\n{cases}\n", "utf-8")
    return file


def one(name: str = "a", expected: str = "facts: [90%]", inputs: str = "question: 问", more: str = "") -> str:
    return (
        f"- name: {name}\n  inputs: {{{inputs}}}\n  expected_output: {{{expected}}}\n{more and f'  {more}'}\n"
    )


@pytest.fixture(scope="module")
def shipped() -> tuple[Suite, ...]:
    return read_suites()


@pytest.fixture(scope="module")
def cases(shipped: tuple[Suite, ...]) -> tuple[Case, ...]:
    return tuple(case for suite in shipped for case in suite.cases)
