"""Who a clause charges, in the shapes offices and converters print it: odd colons and blanks, roles after
commas, bare brackets, sentences, masked people, marks in names.
"""

from __future__ import annotations

import pytest

from ingest.grammar.offices import looks_wrong, may_be_office
from ingest.pipeline import parse_text
from ingest.responsibility.annotation import inner, trailing
from ingest.responsibility.seen import seen

PAPER = "清河县2025年重点工作方案\n一、任务\n1.宣传3场次，做好总结。\n2.{}\n3.其他工作按期完成并总结。\n"

SHAPES: list[tuple[str, str]] = [
    # colons and blanks
    ("甲。责任单位 ：县教体局", "responsible:县教体局"),
    ("甲。责任单位﹕县教体局", "responsible:县教体局"),
    ("甲。责任单位∶县教体局,县财政局", "responsible:县教体局|县财政局"),
    ("甲。责任单位︰县教体局", "responsible:县教体局"),
    ("甲。责任单位；县教体局", "responsible:县教体局"),
    ("甲。责 任 单 位：县教体局", "responsible:县教体局"),
    ("甲。责任 单位 ： 县 教 体 局、县 财 政 局", "responsible:县教体局|县财政局"),
    ("甲。责任单位 县教体局、县财政局", "responsible:县教体局|县财政局"),
    ("甲。责任单位为县教体局", "responsible:县教体局"),
    ("甲。牵头单位为县教体局，县民政局、县妇联配合", "lead:县教体局；support:县民政局|县妇联"),
    ("覆盖36所.责任单位:县教体局", "responsible:县教体局"),
    ("完成率100%｡责任单位﹕县教体局", "responsible:县教体局"),
    ("覆盖率95%责任单位：县教体局", "responsible:县教体局"),
    ("覆盖36所，责任单位：县教体局", "responsible:县教体局"),
    ("覆盖36所，牵头单位：县教体局，配合单位：县财政局", "lead:县教体局；support:县财政局"),
    ("甲。牵头单位：县教体局配合单位：县财政局", "lead:县教体局；support:县财政局"),
    ("甲。【责 任 单 位】县教体局", "responsible:县教体局"),
    ("甲。{责任单位：县教体局}", "responsible:县教体局"),
    ("甲。〖责任单位：县教体局〗", "responsible:县教体局"),
    ("甲。（责任单位：县教体局】", "responsible:县教体局"),
    ("甲。责任单位：县教体局）", "responsible:县教体局"),
    ("甲。（责任单位﹕县教体局；完成时限﹕6月底）", "responsible:县教体局"),
    # roles after commas
    ("建设冷库，县农业农村局牵头，县交通局参与。", "lead:县农业农村局；support:县交通局"),
    ("建设冷库，投资3亿元，县农业农村局牵头、县交通局配合", "lead:县农业农村局；support:县交通局"),
    ("建设冷库（牵头：县农业农村局；配合：县交通局、县水利局）",
     "lead:县农业农村局；support:县交通局|县水利局"),
    ("建设冷库（县农业农村局牵头、县交通局和县水利局配合）", "lead:县农业农村局；support:县交通局|县水利局"),
    # bare
    ("建设温室10万平方米（县新区管委会、县水投公司，持续推进）", "responsible:县新区管委会|县水投公司"),
    ("建设温室10万平方米（管委会、水投公司，持续推进）", "responsible:管委会|水投公司"),
    ("建设温室10万平方米（县新区管委会，6月底前完成）", "responsible:县新区管委会"),
    ("建设温室10万平方米。（县新区管委会、县水投公司；年底前）", "responsible:县新区管委会|县水投公司"),
    ("建设温室10万平方米（县新区管委会、县水投公司等）", "responsible:县新区管委会|县水投公司"),
    # a time before the roles
    ("改造管网9公里。（6月底完成，牵头单位：县水利局、县住建局）", "lead:县水利局|县住建局"),
    ("改造管网9公里。（长期坚持；牵头考核单位：县水利局；配合单位：县住建局）",
     "lead:县水利局；support:县住建局"),
    ("改造管网9公里。（全年工作，考核部门：县水利局）", "oversight:县水利局"),
    # sentence
    ("本办法由县水利局负责解释。", "responsible:县水利局"),
    ("规划由县水利局会同县林业局、县财政局编制。", "lead:县水利局；support:县林业局|县财政局"),
    ("补助标准由县财政局商县审计局确定。", "lead:县财政局；support:县审计局"),
    ("市规划资源部门会同市卫生健康委员会制定标准。", "lead:市规划资源部门；support:市卫生健康委员会"),
    ("由市卫生健康委员会会同市公安局交警支队开展检查。",
     "lead:市卫生健康委员会；support:市公安局交警支队"),
    ("修编方案，报县人民政府批准后实施。", "oversight:县人民政府"),
    ("修编方案，并报市水利局备案。", ""),
    ("市民政局要牵头抓总，市财政局、市住建局等部门按职责分工负责。",
     "lead:市民政局；responsible:市财政局|市住建局"),
    ("县民政局会同有关部门制定办法。", "lead:县民政局；support:有关部门"),
    ("各县（区）人民政府负责组织实施。", "responsible:各县（区）人民政府"),
    ("各有关部门按职责分工负责。", "responsible:各有关部门"),
    ("县教育局、县财政局等按职责分工负责。", "responsible:县教育局|县财政局"),
    ("市卫生健康行政部门主管本市急救工作。", "responsible:市卫生健康行政部门"),
    ("由本局办公室负责汇总。", "responsible:本局办公室"),
    ("我委负责统筹调度。", "responsible:我委"),
    ("各科室负责收集资料。", "responsible:各科室"),
    # people
    ("建物流园（挂钩领导：张某某；责任单位：县文旅局）", "leader:张某某；responsible:县文旅局"),
    ("建物流园（包保领导：张××、李＊＊；责任单位：县文旅局）", "leader:张××|李＊＊；responsible:县文旅局"),
    ("建物流园（责任人：王XX、县文旅局 赵X）", "responsible:县文旅局|王XX|赵X"),
    ("建物流园，分管领导：李某某，牵头部门：县农业农村局", "leader:李某某；lead:县农业农村局"),
    # marks in names
    ("甲。责任单位：县财政局[1]、县教体局①", "responsible:县财政局|县教体局"),
    ("甲。责任单位：县财政局、县①教体局", "responsible:县财政局|县教体局"),
    ("甲。责任单位：县财政局¹、县教体局※", "responsible:县财政局|县教体局"),
    # lists
    ("甲。责任单位：县交投集团、县融媒体、各村、驻村工作队、人行、县烟草",
     "responsible:县交投集团|县融媒体|各村|驻村工作队|人行|县烟草"),
    ("甲。责任单位：园区专班、县防指、供电、移动", "responsible:园区专班|县防指|供电|移动"),
    ("甲。（责任单位：县总工会、团县委、县卫健局、县法院、县检察院、县一中、石桥村）",
     "responsible:县总工会|团县委|县卫健局|县法院|县检察院|县一中|石桥村"),
    ("甲。责任单位：县教体局2025年6月底前完成", "responsible:县教体局"),
    ("甲。责任单位：县教体局 2025年6月底前", "responsible:县教体局"),
    ("甲。责任单位：县教体局，6月底前完成。", "responsible:县教体局"),
    ("甲。责任单位：县教体局。乙丙丁要抓好落实。", "responsible:县教体局"),
    ("一是建桥3座。（县交通局负责）二是修路5公里。（县公路局牵头，县财政局配合）三是植树。（县林业局）",
     "responsible:县交通局；lead:县公路局；support:县财政局；responsible:县林业局"),
    # more of the same
    ("甲乙。（日常监督科牵头，财务科配合）", "lead:日常监督科；support:财务科"),
    ("甲乙。（牵头单位：县农业农村局，配合单位：各乡镇人民政府、县财政局）",
     "lead:县农业农村局；support:各乡镇人民政府|县财政局"),
    ("甲乙。（责任单位：县农业农村局牵头，县财政局、各乡镇配合）",
     "lead:县农业农村局；support:县财政局|各乡镇"),
    ("甲乙。牵头单位：县教育局；责任单位：县财政局、各学校；完成时限：2025年8月底前。",
     "lead:县教育局；responsible:县财政局|各学校"),
    ("甲乙。牵头领导：副县长王某；责任单位：县教育局", "leader:副县长王某；responsible:县教育局"),
    ("甲乙。责任单位：县教育局（基教股）、县财政局（教科文股）",
     "responsible:县教育局（基教股）|县财政局（教科文股）"),
    ("甲乙。责任单位：县教育局、县财政局，各乡镇（街道）人民政府（办事处）",
     "responsible:县教育局|县财政局|各乡镇（街道）人民政府（办事处）"),
    ("甲乙。【牵头单位：县教育局】【配合单位：县财政局】", "lead:县教育局；support:县财政局"),
    ("甲乙。【县教育局牵头，县财政局配合】", "lead:县教育局；support:县财政局"),
    ("甲乙。[县教育局]", "responsible:县教育局"),
    ("甲乙。——县教育局、县财政局", ""),
    ("甲乙。（县教育局、县财政局分别负责）", "responsible:县教育局|县财政局"),
    ("甲乙。（县教育局牵头，县财政局、县人社局等相关单位按职责分工负责）",
     "lead:县教育局；responsible:县财政局|县人社局"),
    ("甲乙（牵头单位为县教育局，配合单位为县财政局）", "lead:县教育局；support:县财政局"),
    ("甲乙，由县教育局牵头、县财政局、县人社局配合，年底前完成。",
     "lead:县教育局；support:县财政局|县人社局"),
    ("县教育局负责甲，县财政局负责乙，县公安局负责丙。",
     "responsible:县教育局；responsible:县财政局；responsible:县公安局"),
    ("县教育局、县财政局要加强协调配合。", "responsible:县教育局|县财政局"),
    ("县教育局负责人要到场。", ""),
    ("各乡镇要切实负起责任。", ""),
    ("县气象局牵头，与县水利局、县林业局建立会商机制。", "lead:县气象局；support:县水利局|县林业局"),
    ("县水利局负责比对，县林业局据此编制清单。", "responsible:县水利局；responsible:县林业局"),
    ("县住建局负责筹集，所属县住房中心承担发放。", "responsible:县住建局；responsible:县住房中心"),
    ("城乡低保对象应保尽保。", ""),
    ("甲乙。责任部门：办公室、财务科、各科室", "responsible:办公室|财务科|各科室"),
    ("甲乙。责任科室：办公室；配合科室：财务科。", "responsible:办公室；support:财务科"),
    ("甲乙。责任单位：各村（社区）、县直各单位", "responsible:各村（社区）|县直各单位"),
    ("甲乙。责任单位：县委组织部、县委宣传部、县委政法委", "responsible:县委组织部|县委宣传部|县委政法委"),
    ("甲乙。责任单位：县工业和信息化局、县发展和改革局及相关企业",
     "responsible:县工业和信息化局|县发展和改革局|相关企业"),
    ("甲乙。责任单位：县交通运输局　县公路局　县交投公司", "responsible:县交通运输局|县公路局|县交投公司"),
    ("甲乙。责任单位：县水利局/县应急局", "responsible:县水利局|县应急局"),
    ("甲乙。责任单位:1.县水利局；2.县应急局", "responsible:县水利局|县应急局"),
    ("甲乙。主要负责单位：县水利局", "responsible:县水利局"),
    ("甲乙。责任单位（牵头）：县水利局；责任单位（配合）：县财政局", "lead:县水利局；support:县财政局"),
    ("甲乙。牵头部门:县水利局,责任部门:县财政局,时限:6月底.", "lead:县水利局；responsible:县财政局"),
    ("甲乙。牵头/责任单位：县水利局", "lead:县水利局"),
    ("甲乙。包保县领导：周某 包保单位：县水利局", "leader:周某；responsible:县水利局"),
    ("甲乙。联系领导：周某某；联系单位：县水利局", "leader:周某某；responsible:县水利局"),
    ("甲乙（县水利局、县应急局；2025年10月底前）", "responsible:县水利局|县应急局"),
    ("甲乙（县水利局，长期）", "responsible:县水利局"),
    ("甲乙（县水利局，2025年）", "responsible:县水利局"),
    ("甲乙（2025年10月底前，县水利局）", "responsible:县水利局"),
    ("甲乙（2025年底前建成，县水利局、县财政局）", "responsible:县水利局|县财政局"),
    ("甲乙（含县水利局、县财政局）", ""),
    ("甲乙（县水利局3人，县财政局2人）", ""),
    ("甲乙（如县水利局、县财政局）", ""),
    ("甲乙（县水利局提供）", ""),
    ("甲乙。（各县市区人民政府，各开发区管委会）", "responsible:各县市区人民政府|各开发区管委会"),
    ("甲乙。（各区县（自治县）政府，市级有关部门）", "responsible:各区县（自治县）政府|市级有关部门"),
    ("甲乙。（市发展改革委、市财政局、各区县政府按职责分工负责，2025年6月前完成）",
     "responsible:市发展改革委|市财政局|各区县政府"),
    ("由县委宣传部牵头，会同县文旅局开展宣传。", "lead:县委宣传部；support:县文旅局"),
    ("县水利局牵头会同县财政局制定方案。", "lead:县水利局；support:县财政局"),
    ("县水利局联合县财政局开展检查。", "lead:县水利局；support:县财政局"),
    ("在县水利局指导下，由各乡镇组织实施。", ""),
    ("甲乙。责任单位：县水利局（牵头）、县财政局、县林业局（配合）",
     "lead:县水利局；responsible:县财政局；support:县林业局"),
    ("甲乙。责任主体：各镇人民政府、县水利局", "responsible:各镇人民政府|县水利局"),
    ("甲乙。落实单位：县水利局。督办单位：县政府督查室。", "responsible:县水利局；oversight:县政府督查室"),
    ("甲乙，由县教育局负总责。", "lead:县教育局"),
    # those it is done with, within a list
    ("甲乙。责任单位：县林业局会同县气象局、各林场", "lead:县林业局；support:县气象局|各林场"),
    ("甲乙。责任单位：县林业局，并会同县气象局", "lead:县林业局；support:县气象局"),
    ("甲乙。（养护股会同法规股负责）", "lead:养护股；support:法规股"),
    ("甲乙。责任单位：怀化市会同县农业农村局", "responsible:怀化市会同县农业农村局"),
    ("县财政局每年安排经费，并会同县林业局开展评价。", "responsible:县财政局；support:县林业局"),
    ("甲乙。由养路股牵头，会同县检察院、县公安局森林警察大队组织实施。",
     "lead:养路股；support:县检察院|县公安局森林警察大队"),
    ("养护科会同建设管理科、运行管理科每季度开展1次检查。", "lead:养护科；support:建设管理科|运行管理科"),
    # what of the matter is whose
    ("甲乙。责任单位：县残联（残疾人家庭）、县林业局（古树名木）、县供销社",
     "responsible:县残联|县林业局|县供销社"),
    ("甲乙。责任单位：乡镇政府（街道办事处）、县总工会", "responsible:乡镇政府（街道办事处）|县总工会"),
    # the same at other times
    ("县林业局每季度、各乡镇人民政府每月巡山1次。", "responsible:县林业局|各乡镇人民政府"),
    ("各单位于每季度结束后7日内报送清单。", "responsible:各单位"),
    ("各处室、各系4月底前将任务分到人。", "responsible:各处室|各系"),
    # who does it behind 由
    ("检查由属地卫生服务站或镇卫生院上门完成。", "responsible:属地卫生服务站|镇卫生院"),
    ("门诊由县中医院、县人民医院各建1家。", "responsible:县中医院|县人民医院"),
    ("损毁的，由组织征用的人民政府给予补偿。", "responsible:组织征用的人民政府"),
    ("专班由县政府分管负责同志任组长，日常工作由县林业局承担。", "responsible:县林业局"),
    # no subject
    ("2028年底前全县建制村通客车率达到100%。", ""),
    ("县级公共图书馆开放至20时的比例达到60%。", ""),
    ("及时处置险情，规范各级各部门值守行为。", ""),
]  # fmt: skip


