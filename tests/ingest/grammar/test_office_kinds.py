"""Kinds of offices that rules name, told from offices and from bodies."""

from __future__ import annotations

import pytest

from ingest.grammar.office_kinds import field_of, levels_of


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("市场监督管理部门", "市场监督管理"),
        ("市市场监管部门", "市场监管"),
        ("交通运输主管部门", "交通运输"),
        ("县级人民政府交通运输行政主管部门", "交通运输"),
        ("设区的市人民政府渔业主管部门", "渔业"),
        ("区、县（市）园林部门", "园林"),
        ("税务机关", "税务"),
        ("消防救援", "消防救援"),
        ("有关部门", ""),
        ("县（区）主管部门", ""),
        ("监管部门", ""),
        ("县（区）教育局", ""),
        ("供水单位", ""),
        ("各乡镇", ""),
    ],
)
def test_what_a_kind_of_office_is_for(name: str, field: str) -> None:
    assert field_of(name) == field


def test_levels_are_those_before_what_it_is_for() -> None:
    assert levels_of("市园林部门") == {"市"}
    assert levels_of("区、县（市）园林部门") == {"区", "县"}
    assert levels_of("市场监督管理部门") == set()
