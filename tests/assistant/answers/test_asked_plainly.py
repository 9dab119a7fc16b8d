"""Questions in the forms people ask them: 第几条, 算不算, a paper only called like one of the library, a text
to be written, conditions beside a sentence that only speaks of the thing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from ingest.grammar.interrogatives import as_stated, as_which, asks_anything
from tests.small_library import over

PLAN = """白鹭市2031年慢行系统建设要点

一、工作基础

（一）2030年全市3个县开通骑行接驳线路，累计41条，接驳线路日均载客900人。

二、重点任务

（一）修订《白鹭市骑行热线管理办法》。热线30秒内接听。（牵头单位：市交通局）

（二）完善驿站服务。驿站全年开放。各驿站配齐饮水机、打气筒和雨具，设求助电话，夜间留灯；管理员每月巡查。

（三）开通骑行接驳线路应当同时符合下列条件：

1.沿线驿站不少于6座；

2.道路照明完好；

3.运营单位近一年未发生责任事故。

（四）统筹步道整修。各县排定步道整修的先后。（市交通局、市财政局按职责分工负责，6月底前完成。以下各项均由各县落实，不再一一列出）

（五）因台风停运的班次，不计入准点考核。
"""
RULES = """白鹭市公共驿站管理办法

第一条 本办法所称驿站，是指供骑行者停歇的场所。

第二条 占用驿站堆放杂物的，由市交通局处500元罚款。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"plan.txt": PLAN, "rules.txt": RULES}
    with over(tmp_path_factory.mktemp("plainly"), papers) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("步道整修在要点的第几条", "二/（四）"),
        ("骑行热线管理办法修订是第几项任务", "二/（一）"),
        ("台风停运的班次算不算准点考核", "二/（五）"),
        ("骑行热线管理办法修不修订", "二/（一）"),
    ],
)
def test_the_clause_is_told(assistant: Assistant, question: str, clause: str) -> None:
    answer = assistant.ask(question)
    assert answer.citations[0].clause == clause
    assert answer.status == "answered"


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("骑行热线管理办法修订是第几项任务", "二、重点任务 （一）"),
        ("统筹步道整修是慢行要点的第几项工作", "二、重点任务 （四）"),
        ("台风停运的班次不计入准点考核在第几条", "二、重点任务 （五）"),
    ],
)
def test_which_number_it_has_is_told_first(assistant: Assistant, question: str, place: str) -> None:
    first = assistant.ask(question).answer.splitlines()[0]
    assert first.startswith("所在条款：")
    assert place in first


@pytest.mark.parametrize(
    "question",
    [
        "慢行系统建设要点里夜间留灯写在第几条",
        "白鹭慢行系统要点里夜间留灯写在哪一条",
        "要点里夜间留灯写在哪条",
    ],
)
def test_the_name_of_the_paper_is_none_of_the_words(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).answer.startswith("写有“夜间留灯”的共 1 条")


def test_a_paper_that_only_ends_like_one_is_none(assistant: Assistant) -> None:
    query, _ = assistant.drafted("骑行热线管理办法怎么修订", ())
    assert not query.scope.titles
    query, _ = assistant.drafted("驿站管理办法罚多少钱", ())
    assert query.scope.titles


def test_a_text_is_made_of_the_whole_clause(assistant: Assistant) -> None:
    answer = assistant.ask("写一段完善驿站服务的内容")
    assert answer.status == "answered"
    assert "管理员每月巡查" in answer.answer


def test_conditions_are_told_without_what_only_speaks_of_the_thing(assistant: Assistant) -> None:
    answer = assistant.ask("开通骑行接驳线路要符合哪些条件")
    assert [c.clause for c in answer.citations] == ["二/（三）/1", "二/（三）/2", "二/（三）/3"]


def test_a_note_is_no_task(assistant: Assistant) -> None:
    listing = assistant.ask("市财政局负责哪些任务").listing
    assert listing is not None
    assert [row.summary for row in listing.rows] == ["统筹步道整修"]


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("算不算计划内", "算计划内"),
        ("需要不需要备案", "需要备案"),
        ("可不可以延期", "可以延期"),
        ("不得不停", "不得不停"),
    ],
)
def test_a_verb_is_said_once(said: str, stated: str) -> None:
    assert as_stated(said) == stated


@pytest.mark.parametrize(
    ("said", "which"), [("写在第几条", "写在哪一条"), ("第几个部分", "哪一个部分"), ("第几季度", "第几季度")]
)
def test_where_something_stands_is_no_number(said: str, which: str) -> None:
    assert as_which(said) == which


def test_a_verb_or_not_asks() -> None:
    assert asks_anything("用不用备案")
    assert not asks_anything("不得不停")


def test_so_many_things_are_no_list_of_another_number(assistant: Assistant) -> None:
    assert "此处共列 3 项，全部在此" in assistant.ask("开通骑行接驳线路的三个条件是哪些").answer
    assert "共列 3 项，全部在此" not in assistant.ask("开通骑行接驳线路的五个条件是哪些").answer
