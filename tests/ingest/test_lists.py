"""Who a bracket, a line, a cell or a sentence charges where it says several parts at once; what is said of a
section.
"""

from __future__ import annotations

import pytest

from ingest.grammar.offices import own_role, split_names
from ingest.grammar.roles import is_known, names_people, part_of
from ingest.grammar.tables import table
from ingest.model import Clause, Responsibility, Span
from ingest.pipeline import parse_text
from ingest.responsibility.annotation import from_cell, inner, trailing
from ingest.responsibility.brackets import bracket_pairs, last_unclosed, up_to_close
from ingest.responsibility.closings import closings_of
from ingest.responsibility.inherit import inherit
from ingest.responsibility.lists import duties, is_remark, parts_of, read_list
from ingest.responsibility.sentence import assigned, led

Named = list[tuple[str, str, str]]


def named(found: tuple[Responsibility, ...]) -> Named:
    """(role, part, names)."""
    return [(r.role, r.part, "|".join((*r.units, *r.leaders))) for r in found]


BRACKETS: list[tuple[str, Named]] = [
    ("由县水利局牵头，县财政局配合", [("牵头", "lead", "县水利局"), ("配合", "support", "县财政局")]),
    ("由县水利局主办、县财政局协办", [("主办", "lead", "县水利局"), ("协办", "support", "县财政局")]),
    ("主要由县水利局负责", [("负责", "responsible", "县水利局")]),
    ("牵头：由县水利局；配合：由县财政局", [("牵头", "lead", "县水利局"), ("配合", "support", "县财政局")]),
    (
        "由县水利局牵头，县财政局配合；包保领导：林枫",
        [("牵头", "lead", "县水利局"), ("配合", "support", "县财政局"), ("包保领导", "leader", "林枫")],
    ),
    (
        "挂钩领导：林枫；由县水利局牵头、县财政局配合",
        [("挂钩领导", "leader", "林枫"), ("牵头", "lead", "县水利局"), ("配合", "support", "县财政局")],
    ),
    ("责任领导：林枫，由县水利局负责落实",
        [("责任领导", "leader", "林枫"), ("负责落实", "responsible", "县水利局")]),
    ("责任单位：县水利局，县财政局配合", [("责任单位", "responsible", "县水利局"),
        ("配合", "support", "县财政局")]),
    ("责任科室：疾控科（牵头）、妇幼科", [("牵头", "lead", "疾控科"), ("责任科室", "responsible", "妇幼科")]),
    ("责任科室：妇幼科、疾控科[配合科室]",
        [("责任科室", "responsible", "妇幼科"), ("配合科室", "support", "疾控科")]),
    ("县水利局（主办）、县财政局（协办）", [("主办", "lead", "县水利局"), ("协办", "support", "县财政局")]),
    ("责任单位：县水利局（河长办）、县财政局", [("责任单位", "responsible", "县水利局（河长办）|县财政局")]),
    ("本部分各项任务挂钩领导：林枫", [("挂钩领导", "leader", "林枫")]),
    ("以上两项工作的联系领导：林枫", [("联系领导", "leader", "林枫")]),
    ("县水利局会同县财政局，县督查室督办",
        [("负责", "lead", "县水利局"), ("会同", "support", "县财政局"), ("督办", "oversight", "县督查室")]),
    ("县水利局牵头，会同县财政局、县审计局，县督查室督办",
        [("牵头", "lead", "县水利局"), ("会同", "support", "县财政局|县审计局"),
         ("督办", "oversight", "县督查室")]),
    ("县水利局，县财政局配合", [("", "responsible", "县水利局"), ("配合", "support", "县财政局")]),
    ("县水利局、县林业局，县财政局、县审计局协助",
        [("", "responsible", "县水利局|县林业局"), ("协助", "support", "县财政局|县审计局")]),
    ("县水利局牵头，县林业局，县财政局配合",
        [("牵头", "lead", "县水利局"), ("配合", "support", "县林业局|县财政局")]),
    ("县水利局总牵头，县财政局积极配合",
        [("总牵头", "lead", "县水利局"), ("积极配合", "support", "县财政局")]),
    ("县水利局主牵头，县财政局副牵头", [("主牵头", "lead", "县水利局"), ("副牵头", "lead", "县财政局")]),
    ("牵头县水利局，配合县财政局、县审计局",
        [("牵头", "lead", "县水利局"), ("配合", "support", "县财政局|县审计局")]),
    ("责任单位：★县水利局、县财政局", [("责任单位", "responsible", "县水利局|县财政局")]),
    ("责任单位：*县水利局，▲县财政局，●县审计局",
        [("责任单位", "responsible", "县水利局|县财政局|县审计局")]),
    ("责任单位：县水利局★、-县财政局", [("责任单位", "responsible", "县水利局|县财政局")]),
    ("县财政局主动配合，县委督查室挂牌督办",
        [("主动配合", "support", "县财政局"), ("挂牌督办", "oversight", "县委督查室")]),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "found"), BRACKETS, ids=[row[0] for row in BRACKETS])
