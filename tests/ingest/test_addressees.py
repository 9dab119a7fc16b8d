"""Whom a rule tells what to do who is no office by name, and whose consent or opinion is asked."""

from __future__ import annotations

import pytest

from ingest.grammar.addressees import addressed, called
from ingest.grammar.tables import table
from ingest.pipeline import parse_text
from ingest.responsibility.addressees import addressees, known_in

TOLD = [
    # with a word for it
    ("托育机构应当公示收费。", "托育机构"),
    ("供水单位必须每日巡检。", "供水单位"),
    ("养护单位不得转包。", "养护单位"),
    ("水厂运营单位负责日常检修。", "水厂运营单位"),
    ("产权单位是日常管理的责任主体。", "产权单位"),
    ("供水单位对水质负直接责任，应当配备检验员。", "供水单位"),
    ("检修费用由管线单位承担。", "管线单位"),
    ("检修费用由管线单位承担不低于四成。", "管线单位"),
    ("减收部分由县级财政补足。", "县级财政"),
    ("完工后，由建设单位组织验收。", "建设单位"),
    ("公共图书馆、文化馆不得出租展厅。", "公共图书馆|文化馆"),
    ("科技馆应当公示闭馆日。", "科技馆"),
    ("县审计部门依法对专项资金进行审计监督。", "县审计部门"),
    ("市场监管部门依法查处无证经营。", "市场监管部门"),
    ("县政府相关部门应当组织评估。", "县政府相关部门"),
    ("由所在乡政府、社区办事处或县政府相关部门组织评估。", "所在乡政府|社区办事处|县政府相关部门"),
    ("乡人民政府(街道办)在受理之日起3个工作日内提出意见。", "乡人民政府(街道办)"),
    ("由乡人民政府(街道办事处)审批并拨付。", "乡人民政府(街道办事处)"),
    ("县财政局负责落实经费，指导街镇和相关委办局编制预算。", "县财政局"),
    # by when
    ("养护单位每季度开展1次演练。", "养护单位"),
    ("数源单位3个工作日内答复。", "数源单位"),
    ("各股室于2月10日前报送台账。", "各股室"),
    ("局党组每季度听取一次汇报。", "局党组"),
    # lists
    ("托育机构和供餐单位应当留样。", "托育机构|供餐单位"),
    ("供水、供电、供气等管线单位应当同步施工。", "供水、供电、供气等管线单位"),
    ("收集、运送、贮存污泥的单位，应当制定预案。", "收集、运送、贮存污泥的单位"),
    ("各级人民政府、有关部门和新闻媒体应当开展宣传。", "各级人民政府|有关部门|新闻媒体"),
    (
        "各区政府、符合条件的管委会（开发区）、控股（集团）公司和骑行协会等分别负责登记。",
        "各区政府|符合条件的管委会（开发区）|控股（集团）公司|骑行协会",
    ),
    ("县水利局和供水企业应当公布水质。", "县水利局|供水企业"),
    ("区水务部门、其他单位要加强巡查。", "区水务部门|其他单位"),
    ("监护人、托育机构应当配合巡查。", "托育机构"),
    ("设有泳池的学校和二级以上综合性医疗机构应当配备救生员。", "设有泳池的学校|二级以上综合性医疗机构"),
    # offices of many places, by their ends
    ("各片区管理局、各责任单位务必倒排工期。", "各片区管理局|各责任单位"),
    ("各灌区管理处和各供水单位必须每日巡检。", "各灌区管理处|各供水单位"),
    ("各园区管理局、各托育机构不得收取押金。", "各园区管理局|各托育机构"),
    ("各水、电、气管线单位应当同步施工。", "各水、电、气管线单位"),
    # whoever is told
    ("从事清淤的单位和个人应当登记。", "从事清淤的单位和个人"),
    ("各县（市、区）应当建立台账。", "各县（市、区）"),
    ("各单位应于4月15日前报送名单。", "各单位"),
    ("寄宿学校应当每日巡查。", "寄宿学校"),
    # roles that a body can hold as well as a person
    ("管护人应当每日巡查。", "管护人"),
    ("产权人不得转让水权。", "产权人"),
    ("维修费用由承包人和业主分担。", "承包人|业主"),
    ("渗漏由用水户自行修复。", "用水户"),
    ("取得许可的经营者，应当公示收费。", "经营者"),
    ("泵站的房屋所有权人应当登记。", "房屋所有权人"),
    ("养护责任人应当到县水利局办理登记。", "养护责任人"),
    ("管护人发现渗漏的，应当立即报告。", "管护人"),
    ("水源、泵站和管护人应当登记。管护人应当巡查。", "管护人"),
    ("泵站的管护责任人为所在单位；租出的，管护责任人为其委托的物业企业。", "所在单位|物业企业"),
    ("管护责任人为水务部门委托的养护单位。", "水务部门委托的养护单位"),
    ("闸门由水务部门委托的养护单位负责。", "水务部门委托的养护单位"),
    # who pays or helps
    ("县级财政给予不超过三成的补助。", "县级财政"),
    ("县财政三年统筹安排900万元，2024年已安排120万元。", "县财政"),
    ("县级财政按照每户40元的标准安排经费。", "县级财政"),
    ("渗漏由用水户修复，乡镇人民政府给予指导。", "用水户|乡镇人民政府"),
    ("标牌由管护人设置，县公安局、县城管局予以协助。", "管护人|县公安局|县城管局"),
    ("县人民政府和有关部门按照各自职责，协同实施本办法。", "县人民政府|有关部门"),
    ("市水利局或者各供水单位应当按照前款的规定，组织抽检。", "市水利局|各供水单位"),
    ("派驻纪检监察组负责监督。", "派驻纪检监察组"),
    # each of many
    ("各供水单位要按照规定填报台账。", "各供水单位"),
    ("局机关各股室要明确1名联络员。", "局机关各股室"),
    ("各乡镇每年3月底、9月底前报送台账。", "各乡镇"),
    # a number for each of many
    ("各股室明确1名联络员。", "各股室"),
    ("各供水单位配备2名检验员。", "各供水单位"),
    ("局机关各股室确定1名信息员。", "局机关各股室"),
    # in which case
    ("定点药店暂停经营的，应当书面告知。", "定点药店"),
    ("托育机构变更地址的，应当重新登记。", "托育机构"),
    ("供水单位停止供水的，须提前通知。", "供水单位"),
    ("各省级水利部门要加快推进监测专区建设。", "各省级水利部门"),
    ("各乡镇政府、有关部门要按照方案的要求，结合实际，落实责任。", "各乡镇政府|有关部门"),
    ("被检地水利部门应当配合检查。", "被检地水利部门"),
    ("组织检查的水利部门必要时可以通报。", "组织检查的水利部门"),
    ("逾期未改的，由相关部门依法给予处分。", "相关部门"),
    ("县财政对困难户按每人每年300元给予补助。", "县财政"),
    ("供水公司调度中心应当值班。供水公司应当抢修。", "供水公司调度中心|供水公司"),
    ("县财政每年安排管护资金不少于200万元。", "县财政"),
    ("排名靠后的，由机关党委约谈负责人。", "机关党委"),
    ("市经办机构应当按月拨付。", "市经办机构"),
    # with a name of its own
    ("白沙市骑行管理委员会（以下简称“市骑管委”）负责协调、审议规则。", "白沙市骑行管理委员会"),
]

