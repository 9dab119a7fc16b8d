"""Follow-ups that nothing answers: what was shown before, first where it has more of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.answers.draft import Draft
from assistant.answers.followed import SHOWN_BEFORE, after_what_was_shown, is_left_open
from assistant.answers.near import SAID
from assistant.answers.router import answer
from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PLAN = """山岭县2025年绿道工作要点
一、建设
1.新建绿道12公里，打不通的路段由镇里另选线路。（责任单位：县住建局）
2.安装照明灯300盏，每盏补助800元，最高不超过20万元。（责任单位：县供电所）
二、管护
3.每月巡查绿道1次。
"""
OTHER = """云渡县2025年步道工作要点
一、建设
1.建设步道30公里，安装照明灯90盏。（责任单位：县城管局）
2.印发步道招商手册。
"""
FIRST = "山岭县新建绿道多少公里"
NOTHING = Draft(status="not_found", reason="out_of_scope", answer="没有找到。")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("followed"), {"plan.txt": PLAN, "other.txt": OTHER}) as opened:
        yield opened


@pytest.mark.parametrize("question", ["实在没辙的那种呢", "那要是真不成呢"])
def test_where_nothing_is_found_what_was_shown_before_is_shown(assistant: Assistant, question: str) -> None:
    shown = assistant.ask(question, [Turn(role="user", content=FIRST)])
    assert (shown.status, shown.citations[0].clause) == ("near", "一/1")


def test_it_is_named_as_what_was_shown_before(assistant: Assistant) -> None:
    query, _ = assistant.drafted("实在没辙的那种呢", [Turn(role="user", content=FIRST)])
    assert query.before is not None
    earlier = answer(query.before, assistant.sources)
    draft = after_what_was_shown(query, NOTHING, earlier, assistant.sources)
    assert draft.answer.startswith(SHOWN_BEFORE)
    assert after_what_was_shown(query, NOTHING, NOTHING, assistant.sources) is NOTHING, "it cited nothing"


def test_what_is_found_stays_first_where_it_has_as_much(assistant: Assistant) -> None:
    query, _ = assistant.drafted("巡查呢", [Turn(role="user", content=FIRST)])
    earlier = answer(query.before, assistant.sources) if query.before else NOTHING
    found = answer(replace(query, before=None), assistant.sources)
    near = replace(found, status="near", answer=SAID)
    assert after_what_was_shown(query, near, earlier, assistant.sources).citations == found.citations


@pytest.mark.parametrize(
    ("draft", "is_open"),
    [
        (NOTHING, True),
        (Draft(status="near", answer=SAID), True),
        (Draft(status="answered", answer="12公里"), False),
        (Draft(status="not_found", reason="no_such_plan", answer="没有这份文件"), False),
    ],
)
def test_only_what_nobody_claims_or_denies_is_left_open(
    assistant: Assistant, draft: Draft, is_open: bool
) -> None:
    query, _ = assistant.drafted("实在没辙的那种呢", [Turn(role="user", content=FIRST)])
    assert is_left_open(replace(query, leans=True), draft) is is_open
    assert not is_left_open(replace(query, before=None), draft)


@pytest.mark.parametrize("question", ["照明灯呢", "那照明灯装多少", "照明灯要装几盏"])
def test_what_several_papers_may_tell_is_asked_of_the_one_shown(assistant: Assistant, question: str) -> None:
    shown = assistant.ask(question, [Turn(role="user", content="新建绿道多少公里")])
    assert (shown.status, "300盏" in shown.answer, "90盏" in shown.answer) == ("answered", True, False)


def test_what_another_paper_tells_better_is_asked_of_it(assistant: Assistant) -> None:
    shown = assistant.ask("步道招商手册", [Turn(role="user", content="新建绿道多少公里")])
    assert [c.clause for c in shown.citations][:1] == ["一/2"]
    assert "云渡" in shown.citations[0].marker


BOATS = """山岭县渡口管理办法
第一条 每艘渡船应当配备救生员一名、驾驶员两名。
第二条 发现渡口乱收费的，可以向县交通局投诉，有关部门应当在规定期限内处理并告知结果。
第三条 渡船由县交通局每年检验。
"""
CARTS = """云渡县观光车管理办法
第一条 无人认领的观光车，经公告三个月仍未处理的，由县公安局拍卖。
第二条 救护站由县卫健局确认，驾驶观光车的司机应当年满二十周岁。
第三条 县文旅局组织专家对观光线路进行评估。
"""


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"boats.txt": BOATS, "carts.txt": CARTS}
    with over(tmp_path_factory.mktemp("ferries"), files) as opened:
        yield opened


@pytest.mark.parametrize(
    ("before", "question", "clause"),
    [
        ("渡口乱收费找谁投诉", "多久处理完", "第二条"),
        ("渡船要配几个救生员", "谁来评估", "第一条"),
        ("渡船要配几个救生员", "司机要多大", "第一条"),
        ("渡船由谁检验", "谁确认", "第三条"),
    ],
)
def test_a_word_or_two_do_not_lead_to_another_matter(
    ferries: Assistant, before: str, question: str, clause: str
) -> None:
    answer = ferries.ask(question, [Turn(role="user", content=before)])
    assert answer.status == "near", answer.answer
    assert answer.citations[0].clause == clause, answer.answer
    assert "渡" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("before", "question", "plan"),
    [
        ("渡船要配几个救生员", "云渡县的司机呢", "carts"),
        ("渡船要配几个救生员", "驾驶员呢", "boats"),
        ("渡口乱收费找谁投诉", "云渡县的观光线路谁来评估", "carts"),
    ],
)
def test_what_is_named_or_stands_there_is_answered(
    ferries: Assistant, before: str, question: str, plan: str
) -> None:
    answer = ferries.ask(question, [Turn(role="user", content=before)])
    assert answer.status == "answered", answer.answer
    assert answer.citations[0].plan == plan


SIGNS = """山岭县2025年指示牌工作要点
一、更换
1.更换指示牌60块。
"""
LONG = """云渡县“十四五”公园规划
一、目标
1.到2025年，公园每两年开展一次复核评定。
2.到2025年，指示牌全部双语。
"""


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"signs.txt": SIGNS, "long.txt": LONG}
    with over(tmp_path_factory.mktemp("parks"), files) as opened:
        yield opened


def test_where_the_paper_that_was_carried_over_is_not_there_others_are_shown(parks: Assistant) -> None:
    before = ["云渡县十四五指示牌目标", "我问的是山岭县", "那十四五呢"]
    answer = parks.ask("复核评定是怎么说的", [Turn(role="user", content=q) for q in before])
    assert answer.status in ("answered", "near"), answer.answer
    assert "复核评定" in answer.citations[0].quote
    denied = parks.ask(before[-1], [Turn(role="user", content=q) for q in before[:-1]])
    assert denied.reason == "no_such_plan", denied.answer