@pytest.mark.parametrize(("words", "charged"), SHAPES, ids=[row[0] for row in SHAPES])
def test_whom_it_charges(words: str, charged: str) -> None:
    plan = parse_text(PAPER.format(words))
    said = plan.clause("一/2").responsibilities
    assert "；".join(f"{r.part}:{'|'.join((*r.units, *r.leaders))}" for r in said) == charged
    for r in said:
        assert r.span.start < r.span.end <= len(plan.text)


BODIES = [
    ("甲乙丙。责任单位：县教体局。丁要抓好落实。", "甲乙丙。责任单位：县教体局。丁要抓好落实。", "县教体局"),
    ("甲乙丙（责任单位：县教体局，丁要抓好落实工作。", "甲乙丙（责任单位：县教体局，丁要抓好落实工作。", ""),
    ("甲乙丙（责任单位：县教体局。丁要抓好落实。", "甲乙丙（责任单位：县教体局。丁要抓好落实。", "县教体局"),
    ("甲乙丙（投资3亿元，责任单位：县教体局），做丁。",
     "甲乙丙（投资3亿元，责任单位：县教体局），做丁。", "县教体局"),
    ("甲乙丙，责任单位：县教体局。", "甲乙丙", "县教体局"),
    ("甲乙丙。责 任 单 位 ：县教体局", "甲乙丙。", "县教体局"),
    ("甲乙丙。各责任单位：要抓好落实。", "甲乙丙。各责任单位：要抓好落实。", ""),
    ("甲乙丙（2025年底前完成）", "甲乙丙（2025年底前完成）", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body", "offices"), BODIES, ids=[row[0] for row in BODIES])
def test_what_stays_words_of_the_clause(text: str, body: str, offices: str) -> None:
    end, found = trailing(text)
    assert text[:end] == body
    said = [*inner(text[:end]), *found]
    assert "|".join(u for a in said for r in a.responsibilities for u in r.units) == offices
    assert all(a.span.of(text) for a in said)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("甲。责 任 单 位：乙", "甲。责任单位：乙"),
        ("甲。责任单位﹕乙", "甲。责任单位：乙"),
        ("甲。责任单位；县水利局", "甲。责任单位：县水利局"),
        ("甲。责任单位；尽快落实", "甲。责任单位；尽快落实"),
        ("甲。责任单位为县水利局。", "甲。责任单位：县水利局。"),
        ("责任单位 完成时限", "责任单位 完成时限"),
        ("", ""),
    ],
)
def test_text_as_roles_are_read_in(printed: str, plain: str) -> None:
    view = seen(printed)
    assert view.text == plain
    places = [view.start(at) for at in range(len(plain))]
    assert places == sorted(set(places))
    assert all(printed[place] == ch for place, ch in zip(places, plain, strict=True) if ch not in "：")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("县水利局", None),
        ("县推进城镇化工作领导小组", None),
        ("市公安局市中分局", None),
        ("县电商", None),
        ("各乡镇（街道）", None),
        ("新材料产业链", "end"),
        ("配合县教体局", "words"),
        ("区集体资产监管办区住房城市建设委", "two"),
    ],
)
def test_a_unit_that_looks_wrong(name: str, why: str | None) -> None:
    assert looks_wrong(name) == why


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("县烟草", True),
        ("省投融资担保集团", True),
        ("家长可到场", False),
        ("石桥头村", True),
        ("驻村工作队", True),
        ("要抓好落实", False),
        ("经认定后免收一个月房租", False),
        ("县教体局2.建桥", False),
        ("县教体局）", False),
        ("（七）支持建设", False),
    ],
)
def test_what_a_list_of_offices_may_hold(words: str, fits: bool) -> None:
    assert may_be_office(words) is fits


