"""Who is responsible, in the wordings plans use: roles, offices, people, open lists, and what is none of
these.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar.offices import split_names
from ingest.pipeline import parse_text
from ingest.responsibility.annotation import from_cell, inner, is_annotation, trailing
from ingest.responsibility.groups import is_role

Said = list[tuple[str, str, str, bool]]
"""(role, offices joined by "|", people joined by "|", open)"""

TRAILING: list[tuple[str, Said]] = [
    ("（责任科室：疾控科、妇幼科）", [("责任科室", "疾控科|妇幼科", "", False)]),
    ("（责任科室：疾控科、妇幼科等）", [("责任科室", "疾控科|妇幼科", "", True)]),
    ("(责任科室:疾控科,妇幼科)", [("责任科室", "疾控科|妇幼科", "", False)]),
    ("（责任科室：疾控科；妇幼科）", [("责任科室", "疾控科|妇幼科", "", False)]),
    ("（责任科室：疾控科 ，妇幼科 。）", [("责任科室", "疾控科|妇幼科", "", False)]),
    ("（责任科室 ：疾控科）", [("责任科室", "疾控科", "", False)]),
    ("（责任科室：疾控科  妇幼科　办公室）", [("责任科室", "疾控科|妇幼科|办公室", "", False)]),
    ("（责任科室：疾控科/妇幼科）", [("责任科室", "疾控科|妇幼科", "", False)]),
    ("（责任科室：疾控科、妇\n幼科）", [("责任科室", "疾控科|妇幼科", "", False)]),
    ("（责任科室：办公室（宣教科）、疾控科）", [("责任科室", "办公室（宣教科）|疾控科", "", False)]),
    ("（责任科室：办公室[宣教科]、疾控科）", [("责任科室", "办公室[宣教科]|疾控科", "", False)]),
    ("（责任科室：疾控科（牵头）、妇幼科）",
        [("牵头", "疾控科", "", False), ("责任科室", "妇幼科", "", False)]),
    ("【责任单位：市教育局】", [("责任单位", "市教育局", "", False)]),
    ("[责任单位：市教育局]", [("责任单位", "市教育局", "", False)]),
    ("〔责任单位：市教育局〕", [("责任单位", "市教育局", "", False)]),
    ("（责任单位：市教育局）。", [("责任单位", "市教育局", "", False)]),
    ("（责任单位：市教育局和市财政局）", [("责任单位", "市教育局|市财政局", "", False)]),
    ("（责任单位：市教育局与市财政局）", [("责任单位", "市教育局|市财政局", "", False)]),
    ("（责任处室：规划和信息处、人事处）", [("责任处室", "规划和信息处|人事处", "", False)]),
    ("（责任单位：机关各科室、委属各单位）", [("责任单位", "机关各科室|委属各单位", "", False)]),
    ("（责任单位：各县（市、区）人民政府，市教育局）",
        [("责任单位", "各县（市、区）人民政府|市教育局", "", False)]),
    ("（责任单位：市教育局等有关部门）", [("责任单位", "市教育局", "", True)]),
    ("（责任单位：市教育局、市财政局等15个部门）", [("责任单位", "市教育局|市财政局", "", True)]),
    ("（牵头单位：市教育局；责任单位：市财政局、市民政局）",
        [("牵头单位", "市教育局", "", False), ("责任单位", "市财政局|市民政局", "", False)]),
    ("（牵头：疾控科；配合：医政科）", [("牵头", "疾控科", "", False), ("配合", "医政科", "", False)]),
    ("（主责部门：疾控科；协同部门：医政科）",
        [("主责部门", "疾控科", "", False), ("协同部门", "医政科", "", False)]),
    ("（牵头领导：周某；责任科室：疾控科）",
        [("牵头领导", "", "周某", False), ("责任科室", "疾控科", "", False)]),
    ("（牵头领导：周某）（责任科室：疾控科）",
        [("牵头领导", "", "周某", False), ("责任科室", "疾控科", "", False)]),
    ("（分管领导：周某、吴某 牵头科室：疾控科 配合科室：医政科）",
        [("分管领导", "", "周某|吴某", False), ("牵头科室", "疾控科", "", False),
            ("配合科室", "医政科", "", False)]),
    ("（责任人：周某）", [("责任人", "", "周某", False)]),
    ("（责任人：疾控科、办公室）", [("责任人", "疾控科|办公室", "", False)]),
    ("（负责人：周某，联系人：吴某）", [("负责人", "", "周某", False), ("联系人", "", "吴某", False)]),
    ("责任单位：市教育局、市财政局", [("责任单位", "市教育局|市财政局", "", False)]),
    ("责任单位：市教育局。", [("责任单位", "市教育局", "", False)]),
    ("\n责任单位：市教育局", [("责任单位", "市教育局", "", False)]),
    ("\n牵头单位：市教育局\n配合单位：市财政局",
        [("牵头单位", "市教育局", "", False), ("配合单位", "市财政局", "", False)]),
    ("牵头单位：市教育局，配合单位：市财政局。",
        [("牵头单位", "市教育局", "", False), ("配合单位", "市财政局", "", False)]),
    ("（市教育局牵头，市财政局、市民政局配合）",
        [("牵头", "市教育局", "", False), ("配合", "市财政局|市民政局", "", False)]),
    ("（市教育局牵头，各县（区）政府配合）",
        [("牵头", "市教育局", "", False), ("配合", "各县（区）政府", "", False)]),
    ("（市教育局负责；市财政局配合）", [("负责", "市教育局", "", False), ("配合", "市财政局", "", False)]),
    ("（市教育局、市财政局按职责分工负责）", [("按职责分工负责", "市教育局|市财政局", "", False)]),
    ("（市教育局、市财政局等按职责分工负责）", [("按职责分工负责", "市教育局|市财政局", "", True)]),
    ("（市教育局、市财政局等部门按职责分工负责）", [("按职责分工负责", "市教育局|市财政局", "", True)]),
    ("（国家卫生健康委牵头，发展改革委、财政部参与）",
        [("牵头", "国家卫生健康委", "", False), ("参与", "发展改革委|财政部", "", False)]),
    ("（市教育局、市财政局）", [("", "市教育局|市财政局", "", False)]),
    ("（各县区政府、市残联等）", [("", "各县区政府|市残联", "", True)]),
    ("【责任单位】市教育局、市财政局", [("责任单位", "市教育局|市财政局", "", False)]),
    ("【责任单位】：市教育局", [("责任单位", "市教育局", "", False)]),
    ("\n- 牵头：市图书馆", [("牵头", "市图书馆", "", False)]),
    ("\n◆ 责任单位：市文联、市残联", [("责任单位", "市文联|市残联", "", False)]),
    ("（市文联牵头，市残联配合）", [("牵头", "市文联", "", False), ("配合", "市残联", "", False)]),
    ("（2025年底前完成，市教育局负责）", [("负责", "市教育局", "", False)]),
    ("（责任单位：市教育局；完成时限：2025年6月）", [("责任单位", "市教育局", "", False)]),
    ("（责任单位：市教育局，完成时间：2025年6月底前）", [("责任单位", "市教育局", "", False)]),
    ("（责任单位：市教育局；时限：全年）", [("责任单位", "市教育局", "", False)]),
    ("（完成时限：2025年6月；责任单位：市教育局）", [("责任单位", "市教育局", "", False)]),
    ("（牵头单位：市教育局）（完成时限：2025年6月）", [("牵头单位", "市教育局", "", False)]),
    ("（牵头单位：市教育局；完成时限：2025年6月；配合单位：市财政局）",
        [("牵头单位", "市教育局", "", False), ("配合单位", "市财政局", "", False)]),
    ("责任单位：市教育局；完成时限：2025年6月。", [("责任单位", "市教育局", "", False)]),
    ("\n责任单位：市教育局\n完成时限：2025年6月", [("责任单位", "市教育局", "", False)]),
]  # fmt: skip

UNCLOSED = ["（责任科室：疾控科、妇幼科", "（责任科室：疾控科、妇幼科、", "（责任科室：疾控科、妇幼科。"]

NOT_RESPONSIBLE = [
    "组建中心。（以下简称市疾控中心）",
    "改造120所。（村卫生室）",
    "建成重点专科3个。（心内科、儿科、妇产科）",
    "完成改造（基层科）",
    "（以下简称“甲”）",
    "（2025年底前完成）",
    "（完成时限：2025年6月）",
    "（疾控科）",
    "（内科、外科）",
    "（东部、西部）",
    "（一岗双责）",
    "（责任到人）",
    "（试行）",
    "（含3家）",
    "由市教育局牵头，市财政局配合。",
    "注意：按期完成。",
    "主要责任：落实到位",
    "落实责任：各负其责，形成合力。",
    "",
]

INNER: list[tuple[str, list[str]]] = [
    ("做甲（责任单位：市教育局），做乙（责任单位：市财政局）。", ["市教育局", "市财政局"]),
    ("做甲（责任单位：市教育局；完成时限：全年），做乙。", ["市教育局"]),
    ("做甲（含乙），做丙（牵头科室：疾控科）。", ["疾控科"]),
    ("做甲（以下简称“乙”），做丙。", []),
    ("做甲（市教育局牵头），做乙。", []),
    ("做甲（责任单位：各县（市、区）人民政府）。", ["各县（市、区）人民政府"]),
    ("做甲（责任单位：市教育局，做乙。", []),
    ("", []),
]

NAMES: list[tuple[str, str, bool]] = [
    ("疾控科、妇幼科", "疾控科|妇幼科", False),
    ("疾控科，妇幼科；办公室", "疾控科|妇幼科|办公室", False),
    ("疾控科、妇幼科等", "疾控科|妇幼科", True),
    ("市教育局，等相关单位", "市教育局", True),
    ("市教育局等3个单位", "市教育局", True),
    ("市教育局等十余个部门", "市教育局", True),
    ("规划和信息科", "规划和信息科", False),
    ("市工业和信息化局和市财政局", "市工业和信息化局|市财政局", False),
    ("市卫健委以及市民政局", "市卫健委|市民政局", False),
    ("人口监测与家庭发展科", "人口监测与家庭发展科", False),
    ("科教科、政策法规与综合监督科", "科教科|政策法规与综合监督科", False),
    ("市住房和城乡建设局、市文化广电和旅游局", "市住房和城乡建设局|市文化广电和旅游局", False),
    ("各县（市、区）人民政府、市教育局", "各县（市、区）人民政府|市教育局", False),
    ("办公室（宣教科、人事科）、疾控科", "办公室（宣教科、人事科）|疾控科", False),
    ("疾控科、疾控科", "疾控科", False),
    ("市公安局，市司法局、", "市公安局|市司法局", False),
    ("疾控科 妇幼科", "疾控科|妇幼科", False),
    ("疾控\n科、妇幼科", "疾控科|妇幼科", False),
    ("市政府\n办公室", "市政府办公室", False),
    ("市教育局（牵头单位）、市财政局（配合）", "市教育局|市财政局", False),
    ("市教育局｜市财政局", "市教育局|市财政局", False),
    ("高等教育处、市教育局", "高等教育处|市教育局", False),
    ("等", "", True),
    ("、", "", False),
    ("", "", False),
]


def said(text: str) -> Said:
    _, found = trailing(text)
    return [
        (r.role, "|".join(r.units), "|".join(r.leaders), r.open) for a in found for r in a.responsibilities
    ]


@pytest.mark.parametrize(("annotation", "expected"), TRAILING, ids=[row[0] for row in TRAILING])
def test_at_the_end_of_a_clause(annotation: str, expected: Said) -> None:
    text = f"做好甲乙两项工作。{annotation}"
    assert said(text) == expected
    assert text[: trailing(text)[0]] == "做好甲乙两项工作。"


@pytest.mark.parametrize("annotation", UNCLOSED)
def test_a_bracket_that_is_never_closed_still_names_them(annotation: str) -> None:
    _, found = trailing(f"做好甲乙两项工作。{annotation}")
    assert [a.closed for a in found] == [False]
    assert said(f"做好甲乙两项工作。{annotation}") == [("责任科室", "疾控科|妇幼科", "", False)]


@pytest.mark.parametrize("words", NOT_RESPONSIBLE)
def test_nobody_is_named(words: str) -> None:
    text = f"做好甲乙两项工作{words}"
    assert trailing(text) == (len(text), ())


@pytest.mark.parametrize(("text", "offices"), INNER, ids=[row[0] for row in INNER])
def test_within_a_clause(text: str, offices: list[str]) -> None:
    assert [u for a in inner(text) for r in a.responsibilities for u in r.units] == offices


@pytest.mark.parametrize(("text", "names", "is_open"), NAMES, ids=[row[0] for row in NAMES])
def test_names_of_a_list(text: str, names: str, is_open: bool) -> None:
    assert split_names(text) == (tuple(filter(None, names.split("|"))), is_open)


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("（责任科室：疾控科）", True),
        ("责任单位：市教育局", True),
        ("（市教育局牵头）", True),
        ("责任单位：市教育局；完成时限：全年", True),
        ("做好工作。（责任科室：疾控科）", False),
        ("做好工作。", False),
        ("（完成时限：全年）", True),
        ("- 时限：2026年12月", True),
        ("", False),
    ],
)
def test_a_line_of_its_own(line: str, whole: bool) -> None:
    assert is_annotation(line) is whole


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("责任单位", True), ("牵头科室", True), ("分管领导", True), ("配合部门", True),
        ("牵头单位（部门）", True), ("责任人", True), ("责任单位/责任人", True), ("责任单位、责任人", True),
        ("责 任 单 位", True),
        ("序号", False), ("工作任务", False), ("完成时限", False), ("指标名称", False), ("备注", False),
        ("", False),
    ],
)  # fmt: skip
def test_a_table_header(header: str, role: bool) -> None:
    assert is_role(header) is role


def test_a_table_cell() -> None:
    (found,) = from_cell("责任单位", "市教育局、市财政局等", 7)
    assert (found.units, found.open, found.span.start, found.span.end) == (
        ("市教育局", "市财政局"),
        True,
        7,
        17,
    )
    assert from_cell("责任单位", " ", 7) == ()


MIXED: list[tuple[str, str, str, str]] = [
    ("责任人", "县生态环境局 陈述", "县生态环境局", "陈述"),
    ("责任人", "县住建局 吴起；县水利局 林枫", "县住建局|县水利局", "吴起|林枫"),
    ("责任人", "县住建局　吴起、县水利局　林枫", "县住建局|县水利局", "吴起|林枫"),
    ("责任人", "县住建局 吴起 县水利局 林枫", "县住建局|县水利局", "吴起|林枫"),
    ("责任人", "县住建局 局长 吴起", "县住建局", "局长吴起"),
    ("责任人", "县水利局（林枫）、县住建局（吴起）", "县水利局|县住建局", "林枫|吴起"),
    ("责任人", "县水利局（林 枫、局长 吴起）", "县水利局", "林枫|局长吴起"),
    ("责任人", "林枫（县水利局）", "县水利局", "林枫"),
    ("责任人", "县水利局：林枫", "县水利局", "林枫"),
    ("责任人", "县水利局、林枫", "县水利局", "林枫"),
    ("责任人", "县水利局 扎西达瓦", "县水利局", "扎西达瓦"),
    ("责任单位", "县生态环境局 陈述", "县生态环境局", "陈述"),
    ("责任单位", "县住建局 吴起；各乡镇人民政府", "县住建局|各乡镇人民政府", "吴起"),
    ("责任单位/责任人", "县水利局/林枫", "县水利局", "林枫"),
    ("责任单位（责任人）", "县水利局（林枫）", "县水利局", "林枫"),
    ("责任单位及责任人", "县水利局 林 枫", "县水利局", "林枫"),
    ("责任人", "周某、吴某", "", "周某|吴某"),
    ("责任领导", "副县长 李岸、王 明", "", "副县长李岸|王明"),
    ("责任人", "李岸 王明", "", "李岸|王明"),
    ("责任人", "张登科、周某", "", "张登科|周某"),
    ("责任人", "疾控科 孟舟", "疾控科", "孟舟"),
    ("责任人", "安监局 张登科", "安监局", "张登科"),
    ("责任人", "县水利局", "县水利局", ""),
    ("责任人", "各乡镇人民政府", "各乡镇人民政府", ""),
    ("责任单位", "县教育局 县水利局", "县教育局|县水利局", ""),
    ("责任单位", "县教育局（基教科）", "县教育局（基教科）", ""),
    ("责任单位", "县水利局 各镇街", "县水利局各镇街", ""),
    ("责任单位", "县教育局（高中）", "县教育局（高中）", ""),
]


@pytest.mark.parametrize(("role", "cell", "offices", "people"), MIXED, ids=[f"{r[0]} {r[1]}" for r in MIXED])
def test_offices_and_people_in_one_cell(role: str, cell: str, offices: str, people: str) -> None:
    (found,) = from_cell(role, cell, 0)
    assert ("|".join(found.units), "|".join(found.leaders)) == (offices, people)


def test_offices_and_people_at_the_end_of_a_clause() -> None:
    assert said("疏浚河道3条。（责任人：县水利局 林枫；县住建局 吴起）") == [
        ("责任人", "县水利局|县住建局", "林枫|吴起", False)
    ]


def test_a_deadline_is_no_office_in_a_whole_plan() -> None:
    plan = parse_text(
        "临河市2023年工作要点\n一、任务\n1.建设托位100个。（责任单位：市教育局；完成时限：2023年6月）\n2.培训医师20名。（完成时限：年底；责任单位：市卫健委）\n"
    )
    assert [c.units for c in plan.clauses] == [("市教育局",), ("市卫健委",)]
    assert [plan.text_of(c) for c in plan.clauses] == ["建设托位100个。", "培训医师20名。"]


GOES_ON = [
    ("责任单位：市住建局，所属片区：河东片区。", "以上两个小区须于9月底前开工。", "市住建局", ""),
    ("牵头单位：市住建局；配合单位：市财政局。", "各单位每月25日前报送进度。", "市住建局|市财政局", ""),
    ("责任单位：市民政局，联系人：林枫。", "名单于6月底前张榜公布。", "市民政局", "林枫"),
    ("责任部门：市农业局、市水利局；完成时限：10月底。", "渠道修好后交村集体管护。", "市农业局|市水利局", ""),
    ("牵头领导：吴起；责任单位：市文旅局。", "景区内不得再设收费停车场。", "市文旅局", "吴起"),
    ("责任单位：市教育局。", "市财政局。", "市教育局|市财政局", None),
    ("责任单位：市教育局。", "完成时限：12月底。", "市教育局", None),
    ("牵头单位：市教育局。", "市财政局配合。", "市教育局|市财政局", None),
]
"""An annotation, what stands behind its full stop, the offices, the people; None where both are one."""


@pytest.mark.parametrize(("note", "behind", "units", "people"), GOES_ON, ids=[g[0] + g[1] for g in GOES_ON])
def test_a_sentence_behind_the_annotation_is_the_clauses(
    note: str, behind: str, units: str, people: str | None
) -> None:
    plan = parse_text(
        f"临河市2023年工作要点\n一、任务\n1.建设小区2个。{note}{behind}\n2.培训教师20名。（责任单位：市教育局）\n"
    )
    clause = plan.clauses[0]
    assert (behind in plan.text_of(clause)) is (people is not None)
    assert "|".join(clause.units) == units
    assert "|".join(n for r in clause.responsibilities for n in r.leaders) == (people or "")


@given(
    st.text(
        alphabet=(
            "责任单位科室牵头领导配合负责等和与：:（）()[]、，；。 \n市教育局办公室疾控2025年完成时限周某"
        ),
        max_size=40,
    )
)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    body, found = trailing(text)
    assert 0 <= body <= len(text)
    at = body
    for annotation in (*found, *()):
        assert at <= annotation.span.start < annotation.span.end <= len(text)
        at = annotation.span.end
        for r in annotation.responsibilities:
            assert annotation.span.start <= r.span.start < r.span.end <= annotation.span.end
            printed = "".join(r.span.of(text).split())
            assert all("".join(name.split()) in printed for name in (*r.units, *r.leaders))