NOBODY = [
    "指导乡镇和相关部门编制预算。",
    "供水、供电、供气等单位较多。",
    "D级单位每季度抽查不少于1次。",
    "甲类企业每年检查2次。",
    "村级文化服务中心每周开放不足20小时的占34%。",
    "县图书馆夜间开放的占六成。",
    "监护人应当陪同。",
    "申请人应当提交材料。",
    "从业人员应当持证上岗。",
    "主要责任人应当到场。",
    "消费者不得入内。",
    "志愿者应当登记。",
    "产权人的义务应当明确。",
    "供水单位发现渗漏的情况较多。",
    "各供水单位要高度重视。",
    "各部门要积极争取资金，建立协作机制。",
    "县财政给予的补助资金较多。",
    "单位应当登记。",
    "组织和个人应当登记。",
    "任何单位不得转包。",
    "获奖组织和个人应当带头。",
    "供水单位的台账应当公开。",
    "托育机构产生的污水应当处理。",
    "供水单位到托育机构收集餐具的间隔不得超过两天。",
    "供水企业要高度重视。",
    "供水企业要提升服务。",
    "供水企业可以登记。",
    # 要 and 可以 charge who acts as the state, not the regulated side
    "收运单位可以设置临时站点。",
    "发生渗漏的单位要做好检修。",
    "污泥处置单位要完善记录。",
    "供热单位需要扩建的，可以申请延期。",
    "供水单位未公布水质的，责令改正。",
    "托育机构暂停收托的，协议终止。",
    "各股室明确责任。",
    "供水企业每年减少损失30万元，取得新进展。",
    "减轻企业负担，强化组织实施。",
    "强化供水企业责任。",
    "鼓励供水企业登记。",
    "评审组由供水企业、托育机构管理人员组成。",
    "污泥应当交由有资质的处置单位进行处置。",
    "在县水利局指导下，由各乡镇组织实施。",
    "寄宿学校负责日常管理。",
    "由公立医院牵头救治。",
    "镇广播站成立专项工作组，每天播报。",
    "县域内实现有1家医疗机构负责检测。",
    "会议要求，各单位应当抓紧落实。",
    "数据应当公开。",
    "经费应当专款专用。",
    "",
]

