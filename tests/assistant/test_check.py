"""The last look: what is altered is caught, what is right passes."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from assistant.check import checked, faults, judge_figures
from assistant.model import Answer, Citation
from ingest.model import Edition

TEXT = "全县孕产妇死亡率控制在12/10万以下，5岁以下儿童死亡率不超过6‰，新增托位500-600个，规范管理率达95.5%。"


def citation(quote: str = TEXT) -> Citation:
    return Citation(
        marker="甲2024要点·一/3", plan="a", title="甲县2024年要点", edition=Edition.OFFICIAL, clause="一/3", path=("一 目标",), units=(),
        unit_role=None, leaders=(), quote=quote, start=0, end=len(quote), reference="《甲县2024年要点》一、目标 3.",
    )  # fmt: skip


def answer(words: str, *citations: Citation) -> Answer:
    cited = citations or (citation(),)
    return Answer(
        question="?",
        status="answered",
        reason=None,
        answer=words,
        citations=cited,
        figures=judge_figures(words, cited),
    )


@pytest.mark.parametrize(
    "words",
    [
        "死亡率**12/10万**以下 〔甲2024要点·一/3〕",
        "规范管理率达到９５．５％ 〔甲2024要点·一/3〕",
        "新增托位500-600个",
        "《甲县2024年要点》一、目标 3. 不超过6‰",
        "共 7 项，已全部列出。规范管理率达95.5%",
    ],
)
def test_right_answers_pass(words: str) -> None:
    assert faults(answer(words), {("a", "一/3"): TEXT}) == ()


@pytest.mark.parametrize(
    ("words", "caught"),
    [
        ("规范管理率达到95%", "95%"),
        ("规范管理率达到5.5%", "5.5%"),
        ("死亡率2/10万以下", "2/10万"),
        ("新增托位50个", "50个"),
        ("新增托位5000个", "5000个"),
    ],
)
def test_a_figure_no_clause_states_is_caught(words: str, caught: str) -> None:
    assert f"数字没有出处：{caught}" in faults(answer(words), {("a", "一/3"): TEXT})


def test_an_altered_quote_is_caught() -> None:
    altered = TEXT.replace("95.5", "95.6")
    assert faults(answer("见原文", citation(altered)), {("a", "一/3"): TEXT})


def test_a_chip_without_a_clause_is_caught() -> None:
    assert faults(answer("达95.5% 〔甲2024要点·一/4〕"), {("a", "一/3"): TEXT}) == (
        "引用标记没有条款：〔甲2024要点·一/4〕",
    )


def test_mutated_digits_are_caught() -> None:
    rng = random.Random(7)
    numbers = {m[0] for m in re.finditer(r"\d+(?:\.\d+)?", TEXT)}
    for _ in range(500):
        at = rng.choice([i for i, ch in enumerate(TEXT) if ch.isdigit()])
        digit = rng.choice([d for d in "0123456789" if d != TEXT[at]])
        mutated = TEXT[:at] + digit + TEXT[at + 1 :]
        changed = {m[0] for m in re.finditer(r"\d+(?:\.\d+)?", mutated)} - numbers
        if changed:
            assert faults(answer(mutated), {("a", "一/3"): TEXT}), mutated


def test_what_fails_is_replaced_by_the_bare_quotes() -> None:
    shown = checked(answer("规范管理率达99%"), {("a", "一/3"): TEXT}, (), {})
    assert "99" not in shown.answer
    assert TEXT in shown.answer
    assert all(f.supported for f in shown.figures)


def test_refusals_are_left_as_they_are() -> None:
    refused = replace(answer("没有 2025 年的文件"), status="not_found", reason="no_such_plan", citations=())
    assert checked(refused, {}, (), {}).answer == refused.answer
