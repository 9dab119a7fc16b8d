"""Who does it by the verbs of a sentence: whom one office passes it on to, those who stand beside the deed,
bodies that are no offices, and what only looks like a name."""

from __future__ import annotations

import pytest

from ingest.grammar.deeds import read_deed
from ingest.grammar.in_force import closes_paper
from ingest.grammar.named_offices import named_offices
from ingest.grammar.offices import split_names
from ingest.grammar.tables import table
from ingest.pipeline import parse

TABLE = table("deeds")


def units(text: str) -> str:
    paper = f"# 青岚县2026年工作要点\n\n一、工作\n\n（一）做好工作。{text}\n\n（二）其他。持续推进。\n"
    return "、".join(parse(paper.encode(), "a.md").clauses[0].units)


CHARGED = {
    "县纪委机关、县审计局加强监督。": "县纪委机关、县审计局",
    "县水利局、县司法局（社区矫正）每月8日前交换名单。": "县水利局、县司法局",
    "县农商行做好代发。": "县农商行",
    "工会、科学技术协会以及有关社会组织，应当支持渡口服务。": "工会、科学技术协会、有关社会组织",
    "乡镇、街道水利站具体承担巡堤的日常工作。": "乡镇、街道水利站",
    "少先队、妇联应当协助宣传。": "少先队、妇联",
    "市和区、县水务部门负责码头的组织。": "市和区、县水务部门",
    "预警由县气象局发布，县客运公司立即停运。": "县气象局、县客运公司",
    "县客运公司立即响应。": "县客运公司",
    "由镇（街道）受理，县残联审核。": "镇（街道）、县残联",
    "由街道（镇）登记，每月上报。": "街道（镇）",
    "经委主任办公会批准后执行。": "委主任办公会",
    "由牵头股室提出，报局长办公会审定。": "牵头股室、局长办公会",
    "由属地卫生院或社区卫生服务站上门完成。": "属地卫生院、社区卫生服务站",
    "小型水库由属地镇街登记，每月巡查1次。": "属地镇街",
    "县水利局会同沿江乡镇实施。": "县水利局、沿江乡镇",
    "逾期未改的，由县应急局提请县政府予以关闭。": "县应急局、县政府",
    "名单推送县民政局、县农业农村局核查。": "县民政局、县农业农村局",
    "多领的款项移交县司法局处理。": "县司法局",
    "县级以上气象主管机构在本级人民政府领导下，负责指导工作。": "县级以上气象主管机构",
    "县卫生监督所每季度抽查。": "县卫生监督所",
    "县总医院提供技术支持。": "县总医院",
    "办公室建立台账，年底由考核办考核。": "办公室、考核办",
    "县职业中学创建示范校，11月前提交材料。": "县职业中学",
    "市财政2026年安排专项资金2亿元。": "市财政",
    "县供销社新建农资店6家。": "县供销社",
    "县疾控中心组织开展监测，指导乡镇卫生院处置疫情。": "县疾控中心",
    "县水利局指导各乡镇开展巡查。": "县水利局",
    "县水利局负责指导、监督、协调全县供水工作。": "县水利局",
    "市城管局应当按照各自职责，依法查处违法建设行为。": "市城管局",
    "所在街道应当组织协商。": "所在街道",
    "县政府及其水利主管部门、城市管理部门应当加强检查。": "县政府、水利主管部门、城市管理部门",
    "红十字会、渡口管理机构以及其他救援机构应当储备救生衣。": "红十字会、渡口管理机构、其他救援机构",
    "县残疾人联合会配合开展渡口改造。": "县残疾人联合会",
    "县妇联、团县委等群众团体协助清点救生衣。": "县妇联、团县委",
    "消防救援机构协助渡口管理单位开展演练。": "消防救援机构",
    "有关部门按照渡口管理职责分工，负责落实本部门承担的巡查工作。": "有关部门",
    "水利主管部门或者省人民政府确定的镇人民政府应当公示名录。": "水利主管部门、省人民政府确定的镇人民政府",
}


@pytest.mark.parametrize(("text", "charged"), CHARGED.items(), ids=list(CHARGED))
def test_who_does_it(text: str, charged: str) -> None:
    assert units(text) == charged


NOBODY = [
    "指导、督促有关部门做好排查。",
    "监督乡镇落实管护责任。",
    "依法查处违法建设行为。",
    "督促企业应当落实整改。",
    "乡村小微园改造：改造村级园所30所。",
    "县疾控中心加挂水质监测站牌子。",
    "县疾控中心具备400项检测能力。",
    "县卫校迁建项目总面积4万平方米。",
    "县级机关各股室人员共80人。",
    "消防救援机构对渡口管理有检查职责。",
    "县政府分线领导对重点任务要牵头抓总。",
    "候船室使用面积不少于12平方米。",
    "候船室应当配备直饮水机。",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_does_it(text: str) -> None:
    assert units(text) == ""


@pytest.mark.parametrize("row", TABLE["active"], ids=lambda row: row["example"])
def test_deeds_of_those_who_work(row: dict[str, str]) -> None:
    named = named_offices(row["example"])
    assert named is not None
    deed = read_deed(row["example"][named.end :])
    assert deed is not None
    assert deed.active


@pytest.mark.parametrize("row", TABLE["owns"], ids=lambda row: row["example"])
def test_what_a_body_has(row: dict[str, str]) -> None:
    named = named_offices(row["example"])
    assert named is not None
    deed = read_deed(row["example"][named.end :])
    assert deed is None or deed.owns


@pytest.mark.parametrize(
    ("listed", "names", "more"),
    [
        ("市水利局、市气象局等；各区政府", ("市水利局", "市气象局", "各区政府"), True),
        ("县水利局等部门、各镇政府", ("县水利局", "各镇政府"), True),
        ("高等学校、县一中", ("高等学校", "县一中"), False),
        ("平等镇、县水利局", ("平等镇", "县水利局"), False),
    ],
)
def test_a_list_that_is_open_in_the_middle(listed: str, names: tuple[str, ...], more: bool) -> None:
    assert split_names(listed) == (names, more)


CLOSES = [
    ("本方案自2027年3月1日起施行，由县水利局负责解释。", True),
    ("本办法由县财政局解释。", True),
    ("本规定有效期5年。", True),
    ("本年度任务由县水利局负责解释并落实。", False),
    ("县水利局负责解释。", False),
    ("本县供水设施自2027年起投入使用。", False),
]


@pytest.mark.parametrize(("words", "closes"), CLOSES)
def test_what_a_paper_says_of_itself(words: str, closes: bool) -> None:
    assert closes_paper(words) is closes


def test_a_closing_paragraph_is_of_no_item() -> None:
    paper = (
        "沅川县节水行动方案\n一、目标\n建成节水单位30家。\n二、保障\n（一）县水利局每季度调度一次。\n"
        "（二）县委宣传部每月宣传。\n本方案自2026年5月1日起施行，由县水利局负责解释。\n"
    )
    read = {c.label: c.units for c in parse(paper.encode(), "a.txt").clauses}
    assert read["二/（二）"] == ("县委宣传部",)
    assert read["二/¶1"] == ("县水利局",)