GIVEN = [
    ("县财政安排专项资金35万元。", ""),
    ("旗财政每年安排不少于9万元。", "旗财政"),
    ("所需经费由旗县（区）财政承担。", "旗县（区）财政"),
    ("所需经费由市财政承担四成，其余由县（市、区）财政承担。", "市财政|县（市、区）财政"),
    ("县财政已安排35万元。", ""),
    ("总投入9亿元，其中市级财政安排2亿元，县级财政安排7亿元。", ""),
    ("县级财政安排补助35万元，由县水利局于6月底前拨付。", "县水利局"),
    ("县财政安排的35万元已经到位。", ""),
    ("县财政每户补助35元。", ""),
]
WHICH = [
    ("举报由受理线索的粮食和物资储备行政管理部门负责登记。", "受理线索的粮食和物资储备行政管理部门"),
    ("由查办案件的市场监督管理部门启动程序。", "查办案件的市场监督管理部门"),
    ("奖金由作出处罚决定的水行政主管部门发放。", "作出处罚决定的水行政主管部门"),
    ("由组织验收的住房城乡建设主管部门公示名单。", "组织验收的住房城乡建设主管部门"),
    ("由承担检修任务的水厂运营公司登记。", ""),
]


def units(text: str) -> str:
    return "|".join(name for one in addressees(text, known_in(text)) for name in one.units)


@pytest.mark.parametrize(("text", "names"), TOLD, ids=[row[0] for row in TOLD])
def test_who_is_told_what_to_do(text: str, names: str) -> None:
    assert units(text) == names
    for one in addressees(text, known_in(text)):
        assert one.span.of(text).startswith(one.units[0])


def test_blanks_of_old_lines_within_words_part_no_name() -> None:
    text = "县供水办法\n\n第一条　保障供水安全，制定本办法。\n第二条　各级水利 部门要严 格遵守规定。\n"
    assert parse_text(text, "a.txt").clause("第二条").units == ("各级水利部门",)


def _read(text: str) -> str:
    """Whom the clause charges, by whatever tells it."""
    return "|".join(parse_text(f"白沙市2031年供水方案\n一、{text}\n二、验收9处。\n").clauses[0].units)


@pytest.mark.parametrize(("text", "names"), GIVEN, ids=[row[0] for row in GIVEN])
def test_who_gives_the_money(text: str, names: str) -> None:
    assert _read(text) == names


