"""Short forms of offices are told from the roster: no list has them, and a third office is never taken for
one.
"""

from __future__ import annotations

import pytest

from assistant.query.entities import find_named, short_forms
from assistant.query.short_forms import find_bare, is_part, shortens
from assistant.retrieval.lexicon import load_lexicon

ROSTER = (
    "水土保持科", "规划建设科", "农村饮水安全股", "县人力资源和社会保障局", "县发展和改革委员会",
    "市卫生健康委员会", "防汛抗旱指挥部办公室", "河湖管理科", "组织人事处", "财审科", "城乡建设管理科",
    "移民安置科[移民后期扶持科]", "应急办",
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("水保科", ("水土保持科",)),
        ("规建科", ("规划建设科",)),
        ("农饮股", ("农村饮水安全股",)),
        ("农饮科", ("农村饮水安全股",)),
        ("县人社局", ("县人力资源和社会保障局",)),
        ("县发改委", ("县发展和改革委员会",)),
        ("市卫健委", ("市卫生健康委员会",)),
        ("河湖科", ("河湖管理科",)),
        ("组人处", ("组织人事处",)),
        ("人事处", ("组织人事处",)),
        ("财务审计科", ("财审科",)),
        ("城建科", ("城乡建设管理科",)),
        ("移民扶持科", ("移民安置科[移民后期扶持科]",)),
        ("应急科", ("应急办",)),
        ("信访科", ()),
        ("水利科", ()),
        ("规划财务科", ()),
        ("人事财务科", ()),
        ("保持科", ("水土保持科",)),
        ("管理科", ()),
    ],
)
def test_what_a_name_may_stand_for(said: str, meant: tuple[str, ...]) -> None:
    assert short_forms(ROSTER, load_lexicon()).meant_by(said) == meant


BODIES = (
    "县水旱灾害监测预警中心", "县灌溉技术试验站", "县水土资源勘测设计院", "县水务建设集团有限公司",
    "县水政监察执法大队", "县移民文化展示馆", "县水产技术推广所", "县公共用水服务中心",
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("监测预警中心负责哪些任务", ("县水旱灾害监测预警中心",)),
        ("水旱中心牵头哪些", ("县水旱灾害监测预警中心",)),
        ("灌试站有哪些任务", ("县灌溉技术试验站",)),
        ("勘测院要做什么", ("县水土资源勘测设计院",)),
        ("水建集团负责什么", ("县水务建设集团有限公司",)),
        ("执法大队负责哪些", ("县水政监察执法大队",)),
        ("展示馆的任务有哪些", ("县移民文化展示馆",)),
        ("水技所承担哪些工作", ("县水产技术推广所",)),
        ("服务中心建设到哪年", ()),
        ("监测预警中心迁建谁负责", ()),
        ("新增服务中心几个", ()),
        ("展示馆开放几天", ()),
    ],
)
def test_a_body_is_called_by_a_short_name(asked: str, meant: tuple[str, ...]) -> None:
    lexicon = load_lexicon()
    assert find_named(asked, BODIES, (), lexicon).units == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("发改委", ["国家发展改革委"]),
        ("卫健委", ["国家卫生健康委"]),
        ("粮储局", ["国家粮食和储备局"]),
        ("国家发改委", ["国家发展改革委"]),
        ("林草局", []),
    ],
)
def test_an_office_of_the_country_is_called_without_saying_so(said: str, meant: list[str]) -> None:
    roster = ("国家发展改革委", "国家卫生健康委", "国家粮食和储备局", "国家安全局")
    assert list(find_named(f"{said}参与哪些任务", roster, (), load_lexicon()).units) == meant


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("水保科负责哪些任务", ("水土保持科",)),
        ("请问县里的水保科和规建科各有几项任务", ("水土保持科", "规划建设科")),
        ("除了水保科还有谁", ()),
        ("水土保持科有哪些任务", ("水土保持科",)),
        ("信访科有哪些任务", ()),
        ("医院要设公共水保科多少个", ()),
        ("今年公共水保科负责哪些", ()),
    ],
)
def test_in_a_question(question: str, units: tuple[str, ...]) -> None:
    named = find_named(question, ROSTER, (), load_lexicon())
    assert named.units == units
    assert all(said in question for said, _ in named.read)


@pytest.mark.parametrize(
    ("question", "strange"), [("2026年任务里要配合哪些", None), ("任志里配合哪些", "任志里")]
)
def test_a_word_with_where_behind_it_is_nobodys_name(question: str, strange: str | None) -> None:
    assert find_named(question, ROSTER, (), load_lexicon()).strange == strange


def test_a_name_several_offices_fit_stands_for_all_of_them() -> None:
    named = find_named("规建科有哪些任务", ("规划建设科", "规范建档科"), (), load_lexicon())
    assert named.units == ("规划建设科", "规范建档科")
    assert named.read == (("规建科", "规划建设科、规范建档科"),)


def test_a_printed_name_stands_for_itself_alone() -> None:
    named = find_named("规建科有哪些任务", ("规划建设科", "规建科"), (), load_lexicon())
    assert (named.units, named.read) == (("规建科",), ())


def test_a_long_word_of_the_dictionary_is_shortened_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.query.short_forms.words", lambda base: [base])
    assert shortens("水安", "水上交通安全")
    assert shortens("地防", "地质灾害防治区")


