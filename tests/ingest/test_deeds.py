"""Whom a sentence charges that has no word for the part: deeds demanded of an office, and where an office
only stands in the words.
"""

from __future__ import annotations

import pytest

from ingest.grammar.deeds import read_deed
from ingest.grammar.offices import split_names
from ingest.grammar.tables import table
from ingest.pipeline import parse_text
from ingest.responsibility.annotation import trailing
from ingest.responsibility.sentence import assigned

CHARGED = [
    # 由 and a deed
    ("补助资金由县财政局于6月底前拨付到位。", "responsible:县财政局"),
    ("补助资金由县财政局统筹安排。", "responsible:县财政局"),
    ("经县教育局同意后，由县财政局拨付。", "responsible:县财政局"),
    ("由县人民医院接收转诊病人。", "responsible:县人民医院"),
    ("各镇司法所需于6月底前完成调解。", "responsible:各镇司法所"),
    ("县防疫所需于6月底前配备疫苗。", "responsible:县防疫所"),
    ("由县教育局、县公安局联合开展检查。", "responsible:县教育局|县公安局"),
    ("课程由县教育局和县文旅局共同研发。", "responsible:县教育局|县文旅局"),
    ("考核由县水利局组织，县财政局、县审计局参与。", "responsible:县水利局；support:县财政局|县审计局"),
    ("验收由县水利局组织，县财政局参加。", "responsible:县水利局；support:县财政局"),
    ("抽检委托县疾控中心实施。", "responsible:县疾控中心"),
    ("价格由县级物价部门会同水利部门按照成本核定。", "lead:县级物价部门；support:水利部门"),
    ("泵房由管理部门委托的养护单位检修。", ""),
    ("县文旅局委托县图书馆学会每年开展测评。", "responsible:县图书馆学会"),
    ("县卫健委委托县护理学会、县医院协会组织评审。", "responsible:县护理学会|县医院协会"),
    ("县水利局委托县水库管理站联合会开展检查。", "responsible:县水库管理站联合会"),
    ("由县纪委监委依规依纪处理。", "responsible:县纪委监委"),
    (
        "县水利局受理后10个工作日内会同县财政局、县发展改革局联合审查。",
        "lead:县水利局；support:县财政局|县发展改革局",
    ),
    # subjects
    ("县纪委监委机关、县审计局依规对专项资金开展监督。", "responsible:县纪委监委机关|县审计局"),
    ("各县（区）市场监管局每季度抽查一次。", "responsible:各县（区）市场监管局"),
    ("县水利局接到预警后，15分钟内提出启用建议。", "responsible:县水利局"),
    ("县人民政府统一领导全县供水工作。", "responsible:县人民政府"),
    ("县水利局每月5日前汇总通报进度。", "responsible:县水利局"),
    ("县财政局按进度安排资金。", "responsible:县财政局"),
    ("县财政局每年安排经费200万元。", "responsible:县财政局"),
    ("县教育局要在3月20日前报送自查报告。", "responsible:县教育局"),
    ("各乡镇要在3月20日前报送自查报告。", "responsible:各乡镇"),
    ("白沙市教育局应当每年公布名录。", "responsible:白沙市教育局"),
    ("市水利局、市财政局要于5月底前制定方案。", "responsible:市水利局|市财政局"),
    ("县疾控中心承担监测工作。", "responsible:县疾控中心"),
    ("县财政局每月5日前拨付，县审计局参与。", "responsible:县财政局；support:县审计局"),
    ("县财政局负责资金保障，县审计局开展专项审计。", "responsible:县财政局；responsible:县审计局"),
    ("清理边沟40处，县公路局按月拨付经费。", "responsible:县公路局"),
    ("检定由县质检中心实施，结果报县水利局备案。", "responsible:县质检中心"),
    ("由岚坪县水利局、县财政局共同核定。", "responsible:岚坪县水利局|县财政局"),
    ("县审计局每两年开展1次审计，整改由县政府督查室督办。", "responsible:县审计局；oversight:县政府督查室"),
    # offices by name whatever the verb
    ("县财政局统筹安排资金300万元。", "responsible:县财政局"),
    ("市、县（区）人民政府应当将经费纳入预算。", "responsible:市、县（区）人民政府"),
    ("市、县（区）人民政府应当加强校舍管护。", "responsible:市、县（区）人民政府"),
    (
        "乡镇人民政府对辖区内渠道管护负总责，村民委员会负责日常管护。",
        "responsible:乡镇人民政府；responsible:村民委员会",
    ),
    ("各单位按月报送。县政府督查室每季度通报。", "responsible:县政府督查室"),
    ("县教育局负责招生。县审计局对经费开展审计。", "responsible:县教育局；responsible:县审计局"),
    ("责成县水利局限期整改。", "responsible:县水利局"),
    ("县政府授权县水利局发放证书。", "responsible:县水利局"),
    ("县（区）民政局在15个工作日内完成初审。", "responsible:县（区）民政局"),
    ("发展改革、财政等部门按照各自职责做好工作。", "responsible:发展改革|财政"),
    ("市教育部门应当会同市财政、民政等部门制定目录。", "lead:市教育部门；support:市财政|民政"),
    ("县人民政府是管护的责任主体。", "responsible:县人民政府"),
    ("成立专班，办公室设在县水利局。", "responsible:县水利局"),
    ("日常工作由教育部门承担。", "responsible:教育部门"),
    ("省教育主管部门应当为考生提供便利。", "responsible:省教育主管部门"),
    ("各级人民政府的水利、教育等部门应当公布名录。", "responsible:各级人民政府的水利|教育"),
    ("水利、公安等部门按照各自职责，共同做好工作。", "responsible:水利|公安"),
    ("县财政局根据年度预算，安排资金。", "responsible:县财政局"),
    ("县级以上人民政府和有关部门应当确定场所。", "responsible:县级以上人民政府|有关部门"),
    ("省级财政厅（局）会同省级水利主管部门确定名单。", "lead:省级财政厅（局）；support:省级水利主管部门"),
    ("市民政局组织第三方机构开展评估。", "responsible:市民政局"),
    ("生态环境部会同国家统计局等部门筛选确定。", "lead:生态环境部；support:国家统计局"),
    ("水利、教育、公安、红十字会等部门和单位，按照职责做好工作。", "responsible:水利|教育|公安|红十字会"),
    ("云山自治区人民政府要按照通知要求，公布名录。", "responsible:云山自治区人民政府"),
    ("县水利局和供水企业应当公布水质。", "responsible:县水利局|供水企业"),
    ("由县级以上水利部门依照《条例》第九条的规定予以处罚。", "responsible:县级以上水利部门"),
    ("县水利局接到报告后，应当采取措施。", "responsible:县水利局"),
    (
        "县级以上人民政府水利、教育等部门和乡镇人民政府、街道办事处应当建立机制。",
        "responsible:县级以上人民政府水利|教育|乡镇人民政府|街道办事处",
    ),
    ("各省水利局要根据汛期特点，按照统一部署，公布名录。", "responsible:各省水利局"),
    ("逾期未改的，由县（区）水利部门责令改正。", "responsible:县（区）水利部门"),
    ("补助 由 县 财政局 于 6 月底前 拨付 到位 。", "responsible:县财政局"),
    ("规划财务科按不低于3%的比例安排经费。", "responsible:规划财务科"),
    ("县水利局委托第三方机构开展评估，报告于12月20日前报县政府。", "responsible:县水利局"),
    ("县政府教育督导室每年开展督导。", "responsible:县政府教育督导室"),
    ("县节水工作联席会议负责统筹协调。", "responsible:县节水工作联席会议"),
    ("县水利局于每年1月15日前向县政府报送进展。", "responsible:县水利局"),
    ("县招商服务中心每月向县政府报告进展。", "responsible:县招商服务中心"),
    ("县水利局要把管网更新作为硬任务，9月底前完工。", "responsible:县水利局"),
    ("各办站所要挂图作战，每月28日前报送进度。", "responsible:各办站所"),
    ("乡镇人民政府（街道办事处）在5个工作日内完成核查。", "responsible:乡镇人民政府（街道办事处）"),
    ("县住建局配合做好管网与道路的衔接。", "support:县住建局"),
    ("县委编办、县财政局按照职责做好保障。", "responsible:县委编办|县财政局"),
    ("县数据局统筹、县水利局建设信息平台。", "responsible:县数据局；responsible:县水利局"),
    ("2026年11月底前各乡镇完成自评。", "responsible:各乡镇"),
    ("企业提交材料，县住建局10个工作日内完成复审。", "responsible:县住建局"),
    ("县水利局自收到报告之日起30日内完成验收。", "responsible:县水利局"),
    ("县水利局于每季度首月15日前通报结果。", "responsible:县水利局"),
    ("信息由县水利局设置专栏公开。", "responsible:县水利局"),
    ("欠费由县财政局全额负担。", "responsible:县财政局"),
    (
        "建成站房3座。（县水利局牵头，县财政局配合，县审计局保障经费）",
        "lead:县水利局；support:县财政局；support:县审计局",
    ),
    ("乡镇人民政府（街道办事处）水利服务站负责受理。", "responsible:乡镇人民政府（街道办事处）水利服务站"),
    # without a word for a demand
    ("县财政局、县审计局加强资金监管。", "responsible:县财政局|县审计局"),
    ("县水利局做好渠道检修。", "responsible:县水利局"),
    ("县职教中心配套资金不低于30万元。", "responsible:县职教中心"),
    ("县疾控中心检测样本不少于300份。", "responsible:县疾控中心"),
    ("县融媒体中心开展宣传至少12次。", "responsible:县融媒体中心"),
    ("由县级水利部门报县人民政府批准后更换。", "responsible:县级水利部门"),
    ("派驻纪检监察组对采购开展监督。", "responsible:派驻纪检监察组"),
    ("农发行白沙支行提供信贷支持。", "responsible:农发行白沙支行"),
    ("名录由局党组会议审定。", "responsible:局党组会议"),
    ("市经办机构每月拨付一次。", "responsible:市经办机构"),
    ("水价由县水利局另行规定。", "responsible:县水利局"),
    ("设施由县供水公司按规定回收。", "responsible:县供水公司"),
    ("井位由镇水利办公室与业主协商确定。", "responsible:镇水利办公室"),
    ("逾期的，由县水利局处5000元以上2万元以下罚款。", "responsible:县水利局"),
    ("县水利局于每年12月10日前将落实情况报专班办公室。", "responsible:县水利局"),
    ("县水利局、县住建局分别为供水、排水的主管部门。", "responsible:县水利局|县住建局"),
    ("县水利局应当提前45日公告，说明理由。", "responsible:县水利局"),
    # what is demanded with 要, whatever it is but for an attitude, and what an office has the right to do
    ("县教育局、县财政局要加强协调配合。", "responsible:县教育局|县财政局"),
    ("县财政局要加强监管。", "responsible:县财政局"),
    ("各县（区）人民政府要对老旧水站实施改造。", "responsible:各县（区）人民政府"),
    ("县水利局可以收费。", "responsible:县水利局"),
    ("县（市）人民政府可以根据本办法制定细则。", "responsible:县（市）人民政府"),
    ("县水利局可根据需要编写内容。", "responsible:县水利局"),
    ("县水利局应当制定飞行抽查的实施方案。", "responsible:县水利局"),
    # departments without a level
    ("发展改革处梳理形成清单。", "responsible:发展改革处"),
    ("督导室按季度通报进展。", "responsible:督导室"),
    ("财政处按照有关规定进行审核后，将资金拨付给项目。", "responsible:财政处"),
    # names
    ("水利、住房城乡建设、发展和改革等有关部门应当公布名录。", "responsible:水利|住房城乡建设|发展和改革"),
    (
        "水利、建设、房屋、绿化市容等相关行政管理部门，按照职责做好工作。",
        "responsible:水利|建设|房屋|绿化市容",
    ),
    ("自然资源和规划、消防救援等部门和机构，按照职责做好工作。", "responsible:自然资源和规划|消防救援"),
    ("公安机关治安管理部门负责保卫。", "responsible:公安机关治安管理部门"),
    ("县纪委监委派驻机构对采购开展监督。", "responsible:县纪委监委派驻机构"),
    ("名录由所在县（市、区）水利（水务）局批准。", "responsible:所在县（市、区）水利（水务）局"),
    ("许可由县水利局办理。", "responsible:县水利局"),
    # whoever does it with them
    ("县水利局会同有关部门评估。", "lead:县水利局；support:有关部门"),
    ("保护范围由水利部门会同自然资源部门划定。", "lead:水利部门；support:自然资源部门"),
    ("由县供水中心会同县财政局、承保机构制定办法。", "lead:县供水中心；support:县财政局|承保机构"),
    ("由供水科牵头，商请县文旅局配合。", "lead:供水科；support:县文旅局"),
    # behind those who lead
    ("（供水股牵头，各供水单位落实主体责任）", "lead:供水股；responsible:各供水单位"),
    ("供水股牵头，县供水站具体落实。", "lead:供水股；responsible:县供水站"),
    ("招生由招生处牵头，各系分片包干。", "lead:招生处；responsible:各系"),
    ("教务处主办，轮机系、水产系协办。", "lead:教务处；support:轮机系|水产系"),
    ("县水利局牵头，白沙军分区、县公安局协同。", "lead:县水利局；support:白沙军分区|县公安局"),
    ("建立由县水利局牵头，县财政局参加的联席会议制度。", "lead:县水利局；support:县财政局"),
    ("由县水利局牵头，资金落实到位，任务全面落实。", "lead:县水利局"),
    ("年终考核由水利科组织，完成情况占部门考核总分的60%。", "responsible:水利科"),
    # people
    ("由县政府分管副县长牵头，建立会商制度。", "leader:县政府分管副县长"),
    ("由分管副县长任组长。", ""),
    ("县水利局分管领导林枫同志总负责。", "leader:林枫"),
    ("此项工作由周某某同志负责。", "responsible:周某某"),
    ("由副县长林枫负责。", "responsible:林枫"),
    ("由林枫同志牵头，县水利局配合。", "leader:林枫；support:县水利局"),
]