@pytest.mark.parametrize(("text", "names"), WHICH, ids=[row[0] for row in WHICH])
def test_what_a_department_does_may_tell_which_is_meant(text: str, names: str) -> None:
    assert _read(text) == names


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_told(text: str) -> None:
    assert units(text) == ""


@pytest.mark.parametrize(
    "row", [*table("offices")["addressees"], *table("offices")["holders"]], ids=lambda row: row["example"]
)
def test_an_end_of_the_table(row: dict[str, str]) -> None:
    assert units(f"{row['example']}。") or any(addressed(row["example"]))


def test_a_name_the_paper_gives_is_somebody_by_what_it_does() -> None:
    text = "白沙市评审委员会办公室（以下简称“市审定办”）负责登记。市审定办根据报告，确定名单。"
    assert called(text) == {"市审定办"}
    assert units(text) == "白沙市评审委员会办公室|市审定办"
    assert units("市审定办根据报告，确定名单。") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "县水利局所属的白沙市水政大队（以下简称水政大队）负责巡查；县水利局所属的检测机构（以下简称县检测机构）"
            "负责抽检，并公布结果。",
            "白沙市水政大队|县检测机构",
        ),
        (
            "管理水源和水厂的部门（以下简称水源管理部门）按照本办法的规定，负责辖区内的保护工作。",
            "水源管理部门",
        ),
        (
            "东岭以及西岭、北岭等区水利部门（以下简称区水利部门）负责组织领导本区的供水工作。",
            "区水利部门",
        ),
        (
            "县水利局所属的检测机构（以下简称县检测机构），按照本办法的规定，负责抽检。",
            "县检测机构",
        ),
        ("县水利局所属的检测机构（以下简称县检测机构），负责抽检。", "县检测机构"),
        ("水厂的名录见县水利局所属的检测机构（以下简称县检测机构）；名录每年更新。", ""),
        ("东岭、西岭等地的水厂（以下简称各水厂）负责供水。", ""),
        ("管理水源的部门（以下简称水源管理部门）可以抽检。", "水源管理部门"),
    ],
)
def test_who_is_introduced_is_called_by_what_one_can_call_it(text: str, said: str) -> None:
    plan = parse_text(f"白沙市供水办法\n第一条　{text}\n第二条　本办法自印发之日起施行。\n")
    assert "|".join(plan.clauses[0].units) == said


@pytest.mark.parametrize(
    ("article", "units"),
    [
        ("【水价公示】供水单位应当公示水价。", ("供水单位",)),
        ("【职责分工】水利、住建等部门应当按照各自职责，配合市水利局的巡查。", ("水利、住建等部门",)),
        ("变更超过三成的，提交县政府常务会议研究。", ("县政府常务会议",)),
        ("供水单位负责登记，建立本区用水户册，及时更新。", ("供水单位",)),
    ],
)
def test_neither_a_title_nor_a_verb_is_part_of_a_name(article: str, units: tuple[str, ...]) -> None:
    plan = parse_text(f"白沙市供水办法\n第一条　{article}\n第二条　本办法自印发之日起施行。\n")
    assert plan.clauses[0].units == units


def test_whom_a_paper_tells_elsewhere_is_somebody_by_what_it_does() -> None:
    plan = parse_text(
        "白沙市骑行奖管理办法\n第一条　评审组负责初评。\n第二条　评审组根据规则，开展复评。\n"
        "第三条　本办法自印发之日起施行。\n"
    )
    assert [c.units for c in plan.clauses] == [("评审组",), ("评审组",), ()]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("一、供水单位应当公布水质。（责任单位：县水利局）", ("县水利局",)),
        ("一、供水单位应当公布水质，报县政府批准。（责任单位：县水利局）", ("县政府", "县水利局")),
        ("一、供水单位应当公布水质，报县政府批准。", ("供水单位", "县政府")),
        ("一、县水利局应当公布水质，供水单位应当配合。", ("县水利局", "供水单位")),
    ],
)
def test_a_printed_note_decides(text: str, units: tuple[str, ...]) -> None:
    plan = parse_text(f"清河县2026年方案\n{text}\n二、验收9处。\n")
    assert plan.clause("一").units == units


