"""Who a sentence says does it, where no annotation does."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.pipeline import parse_text
from ingest.responsibility.closings import closes_section
from ingest.responsibility.sentence import assigned, offices_in_heading

SAID: list[tuple[str, list[tuple[str, str]]]] = [
    ("由市教育局牵头，市财政局、市民政局配合。", [("牵头", "市教育局"), ("配合", "市财政局|市民政局")]),
    ("由各镇政府、县直有关部门负责实施。", [("负责实施", "各镇政府|县直有关部门")]),
    (
        "由各镇政府、街道办事处和县直有关部门（单位）负责。",
        [("负责", "各镇政府|街道办事处|县直有关部门（单位）")],
    ),
    (
        "今后由各镇政府、街道（园区）办事处、城投集团和县直部门负责实施。",
        [("负责实施", "各镇政府|街道（园区）办事处|城投集团|县直部门")],
    ),
    ("由县政府相关部门组织验收。", [("验收", "县政府相关部门")]),
    ("县水利局牵头改造，县财政局做好配合。", [("牵头", "县水利局"), ("配合", "县财政局")]),
    (
        "由县民政局会同乡人民政府(街道办事处)审批。",
        [("负责", "县民政局"), ("会同", "乡人民政府(街道办事处)")],
    ),
    ("县、乡教育、公安、司法行政等单位按照各自职责主动配合。", [("配合", "县、乡教育|公安|司法行政")]),
    ("教育、公安、工会、团委等单位按照各自职责主动配合。", [("配合", "教育|公安|工会|团委")]),
    (
        "县民防办牵头，县教育局、房管局等部门履行相应职责，各镇政府、街道（园区）办事处和城投集团落实主体责任。",
        [("牵头", "县民防办"), ("", "县教育局|房管局"), ("落实", "各镇政府|街道（园区）办事处|城投集团")],
    ),
    ("县粮食局、县财政局等部门单位，按照各自职责，对执行情况进行监督检查。", [("", "县粮食局|县财政局")]),
    ("县粮食局、县财政局等部门和单位要于6月底前完成自查。", [("完成", "县粮食局|县财政局")]),
    ("县督查室负责督办重点工程。", [("督办", "县督查室")]),
    ("车辆考核，由市交通局牵头，市公安局配合；", [("牵头", "市交通局"), ("配合", "市公安局")]),
    ("县水利局负责日常巡查，县疾控中心予以配合。", [("负责", "县水利局"), ("配合", "县疾控中心")]),
    ("补助资金由市财政局会同市审计局加强监管。", [("负责", "市财政局"), ("会同", "市审计局")]),
    ("停车点由各区人民政府会同市城市管理局划设。", [("负责", "各区人民政府"), ("会同", "市城市管理局")]),
    ("• 区发展改革委负责审批，区财政局负责保障。", [("负责", "区发展改革委"), ("负责", "区财政局")]),
    ("区住建局：负责指导业主使用资金，5个工作日内完成审核。", [("负责", "区住建局")]),
    ("个人信息监管由市网信办负责。", [("负责", "市网信办")]),
    ("检查由监督股牵头，医政股、县卫生监督所配合。", [("牵头", "监督股"), ("配合", "医政股|县卫生监督所")]),
    ("医政股负责医疗安全。", [("负责", "医政股")]),
    ("本办法由县水利局负责解释。", [("负责", "县水利局")]),
    ("标准由县财政局商县审计局确定。", [("负责", "县财政局"), ("会同", "县审计局")]),
    (
        "市规划资源部门会同市卫生健康委员会制定标准。",
        [("负责", "市规划资源部门"), ("会同", "市卫生健康委员会")],
    ),
    (
        "由市卫生健康委会同市公安局交警支队、市城管局开展检查。",
        [("负责", "市卫生健康委"), ("会同", "市公安局交警支队|市城管局")],
    ),
    ("县民政局会同有关部门制定办法。", [("负责", "县民政局"), ("会同", "有关部门")]),
    ("县水利局应当会同其他相关单位组织演练。", [("负责", "县水利局"), ("会同", "其他相关单位")]),
    ("市卫生健康行政部门主管本市急救工作。", [("主管", "市卫生健康行政部门")]),
    ("我委负责统筹调度，各科室配合。", [("负责", "我委"), ("配合", "各科室")]),
    ("县水利局负责处理投诉。", [("负责", "县水利局")]),
    ("县水利局负责办理许可，县公安局配合。", [("负责", "县水利局"), ("配合", "县公安局")]),
    ("县水利局负责制定预案。", [("负责", "县水利局")]),
    ("县民政局负责所有补贴的发放。", [("负责", "县民政局")]),
    ("司法部负责制定文书格式。", [("负责", "司法部")]),
    ("发展改革委会同有关部门制定办法。", [("负责", "发展改革委"), ("会同", "有关部门")]),
    ("县级以上水行政主管部门负责管理。", [("负责", "县级以上水行政主管部门")]),
    ("市、区水利部门负责巡查。", [("负责", "市、区水利部门")]),
    ("由县文旅局会同县公安局和重泉海关查处。", [("负责", "县文旅局"), ("会同", "县公安局")]),
    ("由县委宣传部牵头，会同县文旅局开展宣传。", [("牵头", "县委宣传部"), ("会同", "县文旅局")]),
    ("由本局办公室负责汇总。", [("负责", "本局办公室")]),
    ("市民政局要牵头抓总，市财政局等部门按职责分工负责。", [("牵头", "市民政局"), ("负责", "市财政局")]),
]

NOBODY = [
    "学校负责日常管理。",
    "由县级医院牵头，组建医共体。",
    "市县公立医院参与组建联合体。",
    "修编方案，报县人民政府批准后实施。",
    "目录经市财政局审核，向市水利局备案。",
    "县政府督查室负责制。",
    "县水利局督查组到场。",
    "领导干部负责联系群众。",
    "村委负责收集意见。",
    "财政部会同有关部门研究提出了意见。",
    "未经市教育局负责人同意，不得变更。",
    "实行市长负责制。",
    "市财政局配合。",
    "发现异常由学校医务室负责报告。",
    "放射科负责设备日检。",
    "由儿科牵头救治。",
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
        ("县水利局主要职责", ("县水利局",)),
        ("市民政部门的工作职责", ("市民政部门",)),
        ("县林业局、县公安局职责分工", ("县林业局", "县公安局")),
        ("各部门职责", ()),
        ("相关部门主要职责", ()),
        ("领导小组职责", ()),
        ("村级职责", ()),
    ],
)
def test_heading_that_is_an_office(title: str, offices: tuple[str, ...]) -> None:
    assert offices_in_heading(title) == offices


HELD = (
    "白鹭市2025年校园工作方案\n一、校舍\n1．新建校舍3所。\n"
    "2．改造食堂5个。\n{closing}\n二、师资\n培训教师60人。\n"
)


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


def charged(text: str) -> dict[str, str]:
    """Label -> "role:offices<section" of every clause, roles parted by ；."""
    return {
        c.label: "；".join(f"{r.role}:{'|'.join(r.units)}<{r.inherited_from}" for r in c.responsibilities)
        for c in parse_text(text).clauses
    }


TASKS = "沅水县2025年基层卫生任务\n"
SPOKEN_OF = {
    "the two items of the last section": (
        TASKS
        + (
            "（一）培训\n轮训医生400人。[责任股室：人事股]\n（二）服务\n1）每月巡诊2次；\n"
            "2）增设病床60张。\n以上两项由基卫股牵头，中医股、医政股配合。\n"
        ),
        {
            "（一）": "责任股室:人事股<None",
            "（二）/1）": "牵头:基卫股<（二）；配合:中医股|医政股<（二）",
            "（二）/2）": "牵头:基卫股<（二）；配合:中医股|医政股<（二）",
        },
    ),
    "fewer than there are": (
        TASKS
        + (
            "一、服务\n1.培训医生40人。\n2.巡诊9次。\n3.建成小屋5个。\n"
            "以上两项由基卫股负责。\n二、其他\n1.修订制度3项。\n2.宣传6场。\n"
        ),
        {"一/1": "", "一/2": "负责:基卫股<一", "一/3": "负责:基卫股<一", "二/1": "", "二/2": ""},
    ),
    "in the midst of a list": (
        TASKS
        + (
            "1.培训医生40人。\n2.巡诊9次。\n以上1—2项由基卫股负责。\n"
            "3.建成小屋5个。\n4.宣传6场。\n上述工作由办公室牵头。\n"
        ),
        {"1": "负责:基卫股<", "2": "负责:基卫股<", "3": "牵头:办公室<", "4": "牵头:办公室<"},
    ),
    "by their marks": (
        TASKS
        + (
            "（一）培训医生40人。\n（二）巡诊9次。\n（三）建成小屋5个。\n"
            "（四）宣传6场。\n以上（一）至（三）项由疾控股负责。\n"
        ),
        {"（一）": "负责:疾控股<", "（二）": "负责:疾控股<", "（三）": "负责:疾控股<", "（四）": ""},
    ),
    "not counted": (
        TASKS
        + (
            "一、服务\n1.培训医生40人。\n2.巡诊9次。\n"
            "上述任务由规财股、人事股负责落实。\n二、其他\n"
            "宣传6场。（责任股室：办公室）\n"
        ),
        {
            "一/1": "负责落实:规财股|人事股<一",
            "一/2": "负责落实:规财股|人事股<一",
            "二": "责任股室:办公室<None",
        },
    ),
    "the nearest section that holds as many": (
        TASKS + "一、培训\n轮训医生40人。\n二、巡诊\n1.下乡9次。\n2.义诊6次。\n以上两大项由基卫股负责。\n",
        {"一": "", "二/1": "负责:基卫股<二", "二/2": "负责:基卫股<二"},
    ),
    "more than the last section holds": (
        TASKS
        + (
            "一、培训\n轮训医生40人。\n二、小屋\n建成小屋6个。\n三、巡诊\n"
            "1.下乡9次。\n2.义诊6次。\n以上三项由基卫股负责。\n"
        ),
        {"一": "负责:基卫股<", "二": "负责:基卫股<", "三/1": "负责:基卫股<", "三/2": "负责:基卫股<"},
    ),
    "an item with an office of its own keeps it": (
        TASKS + "1.培训医生40人。（责任股室：人事股）\n2.巡诊9次。\n以上两项由基卫股负责。\n",
        {"1": "责任股室:人事股<None", "2": "负责:基卫股<"},
    ),
    "through sections the numbers run on through": (
        TASKS
        + (
            "一、服务\n1.培训医生40人。\n2.巡诊9次。\n3.建成小屋5个。\n二、其他\n4.修订制度3项。\n"
            "5.宣传6场。\n第1—3项由基卫股负责，第4、5项由医政股负责、规财股配合。\n"
        ),
        {
            "一/1": "负责:基卫股<二",
            "一/2": "负责:基卫股<二",
            "一/3": "负责:基卫股<二",
            "二/4": "负责:医政股<二；配合:规财股<二",
            "二/5": "负责:医政股<二；配合:规财股<二",
        },
    ),
    "numbers that are not there": (
        TASKS + "1.培训医生40人。\n2.巡诊9次。\n第2—5项由基卫股负责。\n",
        {"1": "", "2": ""},
    ),
    "a line below each group": (
        TASKS
        + (
            "1.培训医生40人。\n2.巡诊9次。\n责任股室：基卫股\n3.建成小屋5个。\n"
            "4.修订制度3项。\n责任股室：医政股、规财股\n"
        ),
        {
            "1": "责任股室:基卫股<",
            "2": "责任股室:基卫股<",
            "3": "责任股室:医政股|规财股<",
            "4": "责任股室:医政股|规财股<",
        },
    ),
    "a line that only says when is its item's": (
        TASKS
        + (
            "1.培训医生40人。\n2.巡诊9次。\n责任股室：基卫股\n3.建成小屋5个。\n"
            "4.修订制度3项。\n责任股室：医政股\n完成时限：2025年6月\n"
        ),
        {
            "1": "责任股室:基卫股<",
            "2": "责任股室:基卫股<",
            "3": "责任股室:医政股<",
            "4": "责任股室:医政股<",
        },
    ),
    "a line below most items is each one's own": (
        TASKS
        + (
            "1.培训医生40人。\n责任股室：基卫股\n2.巡诊9次。\n3.建成小屋5个。\n"
            "责任股室：医政股\n4.修订制度3项。\n责任股室：规财股\n"
        ),
        {
            "1": "责任股室:基卫股<None",
            "2": "",
            "3": "责任股室:医政股<None",
            "4": "责任股室:规财股<None",
        },
    ),
    "a line below the goals of a pledge": (
        (
            "沅水县2027年目标责任书\n甲方：沅水县卫健局\n【目标一】公卫\n1-1 建档率≥65%；\n"
            "1-2 随访率≥64%；\n    考核科室：基卫股\n【目标二】防病\n2-1 报告率100%；\n"
            "2-2 采样20份。\n    考核科室：疾控股\n奖惩：低于80分的取消资格。\n"
            "甲方（盖章）　　　　乙方（盖章）\n2027年1月15日\n"
        ),
        {
            "前言": "",
            "【目标一】/1-1": "考核科室:基卫股<【目标一】",
            "【目标一】/1-2": "考核科室:基卫股<【目标一】",
            "【目标二】/2-1": "考核科室:疾控股<【目标二】",
            "【目标二】/2-2": "考核科室:疾控股<【目标二】",
            "¶1": "",
        },
    ),
    "what only sounds like it": (
        TASKS + "1.培训医生40人。\n2.巡诊9次。\n以上两项由各乡镇报送进度。\n",
        {"1": "", "2": ""},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SPOKEN_OF.values(), ids=SPOKEN_OF)
def test_a_sentence_behind_items_charges_those_it_speaks_of(text: str, wanted: dict[str, str]) -> None:
    assert charged(text) == wanted


@pytest.mark.parametrize(("text", "_"), SPOKEN_OF.values(), ids=SPOKEN_OF)
def test_no_character_is_lost_where_a_sentence_charges_items(text: str, _: object) -> None:
    plan = parse_text(text)
    homes = sorted(plan.homes, key=lambda h: h.span)
    assert all(a.span.end <= b.span.start for a, b in pairwise(homes))
    kept = "".join(plan.text[h.span.start : h.span.end] for h in homes)
    assert "".join(kept.split()) == "".join(plan.text.split())


WHEN = (
    "沅水县2025年任务\n一、服务\n1.培训医生40人。\n2.巡诊9次。\n"
    "{}3.建成小屋5个。\n4.修订制度3项。\n{}二、其他\n宣传6场。\n"
)


@pytest.mark.parametrize(
    ("first", "last", "dues"),
    [
        ("", "责任股室：基卫股\n完成时限：2025年6月\n", ["2025年6月"] * 4),
        ("责任股室：人事股\n完成时限：2025年3月\n", "责任股室：基卫股\n完成时限：2025年6月\n",
            ["2025年3月"] * 2 + ["2025年6月"] * 2),
    ],
    ids=["below the section", "below each group"],
)  # fmt: skip
def test_when_is_said_of_the_same_items_as_who(first: str, last: str, dues: list[str]) -> None:
    plan = parse_text(WHEN.format(first, last))
    assert [c.due for c in plan.clauses] == [*dues, None]


def test_when_is_said_below_a_heading() -> None:
    plan = parse_text(
        "沅水县2025年任务\n一、饮水\n责任股室：疾控股\n完成时限：2025年9月底\n1.监测率100%。\n2.监测点60个。\n二、其他\n宣传6场。\n"
    )
    assert [(c.units, c.due) for c in plan.clauses] == [(("疾控股",), "2025年9月底")] * 2 + [((), None)]