NOBODY = [
    "落实县本级所需资金。",
    "落实各镇所需物资，确保到位。",
    "保障市级所需资金，按季拨付。",
    "统计各村所辖道路，每年公布1次。",
    "自查报告报县教育局备案。",
    "送县审计局审核后拨付。",
    "企业向县水利局提出申请。",
    "由企业向县水利局提出申请。",
    "规划草案经县政府批准后公布。",
    "布局合理，经县政府批准后公布。",
    "按照县政府要求推进。",
    "经县政府同意，对县教育局重新核编。",
    "县水利局是防汛指挥机构。",
    "县水利局占三成。",
    "县水利局承担3项国家课题。",
    "专家组由县教育局、县财政局组成。",
    "组长由县教育局担任。",
    "由县教育局批准的学校可以招生。",
    "资金由县财政局拨付的，按规定公开。",
    "去年由县财政局拨付资金300万元。",
    "已由县财政局拨付到位。",
    "县水利局已于3月底前拨付资金。",
    "县水利局于3月2日召开会议。",
    "由县财政局拨付了资金。",
    "可以委托县疾控中心检测。",
    "县水利局不得收费。",
    "县水利局要高度重视。",
    "各乡镇要切实负起责任。",
    "县教育局局长要在6月底前到校。",
    "由县级医院接收患者。",
    "理由县水利局清楚。",
    "近日，县水利局抽查了12处堤防。",
    "县水利局表示将公布名录。",
    "县财政局下达的资金用于清淤。",
    "县水利局印发《节水办法》。",
    "林枫说，县水利局加大检修力度。",
    "县水利局治水取得新进展。",
    "县公安部门通过排查发现两起隐患已经消除。",
    "县中医院达到二级标准。",
    "县水利局核查名录时，企业应当两人到场。",
    "半个月前，云山省政府出台“九条”措施。",
    "白沙县第二医院建检验楼1栋，配检验设备9台。",
    "市、县级实验室提升检测水平。",
    "方案报县教育局审定。",
    "医疗机构应当公布电话。",
    "县水利局要把安全放在首位。",
    "乡镇监测覆盖率达到100%。",
    "协同税务部门优化服务。",
    "市县公立医院配合做好转诊。",
    "县水利局（以下简称主管部门）是防汛机构。",
    "县疾控中心达到三级标准不少于2年。",
    "县人民医院床位不少于300张。",
    "近年来县疾控中心检测样本不少于300份。",
]


