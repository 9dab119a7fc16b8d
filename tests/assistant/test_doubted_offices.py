"""Whose reading is doubted is shown by the sentence alone, and what is in bold comes from the sentence that
meets the question. Papers of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

RULES = """松浦市充电桩安全管理规定

第一条 本规定所称充电桩，是指为电动自行车充电的固定设施。

第二条 充电桩看护责任人是指具有充电桩看护权利和义务的单位或者个人。
充电桩自行看护的，产权人为看护责任人。委托物业企业或者他人看护的，受托人为看护责任人。
新装的充电桩未交付小区的，施工总承包企业为看护责任人。
出租、出借场地安装充电桩的，出租人、出借人为看护责任人，当事人另有约定的除外。
未确定看护责任人的，由所在地的镇人民政府、街道办事处会同市消防救援机构指导确定。

第三条 换下的废旧电池补贴由市商务局负责，充电桩巡查经费和补贴由市财政局负责。

第四条 市消防救援机构每季度抽查充电桩，结果十日内公开。市住房城乡建设局会同市供电公司编制布点图。

第五条 清理楼道飞线由市城管局牵头，两年内完成。由市公安局、市供电公司配合。
"""
PAPERS = {"松浦充电桩规定.txt": RULES}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("doubted"), PAPERS) as assistant:
        yield assistant


def bold(answer: str) -> str:
    return " ".join(answer.split("**")[1::2])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("新装的充电桩还没交付给小区，这时候谁是看护责任人", "施工总承包企业为看护责任人"),
        ("松浦自行看护的充电桩谁是看护责任人", "产权人为看护责任人"),
        ("松浦场地出借安装充电桩，看护责任人是谁", "出借人为看护责任人"),
    ],
)
def test_a_doubted_reading_is_quoted(papers: Assistant, question: str, said: str) -> None:
    answer = papers.ask(question)
    assert said in answer.answer
    assert "：看护责任人" not in bold(answer.answer)
    assert "会同" not in bold(answer.answer)


@pytest.mark.parametrize(
    ("question", "office", "other"),
    [
        ("充电桩巡查那笔补贴是谁管的", "市财政局", "市商务局"),
        ("松浦充电桩巡查经费谁负责", "市财政局", "市商务局"),
        ("松浦废旧电池补贴归哪个部门管", "市商务局", "市财政局"),
    ],
)
def test_the_matter_may_stand_before_those_charged(
    papers: Assistant, question: str, office: str, other: str
) -> None:
    said = bold(papers.ask(question).answer)
    assert office in said
    assert other not in said


def test_bold_comes_from_the_sentence_that_meets_the_question(papers: Assistant) -> None:
    said = bold(papers.ask("松浦充电桩每季度谁来抽查").answer)
    assert "市消防救援机构" in said
    assert "供电" not in said


def test_a_sentence_that_only_charges_is_of_the_one_before(papers: Assistant) -> None:
    said = bold(papers.ask("松浦清理楼道飞线谁牵头谁配合").answer)
    assert "市城管局" in said
    assert "市公安局" in said
