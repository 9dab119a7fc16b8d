"""Questions about time in many phrasings: of one thing (when), and of all tasks of a time (what)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from assistant.verification.answer import faults
from tests.small_library import over

PLAN = """青禾县2025年农业农村工作要点

一、重点任务

1. 二〇二五年六月底前建成冷链仓库4座。（责任单位：县农业农村局）

2. 三季度末前改造灌溉泵站9座。（责任单位：县水利局）

3. 出台农机补贴细则。（责任单位：县农机中心；完成时限：4月底前）

4. 12月底前创建农业产业化联合体6家。（责任单位：县农业农村局）

5. 每月10日前报送墒情。（责任单位：县农技中心）

6. 上半年，培训农技员300人。（责任单位：县农技中心）

7. 加强种子市场监管。（责任单位：县农业农村局）

8. 2025年9月15日前完成秋播种子调运。（责任单位：县种子站）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("times")
    with over(home, {"qinghe.txt": PLAN}) as opened:
        yield opened


BY_JUNE = ["一/3", "一/1", "一/6"]
BY_AUTUMN = [*BY_JUNE, "一/8", "一/2"]
ALL = [*BY_AUTUMN, "一/4"]
LISTED = {
    "哪些任务要在上半年完成？": BY_JUNE,
    "青禾县上半年要完成哪些任务": BY_JUNE,
    "青禾县2025年6月底前要完成哪些": BY_JUNE,
    "青禾六月底之前必须完成的任务": BY_JUNE,
    "青禾县2025年6月30日以前要完成什么": BY_JUNE,
    "青禾县二〇二五年六月底前要完成哪些工作": BY_JUNE,
    "青禾县二季度末前要做完什么": BY_JUNE,
    "青禾县三季度前要做完什么？": BY_AUTUMN,
    "青禾县前三季度要完成哪些任务": BY_AUTUMN,
    "青禾县9月30日之前要完成哪些工作": BY_AUTUMN,
    "青禾县2025.9.30前要完成哪些任务": BY_AUTUMN,
    "截止9月底青禾县要完成哪些任务": BY_AUTUMN,
    "青禾县年底前完成哪些": ALL,
    "青禾县2025年年底前要完成的任务有哪些": ALL,
    "青禾县今年年内要完成哪些任务": ALL,
    "青禾县三季度要完成哪些任务": ["一/8", "一/2"],
    "青禾县9月份要完成哪些任务": ["一/8", "一/2"],
    "青禾县下半年要完成哪些任务": ["一/8", "一/2", "一/4"],
    "青禾县7月到9月要完成哪些任务": ["一/8", "一/2"],
    "青禾县9月中旬前要完成哪些任务": [*BY_JUNE, "一/8"],
}


@pytest.mark.parametrize(("question", "clauses"), LISTED.items(), ids=LISTED)
def test_the_tasks_of_a_time(assistant: Assistant, question: str, clauses: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.listing is not None
    assert sorted(row.clause for row in answer.listing.rows) == sorted(clauses)
    assert answer.listing.complete
    assert "另有 1 项任务没有单独写明时限" in answer.answer
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


def test_a_time_by_which_takes_in_what_is_due_earlier_and_says_so(assistant: Assistant) -> None:
    assert "含更早到期的" in assistant.ask("青禾县9月30日之前要完成哪些工作").answer
    assert "含更早到期的" not in assistant.ask("青禾县三季度要完成哪些任务").answer


SINGLE = {
    "青禾县冷链仓库什么时候建成？": "二〇二五年六月底前",
    "青禾县冷链仓库何时建成，建几座": "六月底前",
    "青禾县冷链仓库截止到哪天建成": "六月底前",
    "青禾县冷链仓库的完成时限是什么": "六月底前",
    "青禾县灌溉泵站改造几座，几月完成？": "三季度末前",
    "青禾县农机补贴细则什么时候出台": "4月底前",
    "青禾县农机补贴细则由谁负责，完成时限是哪天": "4月底前",
    "青禾县农技员培训多少人，什么时候完成，谁负责": "上半年",
    "青禾县墒情什么时候报送": "每月10日前",
    "青禾县秋播种子调运哪天前完成": "9月15日前",
}


@pytest.mark.parametrize(("question", "said"), SINGLE.items(), ids=SINGLE)
def test_the_time_of_one_thing(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, said in answer.answer) == ("answered", True)
    assert "没有另外写明" not in answer.answer


def test_a_list_by_time_that_names_its_place_takes_over_no_office(assistant: Assistant) -> None:
    history = (Turn(role="user", content="青禾县2025年县水利局负责哪些任务？"),)
    leaning = assistant.ask("那9月底前要完成哪些？", history)
    alone = assistant.ask("青禾县2025年6月底前要完成哪些任务？", history)
    assert leaning.listing is not None
    assert [row.clause for row in leaning.listing.rows] == ["一/2"]
    assert alone.listing is not None
    assert [row.clause for row in alone.listing.rows] == BY_JUNE


def test_the_tasks_of_an_office_of_a_named_place_take_over_no_time(assistant: Assistant) -> None:
    history = (Turn(role="user", content="青禾县2025年6月底前要完成哪些任务？"),)
    alone = assistant.ask("青禾县2025年县水利局负责哪些任务？", history)
    at_once = assistant.ask("青禾县2025年县水利局负责哪些任务？")
    assert alone.listing is not None
    assert at_once.listing is not None
    assert [r.clause for r in alone.listing.rows] == [r.clause for r in at_once.listing.rows]


BY_THE_MIDDLE = (
    "二〇三一年六月底前建成驿站4座", "六月底前修复绿道9公里", "2031.6.30前更新标线30公里",
    "上半年培训教练60名", "第二季度末前编印手册800册",
)  # fmt: skip


@pytest.fixture(scope="module")
def rides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("rides")
    lines = [f"{n}．{deed}。（责任单位：慢行科）" for n, deed in enumerate(BY_THE_MIDDLE, 1)]
    with over(home, {"rides.txt": "临河市2031年慢行工作要点\n一、任务\n" + "\n".join(lines)}) as opened:
        yield opened


def test_one_day_is_one_however_it_is_printed(rides: Assistant) -> None:
    answer = rides.ask("2031年6月底前要完成哪些？")
    assert answer.listing is not None
    assert sorted(row.clause for row in answer.listing.rows) == [f"一/{n}" for n in range(1, 6)]


@pytest.mark.parametrize("deed", BY_THE_MIDDLE)
def test_no_printed_time_is_denied(rides: Assistant, deed: str) -> None:
    what = deed.split("前")[-1].removeprefix("上半年").rstrip("座公里名册")
    answer = rides.ask(f"{what.rstrip('0123456789')}多少，什么时候完成？")
    assert answer.status == "answered"
    assert "没有另外写明" not in answer.answer
