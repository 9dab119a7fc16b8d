"""Two runs side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals import saved
from evals.baseline import Comparison, Move, compare, differences
from evals.model import CaseResult, RunRecord
from tests.evals.run_factory import RECORD, make_case, make_run

FAULT = "缺少事实 90%"


def compared(before: list[CaseResult], now: list[CaseResult], folder: Path) -> Comparison:
    """By way of the file, as people compare."""
    saved.write(make_run(before), folder / "run.json")
    return compare(saved.read(folder / "run.json"), make_run(now))


def test_the_same_run_twice(tmp_path: Path) -> None:
    cases = [make_case("figure-01"), make_case("figure-02", [FAULT], history=("海西区呢？",))]
    nothing = Comparison(
        newly_wrong=(), newly_right=(), rewritten=(), added=(), removed=(), moves=(), differences=()
    )
    assert compared(cases, cases, tmp_path) == nothing


def test_tuples_of_an_expectation_are_the_lists_they_were_saved_as(tmp_path: Path) -> None:
    cases = [make_case("figure-01", expected={"facts": ("90%", ("18所", "十八所")), "listing": None})]
    assert compared(cases, cases, tmp_path).rewritten == ()


def test_cases_that_turned(tmp_path: Path) -> None:
    before = [
        make_case("figure-01"),
        make_case("figure-02", [FAULT], answer="不知道"),
        make_case("figure-03"),
    ]
    now = [make_case("figure-01", [FAULT], answer="80%"), make_case("figure-02"), make_case("figure-03")]
    found = compared(before, now, tmp_path)
    assert [(pair.id, pair.wrong_before, pair.wrong_now) for pair in found.newly_wrong] == [
        ("figure-01", (), (FAULT,))
    ]
    assert found.newly_wrong[0].answer_now == "80%"
    assert [(pair.id, pair.wrong_before, pair.wrong_now) for pair in found.newly_right] == [
        ("figure-02", (FAULT,), ())
    ]
    assert found.newly_right[0].answer_before == "不知道"


@pytest.mark.parametrize(
    "changes",
    [{"question": "临河市2023年呢？"}, {"expected": {"facts": ["85%"]}}, {"history": ("海西区呢？",)}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_rewritten_case_is_neither_newly_wrong_nor_newly_right(
    changes: dict[str, Any], tmp_path: Path
) -> None:
    before = [make_case("figure-01"), make_case("figure-02", [FAULT])]
    now = [make_case("figure-01", [FAULT], **changes), make_case("figure-02", **changes)]
    found = compared(before, now, tmp_path)
    assert (found.newly_wrong, found.newly_right) == ((), ())
    assert [(pair.id, pair.wrong_now) for pair in found.rewritten] == [
        ("figure-01", (FAULT,)),
        ("figure-02", ()),
    ]


def test_cases_of_one_run_only(tmp_path: Path) -> None:
    found = compared(
        [make_case("figure-01"), make_case("figure-02")], [make_case("figure-03", [FAULT])], tmp_path
    )
    assert (found.added, found.removed) == (("figure-03",), ("figure-01", "figure-02"))
    assert found.newly_wrong == ()


def test_measures_that_moved(tmp_path: Path) -> None:
    before = [make_case("figure-01"), make_case("figure-02"), make_case("unit-01"), make_case("old-01")]
    now = [make_case("figure-01"), make_case("figure-02", [FAULT]), make_case("unit-01"), make_case("new-01")]
    assert compared(before, now, tmp_path).moves == (
        Move(suite=None, measure="right", before=1.0, now=0.75),
        Move(suite=None, measure="facts", before=1.0, now=0.75),
        Move(suite="figure", measure="right", before=1.0, now=0.5),
        Move(suite="figure", measure="facts", before=1.0, now=0.5),
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"started": "2025-01-01", "seconds": 3.0}, ()),
        ({"commit": "0000000"}, ("代码：29c5aef → 0000000",)),
        ({"commit": None}, ("代码：29c5aef → 无",)),
        ({"engine": "llm", "model": "qwen"}, ("引擎：rules → llm", "模型：无 → qwen")),
        ({"settings": {"passages": 6, "dense_weight": 0.0}}, ("设置 passages：8 → 6",)),
        ({"settings": {"dense_weight": 0.0, "passages": 8, "x": [1]}}, ("设置 x：无 → [1]",)),
        ({"prompts": {"answer": "aa12", "brief": "cc"}},
            ("提示词 answer 已改", "提示词 rewrite 已移除", "提示词 brief 新增")),
        ({"corpus": "ffff", "plans": RECORD.plans[:1]}, ("文件 haixi-2021-plan 已移除",)),
        ({"plans": (RECORD.plans[0], ("haixi-2021-plan", "official", 3, "decade"))},
            ("文件 haixi-2021-plan 已改",)),
        ({"corpus": "ffff"}, ("资料库内容已改",)),
        ({"cases": "ffff"}, ("用例集已改",)),
        ({"versions": {"python": "3.12.1", "tantivy": "0.25.1"}}, ("软件 python：3.11.9 → 3.12.1",)),
        ({"settings": {**RECORD.settings, "note": "长" * 99}}, (f"设置 note：无 → {'长' * 39}…",)),
    ],
    ids=["times", "commit", "no commit", "engine", "setting", "new setting", "prompts", "plan gone",
        "new version", "corpus", "cases", "versions", "long"],
)  # fmt: skip
def test_what_differs_in_words(changes: dict[str, Any], words: tuple[str, ...]) -> None:
    assert differences(RECORD, replace(RECORD, **changes)) == words


def test_a_work_tree_with_changes_may_differ_unseen() -> None:
    changed: RunRecord = replace(RECORD, commit="29c5aef+")
    assert differences(changed, changed) == ("代码 29c5aef+ 两次都有未提交的改动，未必相同",)
