"""Odd ways to ask the same, answered from a plan about something else than the project's corpus."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.model import Answer

WHO = (
    "{t}，请告知承办方", "{t}的落实主体是谁", "{t}由哪个部门来抓", "{t}归谁管", "{t}的主责部门",
    "{t}这摊子事谁盯着", "{t}挂靠在哪个单位", "{t}压给哪个科了", "{t}的承接单位是", "哪里在具体操办{t}",
    "{t}由谁兜着", "{t}该问哪家要进度", "{t}分工到了哪个单位", "{t}经手的是哪个科", "烦请告知{t}的对口部门",
    "{t}的实施方", "{t}由什么机构组织",
    "{t}何人牵头",
    "{t}责任方", "谁在做{t}", "{t}任务分给了谁",
)  # fmt: skip
HOW_MUCH = (
    "{t}具体数据是多少", "{t}的具体数值", "{t}定了多少", "{t}的量化值", "{t}的目标数", "{t}多少才达标",
    "{t}的数给一下", "{t}任务数", "{t}的数字要求", "{t}预期值", "{t}得做到多少", "{t}怎么定的数",
    "{t}今年的数量", "{t}计划完成多少", "{t}的工作量是几何", "{t}总量", "{t}要整多少", "报一下{t}的指标数",
)  # fmt: skip
WHEN = (
    "{t}啥时候弄完", "{t}的完工时间", "{t}哪个月收尾", "{t}什么时候为止", "{t}工期到几时",
    "{t}什么时间点交付", "{t}多久能建好", "{t}的截止日", "{t}最迟哪天", "{t}完成时间要求", "{t}时限",
    "{t}到期日", "{t}几月份要完",
)  # fmt: skip
LIST = (
    "慢行科手上有哪些活", "慢行科都管着什么", "慢行科的分内事有哪些", "慢行科要办的事", "慢行科担着哪几样",
    "慢行科名下任务", "慢行科今年忙什么", "慢行科负责的内容", "慢行科承办的工作", "整理慢行科的任务",
    "慢行科的事项一览", "慢行科牵扯到哪些条款",
)  # fmt: skip
COUNT = (
    "临河要点里头一共摆了几项任务", "临河要点有多少条", "要点任务总数", "临河要点的任务有几个",
    "数一数临河要点有几条任务", "临河要点列了多少项工作", "临河要点任务条数", "临河要点合计多少项",
    "临河要点包含几件事", "临河要点布置了多少项任务",
)  # fmt: skip
HEAD = {
    "3号": ("临河要点的文件号", "临河要点文号是什么", "临河要点是几号文", "临河要点的发文字号"),
    "2月14日": (
        "临河要点何时出台", "临河要点什么时候发的", "临河要点成文日期", "临河要点印发时间",
        "临河要点哪天公布的",
        "临河要点几月几号印发",
    ),
    "慢行办公室": (
        "谁发的临河要点", "临河要点由谁印发", "临河要点发文单位", "临河要点的制定机关", "临河要点谁出的",
        "临河要点落款",
    ),
}  # fmt: skip
MENTION = (
    "哪些条款提到了充气桩", "充气桩在哪几条里写到", "哪里写了充气桩", "哪条讲到充气桩",
    "文件哪些地方出现充气桩", "涉及充气桩的条款", "查一下提及充气桩的条目", "充气桩出现在哪些条款",
    "有哪几条说到充气桩", "写有充气桩的条款有哪些",
    "含有充气桩的条款", "带充气桩字样的条款",
)  # fmt: skip
OUTLINE = (
    "临河要点分几部分", "临河要点的目录", "临河要点有哪些部分", "临河要点的结构", "临河要点的框架",
    "临河要点有哪些板块", "临河要点大纲", "临河要点的章节安排", "临河要点由哪几块组成",
    "临河要点的部分有哪些",
)  # fmt: skip
THINGS = {
    "骑行驿站": ("一/1", "慢行科", "48座"),
    "滨河绿道": ("一/2", "绿道办", "120公里"),
    "夜骑手册": ("二/4", "宣传科", "2万册"),
    "骑行教练": ("二/5", "慢行科", "300名"),
}
DATED = {"骑行驿站": ("一/1", "9月底"), "路面标线": ("一/3", "11月底")}


def _stated(answer: Answer, clause: str, words: str) -> bool:
    return (
        answer.status == "answered"
        and clause in {c.clause for c in answer.citations}
        and words in answer.answer
    )


@pytest.mark.parametrize("phrasing", WHO)
def test_who(linhe: Assistant, phrasing: str) -> None:
    for thing, (clause, unit, _) in THINGS.items():
        assert _stated(linhe.ask(phrasing.format(t=f"临河市{thing}")), clause, unit), thing


@pytest.mark.parametrize("phrasing", HOW_MUCH)
def test_how_much(linhe: Assistant, phrasing: str) -> None:
    for thing, (clause, _, figure) in THINGS.items():
        assert _stated(linhe.ask(phrasing.format(t=f"临河市{thing}")), clause, figure), thing


@pytest.mark.parametrize("phrasing", WHEN)
def test_when(linhe: Assistant, phrasing: str) -> None:
    for thing, (clause, time) in DATED.items():
        assert _stated(linhe.ask(phrasing.format(t=f"临河市{thing}")), clause, time), thing


@pytest.mark.parametrize("question", LIST)
def test_tasks_of_an_office(linhe: Assistant, question: str) -> None:
    listing = linhe.ask(question).listing
    assert listing is not None
    assert [row.clause for row in listing.rows] == ["一/1", "二/5"]


@pytest.mark.parametrize("question", COUNT)
def test_how_many_tasks(linhe: Assistant, question: str) -> None:
    answer = linhe.ask(question)
    assert answer.status == "answered"
    assert "共 5 条" in answer.answer


@pytest.mark.parametrize(("words", "question"), [(w, q) for w, asked in HEAD.items() for q in asked])
def test_the_head_of_a_plan(linhe: Assistant, words: str, question: str) -> None:
    answer = linhe.ask(question)
    assert answer.status == "answered"
    assert words in answer.answer


@pytest.mark.parametrize("question", MENTION)
def test_where_a_word_stands(linhe: Assistant, question: str) -> None:
    listing = linhe.ask(question).listing
    assert listing is not None
    assert [row.clause for row in listing.rows] == ["一/1"]


@pytest.mark.parametrize("question", OUTLINE)
def test_how_a_plan_is_built(linhe: Assistant, question: str) -> None:
    answer = linhe.ask(question)
    assert answer.status == "answered"
    assert "设施建设" in answer.answer
    assert "宣传服务" in answer.answer
