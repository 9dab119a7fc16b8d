"""The intent of a question, in phrasings of our own."""

from __future__ import annotations

import pytest

from assistant.query.asks import asks
from assistant.query.intent import asks_figure, asks_leader, intent_of
from assistant.question import Scope, Term
from assistant.retrieval.lexicon import fold

NOWHERE = Scope()
SEVERAL = Scope(regions=("临河市", "桥头县"))
ABOUT = (Term(text="骑行驿站", weight=1.0),)
INTENTS = {
    "unit": (
        "骑行驿站谁来管", "骑行驿站是哪个科的活", "骑行驿站由何部门牵头", "骑行驿站的经办部门",
        "骑行驿站归口单位", "骑行驿站交给谁了", "骑行驿站的执行单位", "驿站坏了找哪家", "骑行驿站负责人",
        "骑行驿站靠谁落地",
    ),
    "figure": (
        "骑行驿站要建多少", "骑行驿站几座", "骑行驿站覆盖率", "骑行驿站的具体数据", "骑行驿站提高到多大比例",
        "骑行驿站数量", "骑行驿站目标", "骑行驿站达到几成", "骑行驿站不低于多少", "骑行驿站占比",
    ),
    "content": (
        "骑行驿站怎么建", "骑行驿站有哪些服务", "骑行驿站的做法", "骑行驿站如何管护", "骑行驿站",
        "介绍骑行驿站", "骑行驿站建设内容", "骑行驿站有什么举措", "骑行驿站怎样收费", "骑行驿站夜里开放吗",
    ),
    "count": (
        "要点有几项任务", "一共多少条", "要点合计几项", "要点列了多少项工作", "任务总数", "有几个专栏",
        "规划分几章", "指标有多少个", "约束性指标几个", "库里有几份文件",
    ),
    "compare": (
        "临河和桥头的驿站数谁高", "两份文件说法一致吗", "和去年比变化在哪", "骑行驿站与绿道有何区别",
        "驿站数差多少", "驿站覆盖率各是多少", "跟桥头相比呢", "前后两年对比", "两地一样吗", "驿站数哪个更多",
    ),
    "changes": (
        "骑行驿站与旧版有何区别", "前后两版对比", "新旧两版有啥不一样", "新版比旧版多了哪几条",
        "修订时砍掉了哪个项目", "新版把骑行驿站的时间往后推了吗", "骑行驿站那条在新版里还在不在",
        "和上一版比改了什么", "第1版和第2版差在哪", "这次修订动了哪些地方", "骑行驿站旧版里写的几处",
        "最新版里骑行驿站的牵头单位换了吗",
        "改版前后责任单位有哪些变化",
        "方案更新了哪些条款", "骑行驿站这条改过没有",
    ),
    "kind": (
        "驿站覆盖率是约束性还是预期性", "驿站覆盖率是约束性的吗", "驿站覆盖率的性质",
        "驿站覆盖率属于约束性哪类", "驿站覆盖率是不是预期性",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("intent", "question"), [(i, q) for i, asked in INTENTS.items() for q in asked])
def test_what_kind_of_answer(intent: str, question: str) -> None:
    assert intent_of(fold(question), NOWHERE, (), False, ABOUT) == intent


@pytest.mark.parametrize(
    "question",
    ["推广新版骑行卡多少张", "新旧动能转换投入多少", "修订骑行预案由谁负责", "更新路面标线多少公里",
        "出版骑行图书几册",
     "改造老版驿站有哪些任务", "修改完善哪些制度", "新版驿站标准是什么", "和去年的要点比有什么变化",
     "改建驿站几处"],
)  # fmt: skip
def test_words_that_only_look_like_versions(question: str) -> None:
    assert intent_of(fold(question), NOWHERE, (), False, ABOUT) != "changes"


def test_a_name_asks_for_its_tasks() -> None:
    assert intent_of("慢行科要做的", NOWHERE, ("慢行科",), False, ABOUT) == "list"
    assert intent_of("慢行科", NOWHERE, ("慢行科",), False, ()) == "list"


def test_a_clause_pointed_at_comes_first() -> None:
    assert intent_of("第三条谁负责", NOWHERE, (), True, ()) == "reference"
    assert intent_of("第三章有几节?", NOWHERE, (), True, ()) == "count"


def test_several_places_are_compared_unless_somebody_is_asked_for() -> None:
    assert intent_of("骑行驿站", SEVERAL, (), False, ABOUT) == "compare"
    assert intent_of("骑行驿站谁负责", SEVERAL, (), False, ABOUT) == "unit"


def test_a_measure_beside_another_question_is_no_figure() -> None:
    assert asks_figure("骑行驿站覆盖率")
    assert not asks_figure("骑行驿站覆盖率怎么算")


def test_a_leader_is_no_office() -> None:
    assert asks_leader("骑行驿站哪位领导分管")
    assert not asks_leader("骑行驿站由哪位领导、哪个科管")


@pytest.mark.parametrize(
    ("question", "beside", "intent"),
    [
        ("城管局何时公布骑行驿站名录", "　　　何时公布骑行驿站名录", "content"),
        ("城管局管骑行驿站的哪一块", "　　　管骑行驿站的哪一块", "list"),
    ],
)
def test_an_office_s_name_asks_for_no_task(question: str, beside: str, intent: str) -> None:
    assert intent_of(question, NOWHERE, ("城管局",), False, ABOUT, beside=beside) == intent


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("驿站科免费给哪些学校送手册", True),
        ("驿站科要检查哪几类票", True),
        ("驿站科有哪些任务", False),
        ("驿站科有哪些重点工作", False),
        ("驿站科哪些是牵头的", False),
        ("驿站科负责的有哪些", False),
        ("驿站科参与的有哪几件，牵头的也算", False),
    ],
)
def test_a_set_of_tasks_or_of_other_things(question: str, other: bool) -> None:
    assert asks("other_set", question) is other
