"""What a follow-up stays with: the clause, the set, the items and the offices the answer before it showed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library

RULES = """渠溪县骑行驿站补助办法
第一章 补助
第一条 骑行驿站建设补助按照造价的50%给予，每座最高不超过3万元；山区驿站给予全额补助，每座最高不超过5万元。
第二条 绿道护栏补助标准：山区绿道每公里最高8000元，其他绿道每公里最高4000元。
第三条 领取补助按照下列步骤办理：
（一）申报。业主向镇政府提交申请表；
（二）核查。镇政府在5日内完成现场核查；
（三）拨款。县财政局在10日内拨付。
第二章 附则
第四条 县城管局每年对补助发放情况开展检查。
"""
POINTS = """渠溪县2023年慢行工作要点
一、重点工作
1.新建骑行驿站20座。（牵头单位：县交通局；配合单位：县财政局）
2.培训骑行教练80名。（责任单位：县体育局、县财政局）
3.修复滨河绿道12公里。（责任单位：县体育局）
"""
PLAN = """{place}“十四五”慢行发展规划
一、主要指标
序号\t指标\t单位\t2025年\t属性
1\t骑行驿站数量\t座\t{n}\t约束性
2\t绿道总长\t公里\t300\t预期性
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("conversations")
    plans = [PLAN.format(place=place, n=n) for place, n in (("禾湾市", 66), ("石渡市", 77))]
    with Library.open(home, reader=READER_VERSION) as library:
        for n, text in enumerate((RULES, POINTS, *plans)):
            library.put(parse_text(text, f"{n}.txt"))
    with Assistant.open(home) as opened:
        yield opened


def asked(assistant: Assistant, *questions: str) -> Answer:
    *before, last = questions
    return assistant.ask(last, [Turn(role="user", content=q) for q in before])


FIRST = "渠溪县骑行驿站建设补助每座最高多少"


@pytest.mark.parametrize(
    ("questions", "said", "not_said"),
    [
        ((FIRST, "山区的呢"), "5万元", "8000元"),
        (("渠溪县领取补助按什么步骤办理", "第二步是什么"), "核查。镇政府在5日内", "拨款"),
        (("渠溪县2023年新建骑行驿站几座", "财政局也要参与吗"), "配合单位：县财政局", "体育局"),
        (("渠溪县县体育局有哪些任务", "县财政局呢", "这两个局有没有一起做的"), "培训骑行教练80名", "12公里"),
        (("禾湾市的约束性指标有哪些", "那石渡呢"), "77", "66"),
        ((FIRST, "谁来检查"), "**县城管局每年对补助发放情况开展检查**", "财政局"),
    ],
)
def test_stays_with_what_was_shown(
    assistant: Assistant, questions: tuple[str, ...], said: str, not_said: str
) -> None:
    answer = asked(assistant, *questions)
    assert answer.status == "answered"
    assert said in answer.answer
    assert not_said not in answer.answer


def test_what_was_not_listed_is_asked_for(assistant: Assistant) -> None:
    answer = asked(assistant, "渠溪县领取补助按什么步骤办理", "第九步是什么")
    assert answer.status == "clarify"


def test_an_office_beside_another_matter_keeps_the_papers_asked_about(assistant: Assistant) -> None:
    answer = asked(assistant, FIRST, "镇政府核查完报给谁批")
    assert [c.name for c in answer.conditions if c.inherited] == ["渠溪县"]


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("渠溪县骑行驿站要建几座", "2023年绿道修复多少公里", "12公里"),
        ("渠溪县骑行驿站要建几座", "骑行教练培训多少名，2023年", "80名"),
        ("禾湾市骑行驿站要有多少座", "2025年绿道总长多少公里", "禾湾"),
        ("石渡市骑行驿站要有多少座", "到2025年绿道总长多少公里", "石渡"),
    ],
)
def test_a_time_alone_leaves_the_place_as_it_was(
    assistant: Assistant, first: str, then: str, said: str
) -> None:
    answer = asked(assistant, first, then)
    assert answer.status == "answered"
    assert said in answer.answer
    assert len({c.plan for c in answer.citations}) == 1


def test_a_year_carried_over_that_no_paper_has_denies_nothing(assistant: Assistant) -> None:
    answer = asked(assistant, "渠溪县骑行驿站要建几座", "2019年的呢", "滨河绿道修复多少公里")
    assert answer.status != "not_found"
    assert "12公里" in answer.answer


def test_a_plan_named_by_its_five_years_is_looked_for_everywhere(assistant: Assistant) -> None:
    answer = asked(assistant, "渠溪县骑行驿站要建几座", "绿道总长十四五要到多少公里")
    assert answer.status == "answered"
    assert "300" in answer.answer
