"""Who approves is asked whatever is named beside it, and whether a rule applies asks for no office. Papers of
our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PLAN = """柏溪市“十五五”绿地系统规划

第一章 目标

到2030年，人均公园绿地面积达到15平方米（约束性），绿道长度达到300公里（预期性）。

第二章 保障

一、强化评估。2028年开展中期评估，评估报告由市园林局报市人民政府审定。确需改动约束性指标的，按程序报市人大常委会批准。

二、强化投入。市财政局安排养护资金，市园林局编制项目清单。
"""
RULES = """柏溪市凉棚管理规定

第一条 市园林局主管凉棚管理工作。

第二条 本市公共场所凉棚的搭建、维护和拆除，适用本规定。
仅供单户自用的凉棚可以参照本规定自行管理。

第三条 凉棚搭建单位应当保证凉棚抗风性能。

第四条 凉棚维护单位对凉棚的结构安全负责。
"""
PAPERS = {"柏溪绿地规划.txt": PLAN, "柏溪凉棚规定.txt": RULES}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("whether"), PAPERS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "柏溪绿地规划的约束性指标真要改 最后得哪儿批",
        "绿地规划的约束性指标想动一动，该找谁批",
        "柏溪绿地规划约束性指标改动要哪里批准",
        "绿地规划要改约束性指标谁点头才行",
    ],
)
def test_who_approves(papers: Assistant, question: str) -> None:
    answer = papers.ask(question)
    assert "市人大常委会" in answer.answer
    assert answer.listing is None


@pytest.mark.parametrize(
    "question",
    [
        "自家一户用的凉棚归不归柏溪这规定管",
        "单户自用的凉棚属不属于这个规定管",
        "柏溪凉棚规定，单户自用凉棚适不适用",
        "单户自用的凉棚受不受凉棚规定约束",
        "单户自用的凉棚在不在规定的适用范围",
        "单户自用的凉棚算不算凉棚规定的管辖范围",
    ],
)
def test_whether_a_rule_applies(papers: Assistant, question: str) -> None:
    answer = papers.ask(question)
    assert "参照本规定自行管理" in answer.answer
    assert "**凉棚" not in answer.answer


def test_whether_an_office_has_it_is_still_who(papers: Assistant) -> None:
    assert "市园林局" in papers.ask("凉棚管理归不归市园林局管").answer