DUTIES = {
    "rules of organisation": (
        "清河县水利局机构规定\n第一条 内设机构：\n（一）办公室。管理文书。\n（二）水保科：核查项目。\n",
        {"第一条/¶1": "", "第一条/（一）": "办公室", "第一条/（二）": "水保科"},
    ),
    "departments as headings": (
        "清河县水利局任务\n一、办公室\n1.收文300份。\n2.办会20次。\n二、水保科\n治理小流域6条。\n",
        {"一/1": "办公室", "一/2": "办公室", "二": "水保科"},
    ),
    "most of the items under 职责分工": (
        "清河县防汛方案\n一、职责分工\n（一）县水利局。监测水位。\n（二）县气象局。发布预警。\n（三）其他单位配合抢险。\n",
        {"一/（一）": "县水利局", "一/（二）": "县气象局", "一/（三）": ""},
    ),
    "what is built is not in charge": (
        "清河县项目清单\n一、县疾控中心。建实验室3间。\n二、县妇幼保健院。改造产房2间。\n",
        {"一": "", "二": ""},
    ),
    "paragraphs of an attachment on duties": (
        "清河县防汛预案\n一、信息报告\n水情应当及时报告。\n附件1\n成员单位职责\n县气象局：发布预警，会商雨情。\n"
        "县民政局、县卫健局：安置受灾群众。\n县城投集团：调运抢险车辆。\n附件2\n通讯录\n县气象局：00123456\n"
        "县民政局：00123457\n",
        {
            "一": "",
            "附件1/¶1": "县气象局",
            "附件1/¶2": "县民政局|县卫健局",
            "附件1/¶3": "县城投集团",
            "附件2/¶1": "",
            "附件2/¶2": "",
        },
    ),
    "paragraphs behind a heading": (
        "清河县防汛预案\n一、工作职责\n各成员单位职责如下：\n县气象局：发布预警，会商雨情。\n县水利局：调度水库泄洪。\n",
        {"一/¶1": "", "一/¶2": "县气象局", "一/¶3": "县水利局"},
    ),
    "what offices have done": (
        "清河县防汛简报\n一、各地动态\n县气象局：发布预警三次。\n县水利局：调度水库泄洪。\n",
        {"一/¶1": "", "一/¶2": ""},
    ),
    "offices of a township, called by short names from there on": (
        "松口街道防汛方案\n一、职责分工\n1.街道平安办。牵头排查。\n2.应急所。值守电台。\n3.网格中心。转办工单。\n"
        "4.居委会。劝离住户。\n二、措施\n（一）备足物资。平安办购置沙袋。\n（二）按时上报。请应急所于5月底前报送名册。\n"
        "（三）联合巡查。平安办、应急所、网格中心（数管办）、综治所每月巡查堤防。\n（四）抢险。卫生院接诊。\n",
        {
            "一/1": "街道平安办",
            "一/2": "应急所",
            "一/3": "网格中心",
            "一/4": "居委会",
            "二/（一）": "平安办",
            "二/（二）": "应急所",
            "二/（三）": "平安办|应急所|网格中心（数管办）|综治所",
            "二/（四）": "",
        },
    ),
    "bodies that are built, under no word of duties": (
        "松口街道项目\n一、建设内容\n1.网格中心。新建机房。\n2.应急所。改造库房。\n",
        {"一/1": "", "一/2": ""},
    ),
    "one office alone": (
        "清河县任务\n一、县水利局。治理河道3条。\n二、加强管理。培训60人。\n",
        {"一": "", "二": ""},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), DUTIES.values(), ids=DUTIES)
def test_a_heading_that_names_an_office_in_a_list_of_duties(text: str, wanted: dict[str, str]) -> None:
    assert {c.label: "|".join(c.units) for c in parse_text(text).clauses} == wanted


def test_a_sentence_may_leave_its_list_open() -> None:
    assert [
        r.open
        for r in parse_text(PAPER.format("县财政局、县住建局等部门按职责分工负责。"))
        .clauses[1]
        .responsibilities
    ] == [True]
