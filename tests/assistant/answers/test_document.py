"""What a paper says of itself, asked for: to whom it goes, who signed, whom to call, when it is in force."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.document import document_facts
from assistant.ask import Assistant
from assistant.lookups.cite import reference_of
from ingest.pipeline import parse_text
from tests.assistant.answers.conftest import Shelf
from tests.papers import NOTICE
from tests.small_library import over

TERM = """青石县2030年驿站奖补办法

第一条 新建驿站每处补助3万元。

第二条 本办法暂定三年有效期，由县骑行办解释。

青石县人民政府办公室
2030年3月5日
"""
OTHER = "云岭县2031年骑行要点\n一、骑行驿站什么时候实施改造，由县骑行办定。\n二、2033年骑行率达到40%。\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("particulars")
    with over(home, {"notice.txt": NOTICE, "other.txt": OTHER, "term.txt": TERM}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("临绿〔2031〕66号的签发人是谁？", "签发人 **秦岭**"),
        ("66号文是谁签发的？", "签发人 **秦岭**"),
        ("66号文抄送哪些单位？", "抄送 **市委办，市人大办**"),
        ("临河市的方案主送哪些单位？", "主送 **各县绿道办，市直各单位**"),
        ("66号文的联系人是谁？", "联系人 **林枫**"),
        ("临河市方案的联系电话是多少？", "联系电话 **0000-1234567**"),
        ("66号文印发了哪几个方案？", "**临河市2031年绿道方案**；**临河市2031年驿站方案**"),
        ("66号文有哪些附件？", "**临河市2031年驿站方案**"),
        ("临河市的方案什么时候施行？", "**自2031年4月1日起施行**"),
        ("66号文的有效期几年？", "**有效期2年**"),
        ("66号文是哪天印发的？", "日期 **2031年3月2日**"),
    ],
)
def test_what_a_paper_says_of_itself(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert words in answer.answer
    assert "2028" not in answer.answer.split(">")[0]


def test_what_a_clause_states_is_quoted(assistant: Assistant) -> None:
    answer = assistant.ask("66号文什么时候施行，有效期几年？")
    assert [c.clause for c in answer.citations] == ["附件2/二"]
    assert "《临河市2031年驿站方案》（附件2）二、期限" in answer.answer


def test_what_is_not_printed_is_said_so(assistant: Assistant) -> None:
    assert assistant.ask("云岭县骑行要点抄送哪些单位？").status == "not_found"


def test_what_a_clause_is_about_is_no_particular(assistant: Assistant) -> None:
    answer = assistant.ask("云岭县骑行驿站什么时候实施改造？")
    assert [c.clause for c in answer.citations] == ["一"]


@pytest.mark.parametrize(("year", "status"), [(2033, "answered"), (2035, "not_found")])
def test_a_year_that_the_plan_tells_of_is_not_denied(assistant: Assistant, year: int, status: str) -> None:
    answer = assistant.ask(f"云岭县{year}年骑行率达到多少？")
    assert answer.status == status
    said = answer.answer.split("\n\n")[0]  # a doubt about the reading may stand behind
    assert ("没有" in said) is (status == "not_found")


def test_a_library_tells_what_was_not_kept_from_what_is_not_printed(assistant: Assistant) -> None:
    plan = next(row.id for row in assistant.library.plans() if row.region == "云岭县")
    assert assistant.library.particulars(plan) == ()
    assert assistant.library.particulars("none") is None


def test_an_attachment_goes_by_its_own_title() -> None:
    plan = parse_text(NOTICE, "notice.txt")
    assert [reference_of(plan.title, clause) for clause in plan.clauses] == [
        "《临河市绿道办公室关于印发临河市2031年两个方案的通知》前言",
        "《临河市2031年绿道方案》（附件1）一、目标",
        "《临河市2031年驿站方案》（附件2）一、目标",
        "《临河市2031年驿站方案》（附件2）二、期限",
    ]


def test_what_a_clause_says_in_other_words_is_not_denied(assistant: Assistant) -> None:
    answer = assistant.ask("青石县驿站奖补办法有效期几年，哪天印发的？")
    assert "没有印出" not in answer.answer
    assert "三年有效期" in answer.answer


@pytest.mark.parametrize(
    "question", ["驿站奖补办法有效期几年", "骑行驿站奖补的有效期多久", "奖补办法的有效期是几年"]
)
def test_only_papers_of_that_name_tell_it(tmp_path: Path, question: str) -> None:
    """Another paper that also says how long it holds is not asked about."""
    trees = "青石县2030年护树办法\n\n第一条 护树每棵补助30元。\n\n第二条 本办法有效期5年。\n"
    with over(tmp_path, {"term.txt": TERM, "trees.txt": trees}) as assistant:
        answer = assistant.ask(question).answer
    assert "有效期" in answer
    assert "5年" not in answer


def test_nothing_is_asked_of_a_head(shelf: Shelf) -> None:
    assert document_facts(shelf.query("驿站"), shelf.sources) is None
