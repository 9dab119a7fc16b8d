"""Bodies that are set up for the work, who is in them and where their office is; who does a thing beside a
note; whom many are that must have done something by a day.
"""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text
from ingest.responsibility.addressees import addressees
from ingest.responsibility.bodies import bodies

SET_UP = [
    ("成立县供水保障工作专班，由分管副县长任组长。", ":县供水保障工作专班"),
    ("组建白沙市防汛抗旱指挥部，统筹调度。", ":白沙市防汛抗旱指挥部"),
    ("成立由县长任组长的县节水工作领导小组。", ":县节水工作领导小组"),
    (
        "成立指挥部，县水利局、县财政局和各乡镇人民政府为成员单位。",
        "成员单位:县水利局|县财政局|各乡镇人民政府",
    ),
    ("县财政局是成员单位。", ""),
    ("县政府设立县防汛指挥部，办公室设在县水利局。", ""),
    ("成立县节水工作专班，县水利局、县住建局为成员单位。", ":县节水工作专班；成员单位:县水利局|县住建局"),
    # whom they send into it
    (
        "成立县节水工作专班，由分管局长负责，局农水科、县灌溉中心、县水文中心工作人员组成。",
        ":县节水工作专班；组成:局农水科|县灌溉中心|县水文中心",
    ),
    (
        "成立县节水工作专班，县长任组长，府办、水利局、财政局以及各乡镇行政主要负责同志为成员。",
        ":县节水工作专班；成员:府办|水利局|财政局|各乡镇",
    ),
    ("成立县节水工作专班，相关部门负责人为成员。", ":县节水工作专班"),
    ("成立县节水工作专班，周青、吴桐为成员。", ":县节水工作专班"),
    ("专班办公室设在县水利局，负责日常调度。", ":专班办公室"),
    ("联席会议办公室设在县水利局，承担日常工作。", ":联席会议办公室"),
    ("指挥部办公室设在县水利局，由县水利局局长兼任主任，承担日常工作。", ":指挥部办公室"),
    ("抢险组：由县水利局、县财政局等组成。负责抢险排险。", "组成:县水利局|县财政局|…"),
    (
        "保障组。由县财政局、供电公司、县发改局组成，县财政局局长任组长。负责资金物资。",
        "组成:县财政局|供电公司|县发改局",
    ),
    (
        "技术组：由县气象局牵头，县水利局、县住建局及有关设计、施工等单位组成。根据需要提供技术支持。",
        "组成:县水利局|县住建局|…",
    ),
    ("县防汛指挥部由县政府、县人武部和各乡镇政府组成，统一指挥防汛。", "组成:县政府|县人武部|各乡镇政府"),
    ("评审委员会由县财政局、县审计局共同组成，对项目逐个评审。", "组成:县财政局|县审计局"),
    # nothing but who is in it and heads it
    ("抢险组由县水利局、县财政局组成。", ""),
    ("抢险组：由县水利局、县财政局组成，县水利局局长任组长。", ""),
    ("领导小组由县水利局、县财政局组成，县财政局是联络单位。", ""),
    # people, so many of a kind, what something is made up of
    ("专家组由5名专家组成，负责评审论证。", ""),
    ("服务队由医生、护士组成，负责巡回医疗。", ""),
    ("联合体由县人民医院、县中医院组成。", ""),
    ("检查组由县水利局、县财政局负责人及相关人员组成，负责检查。", ""),
    ("由县水利局、县财政局组成的专班每月调度。", ""),
    # no name of its own, a form of meeting, what has been done, what says nothing of its office's work
    ("成立工作专班，每月调度。", ""),
    ("成立由分管副县长任组长的工作专班。", ""),
    ("建立由分管副县长任召集人的联席会议制度。", ""),
    ("去年以来成立县供水工作专班，解决问题9个。", ""),
    ("专班办公室设在县水利局。", ""),
    ("专班办公室设在县水利局，每月调度一次。", ""),
]


@pytest.mark.parametrize(("text", "said"), SET_UP, ids=[row[0] for row in SET_UP])
def test_a_body_that_is_set_up(text: str, said: str) -> None:
    found = list(bodies(text))
    assert "；".join(f"{r.role}:{'|'.join((*r.units, '…') if r.open else r.units)}" for r in found) == said
    assert all(r.units[0] in r.span.of(text) for r in found)


BESIDE_NOTES = [
    ("核减名录。超过9吨的，由县住建局审批。（责任单位：县水利局）", "县水利局|县住建局"),
    ("核减名录，调整须报县政府批准。（责任单位：县水利局）", "县水利局|县政府"),
    ("清淤9处，方案经局长办公会议审定后实施。（责任单位：县水利局）", "县水利局|局长办公会议"),
    ("验收9处，争议报县政府办公室裁定。（责任单位：县水利局）", "县水利局|县政府办公室"),
    ("清淤9处，由县水利局牵头实施。（县水利局牵头，县财政局配合）", "县水利局|县财政局"),
    ("清淤9处，方案报县政府批准。（责任单位：县政府各部门）", "县政府各部门|县政府"),
    ("县财政局要在3月底前拨付资金。（责任单位：县水利局）", "县水利局"),
    ("清淤9处，企业应当公示。（责任单位：县水利局）", "县水利局"),
    ("由县财政局拨付的资金用于清淤。（责任单位：县水利局）", "县水利局"),
]


@pytest.mark.parametrize(("text", "names"), BESIDE_NOTES, ids=[row[0] for row in BESIDE_NOTES])
def test_who_does_or_approves_something_beside_a_note(text: str, names: str) -> None:
    plan = parse_text(f"清河县2025年方案\n一、{text}\n二、验收9处。\n")
    assert set(plan.clause("一").units) == set(names.split("|"))


BY_A_DAY = [
    ("各县（区）、各部门制定清单，于5月20日前报县水利局。", "各县（区）|各部门"),
    ("各乡镇拟订细则，3月20日前报专班备案。", "各乡镇"),
    ("各股室、局属各单位要把任务分解到人，1月20日前报局办公室。", "各股室|局属各单位"),
    ("各镇明确专人，4月底前将名单报县水利局。", "各镇"),
    ("各乡镇制定方案，抓好落实。", ""),
    ("各乡镇制定方案，县水利局于5月底前汇总。", "县水利局"),
    ("每家企业于5月底前申领。", ""),
    ("单个企业应当于5月底前申领。", ""),
    ("养护单位变更名称的，应当提前45日公告，妥善安置用水户。", "养护单位"),
    ("养护单位聘用人员前，应当查询记录；有隐瞒的，不得聘用。", "养护单位"),
    ("物业企业为管护责任人；自行管理的，居民委员会为管护责任人。", "物业企业|居民委员会"),
]


@pytest.mark.parametrize(("text", "names"), BY_A_DAY, ids=[row[0] for row in BY_A_DAY])
def test_what_many_are_told_to_have_done_by_a_day(text: str, names: str) -> None:
    assert "|".join(name for one in addressees(text) for name in one.units) == names
