"""Where a question asks: a table over the corpus plans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.query.scope import read_scope
from tests.small_library import over

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


SEVERAL = {
    "省": "江西省2031年口岸工作要点\n一、通关\n1．压缩通关时间。（责任单位：九江海关、人行九江中心支行）\n"
    "2．减免查验费用。（责任单位：省商务厅）\n",
    "市": "九江市2031年口岸工作要点\n一、码头\n1．扩建码头泊位。（责任单位：九江市交通局）\n"
    "2．整治渡口。（责任单位：市应急局）\n",
}


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("ports")
    with over(home, {f"{name}.txt": text for name, text in SEVERAL.items()}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("九江海关承担的任务", ["一/1"]),
        ("九江海关牵头或参与的任务", ["一/1"]),
        ("人行九江中心支行承担哪些任务？", ["一/1"]),
        ("江西省九江海关承担哪些任务？", ["一/1"]),
        ("九江市交通局承担的任务", ["一/1"]),
    ],
)
def test_the_place_in_the_name_of_an_office_is_no_scope(
    ports: Assistant, question: str, clauses: list[str]
) -> None:
    answer = ports.ask(question)
    assert answer.listing is not None, answer.answer
    assert [row.clause for row in answer.listing.rows] == clauses


def test_with_its_level_it_says_where_to_look(ports: Assistant) -> None:
    ports.catalog.refresh()
    rows, units = ports.catalog.rows, ports.catalog.units
    regions = {
        asked: read_scope(asked, rows, lambda _: 5, units)[0].regions
        for asked in ("九江海关的任务", "九江市交通局的任务", "九江的任务", "苏州海关的任务")
    }
    assert regions == {
        "九江海关的任务": (),
        "九江市交通局的任务": ("九江市",),
        "九江的任务": ("九江市",),
        "苏州海关的任务": (),
    }


OF_EACH_FIELD = "淮山县2031年民生实事实施方案\n一、重点任务\n" + "\n".join(
    f"（{number}）{deed}。（责任单位：{office}）"
    for number, deed, office in (
        ("一", "改造公厕12座", "县住建局"), ("二", "清淤河道30公里", "县水利局"),
        ("三", "新建村级诊室20家", "县卫健委"), ("四", "配备急救包60个", "县卫健局"),
        ("五", "开展义诊40场", "县卫生健康委员会"), ("六", "维修校舍9间", "县教体局"),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("fields"), {"huaishan.txt": OF_EACH_FIELD}) as assistant:
        yield assistant


@pytest.mark.parametrize("office", ["住建局", "水利局", "卫健委", "卫健局", "卫生健康委员会", "教体局"])
@pytest.mark.parametrize("asked", ["淮山县{}承担哪些任务？", "淮山{}负责哪些工作", "淮山县的{}要做什么"])
def test_an_office_behind_its_place_is_the_one_asked_about_whatever_its_field(
    fields: Assistant, office: str, asked: str
) -> None:
    listing = fields.ask(asked.format(office)).listing
    assert listing is not None
    assert f"县{office}" in {unit for row in listing.rows for unit in row.units}


def test_a_strange_office_of_a_strange_place_is_not_answered(ports: Assistant) -> None:
    assert ports.ask("苏州海关承担的任务").status != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "基层科在{}里要配合哪些",
        "{}里疾控科牵头什么",
        "{}讲了啥",
        "疾控科的任务（{}）",
        "请问{}，谁管疫苗接种",
    ],
)
def test_the_short_name_a_paper_is_shown_under_means_that_paper(corpus: Assistant, question: str) -> None:
    for row in corpus.catalog.rows:
        asked = corpus.read(question.format(corpus.catalog.short(row.id)))
        assert asked.scope.plans == (row.id,)


@pytest.mark.parametrize(
    "question",
    [
        "岚溪县托育机构多少", "请问岚溪县托育机构多少", "跟岚溪县比托育机构多少", "帮我查岚溪县托育机构多少",
        "对比岚溪县和南昌的托位",
    ],
)  # fmt: skip
def test_a_place_that_no_paper_knows_is_seen_behind_any_word(corpus: Assistant, question: str) -> None:
    assert corpus.read(question).scope.unknown == ("岚溪县",)


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("南昌十四五规划里每千人口床位跟2021年要点一致吗", {NC145, NC21, NCP}),
        ("南昌十四五规划每千人口床位多少，2021年要点呢", {NC145, NC21, NCP}),
        ("南昌十四五规划里2021年的床位", set()),
        ("上饶2024要点和2021年规划的床位", set()),
    ],
)
def test_another_kind_and_its_year_beside_a_short_name(
    corpus: Assistant, question: str, plans: set[str]
) -> None:
    query, _ = corpus.drafted(question, ())
    assert set(query.scope.plans) == plans