@pytest.mark.parametrize(("text", "charged"), CHARGED, ids=[row[0] for row in CHARGED])
def test_a_deed_charges(text: str, charged: str) -> None:
    found = assigned(text)
    assert "；".join(f"{r.part}:{'|'.join((*r.units, *r.leaders))}" for r in found) == charged
    assert all((*r.units, *r.leaders)[0] in r.span.of(text).replace(" ", "") for r in found)


@pytest.mark.parametrize("text", NOBODY)
def test_an_office_only_stands_there(text: str) -> None:
    assert assigned(text) == ()


def test_an_annotation_alone_charges_its_clause() -> None:
    plan = parse_text(
        "清河县2025年方案\n一、县财政局要在3月底前拨付资金。（责任单位：县水利局）\n二、验收9处。\n"
    )
    assert plan.clause("一").units == ("县水利局",)


def test_a_deed_in_a_section_of_results_charges_nobody() -> None:
    plan = parse_text(
        "清河县2025年水利工作总结和2026年工作计划\n一、2025年工作回顾\n（一）巡查。县水利局巡查堤防。\n"
        "（二）清淤。清淤9处。\n二、2026年工作计划\n（一）巡查。县水利局巡查堤防。\n（二）清淤。清淤8处。\n"
    )
    assert [c.units for c in plan.clauses] == [(), (), ("县水利局",), ()]


