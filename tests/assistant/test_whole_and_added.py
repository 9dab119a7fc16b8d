"""How many there are to be and how many are added; what is given and what is fined; a list of conditions and
one of papers; a body to which something is done.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PLAN = """云汀县公共图书服务三年行动方案（2026—2028年）

一、主要目标

到2028年底，全县城市书屋达到36个以上。

二、重点任务

1.改造县图书馆。更换密集书架40组，改造阅览座位600席。（牵头单位：县文旅局；配合单位：县财政局、县住建局）

2.开展夜间阅读。每周夜间开放不少于3天。（责任单位：县图书馆）

3.新建城市书屋。2026年新建城市书屋8个，2027年新建城市书屋9个。（责任单位：县文旅局）
"""
RULES = """云汀县图书捐赠与举报管理办法

第一条 申请设立捐赠点的，应当具备下列条件：

（一）有固定场所；

（二）有专人管理。

第二条 申请人向县文旅局提交申请表、场所证明。

第三条 举报倒卖捐赠图书的，按下列标准奖励：

（一）罚款金额不足2万元的，奖励300元；

（二）罚款金额2万元以上的，奖励900元。

第四条 擅自涂改捐赠图书的，处50元罚款。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"shuwu.txt": PLAN, "juanzeng.txt": RULES}
    with over(tmp_path_factory.mktemp("whole"), papers) as opened:
        yield opened


@pytest.mark.parametrize(
    "question", ["全县城市书屋要建到多少个", "城市书屋要达到几个", "城市书屋三年后发展到多少个"]
)
def test_how_many_there_are_to_be(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert "36个以上" in answer.answer.split("\n")[0]


def test_how_many_are_added(assistant: Assistant) -> None:
    assert "8" in assistant.ask("2026年新建城市书屋多少个").answer.split("\n")[0]


@pytest.mark.parametrize("question", ["罚款2万元以上的奖多少", "罚款2万以上的案子奖励多少钱"])
def test_a_fine_is_no_gift(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "50元罚款" not in answer.answer.split("出处")[0]


def test_conditions_are_no_papers_to_hand_in(assistant: Assistant) -> None:
    answer = assistant.ask("设立捐赠点要交哪些材料")
    assert "有固定场所" not in answer.answer or answer.status == "near"
    assert "有专人管理" in assistant.ask("设立捐赠点要具备哪些条件").answer


@pytest.mark.parametrize("question", ["县图书馆换密集书架这项谁牵头、谁配合", "图书馆改造阅览座位由谁牵头"])
def test_a_body_to_which_something_is_done(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "县文旅局" in answer.answer
    assert "共 1 项" not in answer.answer


def test_what_a_body_does_itself(assistant: Assistant) -> None:
    answer = assistant.ask("县图书馆负责哪些任务")
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == ["二/2"]
