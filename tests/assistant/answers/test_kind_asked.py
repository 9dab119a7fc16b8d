"""Whether a clause states something of the kind that is asked for, and what that does to the nearest ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.covered import states
from assistant.answers.near import best_first
from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

RULES = """柳坪县骑行驿站管理办法
第一条 本办法所称骑行驿站，是指供骑行者休息的公共设施。
第二条 骑行驿站实行承包管护，承包人应当在报修后30分钟内到场。
第三条 骑行驿站停用的，承包人应当提前15日公告。
第四条 承包人年龄不超过六十周岁，每季度参加培训不少于2次。
第五条 承包人拒不整改的，由县城管局约谈。
第六条 承包人病故的，其配偶可以接手，承包费减半。
第七条 本办法自2024年5月1日起施行。
"""
PLAN = """山岭县2025年绿道工作要点
一、建设
1.新建绿道12公里，打不通的路段由镇里另选线路。（责任单位：县住建局）
2.安装路灯300盏。（责任单位：县供电所）
二、管护
3.每月巡查绿道1次。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("kinds"), {"rules.txt": RULES, "plan.txt": PLAN}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "article", "is_stated"),
    [
        ("坏了报修几分钟有人来", "第二条", True),
        ("坏了报修几分钟有人来", "第三条", False),
        ("停用要提前几天说", "第三条", True),
        ("停用要提前几天说", "第二条", False),
        ("停用要提前多久说", "第二条", True),
        ("停用要提前多久说", "第五条", False),
        ("什么样的算骑行驿站", "第一条", True),
        ("什么样的算骑行驿站", "第二条", False),
        ("多大岁数还能承包", "第四条", True),
        ("多大岁数还能承包", "第三条", False),
        ("一个季度培训几回", "第四条", True),
        ("一个季度培训几回", "第三条", False),
    ],
)
def test_what_is_asked_for_is_stated(
    assistant: Assistant, question: str, article: str, is_stated: bool
) -> None:
    query = assistant.read(question)
    rows = [r for p in assistant.catalog.rows for r in assistant.catalog.view(p.id).clauses]
    assert states(query, next(r for r in rows if r.clause.label == article)) is is_stated


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("人没了他老婆能接着干吗", "第六条"),
        ("老不改的怎么收拾，会挨批吗", "第五条"),
        ("多大岁数还能干", "第四条"),
        ("什么样的算驿站", "第一条"),
    ],
)
def test_words_of_everyday_speech_find_what_papers_say(
    assistant: Assistant, question: str, article: str
) -> None:
    assert assistant.ask(question).citations[0].clause == article


def test_words_of_everyday_speech_claim_nothing(assistant: Assistant) -> None:
    assert assistant.ask("人没了他老婆能接着干吗").status == "near"


@pytest.mark.parametrize(
    "question",
    ["柳坪县骑行驿站办法哪天开始算数", "柳坪县骑行驿站办法啥时候起作用", "柳坪县骑行驿站办法几时管用"],
)
def test_from_when_a_paper_counts(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.citations[0].clause) == ("answered", "第七条")


def test_a_follow_up_that_finds_nothing_shows_what_was_shown_before(assistant: Assistant) -> None:
    before = [Turn(role="user", content="山岭县新建绿道多少公里")]
    answer = assistant.ask("实在没辙的那种呢", before)
    assert answer.status == "near"
    assert answer.citations[0].clause == "一/1"


def test_a_level_in_front_tells_where_an_office_begins(assistant: Assistant) -> None:
    assert assistant.read("柳坪县骑行驿站巡查县城管局牵头的话谁配合").strange is None


def test_an_office_that_nobody_charges_is_not_denied_where_no_task_is_asked_for(assistant: Assistant) -> None:
    assert "没有载明" not in assistant.ask("柳坪县驿站办自己说的打不通的问题有哪些").answer


def test_a_kind_of_paper_that_this_one_is_not_is_no_matter_of_its_head(assistant: Assistant) -> None:
    answer = assistant.ask("柳坪县骑行驿站的实施细则什么时候印发")
    assert "没有印出" not in answer.answer


def test_what_is_near_by_meaning_comes_before_what_is_not(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = assistant.sources
    query = assistant.read("承包人的事")
    plan = next(row.id for row in assistant.catalog.rows if "驿站" in row.title)
    assert sources.retriever.by_meaning(query.wording, 5) == {}, "without vectors"
    before = [p.row.clause.label for p in best_first(query, sources, (plan,))]
    later = before[1]
    monkeypatch.setattr(type(sources.retriever), "by_meaning", lambda *_: {(plan, later): 1.0})
    assert best_first(query, sources, (plan,))[0].row.clause.label == later
