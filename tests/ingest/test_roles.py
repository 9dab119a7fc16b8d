"""Roles: every row of the table, how verbs and suffixes compose, and what questions ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest.grammar
from ingest.grammar.asked_roles import read_asked
from ingest.grammar.roles import PARTS, is_known, may_be_role, mixes_parts, names_people, part_of
from ingest.grammar.tables import loaded
from ingest.pipeline import parse_text

TABLE = loaded((Path(ingest.grammar.__file__).parent / "data" / "roles.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", TABLE["verbs"], ids=lambda row: row["word"])
def test_the_example_of_every_verb_comes_to_its_part(row: dict[str, str]) -> None:
    assert row["word"] in row["example"]
    assert part_of(row["example"]) == row["part"]
    assert is_known(row["example"])


@pytest.mark.parametrize("row", TABLE["not_roles"], ids=lambda row: row["word"])
def test_what_charges_nobody_is_no_role(row: dict[str, str]) -> None:
    assert not may_be_role(row["example"])


@pytest.mark.parametrize(
    ("role", "part"),
    [
        ("", "responsible"),
        ("第一责任单位", "responsible"),
        ("牵头及配合单位", "lead"),
        ("牵头（主办）单位", "lead"),
        ("牵头责任科室", "lead"),
        ("负责牵头", "lead"),
        ("共同牵头", "lead"),
        ("协办责任股室", "support"),
        ("共同配合", "support"),
        ("协助落实", "support"),
        ("督办落实单位", "oversight"),
        ("督办责任单位", "oversight"),
        ("督办领导", "leader"),
        ("责任领导", "leader"),
        ("牵头县领导", "leader"),
        ("牵头人", "leader"),
        ("包保责任人", "leader"),
        ("挂钩", "leader"),
        ("包保单位", "responsible"),
        ("分管科室", "responsible"),
        ("责任人", "responsible"),
        ("责任及配合单位", "responsible"),
        ("统筹单位", "responsible"),
        ("统筹领导", "leader"),
    ],
)
def test_verbs_and_suffixes_compose(role: str, part: str) -> None:
    assert part_of(role) == part


@pytest.mark.parametrize(
    ("role", "people"),
    [
        ("责任人", True),
        ("包联", True),
        ("挂帅领导", True),
        ("责任单位", False),
        ("主办", False),
        ("分管股室", False),
    ],
)
def test_which_roles_name_people(role: str, people: bool) -> None:
    assert names_people(role) is people


def test_unknown_words_and_mixed_ones_are_told() -> None:
    assert (is_known("统筹单位"), may_be_role("统筹单位")) == (False, True)
    assert mixes_parts("牵头、配合单位")
    assert not mixes_parts("督办落实单位")
    assert not mixes_parts("牵头单位")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("　　配合哪些任务", ("support",)),
        ("　　协办的", ("support",)),
        ("　　协同的工作有什么", ("support",)),
        ("　　主办了哪几项", ("lead",)),
        ("　　主责什么", ("lead",)),
        ("由　　牵头的任务", ("lead",)),
        ("　　负责牵头哪些", ("lead",)),
        ("　　牵头和配合的", ("lead", "support")),
        ("　　只配合不牵头的任务", ("support",)),
        ("　　牵头或参与的任务", PARTS),
        ("　　承担的任务", PARTS),
        ("　　负责哪些工作", PARTS),
        ("　　参与哪些", PARTS),
        ("　　承办什么", PARTS),
        ("　　督办哪些", ("oversight",)),
        ("　　包保哪几项", ("leader",)),
        ("　　有哪些任务", ()),
        ("　　健康指导的任务", ()),
        ("　　的医疗保障任务", ()),
        ("责任单位是　　的任务", ("lead", "responsible")),
        ("主办单位为　　的有哪些", ("lead",)),
        ("　　作为配合科室的任务", ("support",)),
        ("　　是督办单位的事项", ("oversight",)),
        ("参与单位里有　　的任务", PARTS),
        ("　　是牵头还是配合", PARTS),
        ("我是　　的,我们科牵头的活有哪些", ("lead",)),
        ("我在　　,我们科室配合的有哪些", ("support",)),
        ("　　的,咱局主办哪几项", ("lead",)),
        ("　　,本委牵头什么", ("lead",)),
        ("我们是　　,我们牵头哪些", ("lead",)),
        ("　　打头的是哪几项", ("lead",)),
        ("　　挑头哪些事", ("lead",)),
        ("　　,我们办领头的有几项", ("lead",)),
        ("　　主抓的有哪些", ("lead",)),
        ("　　抓总的任务", ("lead",)),
        ("　　以药打头的编号有几个", ()),
        ("　　老字号领头企业的任务", ()),
    ],
)
def test_which_part_a_question_asks_for(words: str, parts: tuple[str, ...]) -> None:
    assert read_asked(words).parts == parts


def test_two_who_do_it_together_do_not_support() -> None:
    assert read_asked("　　和　　协同负责的任务", several=True).parts == PARTS
    assert read_asked("　　协同负责的任务").parts == ("support",)


@pytest.mark.parametrize(
    "words",
    [
        "我是　　的，要点里有我们的都是哪几条，配合的也算", "　　有哪些活，配合的都要列", 
        "　　的任务列一下，配合也算上",
        "　　要干的，牵头的也算", "　　参加了哪些，协办的也要", "　　的事，配合的算在内",
        "　　的活，配合的也带上",
        "　　的任务，协助的也写上", "　　的清单，配合的包括在内", "　　有几件事，支持的也放进来",
    ],
)  # fmt: skip
def test_a_part_that_counts_too_takes_no_other_away(words: str) -> None:
    assert read_asked(words).parts in ((), PARTS)


PLAN = """松口县2024年水利工作要点
一、重点工作
1.清淤渠道8公里。（主办单位：县水利局；协办单位：县财政局、县农业农村局）
2.改造泵站3座。（统筹单位：县发改局；参与单位：县财政局）
3.巡查堤防12次。（包保领导：林枫；责任单位：县水利局；督办单位：县政府督查室）
4.更换水表600只。（县住建局主办，县水利局协办，县政府办公室督办）
5.新打机井5眼。（牵头及配合单位：县水利局、县财政局）
6.安装水尺30处。（示范单位：县第一中学）
7.整修水闸2座。（分管：县水利局 林枫；承办：县水利局）
"""


def test_roles_of_a_plan_with_their_parts_and_doubts() -> None:
    plan = parse_text(PLAN)
    read = [[(r.role, r.part, r.units, r.leaders) for r in c.responsibilities] for c in plan.clauses]
    assert read == [
        [
            ("主办单位", "lead", ("县水利局",), ()),
            ("协办单位", "support", ("县财政局", "县农业农村局"), ()),
        ],
        [
            ("统筹单位", "responsible", ("县发改局",), ()),
            ("参与单位", "support", ("县财政局",), ()),
        ],
        [
            ("包保领导", "leader", (), ("林枫",)),
            ("责任单位", "responsible", ("县水利局",), ()),
            ("督办单位", "oversight", ("县政府督查室",), ()),
        ],
        [
            ("主办", "lead", ("县住建局",), ()),
            ("协办", "support", ("县水利局",), ()),
            ("督办", "oversight", ("县政府办公室",), ()),
        ],
        [("牵头及配合单位", "lead", ("县水利局", "县财政局"), ())],
        [],
        [
            ("分管", "leader", ("县水利局",), ("林枫",)),
            ("承办", "responsible", ("县水利局",), ()),
        ],
    ]
    assert [(d.line, d.kind) for d in plan.doubts] == [(4, "role"), (7, "role")]


def test_an_unknown_role_heads_a_column() -> None:
    rows = (
        "| 序号 | 任务 | 统筹单位 | 计量单位 |\n|---|---|---|---|\n"
        "| 1 | 清淤渠道8公里 | 县水利局 | 公里 |\n| 2 | 改造泵站3座 | 县水利局、县财政局 | 座 |\n"
    )
    plan = parse_text(f"# 松口县2024年水利工作要点\n\n## 一、任务分解\n\n{rows}", "songkou.md")
    assert [c.units for c in plan.clauses] == [("县水利局",), ("县水利局", "县财政局")]
    assert [d.kind for d in plan.doubts] == ["role"]
