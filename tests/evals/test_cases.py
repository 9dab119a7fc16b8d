"""Reading a suite, every refusal of a faulty one, and what holds of the cases that come with the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import CASES, read_suite, read_suites
from evals.errors import EvalError
from tests.evals.conftest import one, written

GOOD = """
- name: linhe-01
  inputs:
    question: 临河市2023年HPV疫苗接种率要到多少？
    history: [{role: user, content: 你好}]
  expected_output:
    facts: [90%, [18所, 十八所]]
    clauses: [linhe-2023-health#一/1, [linhe-2023-health#一/2, haixi-2021-plan#二/（四）#5]]
    units: [疾控科]
  metadata: {tags: [percent], source: 反馈 3}
- name: linhe-02
  inputs: {question: 临河市2022年呢？}
  expected_output: {status: [not_found, clarify], reasons: [no_such_plan], absent: [90%]}
- name: linhe-03
  inputs: {question: 疾控科负责哪些任务？}
  expected_output: {listing: [haixi-2021-plan#一/2]}
- name: linhe-04
  inputs: {question: 还没有核对的问题}
  expected_output: {}
  metadata: {accepted: false}
"""


def test_a_suite(tmp_path: Path) -> None:
    suite = read_suite(written(tmp_path / "linhe.yaml", GOOD))
    assert (suite.name, [case.name for case in suite.cases]) == (
        "linhe",
        ["linhe-01", "linhe-02", "linhe-03"],
    )
    assert suite.drafts == 1, "a draft is counted, and is no case"
    first, second, third = suite.cases
    assert first.suite == "linhe"
    assert [(turn.role, turn.content) for turn in first.ask.history] == [("user", "你好")]
    assert first.expected.facts == ("90%", ("18所", "十八所"))
    assert first.gold == (
        frozenset({("linhe-2023-health", "一/1")}),
        frozenset({("linhe-2023-health", "一/2"), ("haixi-2021-plan", "二/（四）#5")}),
    )
    assert first.plans == ("linhe-2023-health", "haixi-2021-plan")
    assert (first.origin.source, first.origin.tags) == ("反馈 3", ("percent",))
    assert (second.plans, second.expected.status, second.origin.source) == (
        (),
        ("not_found", "clarify"),
        "文件",
    )
    assert third.plans == ("haixi-2021-plan",)


def test_suites_by_name_in_the_order_given(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        written(tmp_path / f"{name}.yaml", one(name))
    (tmp_path / "README.md").write_text("no suite", "utf-8")
    assert [suite.name for suite in read_suites((tmp_path,))] == ["a", "b", "c"]
    assert [suite.name for suite in read_suites((tmp_path,), ("c", "a"))] == ["c", "a"]
    assert [suite.name for suite in read_suites((tmp_path,), ("c", "c"))] == ["c"], "once is enough"


def test_a_library_may_have_cases_of_its_own(tmp_path: Path) -> None:
    written(tmp_path / "own.yaml", one())
    assert [suite.name for suite in read_suites((CASES, tmp_path))][-1] == "own"


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        (one(expected="facts: [90%], strength: hard"), "用例 a 的 expected_output.strength：没有这一项"),
        (one(inputs="question: 问, q: 问"), "用例 a 的 inputs.q：没有这一项"),
        (one(more="expected: {}"), "用例 a 的 expected：没有这一项"),
        (one(more="metadata: {tag: [x]}"), "用例 a 的 metadata.tag：没有这一项"),
        (
            one(inputs="question: 问, history: [{role: bot, content: 答}]"),
            "用例 a 的 inputs.history.0.role：只能是",
        ),
        (
            one() + one("b", "clauses: [linhe-2023-health]"),
            "用例 b 的 expected_output.clauses.0：条款应写作 文件编号#条款号：'linhe-2023-health'",
        ),
        (
            one(expected="clauses: [[p#一/1, '{p#']]"),
            "用例 a 的 expected_output.clauses.0.1：条款应写作 文件编号#条款号：'{p#'",
        ),
        (one(expected="listing: ['#一/1']"), "用例 a 的 expected_output.listing.0：条款应写作"),
        (one(expected="facts: [x], optional: [p]"), "用例 a 的 expected_output.optional.0：条款应写作"),
        (one(expected="facts: [28]"), "用例 a 的 expected_output.facts.0：应为文字（数字要加引号）"),
        (one(expected="facts: 28%"), "用例 a 的 expected_output.facts：应为列表"),
        (one(expected="facts: [' ']"), "用例 a 的 expected_output.facts.0：不能为空"),
        (one(expected="facts: [[]]"), "用例 a 的 expected_output.facts.0：应为文字"),
        (one(expected="status: [refused]"), "用例 a 的 expected_output.status.0：只能是 'answered'"),
        (one(expected="status: []"), "用例 a 的 expected_output.status：不能是空的"),
        (one(inputs="question: '  '"), "用例 a 的 inputs.question：不能为空"),
        (one(more="metadata: {accepted: vielleicht}"), "用例 a 的 metadata.accepted：应为 true 或 false"),
        ("- name: a\n  expected_output: {facts: [x]}", "用例 a 的 inputs：缺少这一项"),
        ("- inputs: {question: 问}\n  expected_output: {facts: [x]}", "第 1 个用例没有 name"),
        (one() + one("''"), "第 2 个用例没有 name"),
        ("- name: a\n  inputs: {question: 问}", "第 1 个用例没有 expected_output"),
        ("- just words", "第 1 个用例：不合格式"),
        (one() + one("b") + one(), "用例 a 写了两次"),
        (one() + one(more="metadata: {accepted: false}"), "用例 a 写了两次"),
        (one(expected=""), "用例 a 什么也没有要求"),
        (one(expected="status: [answered, clarify]"), "用例 a 什么也没有要求"),
        (one(expected="optional: [p#一]"), "用例 a 什么也没有要求"),
        (one(expected="reasons: [not_stated]"), "用例 a 什么也没有要求"),
    ],
    ids=[
        "unknown key of the expectation",
        "unknown key of the question",
        "unknown key of the case",
        "unknown key of the metadata",
        "role",
        "no mark",
        "no mark among others",
        "no plan",
        "no mark of an optional one",
        "a number",
        "no list",
        "blank fact",
        "no alternatives",
        "status",
        "no status",
        "blank question",
        "accepted",
        "no question",
        "no name",
        "empty name",
        "no expectation",
        "no case",
        "twice",
        "twice as a draft",
        "nothing",
        "any status",
        "only what does no harm",
        "only reasons",
    ],
)
def test_a_faulty_case_is_refused_by_name(cases: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(EvalError) as caught:
        read_suite(written(tmp_path / "s.yaml", cases))
    assert caught.value.message.startswith(told)
    assert caught.value.file == "s.yaml"
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        ("cases:\n- name: a\n  inputs: {question: 问\n", 4, "不是能读的 YAML"),
        ("cases:\n\t- a\n", 2, "不是能读的 YAML"),
        (b"cases: [\xff]", None, "不是能读的 YAML"),
        ("", None, "文件里没有 cases 列表"),
        ("- name: a\n", None, "文件里没有 cases 列表"),
        ("cases: {a: 1}\n", None, "文件里没有 cases 列表"),
        ("cases: []\nsuite: x\n", None, "suite：没有这一项"),
        (None, None, "读不了这个文件"),
    ],
    ids=["cut off", "a tab", "no text", "empty", "a list", "no list", "unknown key", "a folder"],
)
def test_what_is_no_suite(content: str | bytes | None, line: int | None, told: str, tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(EvalError) as caught:
        read_suite(file)
    assert (caught.value.message, caught.value.file, caught.value.line) == (told, "s.yaml", line)


def test_folders_that_do_not_go_together(tmp_path: Path) -> None:
    ours, theirs, empty = (tmp_path / name for name in ("ours", "theirs", "empty"))
    for folder in (ours, theirs, empty):
        folder.mkdir()
    written(ours / "figures.yaml", one("a"))
    written(theirs / "more.yaml", one("a"))
    with pytest.raises(EvalError, match="没有用例"):
        read_suites((empty,))
    with pytest.raises(EvalError, match=r"more\.yaml：用例 a 在 figures 里已有"):
        read_suites((ours, theirs))
    with pytest.raises(EvalError, match="没有名为 other 的用例集。可选：figures、more"):
        read_suites((ours, theirs), ("figures", "other"))
    written(theirs / "more.yaml", one("b"))
    written(theirs / "figures.yaml", one("c"))
    with pytest.raises(EvalError, match="用例集 figures 在另一个文件夹里也有"):
        read_suites((ours, theirs))


# What comes with the product.