def test_a_bracket_gives_each_its_own_part(inside: str, found: Named) -> None:
    text = f"疏浚河道3条。（{inside}）"
    body, annotations = trailing(text)
    said = tuple(r for one in annotations for r in one.responsibilities)
    assert named(said) == found
    assert text[:body] == "疏浚河道3条。"
    assert all(name in r.span.of(text) for r in said for name in (*r.units, *r.leaders))


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("县水利局（牵头）、县财政局", [("牵头", "lead", "县水利局"),
            ("责任单位", "responsible", "县财政局")]),
        ("由县水利局牵头，县财政局配合", [("牵头", "lead", "县水利局"), ("配合", "support", "县财政局")]),
        ("牵头单位：县水利局\n配合单位：县财政局",
            [("牵头单位", "lead", "县水利局"), ("配合单位", "support", "县财政局")]),
        ("县水利局\n配合：县财政局", [("责任单位", "responsible", "县水利局"),
            ("配合", "support", "县财政局")]),
        ("各县（市、区）人民政府", [("责任单位", "responsible", "各县（市、区）人民政府")]),
        ("—", []),
    ],
)  # fmt: skip
def test_a_cell_gives_each_its_own_part(cell: str, found: Named) -> None:
    read = from_cell("责任单位", cell, 9)
    assert named(read) == found
    assert all(9 <= r.span.start < r.span.end <= 9 + len(cell) for r in read)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("市民政局会同市财政局负责资金核定。",
            [("负责", "responsible", "市民政局"), ("会同", "support", "市财政局")]),
        ("日常由市卫健委主办、市民政局协办。",
            [("主办", "lead", "市卫健委"), ("协办", "support", "市民政局")]),
        ("备案由县（区）民政局负责。", [("负责", "responsible", "县（区）民政局")]),
        ("对滞后的，由市政府督查室挂牌督办。", [("督办", "oversight", "市政府督查室")]),
        ("消防由市消防支队督导，县（区）民政局配合。",
            [("督导", "oversight", "市消防支队"), ("配合", "support", "县（区）民政局")]),
        ("资金由市审计局监督，市财政局考核。",
            [("监督", "oversight", "市审计局"), ("考核", "oversight", "市财政局")]),
        ("成立专班，由副市长林枫任组长。", [("组长", "leader", "林枫")]),
        ("林枫同志为包保责任人。", [("包保责任人", "leader", "林枫")]),
        ("分管领导为林枫、周砚。", [("分管领导", "leader", "林枫|周砚")]),
        ("由市长任组长。", []),
        ("市审计局监督检查资金。", [("监督", "oversight", "市审计局")]),
        ("由县级以上民政部门督办。", [("督办", "oversight", "县级以上民政部门")]),
        ("分管领导是第一责任人。", []),
        ("项目为重点。", []),
    ],
)  # fmt: skip
def test_a_sentence_charges(sentence: str, found: Named) -> None:
    assert named(assigned(sentence)) == found


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("以上两项工作的联系领导：林枫", 2),
        ("本部分包保领导为林枫。", None),
        ("上述各项任务挂钩领导是林枫", None),
    ],
)
def test_a_line_says_who_leads_what_stands_above(line: str, count: int | None) -> None:
    (closing,) = closings_of(line)
    assert closing.count == count
    assert [r.leaders for r in closing.responsibilities] == [("林枫",)]


PLAN = """松口县2024年水利工作要点
一、渠道（本部分各项任务挂钩领导：周砚）
（一）清淤
1.清淤渠道8公里。（牵头单位：县水利局）
2.改造泵站3座。（由县财政局牵头）
二、管护（包保领导：林枫；责任单位：县水利局）
1.巡查堤防12次。
2.更换水表600只。（责任单位：县财政局）
3.新打机井5眼。（包保领导：孟舟）
三、机井
1.整修机井9眼。（责任单位：县住建局）
2.安装水尺30处。（责任单位：县水利局；挂钩领导：周砚）
以上两项工作的联系领导：林枫
"""


def test_who_leads_a_section_leads_its_items() -> None:
    plan = parse_text(PLAN)
    assert {c.label: ("|".join(c.leaders), "|".join(c.units)) for c in plan.clauses} == {
        "一/（一）/1": ("周砚", "县水利局"),
        "一/（一）/2": ("周砚", "县财政局"),
        "二/1": ("林枫", "县水利局"),
        "二/2": ("林枫", "县财政局"),
        "二/3": ("孟舟", "县水利局"),
        "三/1": ("林枫", "县住建局"),
        "三/2": ("周砚", "县水利局"),
    }


