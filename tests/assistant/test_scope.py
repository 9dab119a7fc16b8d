"""Where a question asks: a table over the corpus plans."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.query.scope import read_scope

NC21, NCP, NC145, DH, SR = (
    "nanchang-2021-health",
    "nanchang-2021-primary",
    "nanchang-145-health",
    "donghai-2021-health",
    "shangrao-2024-health",
)
ALL = {NC21, NCP, NC145, DH, SR}


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("婴儿死亡率目标是多少", ALL),
        ("南昌的婴儿死亡率目标", {NC21, NCP, NC145}),
        ("南昌市2021年婴儿死亡率", {NC21, NCP}),
        ("21年南昌婴儿死亡率", {NC21, NCP}),
        ("南昌二〇二一年婴儿死亡率", {NC21, NCP}),
        ("南昌2025年婴儿死亡率", {NC145}),
        ("到2025年托育机构要建多少", {NC145}),
        ("十四五末南昌婴儿死亡率", {NC145}),
        ("南昌十四五卫生健康规划里的床位", {NC145}),
        ("南昌2021年和2025年婴儿死亡率", {NC21, NCP, NC145}),
        ("南昌年度目标和五年目标差多少", {NC21, NCP, NC145}),
        ("基层要点里发热诊室怎么建", {NCP}),
        ("南昌基层卫生健康工作要点写了什么", {NCP}),
        ("《2021年南昌市卫生健康工作要点》的目标", {NC21}),
        ("南昌2021要点和基层要点说法一致吗", {NC21, NCP}),
        ("基层要点和南昌的要点里的医联体", {NC21, NCP}),
        ("东海近视率", {DH}),
        ("东海县卫健委2021年近视率", {DH}),
        ("东海和上饶的老年医学科", {DH, SR}),
        ("sr市心理门诊比例", {SR}),
        ("上饶24年心理门诊比例", {SR}),
        ("东海近视率比2020年降多少", {DH}),
        ("上饶县级中医院达标比例", {SR}),
        ("shangrao-2024-health 的目标", {SR}),
    ],
)
def test_plans_in_scope(corpus: Assistant, question: str, plans: set[str]) -> None:
    corpus.catalog.refresh()
    scope, _ = read_scope(question, corpus.catalog.rows, lambda pair: 0 if pair == "饶县" else 5)
    assert set(scope.plans) == plans


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("九江市2021年婴儿死亡率目标", ("九江市",)),
        ("苏州的托育机构要建几所", ("苏州",)),
        ("东海县2025年人口自然增长率", ("2025年",)),
        ("上饶2021年心理门诊", ("2021年",)),
        ("南昌2030年床位", ("2030年",)),
        ("婴儿死亡率目标", ()),
        ("全市各县区疾控中心", ()),
    ],
)
def test_places_and_years_no_plan_has(corpus: Assistant, question: str, unknown: tuple[str, ...]) -> None:
    corpus.catalog.refresh()
    scope, _ = read_scope(question, corpus.catalog.rows, corpus._vocabulary.frequency)
    assert scope.unknown == unknown


def test_a_place_the_plans_speak_of_is_no_scope(corpus: Assistant) -> None:
    corpus.catalog.refresh()
    scope, rest = read_scope("南昌县中医院要建什么", corpus.catalog.rows, corpus._vocabulary.frequency)
    assert scope.regions == ()
    assert "南昌县" in rest