@pytest.mark.parametrize(
    "row", [row for kind in ("pace", "beside", "urge", "nouns") for row in table("deeds")[kind]],
    ids=lambda row: row["example"],
)  # fmt: skip
def test_a_deed_of_the_table(row: dict[str, str]) -> None:
    assert read_deed(row["example"].partition("县水利局")[2] or row["example"].partition("县财政局")[2])


@pytest.mark.parametrize("row", table("demands")["must"], ids=lambda row: row["word"])
def test_a_demand_makes_a_deed(row: dict[str, str]) -> None:
    assert read_deed(f"{row['word']}公布名录")


@pytest.mark.parametrize("row", table("deeds")["state"], ids=lambda row: row["example"])
def test_no_deed_of_the_table(row: dict[str, str]) -> None:
    behind = row["example"].removeprefix(row["example"].partition("县水利局")[0] + "县水利局")
    assert read_deed(behind.removeprefix("、县财政局")) is None


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("镇民政办各有关村", "镇民政办|各有关村"),
        ("镇经发办、镇民政办沿线各村", "镇经发办|镇民政办|沿线各村"),
        ("各有关村、沿线各村、各办站所、相关区", "各有关村|沿线各村|各办站所|相关区"),
        ("有关区（市）水务局", "有关区（市）水务局"),
        ("区住房城乡建设局 区财政局", "区住房城乡建设局|区财政局"),
        ("县医共体总院 药学中心", "县医共体总院药学中心"),
        ("县人民医院 县急救中心", "县人民医院|县急救中心"),
        ("县卫健局 疾控中心", "县卫健局|疾控中心"),
        ("县政府办相关科室", "县政府办相关科室"),
        ("县教育局各股室", "县教育局各股室"),
    ],
)
def test_names_that_mean_several_offices(listed: str, names: str) -> None:
    assert "|".join(split_names(listed)[0]) == names


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("布局专项5个（市科委、市经济信息化委、相关区）", "市科委|市经济信息化委|相关区"),
        ("修渠3公里（县水利局、沿线各村）", "县水利局|沿线各村"),
        ("修渠3公里（相关区、有关部门）", ""),
        ("修渠3公里（县水利局、受益农户）", ""),
        ("建药房3个（县医共体总院药学中心负责）", "县医共体总院药学中心"),
    ],
)
def test_a_bare_bracket_with_places_meant_together(text: str, units: str) -> None:
    assert "|".join(u for a in trailing(text)[1] for r in a.responsibilities for u in r.units) == units
