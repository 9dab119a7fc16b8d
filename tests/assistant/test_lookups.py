"""What asks for no matter: a document's number and date, the places of a word, what nobody is charged with;
each whole and exact.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from assistant.verification.answer import faults
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library
from tests.small_library import over

HEALTH = """临河市卫生健康委员会文件

临卫发〔2023〕17号

关于印发《2023年全市卫生健康工作要点》的通知

各县（市、区）卫生健康委：

现将《2023年全市卫生健康工作要点》印发给你们，请认真落实。

临河市卫生健康委员会
2023年3月9日

2023年全市卫生健康工作要点

一、重点工作

1.建好云台县疾控中心，实验室检测能力达到A类标准。（责任科室：疾控科、规信科）

2.推广智慧随访，云台县、白石区先行试点，两个县区签约率均达到65%以上；总结试点经验，形成可以推广的做法，年底前向全市通报情况。（责任科室：基层科）

3.开展健康义诊进乡村活动，全年不少于24场。

4.做好疾控机构改革，印发改革方案。（责任科室：疾控科）

5.办好智慧随访培训班。（责任科室：规信科、基层科）
"""
ROADS = """青溪县2024年交通工作要点

一、建设任务

1.新改建农村公路120公里。

2.改造危桥6座。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("lookups")
    with over(home, {"health.txt": HEALTH, "roads.txt": ROADS}) as opened:
        yield opened


PARTICULARS = [
    ("临河市2023年要点的文号是多少？", ("临卫发〔2023〕17号", "2023年3月9日"), ()),
    ("临河要点是什么时候印发的", ("日期 **2023年3月9日**",), ()),
    ("临河市的要点是谁印发的？", ("印发单位 **临河市卫生健康委员会**",), ()),
    ("这些文件的印发日期分别是哪天", ("2023年3月9日", "没有印出日期"), ()),
]
ELSEWHERE = [
    "临河市谁负责印发改革方案？",
    "临河市改革方案什么时候印发？",
    "临河市2023年义诊多少场？",
]
"""Ask for a matter of the plan, in the words of its head."""


