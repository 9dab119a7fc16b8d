"""The last look: what is altered is caught, what is right passes, and what fails gives way to the bare
quotes.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from assistant.model import Answer, Citation, Listing, ListingRow
from assistant.verification.answer import Known, checked, faults
from assistant.verification.names import Names
from tests.assistant.verification.clauses import MARKER, REFERENCE, TEXT, TITLE, charged, citation, clause

KNOWN = Known(names=Names(("疾控科", "医政科")), titles=(TITLE, "甲县2024要点", "乙县2023要点"))
FACTS = {
    ("a", "一/3"): clause(said=(charged("责任科室", "疾控科"),), offices="责任科室：疾控科"),
    ("a", "一/4"): clause("另一件事。", marker="甲县2024要点·一/4", reference=f"《{TITLE}》一、目标 4."),
}


def answer(words: str, *citations: Citation, **rest: object) -> Answer:
    return Answer(
        question="?",
        status="answered",
        reason=None,
        answer=words,
        citations=citations or (citation(),),
        **rest,
    )  # type: ignore[arg-type]


def found(words: str, *citations: Citation, **rest: object) -> tuple[str, ...]:
    return faults(answer(words, *citations, **rest), FACTS, KNOWN)


RIGHT = f"健康管理率：**95.5%** 〔{MARKER}〕\n\n> {TEXT}\n\n出处：{REFERENCE}\n\n责任科室：疾控科"


def test_a_right_answer_passes() -> None:
    assert found(RIGHT) == ()
    assert [(f.text, f.supported) for f in checked(answer(RIGHT), FACTS, KNOWN).figures] == [("95.5%", True)]


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("**95.5%**", "**95.6%**"),
        (f"〔{MARKER}〕", "〔甲县2024要点·一/4〕"),
        (f"〔{MARKER}〕", "〔甲县2023要点·一/3〕"),
        ("新增托位500-600个", "新增托位500-700个"),
        ("> 全县", "> 全市"),
        ("出处：《甲县2024", "出处：《甲县2025"),
        ("一、目标 3.", "一、目标 4."),
        ("责任科室：疾控科", "责任科室：医政科"),
        ("责任科室：疾控科", "牵头科室：疾控科"),
    ],
)
def test_one_thing_altered_is_caught(part: str, other: str) -> None:
    assert part in RIGHT
    assert found(RIGHT.replace(part, other))


@pytest.mark.parametrize(
    "altered",
    [
        citation(TEXT.replace("95.5", "95.6")),
        replace(citation(), start=citation().start + 1, end=citation().end + 1),
        replace(citation(), marker="甲县2024要点·一/4"),
        replace(citation(), reference=f"《{TITLE}》一、目标 4."),
        replace(citation(), clause="一/4"),
        replace(citation(), clause="九/9"),
        replace(citation(), units=("医政科",)),
        replace(citation(), leaders=("张三丰",)),
    ],
)
def test_an_altered_citation_is_caught(altered: Citation) -> None:
    assert found(f"见原文 〔{altered.marker}〕", altered)


def test_a_sentence_without_a_clause_may_not_state_anything() -> None:
    assert found("健康管理率95.5%")
    assert found("由疾控科牵头")
    assert found("以下是相关内容。") == ()


def listing(summary: str = "另一件事", units: tuple[str, ...] = ()) -> Listing:
    marker = "甲县2024要点·一/4"
    row = ListingRow(plan="a", clause="一/4", marker=marker, summary=summary, units=units)
    return Listing(total=1, complete=True, rows=(row,))


LISTED = "**疾控科** 共 1 项，已全部列出。\n\n| 〔甲县2024要点·一/4〕 | 另一件事 |  |"
HEAD = LISTED.splitlines()[0]


def test_what_was_counted_is_shown_to_the_letter() -> None:
    other = citation("另一件事。", marker="甲县2024要点·一/4", label="一/4")
    other = replace(other, reference=f"《{TITLE}》一、目标 4.")
    assert found(LISTED, other, listing=listing(), counted=(HEAD,)) == ()
    assert found(LISTED.replace("共 1", "共 2"), other, listing=listing(), counted=(HEAD,))
    assert found(LISTED.replace("疾控科", "医政科"), other, listing=listing(), counted=(HEAD,))
    assert found(LISTED, other, listing=replace(listing(), total=2), counted=(HEAD,))
    assert found(LISTED.replace("另一件事", "别的事"), other, listing=listing(), counted=(HEAD,))
    assert found(LISTED, other, listing=listing("别的事"), counted=(HEAD,))
    assert found(LISTED, other, listing=listing(units=("医政科",)), counted=(HEAD,))
    assert found(HEAD, other, listing=listing(), counted=(HEAD,))


def test_a_plan_of_another_name_is_no_plan() -> None:
    row = "| 乙县2023要点 | 文件未载明 | — |"
    assert found(f"| 甲县2024要点 | 健康管理率95.5% | 〔{MARKER}〕 |\n{row}") == ()
    assert found(f"| 甲县2024要点 | 健康管理率95.5% | 〔{MARKER}〕 |\n{row.replace('2023', '2022')}")


def test_mutated_digits_are_caught() -> None:
    rng = random.Random(7)
    numbers = {m[0] for m in re.finditer(r"\d+(?:\.\d+)?", TEXT)}
    for _ in range(500):
        at = rng.choice([i for i, ch in enumerate(TEXT) if ch.isdigit()])
        digit = rng.choice([d for d in "0123456789" if d != TEXT[at]])
        mutated = TEXT[:at] + digit + TEXT[at + 1 :]
        if {m[0] for m in re.finditer(r"\d+(?:\.\d+)?", mutated)} - numbers:
            assert found(f"{mutated} 〔{MARKER}〕"), mutated


def test_what_fails_is_replaced_by_the_bare_quotes() -> None:
    shown = checked(answer(f"健康管理率达99% 〔{MARKER}〕"), FACTS, KNOWN)
    assert "99" not in shown.answer
    assert TEXT in shown.answer
    assert faults(shown, FACTS, KNOWN) == ()


def test_a_citation_that_fails_is_dropped_with_the_answer() -> None:
    shown = checked(answer(f"见 〔{MARKER}〕", citation(TEXT.replace("95", "96"))), FACTS, KNOWN)
    assert shown.citations == ()
    assert "96" not in shown.answer


def test_refusals_are_left_as_they_are() -> None:
    refused = replace(answer("没有 2025 年的文件"), status="not_found", reason="no_such_plan", citations=())
    assert checked(refused, {}, KNOWN) == refused
