"""The log of questions: whose conversation is whose, what is cut, found, judged, deleted; a library of an
earlier program.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.store.library import Library
from ingest.store.question_log import QuestionLog


@pytest.fixture
def log(tmp_path: Path) -> Iterator[QuestionLog]:
    with Library.open(tmp_path) as library:
        yield library.log


def _ask(log: QuestionLog, question: str, answer: str = "{}") -> int:
    return log.add(question, status="answered", engine="rules", took_ms=3, answer=answer, made_with='{"v":1}')


def _talk(log: QuestionLog, person: str, *questions: str) -> int:
    held: int | None = None
    for question in questions:
        asked = _ask(log, question)
        held = log.keep(held, person=person, question=asked, said=f"{question}的回答")
    assert held is not None
    return held


def test_a_conversation_is_its_persons_own(log: QuestionLog) -> None:
    hers, his = _talk(log, "李梅", "一", "二"), _talk(log, "王强", "三")
    assert [(row.id, row.title, row.questions) for row in log.conversations("李梅")] == [(hers, "一", 2)]
    assert [row.words for row in log.exchanges(hers, person="李梅")] == ["一", "二"]
    for act in (
        lambda: log.exchanges(his, person="李梅"),
        lambda: log.forget(his, person="李梅"),
        lambda: log.keep(his, person="李梅", question=_ask(log, "四"), said=""),
        lambda: log.exchanges(99, person="李梅"),
    ):
        with pytest.raises(KeyError):
            act()
    assert [row.words for row in log.exchanges(his, person="王强")] == ["三"]


def test_a_question_asked_again_takes_the_place_of_what_came_after(log: QuestionLog) -> None:
    talk = _talk(log, "李梅", "一", "二", "三")
    gone = [row.question for row in log.exchanges(talk, person="李梅")][1:]
    log.keep(
        talk,
        person="李梅",
        question=_ask(log, "二之二"),
        said="答",
        without=["year:2023"],
        instead_of=gone,
    )
    rows = log.exchanges(talk, person="李梅")
    assert [(row.words, row.without) for row in rows] == [("一", ()), ("二之二", ("year:2023",))]
    assert {row.question for row in log.questions()} == {"一", "二之二"}


def test_what_two_pages_ask_in_one_conversation_stays(log: QuestionLog) -> None:
    talk = _talk(log, "李梅", "一")
    for page, question in enumerate(["甲之二", "乙之二", "甲之三", "乙之三"]):
        log.keep(talk, person="李梅", question=_ask(log, question), said=f"{page}")
    kept = [row.words for row in log.exchanges(talk, person="李梅")]
    assert kept == ["一", "甲之二", "乙之二", "甲之三", "乙之三"]


def test_a_page_replaces_what_it_has_seen_and_nothing_else(log: QuestionLog) -> None:
    talk = _talk(log, "李梅", "一", "二")
    seen = [row.question for row in log.exchanges(talk, person="李梅")]
    log.keep(talk, person="李梅", question=_ask(log, "另一页"), said="答")
    again = _ask(log, "二之二")
    log.keep(talk, person="李梅", question=again, said="答", instead_of=seen[1:])
    assert [row.words for row in log.exchanges(talk, person="李梅")] == ["一", "二之二", "另一页"]
    log.keep(talk, person="李梅", question=_ask(log, "二之三"), said="答", instead_of=[again, 999])
    assert [row.words for row in log.exchanges(talk, person="李梅")] == ["一", "二之三", "另一页"]
    log.keep(talk, person="李梅", question=_ask(log, "末"), said="答", instead_of=[again])
    assert [row.words for row in log.exchanges(talk, person="李梅")][-1] == "末", "what is gone has no place"


def test_nobody_drops_a_question_of_another_conversation(log: QuestionLog) -> None:
    hers, his = _talk(log, "李梅", "一"), _talk(log, "王强", "二")
    (other,) = log.exchanges(his, person="王强")
    log.keep(hers, person="李梅", question=_ask(log, "三"), said="答", instead_of=[other.question])
    assert [row.words for row in log.exchanges(his, person="王强")] == ["二"]


def test_many_pages_at_once_lose_nothing(log: QuestionLog) -> None:
    talk = _talk(log, "李梅", "一")

    def ask(n: int) -> None:
        log.keep(talk, person="李梅", question=_ask(log, str(n)), said="答")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(40)))
    kept = [row.words for row in log.exchanges(talk, person="李梅")]
    assert sorted(kept[1:], key=int) == [str(n) for n in range(40)]


@pytest.mark.parametrize(
    ("words", "found"),
    [("托育", 1), ("的回答", 2), ("托育 回答", 1), ("100%", 0), ("_", 0), ("", 2)],
    ids=["question", "answer", "both words", "percent is no wildcard", "stroke is no wildcard", "none"],
)
def test_conversations_are_found_by_their_words(log: QuestionLog, words: str, found: int) -> None:
    _talk(log, "李梅", "托育普惠率", "谁负责")
    _talk(log, "李梅", "床位")
    assert len(log.conversations("李梅", words)) == found


def test_of_a_person_who_has_left_nothing_stays(log: QuestionLog) -> None:
    his = _talk(log, "王强", "三")
    _talk(log, "李梅", "一", "二")
    _talk(log, "李梅", "四")
    assert log.forget_person("李梅") == 2
    assert log.conversations("李梅") == ()
    assert [row.id for row in log.conversations("王强")] == [his]
    assert [row.question for row in log.questions()] == ["三"]


def test_a_search_without_end_is_cut(log: QuestionLog) -> None:
    _talk(log, "李梅", "托育")
    assert len(log.conversations("李梅", "托育 " * 5_000)) == 1
    assert log.conversations("李梅", "托" * 200_000) == ()


def test_what_is_deleted_is_gone_but_for_what_was_judged(log: QuestionLog) -> None:
    talk = _talk(log, "李梅", "一", "二")
    judged = log.exchanges(talk, person="李梅")[1].question
    log.judge(judged, person="李梅", verdict="down", note="数字不对")
    log.forget(talk, person="李梅")
    assert log.conversations("李梅") == ()
    assert [row.question for row in log.questions()] == ["二"]
    assert [(row.question, row.note) for row in log.feedback()] == [(judged, "数字不对")]
    assert log.made_with(judged) == '{"v":1}'


def test_a_verdict_is_ones_own_and_can_be_changed_and_taken_back(log: QuestionLog) -> None:
    talk = _talk(log, "李梅", "一")
    asked = log.exchanges(talk, person="李梅")[0].question
    with pytest.raises(KeyError):
        log.judge(asked, person="王强", verdict="down")
    log.judge(asked, person="李梅", verdict="up")
    log.judge(asked, person="李梅", verdict="down", note="不对")
    assert [(row.verdict, row.note) for row in log.feedback()] == [("down", "不对")]
    assert log.exchanges(talk, person="李梅")[0].verdict == "down"
    log.judge(asked, person="李梅", verdict="")
    assert log.feedback() == ()


def test_a_library_of_an_earlier_program_gets_the_tables_it_lacks(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.log.add("一", status="answered", engine="rules", took_ms=1, answer="{}")
    db = sqlite3.connect(tmp_path / "library.db")
    for table in ("exchanges", "conversations", "circumstances", "briefings"):
        db.execute(f"DROP TABLE {table}")
    db.commit()
    db.close()
    with Library.open(tmp_path) as library:
        assert [row.question for row in library.log.questions()] == ["一"]
        assert library.log.made_with(1) == "{}"
        assert library.briefings.kept("李梅") == ()
        _talk(library.log, "李梅", "二")
