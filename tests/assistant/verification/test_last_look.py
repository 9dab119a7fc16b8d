"""The last look at an answer judges a model's sentence as its own check did: in one form of amounts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.lookups.cite import cite
from assistant.model import Answer
from assistant.verification.answer import Known, faults, wrong_references
from assistant.verification.facts import facts_of
from tests.small_library import over

PAPER = """芦溪县公共自行车管理办法
第一条 租车人应当自租期届满之日起三十日内还车，逾期的，每辆处五千元罚款。
第二条 运营单位应当在开业之日起十五日内向县交通运输局备案。
第三条 站点改造总投资2.4亿元，由县住房和城乡建设局负责。
第四条 车辆停用满半年的，由县交通运输局收回。
"""
TRUE = [
    ("租期届满后30天内还车。", "第一条"),
    ("逾期不还的，每辆罚5000元。", "第一条"),
    ("开业之日起15天内备案。", "第二条"),
    ("站点改造由县住建局负责，总投资2.4亿元。", "第三条"),
    ("停用满6个月的车辆，由县交通运输局收回。", "第四条"),
]
FALSE = [
    ("租期届满后20天内还车。", "第一条"),
    ("逾期不还的，每辆罚500元。", "第一条"),
    ("站点改造由县财政局负责。", "第三条"),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("last"), {"芦溪县公共自行车管理办法.txt": PAPER}) as opened:
        opened.catalog.refresh()
        yield opened


def _looked_at(assistant: Assistant, sentence: str, mark: str, chip: str = "") -> tuple[list[str], list[str]]:
    """What is wrong with it as an answer of this one sentence, and of that with what it refers to."""
    view = assistant.catalog.view(assistant.catalog.rows[0].id)
    row = next(r for r in view.clauses if r.clause.label.endswith(mark))
    citation = cite(view, row)
    words = f"{sentence} 〔{chip or citation.marker}〕"
    answer = Answer(question="", status="answered", reason=None, answer=words, citations=(citation,))
    facts = {(view.row.id, row.clause.label): facts_of(view, row)}
    known = Known.of(assistant.catalog)
    return list(faults(answer, facts, known, reworded=True)), list(wrong_references(answer, facts))


@pytest.mark.parametrize(("sentence", "mark"), TRUE)
def test_what_is_true_in_other_words_passes(assistant: Assistant, sentence: str, mark: str) -> None:
    assert _looked_at(assistant, sentence, mark) == ([], [])


@pytest.mark.parametrize(("sentence", "mark"), FALSE)
def test_what_is_false_does_not(assistant: Assistant, sentence: str, mark: str) -> None:
    wrong, references = _looked_at(assistant, sentence, mark)
    assert wrong
    assert references == []


def test_a_chip_of_no_clause_does_not(assistant: Assistant) -> None:
    wrong, references = _looked_at(assistant, TRUE[0][0], "第一条", chip="芦溪·第九条")
    assert references == ["引用标记不指向条款：〔芦溪·第九条〕"]
    assert set(references) <= set(wrong)
