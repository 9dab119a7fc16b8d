"""Talks about penalties: who punishes, how much, of whom else; an office that is only guessed at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from tests.small_library import over

PIERS = """桐坞县水上驿站管理办法
第一条 县文旅局负责水上驿站的建设和日常管理，指导驿站配备救生衣。
第二条 游船经营者应当为乘客配备救生衣，船上乘客应当穿着救生衣。
第三条 驿站每年检修两次，检修由县交通局组织。
第四条 游船经营者未按照规定配备救生衣的，由县海事局责令改正，处二千元以上一万元以下罚款。
第五条 乘客不穿救生衣的，由县海事局处二十元以上五十元以下罚款；船工不穿救生衣的，处一百元罚款。
第六条 擅自改装游船船体的，由县海事局责令恢复原状，处五千元以上三万元以下罚款。
"""
FAIRS = """云渡县夜市管理办法
第一条 县城管局负责夜市摊位的日常管理。
第二条 摊位擅自外摆的，由县公安局依法处罚，处五百元罚款。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("piers"), {"piers.txt": PIERS, "fairs.txt": FAIRS}) as opened:
        yield opened


def talk(assistant: Assistant, *questions: str) -> Answer:
    *before, last = questions
    return assistant.ask(last, [Turn(role="user", content=q) for q in before])


FINED = "桐坞县游船经营者未按规定配备救生衣罚多少"


@pytest.mark.parametrize("question", ["谁来罚", "谁处罚", "由谁查处", "哪个部门处罚"])
def test_who_punishes_is_asked_of_what_is_punished(assistant: Assistant, question: str) -> None:
    answer = talk(assistant, FINED, question)
    assert answer.citations[0].clause == "第四条", answer.answer
    assert "县公安局" not in answer.answer
    assert "**县海事局**" in answer.answer


@pytest.mark.parametrize("before", [[FINED], [FINED, "谁来罚"], [FINED, "谁处罚"]])
@pytest.mark.parametrize("question", ["那乘客不穿呢", "乘客不穿的呢"])
def test_of_another_a_penalty_is_meant_too(assistant: Assistant, before: list[str], question: str) -> None:
    answer = talk(assistant, *before, question)
    assert answer.citations[0].clause == "第五条", answer.answer
    assert "没有载明" not in answer.answer


@pytest.mark.parametrize(
    "questions", [[FINED, "谁处罚", "那改装船体呢"], ["救生衣不配谁查处", "那改装船体呢"]]
)
def test_whoever_supervises_is_no_answer(assistant: Assistant, questions: list[str]) -> None:
    answer = talk(assistant, *questions)
    assert answer.citations[0].clause == "第六条", answer.answer


def test_how_much_behind_who_is_no_office(assistant: Assistant) -> None:
    answer = talk(assistant, "桐坞县谁负责救生衣", "罚多少钱")
    assert "罚款" in answer.citations[0].quote, answer.answer


@pytest.mark.parametrize(
    "question", ["是公安部门罚吗", "是县文旅局处罚吧", "是谁处罚，县文旅局？", "归城管管吗"]
)
def test_an_office_guessed_at_is_held_against_the_clause(assistant: Assistant, question: str) -> None:
    answer = talk(assistant, FINED, question)
    assert [c.clause for c in answer.citations] == ["第四条"], answer.answer
    assert "县海事局" in answer.answer


def test_what_is_asked_otherwise_is_of_no_penalty(assistant: Assistant) -> None:
    answer = talk(assistant, FINED, "驿站每年检修几次")
    assert answer.citations[0].clause == "第三条", answer.answer
    assert "两次" in answer.answer


def test_an_office_printed_with_several_deeds_is_told_once(assistant: Assistant) -> None:
    answer = talk(assistant, "桐坞县乘客不穿救生衣谁处罚", "这个谁负责")
    assert answer.answer.count("县海事局；县海事局") == 0
