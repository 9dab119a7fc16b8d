"""A figure answers only where it carries every slot of the question; else its sentence is shown as near."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

REPORT = """临墨县2026年政府工作报告

一、“十四五”时期和2025年工作回顾
2025年，全县新增就业3.2万人。新改建乡村道路146公里。
五年来，全县建成冷库61座。

二、2026年工作安排
1.稳住就业。新增就业3.5万人以上。
2.改善交通。新改建乡村道路90公里。
3.补齐设施。建成冷库8座。
"""
RULES = """栗坪市家庭农机补贴办法

第一条 为了规范农机补贴，制定本办法。
第二条 农机购置补贴按照购置价的20%给予，每台最高不超过6000元。
第三条 农机维修补贴标准：脱贫家庭每户最高900元，其他家庭每户最高500元。
第四条 对年度采购额200万元以上的合作社，按采购额的4%补助，每年不超过30万元；示范合作社上限提高到50万元。
第五条 农机作业按照规模分为两类：
（一）一类作业，连片1000亩以上；
（二）二类作业，连片1000亩以下。
第六条 改造机库，由使用单位承担的费用不低于40%。
第七条 每万亩拥有的农机手不少于30人，其中驾驶员不少于12人。
第八条 农机检验由市农机站负责，检验员工资不低于当地最低工资的2倍。
"""
OTHER = """桐湾市学校食堂办法

第一条 为了管理学校食堂，制定本办法。
第二条 新建食堂由市教育局会同市财政局核定补贴标准，老食堂改造每处补贴9万元。
第三条 食堂补贴由市、县按3:7比例分担。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("carried")
    with over(home, {"report.txt": REPORT, "rules.txt": RULES, "other.txt": OTHER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "says", "not_said"),
    [
        ("临墨县2025年新增就业多少人", "3.2万人", "3.5万人"),
        ("临墨县2025年新改建乡村道路多少公里", "146公里", "90公里"),
        ("临墨县2026年新改建乡村道路多少公里", "90公里", "146公里"),
        ("临墨县过去五年建成冷库多少座", "61座", "8座"),
        ("栗坪市农机购置补贴一台最高补多少钱", "6000元", "900元"),
        ("栗坪市每万亩农机手多少人，其中驾驶员多少", "30人", "900元"),
    ],
)
def test_the_figure_is_of_the_time_and_the_thing_asked_for(
    assistant: Assistant, question: str, says: str, not_said: str
) -> None:
    answer = assistant.ask(question)
    bold = " ".join(line for line in answer.answer.splitlines() if not line.startswith(">"))
    assert says in answer.answer
    assert not_said not in bold


@pytest.mark.parametrize(
    ("question", "not_said"),
    [
        ("临墨县2027年新改建乡村道路多少公里", "**90公里**"),
        ("栗坪市示范合作社采购补助一年最多能拿多少", "**不超过30万元**"),
        ("栗坪市改造多少个机库、多少处", "**不低于40%**"),
        ("栗坪市给农机检验员核多少编制", "2倍**"),
    ],
)
def test_a_figure_that_lacks_a_slot_is_not_claimed(
    assistant: Assistant, question: str, not_said: str
) -> None:
    answer = assistant.ask(question)
    assert not_said not in answer.answer
    assert answer.status != "answered" or "50万元" in answer.answer


def test_a_list_that_drops_a_condition_is_not_called_complete(assistant: Assistant) -> None:
    answer = assistant.ask("栗坪市农机作业哪些要县级出钱，列一下")
    assert answer.listing is None or not answer.listing.complete


def test_what_the_paper_says_of_a_year_is_not_denied_for_last_year(assistant: Assistant) -> None:
    answer = assistant.ask("临墨县2025年冷库和乡村道路谁多")
    assert answer.status != "not_found"


@pytest.mark.parametrize("follow_up", ["老食堂呢", "这个钱市里和县里怎么分"])
def test_a_follow_up_that_points_back_is_not_answered_from_another_place(
    assistant: Assistant, follow_up: str
) -> None:
    before = (Turn(role="user", content="栗坪市农机购置补贴标准多少"),)
    answer = assistant.ask(follow_up, before)
    assert answer.status != "answered" or all("栗坪" in c.title for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "shown"),
    [("桐湾市食堂的补贴标准听哪家的", "市教育局"), ("栗坪市农机检验哪家管", "市农机站")],
)
def test_near_sentences_of_who_hold_the_office(assistant: Assistant, question: str, shown: str) -> None:
    assert shown in assistant.ask(question).answer