def test_a_role_ends_at_a_semicolon_before_a_sentence() -> None:
    plan = parse_text(
        "清河县2026年方案\n一、新增载体3处。责任单位为县水利局、县财政局；奖励由县审计局审核。\n"
        "二、验收9处。\n"
    )
    note, review = plan.clause("一").responsibilities
    assert (note.units, review.units) == (("县水利局", "县财政局"), ("县审计局",))


def test_the_short_name_behind_a_unit_is_none_of_it() -> None:
    plan = parse_text(
        "清河县节水奖办法\n一、每年评选一次。承办单位为县水利局（以下简称“主管局”）。\n"
        "二、本办法自印发之日起施行。\n"
    )
    assert plan.clause("一").units == ("县水利局",)


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        ("课题管理由中心负责。", ("中心",)),
        ("中心应当建立联络制度。", ("中心",)),
        ("课题承接人未完成的，由中心追回经费。", ("中心",)),
        ("中心组织专家评审课题。", ("中心",)),
        ("课题应当围绕中心任务，突出重点。", ()),
    ],
)
def test_bare_name_that_the_paper_gives_itself_is_somebody(rule: str, who: tuple[str, ...]) -> None:
    defined = "第一条 本办法由白沙市人民政府发展研究中心（以下简称“中心”）组织实施。\n"
    plan = parse_text(f"白沙市课题办法\n{defined}第二条 {rule}\n")
    assert plan.clauses[1].units == who
    undefined = parse_text(f"白沙市课题办法\n第一条 本办法适用于课题。\n第二条 {rule}\n")
    assert undefined.clauses[1].units == ()


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        ("跨区的，应当经市局交通管理部门核准。", ("市局交通管理部门",)),
        ("申请由县公安局治安管理部门审核。", ("县公安局治安管理部门",)),
        ("站点由县人民政府政务服务中心设立。", ("县人民政府政务服务中心",)),
        ("课题由县人民政府发展研究中心（以下简称中心）组织实施。", ("县人民政府发展研究中心",)),
        ("经费由县财政局会同有关部门审核。", ("县财政局", "有关部门")),
        ("县政府中心工作由县水利局负责落实。", ("县水利局",)),
    ],
)
def test_part_of_an_office_is_named_whole(rule: str, who: tuple[str, ...]) -> None:
    plan = parse_text(f"白沙市通行办法\n第一条 {rule}\n第二条 本办法自印发之日起施行。\n")
    assert plan.clauses[0].units == who


@pytest.mark.parametrize(
    "text",
    [
        "夜市主办单位发生变化的，应及时注销账号，并向社会公告。",
        "展会承办单位有变动的，应当在3日内报备。",
        "社区媒体主办单位按照谁开办、谁主管确定，履行审核职责。",
    ],
)
def test_what_has_an_organiser_is_nobody(text: str) -> None:
    plan = parse_text(f"云溪县2031年夜市工作要点\n一、要求\n1.{text}\n2.完善制度。\n")
    assert not {"夜市", "展会", "社区媒体"} & {*plan.clauses[0].units}


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("承储企业应当每月盘点库存。", []),
        ("客运经营者不得甩客。", []),
        ("维修费用由业主承担。", []),
        ("用水户于3月底前登记。", []),
        ("县水利局和供水企业应当公布水质。", ["县水利局"]),
        ("供水单位应当公布水质。", ["供水单位"]),
        ("县水务集团应当公布水质。", ["县水务集团"]),
        ("业主委员会应当公布账目。", ["业主委员会"]),
        ("公布水质。（责任单位：县水利局、各供水企业）", ["县水利局", "各供水企业"]),
    ],
)
def test_a_rule_binds_enterprises_and_charges_them_with_nothing(words: str, units: list[str]) -> None:
    plan = parse_text(f"云溪县2031年供水管理办法\n一、要求\n1.{words}\n2.完善制度。\n")
    assert [*plan.clauses[0].units] == units