@pytest.mark.parametrize(("question", "said", "not_said"), PARTICULARS, ids=[q for q, *_ in PARTICULARS])
def test_a_document_s_own_particulars(
    assistant: Assistant, question: str, said: tuple[str, ...], not_said: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [words for words in said if words not in answer.answer] == []
    assert [words for words in not_said if words in answer.answer] == []


@pytest.mark.parametrize("question", ELSEWHERE)
def test_what_a_clause_issues_is_no_particular(assistant: Assistant, question: str) -> None:
    assert "印发单位" not in assistant.ask(question).answer
    assert "文号" not in assistant.ask(question).answer


def test_what_the_head_does_not_print_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("青溪县2024年要点的文号是什么")
    assert (answer.status, answer.reason) == ("not_found", "not_stated")
    assert "没有印出文号" in answer.answer


MENTIONS = [
    ("哪些条款提到了云台县？", "云台县", ["一/1", "一/2"]),
    ("临河市2023年要点中涉及白石区的内容有哪些？", "白石区", ["一/2"]),
    ("提到“智慧随访”的任务有哪几条", "智慧随访", ["一/2", "一/5"]),
    ("临河市要点里哪里写到疾控", "疾控", ["一/1", "一/4"]),
    ("临河2023年有几条提及随访", "随访", ["一/2", "一/5"]),
]


@pytest.mark.parametrize(("question", "words", "clauses"), MENTIONS, ids=[q for q, *_ in MENTIONS])
def test_every_clause_that_has_the_word(
    assistant: Assistant, question: str, words: str, clauses: list[str]
) -> None:
    answer = assistant.ask(question)
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == clauses
    assert all(words in row.summary for row in answer.listing.rows)
    assert f"写有“{words}”的共 {len(clauses)} 条，已全部列出。" in answer.answer
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


def test_a_long_sentence_is_cut_at_a_comma_and_quoted_to_the_letter(assistant: Assistant) -> None:
    answer = assistant.ask("哪些条款提到了白石区")
    (citation,) = answer.citations
    assert citation.quote == "推广智慧随访，云台县、白石区先行试点，两个县区签约率均达到65%以上"


def test_a_word_nobody_wrote_is_asked_of_the_matter(assistant: Assistant) -> None:
    assert assistant.ask("哪些条款提到了量子计算？").status == "not_found"


def test_what_other_plans_say_of_a_place_no_plan_is_about_is_shown(assistant: Assistant) -> None:
    answer = assistant.ask("云台县2023年的签约率目标是多少？")
    assert (answer.status, [c.clause for c in answer.citations]) == ("near", ["一/2"])
    assert answer.answer.startswith("资料库里没有云台县自己的文件")
    assert "> 推广智慧随访，云台县、白石区先行试点" in answer.answer


def test_a_place_no_plan_is_about_is_refused_with_where_it_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("云台县2023年的心理门诊开设率是多少？")
    assert (answer.status, answer.reason) == ("not_found", "no_such_plan")
    assert "提到云台县的有〔临河2023要点·一/1〕、〔临河2023要点·一/2〕" in answer.answer


UNASSIGNED = [
    "临河市2023年没有写明责任科室的条款有哪些？",
    "临河要点哪几条未明确责任单位",
    "列出临河市2023年责任科室没有写明的任务",
]


@pytest.mark.parametrize("question", UNASSIGNED)
def test_tasks_nobody_is_named_for(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == ["一/3"]
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


def test_a_plan_that_names_nobody_is_no_list_of_exceptions(assistant: Assistant) -> None:
    answer = assistant.ask("青溪县2024年要点里没有责任单位的条款有哪些")
    assert "通篇没有逐条写明责任单位（2 条）" in answer.answer
    assert answer.listing is None


PLAN = """南岭市卫生健康发展规划（2021—2025年）

第一章 发展基础

一、主要成效

1.中医药服务能力提升，建成中医馆12家。

2.居民健康水平提高。

第二章 主要任务

一、促进中医药传承创新

1.新建中医馆20家。

2.培养名中医8名。

二、完善托育服务

1.每千人口托位数达到4.6个。

2.建设示范托育机构6家，普惠托位占比达到70%以上。
"""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("planned")
    with over(home, {"plan.txt": PLAN, "health.txt": HEALTH}) as opened:
        yield opened


HEADINGS = [
    ("南岭规划有哪些章", ["第一章 发展基础（2 条）", "第二章 主要任务（4 条）"]),
    ("南岭市规划分哪几个部分？", ["第一章 发展基础（2 条）", "第二章 主要任务（4 条）"]),
    ("南岭规划哪一章讲中医药", ["第二章 主要任务 一 促进中医药传承创新（2 条）"]),
    ("南岭规划哪一部分是关于托育的", ["第二章 主要任务 二 完善托育服务（2 条）"]),
]


@pytest.mark.parametrize(("question", "shown"), HEADINGS, ids=[q for q, _ in HEADINGS])
def test_headings_by_name(planned: Assistant, question: str, shown: list[str]) -> None:
    lines = planned.ask(question).answer.splitlines()[1:]
    assert [line.removeprefix("- ").partition("〔")[0] for line in lines] == shown


def test_a_chapter_is_called_by_its_own_heading(planned: Assistant) -> None:
    assert "第二章 主要任务：共 4 条" in planned.ask("南岭规划第二章有哪些内容").answer


ALL_TARGETS = [
    ("南岭规划有哪些量化目标", {"第二章/一/1", "第二章/一/2", "第二章/二/1", "第二章/二/2"}),
    ("列出南岭市规划的全部指标", {"第二章/一/1", "第二章/一/2", "第二章/二/1", "第二章/二/2"}),
    ("临河市2023年要点里都有哪些数字目标？", {"一/2", "一/3"}),
]


@pytest.mark.parametrize(("question", "clauses"), ALL_TARGETS, ids=[q for q, _ in ALL_TARGETS])
def test_every_target_of_a_plan(planned: Assistant, question: str, clauses: set[str]) -> None:
    answer = planned.ask(question)
    assert answer.listing is not None
    plan = answer.listing.rows[0].plan
    stated = [row.target for row in planned.library.targets(plan=plan)]
    assert {row.clause for row in answer.listing.rows} >= clauses
    assert len(answer.listing.rows) == len(stated)
    assert faults(answer, planned.facts(answer), planned.known()) == ()


def test_one_target_is_no_list_of_all(planned: Assistant) -> None:
    answer = planned.ask("南岭规划托位数的目标有哪些？")
    assert answer.listing is None or len(answer.listing.rows) < 3
    assert "4.6个" in answer.answer


def test_a_word_within_an_office_s_tasks(assistant: Assistant) -> None:
    answer = assistant.ask("临河市2023年基层科的任务里提到云台的是哪条？")
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == ["一/2"]


def test_a_period_no_plan_of_the_place_has_is_named(planned: Assistant) -> None:
    said = planned.ask("临河市五年规划里托位数是多少").answer
    assert "提到临河市" not in said
    assert "4.6" not in said


TOGETHER = [
    ("临河市2023年疾控科和规信科共同负责哪些工作？", ["一/1"], "同时列名的共 1 项"),
    ("临河市2023年规信科、基层科一起承担哪些任务", ["一/5"], "同时列名的共 1 项"),
    ("临河市2023年疾控科和规信科负责哪些工作？", ["一/1", "一/4", "一/5"], "有 1 项共同列名"),
    ("临河市2023年疾控科和基层科共同负责哪些工作？", ["一/1", "一/4", "一/2", "一/5"], "没有共同列名的"),
]


@pytest.mark.parametrize(("question", "clauses", "said"), TOGETHER, ids=[q for q, *_ in TOGETHER])
def test_offices_named_together(assistant: Assistant, question: str, clauses: list[str], said: str) -> None:
    answer = assistant.ask(question)
    assert answer.listing is not None
    assert sorted(row.clause for row in answer.listing.rows) == sorted(clauses)
    assert said in answer.answer


def test_all_figures_of_a_plan_are_counted(assistant: Assistant) -> None:
    counted = assistant.ask("临河市2023年要点有多少项量化目标？").answer
    assert counted == assistant.ask("临河市2023年要点有几个目标").answer
    assert "读出量化目标" in counted


def test_one_that_names_somebody_is_told_before_one_that_names_nobody(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("silent")
    with Library.open(home, reader=READER_VERSION) as library:
        library.put(
            parse_text(
                "南岭市卫生健康发展规划（2021—2025年）\n\n一、重点任务\n\n1.加强麻风病防治。\n\n2.加强结核病防治。\n",
                "a.txt",
            )
        )
        library.put(
            parse_text(
                "南岭市2023年卫生健康工作要点\n\n一、重点工作\n\n1.开展麻风病患者随访，巩固防治成果。（责任科室：疾控科）\n",
                "b.txt",
            )
        )
    with Assistant.open(home) as opened:
        assert "责任科室：疾控科" in opened.ask("麻风病防治是哪个科的事？").answer


LATER = [
    ("南岭规划哪一章讲中医药", "南岭规划有哪些章", "第二章 主要任务（4 条）"),
    ("南岭规划托位数是多少", "南岭规划有哪些量化目标", "数字目标共"),
    ("南岭规划托位数是多少", "临河市2023年要点的文号是什么", "临卫发〔2023〕17号"),
    ("南岭规划托位数是多少", "2023年规信科和基层科共同负责什么？", "同时列名的共 1 项"),
]
"""Asked before, asked then: what was asked before is no part of it."""


@pytest.mark.parametrize(("before", "question", "said"), LATER, ids=[q for _, q, _ in LATER])
def test_a_look_up_behind_another_question(planned: Assistant, before: str, question: str, said: str) -> None:
    history = [
        Turn(role="user", content=before),
        Turn(role="assistant", content=planned.ask(before).answer),
    ]
    assert said in planned.ask(question, history).answer


def test_a_refusal_names_the_words_of_its_own_question(planned: Assistant) -> None:
    history = [Turn(role="user", content="南岭规划托位数是多少")]
    assert "托位" not in planned.ask("南岭规划里宇航员训练谁负责？", history).answer