def test_people_of_a_sentence_stand_beside_offices_of_the_bracket() -> None:
    plan = parse_text(
        "松口县2024年水利工作要点\n1.疏浚河道3条，副县长林枫为包保领导。（责任单位：县水利局）\n2.植树9亩。\n"
    )
    assert (plan.clauses[0].leaders, plan.clauses[0].units) == (("林枫",), ("县水利局",))


def said(part: str, *, units: tuple[str, ...] = (), leaders: tuple[str, ...] = ()) -> Responsibility:
    return Responsibility(role="", part=part, units=units, leaders=leaders, span=Span(start=0, end=1))  # type: ignore[arg-type]


def item(*responsibilities: Responsibility) -> Clause:
    return Clause(
        label="一/（一）/1",
        parent="一/（一）",
        family="1.",
        mark="1",
        heading=None,
        path=(),
        span=Span(start=0, end=1),
        line=1,
        responsibilities=responsibilities,
    )


OFFICE = said("responsible", units=("甲局",))
HELPER = said("support", units=("乙局",))
LEADER = said("leader", leaders=("林枫",))


@pytest.mark.parametrize(
    ("own", "stated", "units", "leaders"),
    [
        ((), {"一": (OFFICE,)}, ("甲局",), ()),
        ((HELPER,), {"一/（一）": (OFFICE,)}, ("甲局", "乙局"), ()),
        ((HELPER,), {"一": (OFFICE, HELPER)}, ("甲局", "乙局"), ()),
        ((OFFICE,), {"一": (said("lead", units=("丙局",)),)}, ("甲局",), ()),
        ((OFFICE,), {"一": (LEADER,)}, ("甲局",), ("林枫",)),
        ((LEADER,), {"一": (OFFICE,)}, ("甲局",), ("林枫",)),
        ((), {"一/（一）": (OFFICE,), "一": (LEADER,)}, ("甲局",), ("林枫",)),
        ((LEADER,), {"一": (said("leader", leaders=("周砚",)),)}, (), ("林枫",)),
    ],
)
def test_what_a_clause_takes_over(
    own: tuple[Responsibility, ...],
    stated: dict[str, tuple[Responsibility, ...]],
    units: tuple[str, ...],
    leaders: tuple[str, ...],
) -> None:
    (clause,) = inherit([item(*own)], stated, {}, {"一": "2024年底"})
    assert (clause.units, clause.leaders, clause.due) == (units, leaders, "2024年底")
    assert {r.inherited_from for r in clause.responsibilities if r not in own} <= set(stated)


def test_parts_of_a_list() -> None:
    text = "由甲市教育局牵头、县（市、区）政府配合；下同"
    assert [text[a:b] for a, b in parts_of(text, 0, len(text))] == [
        "由甲市教育局牵头",
        "县（市、区）政府配合",
        "下同",
    ]
    assert named(duties(text, 0, len(text))) == [
        ("牵头", "lead", "甲市教育局"),
        ("配合", "support", "县（市、区）政府"),
    ]
    assert is_remark("下同")
    assert not is_remark("县水利局")
    assert duties("县水利局、县财政局", 0, 9) == ()
    assert read_list("责任单位", "、", 0, 1, 0) == ()


def test_brackets_of_either_width() -> None:
    text = "甲（乙[丙)丁）戊（己"
    assert [text[a:b] for a, b in bracket_pairs(text)] == ["（乙[丙)丁）"]
    assert last_unclosed(text) == text.rindex("（")
    assert last_unclosed("（甲）") is None
    assert up_to_close("甲（乙）丙）丁") == "甲（乙）丙"


def test_names_without_what_stands_around_them() -> None:
    assert split_names("由县人民医院、由县中医院") == (("县人民医院", "县中医院"), False)
    assert own_role("县水利局（牵头单位）") == ("县水利局", "牵头单位")
    assert own_role("县水利局（河长办）") == ("县水利局（河长办）", "")


def test_several_roles_within_a_clause() -> None:
    found = inner("做甲（牵头单位：甲县水利局；包保领导：林枫），做乙。")
    assert named(found[0].responsibilities) == [
        ("牵头单位", "lead", "甲县水利局"),
        ("包保领导", "leader", "林枫"),
    ]


@pytest.mark.parametrize("row", table("roles")["posts"], ids=lambda row: row["word"])
def test_every_post_leads(row: dict[str, str]) -> None:
    assert (part_of(row["example"]), is_known(row["example"]), names_people(row["example"])) == (
        "leader",
        True,
        True,
    )
    assert named(led(f"由副县长林枫任{row['word']}。")) == [(row["word"], "leader", "林枫")]


@pytest.mark.parametrize("row", table("roles")["manners"], ids=lambda row: row["word"])
def test_every_manner_stands_before_a_verb(row: dict[str, str]) -> None:
    assert row["example"].startswith(row["word"])
    assert named(duties(f"县水利局{row['example']}", 0, 4 + len(row["example"]))) == [
        (row["example"], part_of(row["example"]), "县水利局")
    ]
