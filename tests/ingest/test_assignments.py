"""Who a sentence says does it, where no annotation does."""

from __future__ import annotations

import pytest

from ingest.assignments import assigned, closes_section, names_office
from ingest.pipeline import parse_text
from ingest.responsibility import due_in

SAID: list[tuple[str, list[tuple[str, str]]]] = [
    ("由市教育局牵头，市财政局、市民政局配合。", [("牵头", "市教育局"), ("配合", "市财政局|市民政局")]),
    ("车辆考核，由市交通局牵头，市公安局配合；", [("牵头", "市交通局"), ("配合", "市公安局")]),
    ("县水利局负责日常巡查，县疾控中心予以配合。", [("负责", "县水利局"), ("配合", "县疾控中心")]),
    ("补助资金由市财政局会同市审计局加强监管。", [("负责", "市财政局"), ("会同", "市审计局")]),
    ("停车点由各区人民政府会同市城市管理局划设。", [("负责", "各区人民政府"), ("会同", "市城市管理局")]),
    ("• 区发展改革委负责审批，区财政局负责保障。", [("负责", "区发展改革委"), ("负责", "区财政局")]),
    ("区住建局：负责指导业主使用资金，5个工作日内完成审核。", [("负责", "区住建局")]),
    ("个人信息监管由市网信办负责。", [("负责", "市网信办")]),
]

NOBODY = [
    "学校负责日常管理。",
    "由县级医院牵头，组建医共体。",
    "市县公立医院参与组建联合体。",
    "本办法由县水利局负责解释。",
    "未经市教育局负责人同意，不得变更。",
    "实行市长负责制。",
    "市财政局配合。",
    "县级以上水行政主管部门负责管理。",
    "",
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_sentence_assigns(text: str, said: list[tuple[str, str]]) -> None:
    found = assigned(text)
    assert [(r.role, "|".join(r.units)) for r in found] == said
    assert all(r.units[0] in r.span.of(text) for r in found)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_charged(text: str) -> None:
    assert assigned(text) == ()


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("以上任务由市残联牵头落实，市国资委配合。", True),
        ("上述各项工作由县农业农村局负责。", True),
        ("由市教育局牵头，市财政局配合。", False),
        ("以上数据由各县报送。", False),
    ],
)
def test_closes_a_section(text: str, closes: bool) -> None:
    assert closes_section(text) is closes


@pytest.mark.parametrize(
    ("title", "offices"),
    [
        ("镇农业农村办公室", ("镇农业农村办公室",)),
        ("市教育局、市财政局", ("市教育局", "市财政局")),
        ("白鹭市教育局", ("白鹭市教育局",)),
        ("打造区域医疗中心", ()),
        ("加强学校管理", ()),
        ("县级医院", ()),
    ],
)
def test_heading_that_is_an_office(title: str, offices: tuple[str, ...]) -> None:
    assert names_office(title) == offices


@pytest.mark.parametrize(
    ("annotation", "due"),
    [
        ("（责任单位：市教育局；完成时限：2025年6月底）", "2025年6月底"),
        ("责任单位：市教育局\n- 时限：长期坚持", "长期坚持"),
        ("（完成时间:9月30日前；牵头：市教育局）", "9月30日前"),
        ("（责任单位：市教育局）", None),
    ],
)
def test_due_as_printed(annotation: str, due: str | None) -> None:
    assert due_in(annotation) == due


def test_due_goes_with_the_clause() -> None:
    plan = parse_text(
        "白鹭市2025年校园工作方案\n一、新建校舍3所。（责任单位：市教育局；完成时限：2025年8月底）\n二、改造食堂5个。\n责任单位：市商务局\n完成时限：2025年10月\n"
    )
    assert [(c.label, c.due, c.units) for c in plan.clauses] == [
        ("一", "2025年8月底", ("市教育局",)),
        ("二", "2025年10月", ("市商务局",)),
    ]


HELD = "白鹭市2025年校园工作方案\n一、校舍\n1．新建校舍3所。\n2．改造食堂5个。\n{closing}\n二、师资\n培训教师60人。\n"


@pytest.mark.parametrize(
    "closing",
    [
        "责任单位：市教育局、市商务局",
        "以上任务由市教育局牵头，市商务局配合。",
        "（责任单位：市教育局、市商务局）",
    ],
)
def test_offices_behind_the_last_item_are_the_sections(closing: str) -> None:
    plan = parse_text(HELD.format(closing=closing))
    assert [(c.label, c.units) for c in plan.clauses] == [
        ("一/1", ("市教育局", "市商务局")),
        ("一/2", ("市教育局", "市商务局")),
        ("二", ()),
    ]
    assert {r.inherited_from for c in plan.clauses for r in c.responsibilities} == {"一"}


def test_who_helps_is_added_to_who_leads() -> None:
    plan = parse_text(
        "柳镇2025年实事分工\n【一】镇农业办公室\n①新修道路6公里。\n②创建示范户90户。（配合：镇妇联）\n【二】镇社会办公室\n①改建中心3处。\n"
    )
    assert [(c.label, c.units) for c in plan.clauses] == [
        ("【一】/①", ("镇农业办公室",)),
        ("【一】/②", ("镇农业办公室", "镇妇联")),
        ("【二】/①", ("镇社会办公室",)),
    ]
