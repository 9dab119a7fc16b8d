"""Who is charged with a matter: told where a clause speaks of it, refused where its words only stand here and
there.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.near import SAID
from assistant.ask import Assistant
from tests.small_library import over

HEALTH = """临河市2023年卫生健康工作要点

一、重点工作

1.深化集采药品使用，推进医保支付改革、临床路径管理、绩效评价、处方质量监管等工作，完善长效机制。（责任科室：医政科）

2.建设示范护理院2家，老年大学1所，开展孕前、产前、新生儿筛查。（责任科室：妇幼科）

3.校园传染病防控常态化，压实属地责任。加强托育机构食堂卫生检查。（责任科室：疾控科）

4.推进检验检查结果跨院共享互认，建设影像云平台。（责任科室：信息科）
"""
WATER = """临河市2023年水务工作实施方案

一、防汛抗旱

1.修订城区排涝预案，储备移动泵车12台。加强河道采砂巡查，开展农村供水管网改造。（牵头单位：防汛办）

二、节水管理

1.创建节水型单位20家，推广再生水利用，健全定额管理和阶梯价格，完善计划用水考核。（牵头单位：节水办）

2.（一户一表）改造3000户，公布水费收缴情况。（牵头单位：供水科）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("matters")
    with over(home, {"health.txt": HEALTH, "water.txt": WATER}) as opened:
        yield opened


STATED = {
    "in one breath": ("处方质量监管由哪个科室负责？", "医政科"),
    "with words between": ("检查检验结果互认谁牵头？", "信息科"),
    "the first of an enumeration with the word all its items share": ("孕前筛查哪个科管？", "妇幼科"),
    "two things, each by itself": ("护理院、新生儿筛查这些归谁？", "妇幼科"),
    "a word of the heading above": ("节水管理中再生水利用谁牵头？", "节水办"),
    "the other way round": ("农村管网供水改造由谁牵头？", "防汛办"),
    "in brackets": ("一户一表改造由哪个单位牵头？", "供水科"),
}
SCATTERED = {
    "one word is nowhere, the others in items of their own": "临河谁牵头抓医保基金监管？",
    "all its words, in items of their own": "医保质量监管由哪个科室负责？",
    "all its words, in two sentences": "校园食堂检查由谁负责？",
    "all its words, in two sentences of another field": "河道泵车由哪个单位牵头？",
    "words of two things of one sentence": "定额考核由谁牵头？",
}


@pytest.mark.parametrize(("question", "office"), STATED.values(), ids=STATED)
def test_a_matter_that_is_stated_has_its_office(assistant: Assistant, question: str, office: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, office in answer.answer) == ("answered", True)


@pytest.mark.parametrize("question", SCATTERED.values(), ids=SCATTERED)
def test_scattered_words_are_no_matter(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "near"
    own = "".join(line for line in answer.answer.splitlines() if not line.startswith(">"))
    assert not any(office in own for office in ("医政科", "疾控科", "防汛办", "节水办"))


def test_the_refusal_shows_what_is_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("校园食堂检查由谁负责？")
    assert [c.clause for c in answer.citations][:1] == ["一/3"]
    assert "> 校园传染病防控常态化" in answer.answer


TOLD = {
    "in one breath": ("临河处方质量监管怎么要求？", "处方质量监管"),
    "with words between": ("检查检验结果互认怎么推进", "跨院共享互认"),
    "a word of the heading above": ("临河节水管理中再生水利用有什么安排", "推广再生水利用"),
    "bare": ("供水管网改造", "农村供水管网改造"),
    "a name in quotation marks, the rest elsewhere": ("把“临床路径管理”写进监管的是哪些内容", "临床路径管理"),
}
ONLY_SCATTERED = {
    "a rate of nothing": "临河医保质量监管怎么要求？",
    "two sentences": "校园食堂检查有什么要求",
    "another field": "河道泵车怎么安排？",
    "two things of one sentence": "定额考核有什么内容",
    "bare": "校园食堂检查",
}


@pytest.mark.parametrize(("question", "words"), TOLD.values(), ids=TOLD)
def test_what_a_clause_says_of_a_matter_is_quoted(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, words in answer.answer) == ("answered", True)


@pytest.mark.parametrize("question", ONLY_SCATTERED.values(), ids=ONLY_SCATTERED)
def test_a_clause_with_scattered_words_is_shown_as_near_only(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.answer.splitlines()[0]) == ("near", SAID)
