"""Who has to agree or be asked before something is done."""

from __future__ import annotations

import pytest

from ingest.responsibility.consents import consents

ASKED = [
    ("经乡镇政府申请、县水利局批准后保留。", "oversight:批准:县水利局"),
    ("经镇政府初审、县住建局复核、县政府批准后拨付。", "oversight:批准:县政府"),
    ("必要时经县粮食局会同县财政局批准后，可以竞价销售。", "oversight:批准:县粮食局|县财政局"),
    ("因故延长的，经县粮食局、县财政局联合批准，可以延长1个月。", "oversight:批准:县粮食局|县财政局"),
    ("延期经县住建局同意，最长两月。", "oversight:同意:县住建局"),
    ("名录报县人民政府批准后公布。", "oversight:批准:县人民政府"),
    (
        "须经县水利局审查同意后报白沙市人民政府批准。",
        "oversight:审查:县水利局；oversight:批准:白沙市人民政府",
    ),
    ("编制事项须征求县委编办意见后报批。", "support:征求意见:县委编办"),
    ("调价应当征求县财政局和县民政局意见。", "support:征求意见:县财政局|县民政局"),
    ("名录由县水利局拟定，报白沙市人民政府确认。", "oversight:确认:白沙市人民政府"),
    ("线路由县文旅局提出，经县交通局平衡后确定。", "oversight:平衡:县交通局"),
    ("经县住建局同意，最长不超过200日。", "oversight:同意:县住建局"),
    ("须经局党组研究并公示。", "oversight:研究:局党组"),
    ("名录报县委党组审定。", "oversight:审定:县委党组"),
    ("消费券商请县商务局同意后发放。", "oversight:同意:县商务局"),
    ("合同经县司法局合法性审查后签订。", "oversight:审查:县司法局"),
    (
        "合同经县司法局合法性审查、县财政局会签后签订。",
        "oversight:审查:县司法局；oversight:会签:县财政局",
    ),
    ("经县水利局审查同意后报白沙市水利局批准。", "oversight:审查:县水利局；oversight:批准:白沙市水利局"),
    ("线路经校党委会议审议。", "oversight:审议:校党委会议"),
    ("争议报县政府办公室裁定。", "oversight:裁定:县政府办公室"),
    ("延期经局长办公会议批准。", "oversight:批准:局长办公会议"),
    ("免责情形经局党组会议认定。", "oversight:认定:局党组会议"),
    ("经专班会议研究后报县政府常务会议审定。", "oversight:研究:专班会议；oversight:审定:县政府常务会议"),
    ("处置意见报县供水保障工作专班研究。", "oversight:研究:县供水保障工作专班"),
    ("经县政府审议通过，印发本办法。", ""),
    ("经县政府批准，决定设立专项。", ""),
    ("未经县水利局同意，不得取水。", "oversight:同意:县水利局"),
    ("经县教育局批准的学校可以招生。", ""),
    ("经县政府同意，现将办法印发给你们。", ""),
    ("调价征求有关部门意见。", ""),
    ("名录报县档案馆备案。", ""),
    ("已报县政府批准。", ""),
    ("换领申请由县城管局审核。", ""),
]


@pytest.mark.parametrize(("text", "said"), ASKED, ids=[row[0] for row in ASKED])
def test_who_has_to_agree_or_be_asked(text: str, said: str) -> None:
    found = list(consents(text))
    assert "；".join(f"{r.part}:{r.role}:{'|'.join(r.units)}" for r in found) == said
    assert all(r.span.of(text).startswith(r.units[0]) for r in found)
