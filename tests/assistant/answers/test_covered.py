"""What is quoted as an answer has about as much of the question as the best passage, and is of the paper, the
time and the measure that are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.content import BESIDE, ELSEWHERE
from assistant.answers.covered import names_no_paper
from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PARK = """青禾县2026年公园管理工作要点

一、设施维护
（一）步道修补。公园步道破损自发现之日起7日内修复，全年修补步道3公里。
（二）长椅布置。每200户居民设置不少于1处休憩点，新增长椅560张。
（三）步道达标指数。公园步道状况指数达到92以上。
二、示范推广
（一）推广示范公园。推广首创的示范公园经验，2026年底前落实到位。
（二）一园多用。开展一园多用改革，丰富园内活动。
三、荷花池
（一）荷花池养护。荷花池每年清淤1次，清淤费用30万元。
"""
CALENDAR = """东浦市2026年港务方案

一、时间节点
（一）2026年3月底前
完成码头清洁设施摸底，印发码头清洁名册。
（二）2026年6月底前
召开码头清洁推进会，启动上一年度奖补申报。
（三）2026年12月底前
完成码头清洁设施标准化，总结码头清洁工作。
"""
WASTE = """临桥市2025年快递包装治理办法

第一章 回收
第一条 快递包装回收箱覆盖80%以上的网点，由市邮政局牵头。
第二条 巩固回收成果，最高奖励80万元。
第二章 清理
第三条 快递垃圾清理由市城管局牵头实施。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {
        "青禾县2026年公园管理工作要点.txt": PARK,
        "临桥市快递包装治理办法.txt": WASTE,
        "c.txt": CALENDAR,
    }
    with over(tmp_path_factory.mktemp("covered"), papers) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("第二批示范公园经验什么时候落实", "2026年底"),
        ("第三批示范公园经验推广到哪里", "首创"),
        ("一园多用改革是哪个部委牵头", "市邮政局"),
        ("一园多用改革是哪个部委牵头", "市城管局"),
        ("公园步道状况几天里得修好", "92"),
        ("公园步道状况多少公里", "92"),
        ("公园步道状况要花多少钱", "92"),
        ("休憩点长椅按多少公里布置", "560张"),
        ("荷花池清淤要多少天", "30万元"),
        ("荷花池清淤要多少公里", "30万元"),
        ("荷花池清淤率百分之多少", "30万元"),
    ],
)
def test_what_meets_no_demand_is_not_claimed(assistant: Assistant, question: str, wrong: str) -> None:
    answer = assistant.ask(question)
    assert answer.status != "answered" or wrong not in answer.answer.split(BESIDE)[0], answer.answer


@pytest.mark.parametrize(
    "question",
    ["荷花池怎么养护", "步道修补有什么要求", "一园多用改革怎么开展", "示范公园经验怎么推广", "长椅怎么布置"],
)
def test_question_that_names_no_paper_is_answered_from_the_one_it_fits(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    claimed = answer.answer.split(ELSEWHERE)[0]
    assert "临桥" not in claimed, answer.answer
    assert "青禾" in claimed, answer.answer


@pytest.mark.parametrize("question", ["荷花池清淤费用多少万元", "荷花池每年清淤几次", "步道修补多少公里"])
def test_figure_of_the_asked_measure_is_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "answered"


def test_place_or_title_names_a_paper(assistant: Assistant) -> None:
    assert names_no_paper(assistant.read("荷花池怎么养护"))
    assert not names_no_paper(assistant.read("青禾县荷花池怎么养护"))


def test_clause_headed_by_another_time_is_none_of_what_is_asked_by_a_time(assistant: Assistant) -> None:
    answer = assistant.ask("6月底前码头清洁要干完哪些")
    claimed = answer.answer.split(BESIDE)[0]
    assert "启动上一年度奖补申报" in claimed, answer.answer
    assert "名册" not in claimed
    assert "标准化" not in claimed


@pytest.mark.parametrize(
    "question",
    [
        "一园多用改革投了多少钱",
        "一园多用改革要花多少万",
        "推广首创的示范公园给多少钱",
        "码头清洁推进会花了多少万元",
    ],
)
def test_a_sentence_without_a_figure_tells_none(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "一园多用改革有哪几种办法",
        "示范公园经验推广分哪几类",
        "公园步道修补碰到哪些情况不修，列全",
        "荷花池养护有哪几条规矩",
    ],
)
def test_one_of_all_that_is_asked_for_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status != "answered"


@pytest.mark.parametrize(
    "question", ["长椅坏了赔不赔呢", "那荷花谁来摘采呢", "那步道让不让骑车呢", "休憩点能不能摆摊呢"]
)
def test_a_follow_up_has_its_own_words_in_what_is_quoted(assistant: Assistant, question: str) -> None:
    shown = assistant.ask(question, [Turn(role="user", content="荷花池怎么养护")])
    assert shown.status != "answered"
