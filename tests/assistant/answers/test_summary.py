"""What asks for a summary, a table or a text gets the exact list it would be made of, and its briefing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.summary import summarised
from assistant.ask import Assistant
from assistant.question import Query, Scope
from tests.assistant.answers.greening import over_both


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