def test_the_characters_come_in_order_from_starts_of_words() -> None:
    assert shortens("疾控", "疾病预防控制")
    assert not shortens("控疾", "疾病预防控制")
    assert not shortens("病防", "疾病预防控制")
    assert not shortens("财务", "财务监督", to_the_end=True)
    assert is_part("人事", "组织人事")
    assert not is_part("综合", "综合监督")


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("县医疗保障局", "医保局"),
        ("县住房和城乡建设局", "县住建局"),
        ("市住房城乡建设局", "住建局"),
        ("县工业和信息化局", "工信局"),
        ("市应急管理局", "应急局"),
        ("市疾病预防控制局", "疾控局"),
        ("市卫生健康局", "卫健局"),
        ("市卫生健康委员会", "卫生健康委"),
        ("县退役军人事务局", "退役军人局"),
        ("县机关事务管理局", "机关事务局"),
        ("基层卫生科", "基卫科"),
        ("体制改革科", "体改科"),
    ],
)
def test_a_short_form_of_first_characters_needs_no_row(written: str, short: str) -> None:
    for printed, said in ((written, short), (short, written)):
        assert short_forms((printed,), load_lexicon()).meant_by(said) == (printed,)


GOVERNMENT = (
    "市发展和改革委员会",
    "市人力资源和社会保障局",
    "市财政局",
    "市住房和城乡建设局",
    "市市场监督管理局",
    "市地方金融监督管理局",
    "市福利服务中心",
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("财政负责哪些任务", ["市财政局"]),
        ("住建部门牵头哪些工作", ["市住房和城乡建设局"]),
        ("发改今年有哪些任务", ["市发展和改革委员会"]),
        ("人社的任务清单", ["市人力资源和社会保障局"]),
        ("财政补助由谁负责", []),
        ("财政工作由哪个部门负责", []),
        ("财政负责人是哪位", []),
        ("福利服务负责哪些任务", []),
    ],
)
def test_offices_called_without_their_ends(question: str, meant: list[str]) -> None:
    found = find_bare(question, short_forms(GOVERNMENT, load_lexicon()))
    assert [name for _, _, names in found for name in names] == meant


def test_all_that_a_short_form_may_stand_for_are_given() -> None:
    assert short_forms(GOVERNMENT, load_lexicon()).meant_by("监管局") == (
        "市市场监督管理局",
        "市地方金融监督管理局",
    )


@pytest.mark.parametrize("said", ["市人力资源和社会保障局", "市人力资源社会保障局"])
def test_the_full_name_finds_the_short_one(said: str) -> None:
    assert short_forms(("市人社局",), load_lexicon()).meant_by(said) == ("市人社局",)


KINDS = (
    "市场监督管理部门", "市场监督管理", "交通运输主管部门", "公安机关交通管理部门", "公安机关", "县水务局",
    "市园林部门", "区、县（市）园林部门", "消防救援机构", "供水单位", "渔业",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("我们市监局要做什么", {"市场监督管理部门", "市场监督管理"}),
        ("县市场监管局有哪些任务", {"市场监督管理部门", "市场监督管理"}),
        ("市场监督管理部门管哪些", {"市场监督管理部门"}),
        ("县交通局有哪些任务", {"交通运输主管部门"}),
        ("县渔业局的任务", {"渔业"}),
        ("交警支队有哪些任务", {"公安机关交通管理部门"}),
        ("交警部门有哪些任务", {"公安机关交通管理部门"}),
        ("市公安局管什么", {"公安机关"}),
        ("市园林局负责哪些", {"市园林部门"}),
        ("县园林局负责哪些", {"区、县（市）园林部门"}),
        ("园林部门负责哪些", {"市园林部门", "区、县（市）园林部门"}),
        ("县水务局负责哪些", {"县水务局"}),
        ("交通科有哪些任务", set()),
        ("县教育局有哪些任务", set()),
    ],
)
def test_an_office_may_be_meant_by_the_kind_a_rule_names(question: str, units: set[str]) -> None:
    assert set(find_named(question, KINDS, (), load_lexicon()).units) == units


def test_a_word_of_a_title_calls_no_office() -> None:
    roster, lexicon = ("市道路建设局", "市照明科"), load_lexicon()
    asked = "道路保障今年上半年要做完的有哪些"
    assert find_named(asked, roster, (), lexicon).units == ("市道路建设局",)
    assert find_named(asked, roster, (), lexicon, ("某市道路保障工作方案",)).units == ()


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("县体育馆新馆谁牵头，哪些单位配合", []),
        ("县人民医院二期由谁负责", []),
        ("县图书馆扩建的责任单位", []),
        ("县体育馆牵头哪些任务", ["县体育馆"]),
        ("县水利局是哪几项任务的责任单位", ["县水利局"]),
        ("哪些单位参与", []),
    ],
)
def test_a_building_and_a_word_for_all_are_no_offices(question: str, meant: list[str]) -> None:
    roster = (
        "县体育馆",
        "县人民医院",
        "县图书馆",
        "县水利局",
        "县直有关部门（单位）",
        "县政府有关部门(单位)",
    )
    assert list(find_named(question, roster, (), load_lexicon()).units) == meant
