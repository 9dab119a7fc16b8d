"""What asks for a summary, a table or a text gets the exact list it would be made of, and its briefing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.summary import summarised
from assistant.ask import Assistant
from assistant.question import Query, Scope
from tests.assistant.answers.greening import PAPERS, over_both
from tests.small_library import over


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("summary")
    with over_both(home) as opened:
        yield opened


SECTION = (
    "总结一下柳坪县2025年造林增绿工作", "概括柳坪2025年造林增绿", "帮我写一段柳坪县2025年造林增绿的工作情况",
    "给我一份柳坪县造林增绿的汇报提纲", "列个提纲：柳坪县2025年造林增绿", "起草一份柳坪造林增绿工作汇报",
    "柳坪县造林增绿方面归纳一下", "给领导汇报用，整理一下柳坪2025年造林增绿", "柳坪造林增绿的材料给我弄一份",
    "把柳坪县2025年造林增绿工作列成表格", "写个柳坪造林增绿的小结", "梳理柳坪县造林增绿这块工作",
)  # fmt: skip


@pytest.mark.parametrize("question", SECTION)
def test_a_section_is_listed_and_its_briefing_offered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == ["一/1", "一/2"]
    assert answer.briefing is not None
    assert (answer.briefing.kind, answer.briefing.topic) == ("topic", "造林增绿")
    assert "以下为相关条款原文" not in answer.answer


PAPER = (
    "柳坪县2025年绿化工作要点主要讲了什么", "概括一下柳坪绿化要点", "柳坪绿化要点的主要内容",
    "把柳坪要点列成表格",
    "简单介绍一下柳坪绿化要点", "柳坪要点大意是什么", "柳坪2025年要点做个摘要",
    "柳坪2025年绿化重点工作有哪些", "柳坪绿化的重点是啥", "柳坪要点主要抓什么", "柳坪县2025年绿化要干啥",
    "柳坪绿化重点抓哪几块",
    "柳坪2025年绿化部署了哪些工作", "柳坪要点的重点任务是什么",
)  # fmt: skip


@pytest.mark.parametrize("question", PAPER)
def test_a_paper_by_its_parts_and_clauses(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert all(part in answer.answer for part in ("共 3 个部分", "古树保护", "条款共 5 条，已全部列出"))
    assert answer.briefing is not None
    assert answer.briefing.kind == "plan"


def test_an_office_and_a_subject(assistant: Assistant) -> None:
    office = assistant.ask("园林股的工作写个小结")
    assert office.briefing is not None
    assert (office.briefing.kind, office.briefing.units) == ("office", ("园林股",))
    subject = assistant.ask("写一份关于护林员的材料")
    assert subject.listing is not None
    assert (subject.listing.total, "60人次" in subject.answer, "40人次" in subject.answer) == (2, True, True)


@pytest.mark.parametrize("question", ["写一首春天的诗", "写一段爱情故事", "帮我写一封情书"])
def test_a_text_of_something_else_is_declined(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status != "answered"
    assert answer.briefing is None


def test_what_asks_for_neither_is_left_to_others(assistant: Assistant) -> None:
    query = Query(asked="行道树", intent="content", scope=Scope())
    assert summarised(query, assistant.sources) is None


SHORT = (
    "碧汀市湿地保护行动方案\n为管好城市湿地，特制定本方案。\n一、主要目标\n"
    "1.到2027年底，全市列入名录的湿地保护率达到60%以上。\n2.到2027年底，分期分片修复退化湿地90公顷以上。\n"
    "3.到2027年底，在城区和近郊建成湿地公园4处。\n4.每年面向乡镇和社区培训湿地巡护员80人次以上。\n"
    "5.到2027年底，沿河沿湖补种本地水草30亩以上。\n二、主要任务\n开展湿地巡查。（责任单位：市林业局）\n"
)
BRIEFLY = (
    "碧汀那份方案讲了啥 简单说说", "碧汀湿地方案主要讲了什么，简单说下", "碧汀这份湿地方案简要介绍一下",
    "碧汀市湿地保护行动方案概括一下", "大概讲讲碧汀这个方案", "碧汀这份方案大致说说",
    "碧汀湿地方案都写了啥，简单讲讲吧",
    "简单概括一下碧汀这份湿地方案", "碧汀那个方案粗略介绍下", "碧汀湿地保护那份主要内容是啥，扼要说一下",
)  # fmt: skip


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"碧汀.txt": SHORT, "柳坪.txt": PAPERS[0]}
    with over(tmp_path_factory.mktemp("short"), papers) as opened:
        yield opened


@pytest.mark.parametrize("question", BRIEFLY)
def test_a_short_paper_by_what_it_is_for_its_goals_and_its_clauses(short: Assistant, question: str) -> None:
    answer = short.ask(question)
    assert all(said in answer.answer for said in ("**目的**", "**目标**", "条款共 7 条，已全部列出"))
    assert "另有 1 条也写明，没有引出：〔碧汀方案·一/5〕" in answer.answer
    assert {c.plan for c in answer.citations} == {"碧汀"}
