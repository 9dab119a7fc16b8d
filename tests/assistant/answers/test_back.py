"""Questions that point at the answer before them, after every kind of answer; and what is carried over into a
new matter, shown, and let go where it finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.back import of_the_answer
from assistant.answers.draft import Draft
from assistant.answers.router import answer
from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Query, Scope, Slots, Turn
from tests.small_library import over

LIUPING = """柳坪县2025年供水保障工作要点
一、管网改造
1.更新老旧管网30公里，9月底前通水。（责任单位：工程股）
2.加装智能水表8000只，为分区计量提供数据。（责任单位：工程股、营销股）
3.为减少漏损，建设分区计量小区12个。（责任单位：营销股）
二、水质监测
4.水质“双公示”率达到100%。（责任单位：化验室）
5.清洗二次供水水箱260座。（责任单位：化验室）
6.规范用水台账。
"""
SHANLING = """山岭县2024年供水保障工作要点
一、管网改造
（一）更新老旧管网18公里。（牵头单位：工程科；配合单位：各乡镇）
（二）安装消火栓45个。（牵头单位：工程科）
二、节水
（三）创建节水型小区6个。（牵头单位：节水办；配合单位：县住建局）
"""
FIVE = """柳坪县“十四五”供水保障规划
一、主要目标
1.到2025年，更新老旧管网120公里。
2.到2025年，节水型小区达到20个。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("back")
    with over(home, {f"{n}.txt": text for n, text in enumerate((LIUPING, SHANLING, FIVE))}) as opened:
        yield opened


def talk(assistant: Assistant, *questions: str) -> Answer:
    *before, last = questions
    return assistant.ask(last, [Turn(role="user", content=q) for q in before])


PIPES = "柳坪县2025年更新老旧管网多少公里？"
SMALL = "柳坪县2025年分区计量小区建几个？"
POINTED = {
    "which one of the indicators": ([PIPES, "第几个指标"], "一、管网改造"),
    "where in the list": ([PIPES, "那是第几项任务呢"], "一、管网改造"),
    "the next clause of a figure": ([PIPES, "下一条呢？"], "智能水表8000只"),
    "the one behind that": ([PIPES, "下一条呢", "再下一条"], "分区计量小区12个"),
    "the one in front, over a heading": (["柳坪县水质双公示率", "前一条是什么"], "分区计量小区12个"),
    "the next of a clause by its number": (["柳坪要点第4条", "接下来一条"], "水箱260座"),
    "the words to the letter": ([SMALL, "原话怎么说的"], "> 为减少漏损，建设分区计量小区12个。"),
    "the words of a list": (["化验室有哪些任务", "原文贴一下"], "清洗二次供水水箱260座"),
    "where it stands": ([SMALL, "这是哪一条写的"], "一、管网改造 3"),
    "what it is for": ([SMALL, "为什么要建？"], "为减少漏损"),
    "what it is for, said at its end": (["柳坪县智能水表加装多少", "目的是什么"], "为分区计量提供数据"),
    "by when": ([PIPES, "完成时限呢"], "9月底前"),
    "more of it": ([SMALL, "说得详细点"], "同在“管网改造”下的另有 2 条"),
    "who, of the next clause": ([PIPES, "下一条呢", "谁负责？"], "工程股、营销股"),
    "after a pointing question its matter still holds": ([PIPES, "原文呢", "山岭县呢？"], "18公里"),
    "the part of an office": (["山岭县节水型小区由谁牵头", "配合单位呢"], "县住建局"),
}


@pytest.mark.parametrize(("questions", "said"), POINTED.values(), ids=POINTED)
def test_what_points_at_the_answer(assistant: Assistant, questions: list[str], said: str) -> None:
    found = talk(assistant, *questions)
    assert (found.status, said in found.answer) == ("answered", True)
    assert "以下为相关条款原文" not in found.answer  # what is said when the check strikes an answer


ABSENT = {
    "no purpose is written": ([PIPES, "为什么"], "没有写明目的或原因"),
    "no time is written": (["柳坪县用水台账怎么做", "什么时候要完成"], "没有单独写明完成时限"),
    "nothing behind the last clause": (["柳坪县用水台账怎么做", "下一条"], "最后一条"),
    "no office is written": (["柳坪县用水台账怎么做", "由哪个单位负责？"], "没有"),
}


@pytest.mark.parametrize(("questions", "said"), ABSENT.values(), ids=ABSENT)
def test_what_the_clause_does_not_say(assistant: Assistant, questions: list[str], said: str) -> None:
    found = talk(assistant, *questions)
    assert (found.status, said in found.answer) == ("not_found", True)
    assert found.citations


COMPARED = {
    "two places asked one after the other": ([PIPES, "那山岭县呢", "两个比一下"], ("30公里", "18公里")),
    "with the five-year plan": ([PIPES, "这个目标和十四五规划一致吗"], ("30公里", "120公里")),
    "two matters of one paper": ([PIPES, "水箱呢", "对比一下这两个"], ("30公里", "260座")),
}


@pytest.mark.parametrize(("questions", "figures"), COMPARED.values(), ids=COMPARED)
def test_compared(assistant: Assistant, questions: list[str], figures: tuple[str, str]) -> None:
    found = talk(assistant, *questions)
    assert [figure in found.answer for figure in figures] == [True, True]


NEW = {
    "another place and matter in two words": ([PIPES, "山岭县消火栓"], "45个", "30公里"),
    "words that each say nothing": ([PIPES, "双公示"], "100%", "30公里"),
    "what only another place has": ([PIPES, "消火栓安装多少个"], "45个", "30公里"),
    "an office by the name of the other place": (["工程股有哪些任务", "我问的是山岭"], "工程科", "工程股"),
    "a year the place has no paper of": ([PIPES, "那2024年呢"], "没有", "18公里"),
}


@pytest.mark.parametrize(("questions", "said", "not_said"), NEW.values(), ids=NEW)
def test_a_new_matter(assistant: Assistant, questions: list[str], said: str, not_said: str) -> None:
    found = talk(assistant, *questions)
    assert (said in found.answer, not_said in found.answer) == (True, False)


def test_what_is_let_go_is_said_first_and_is_no_condition(assistant: Assistant) -> None:
    found = talk(assistant, PIPES, "消火栓安装多少个")
    assert found.answer.startswith("按上一问限定的柳坪县、2025年没有查到")
    assert not found.conditions


@pytest.mark.parametrize("question", ["下一条呢", "原文怎么写的", "为什么"])
def test_with_nothing_before_it_asks_which(assistant: Assistant, question: str) -> None:
    assert talk(assistant, question).status == "clarify"


def test_an_answer_without_clauses_points_nowhere(assistant: Assistant) -> None:
    query = Query(asked="下一条", intent="content", scope=Scope(), slots=Slots(back="next"))
    nothing = Draft(status="clarify", answer="")
    pointed = Query(asked="下一条", intent="content", scope=Scope(), slots=Slots(back="next"), before=query)
    assert of_the_answer(pointed, assistant.sources, lambda _: nothing).status == "clarify"
    assert answer(query, assistant.sources).status == "clarify"


@pytest.mark.parametrize(
    ("before", "question", "told"),
    [
        ("柳坪供水要点第4条归哪个股室", "第6条呢", "规范用水台账"),
        ("柳坪供水要点第2条谁负责", "那第3条呢？", "营销股"),
    ],
)
def test_another_mark_is_of_the_paper(assistant: Assistant, before: str, question: str, told: str) -> None:
    said = assistant.ask(before)
    history = (Turn(role="user", content=before), Turn(role="assistant", content=said.answer))
    assert told in assistant.ask(question, history).answer
