"""Reading a suite, every refusal of a faulty one, and what holds of the cases that come with the product."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.cases import CASES, Case, Suite, alternatives, clause_id, read_suite, read_suites
from evals.errors import EvalError
from evals.questions import ClauseId
from evals.scores import bare, states
from ingest.grammar.quantities import read_quantities
from ingest.store.library import Library
from ingest.store.rows import ClauseRow, TargetRow
from tests.conftest import GOLD

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


def written(file: Path, cases: str) -> Path:
    file.write_text(f"cases:\n{cases}\n", "utf-8")
    return file


def one(name: str = "a", expected: str = "facts: [90%]", inputs: str = "question: 问", more: str = "") -> str:
    return (
        f"- name: {name}\n  inputs: {{{inputs}}}\n  expected_output: {{{expected}}}\n{more and f'  {more}'}\n"
    )


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


@pytest.fixture(scope="module")
def shipped() -> tuple[Suite, ...]:
    return read_suites()


@pytest.fixture(scope="module")
def cases(shipped: tuple[Suite, ...]) -> tuple[Case, ...]:
    return tuple(case for suite in shipped for case in suite.cases)


@pytest.fixture(scope="module")
def library(corpus_home: Path) -> Iterator[Library]:
    with Library.open(corpus_home) as library:
        yield library


@pytest.fixture(scope="module")
def clauses(library: Library) -> dict[ClauseId, ClauseRow]:
    return {(row.plan, row.clause.label): row for row in library.clauses()}


def named(case: Case, *, optional: bool = False) -> list[ClauseId]:
    """The clauses a case expects, as alternatives and in its listing too."""
    written = [text for group in case.expected.clauses for text in alternatives(group)]
    written += [*(case.expected.listing or ()), *(case.expected.optional if optional else ())]
    return [clause_id(text) for text in written]


def words_of(row: ClauseRow) -> str:
    """All that is printed of a clause and over it: its words, headings, header cells, roles, offices and
    people.
    """
    said = row.clause
    printed = [row.text, *said.path, said.heading or "", said.group or "", *said.columns, *said.cells]
    printed += [name for r in said.responsibilities for name in (r.role, *r.units, *r.leaders)]
    return bare("\n".join(printed))


def test_there_are_enough_and_none_is_a_draft(shipped: tuple[Suite, ...], cases: tuple[Case, ...]) -> None:
    assert {suite.name for suite in shipped} == {
        "compare", "content", "count", "followup", "listing", "refusal", "rough", "targets", "units",
    }  # fmt: skip
    assert len(cases) >= 500
    assert sum(suite.drafts for suite in shipped) == 0
    assert len({case.name for case in cases}) == len(cases)
    asked = [(case.ask.question, case.ask.history) for case in cases]
    assert [case.name for case in cases if asked.count((case.ask.question, case.ask.history)) > 1] == []
    assert {plan for case in cases for plan in case.plans} == {path.stem for path in _corpus()}


def _corpus() -> list[Path]:
    return sorted((CASES.parents[1] / "corpus").glob("*.md"))


def test_every_clause_is_in_the_library(cases: tuple[Case, ...], clauses: dict[ClauseId, ClauseRow]) -> None:
    assert [(c.name, i) for c in cases for i in named(c, optional=True) if i not in clauses] == []


def test_every_office_is_one_of_the_clauses_expected(
    cases: tuple[Case, ...], clauses: dict[ClauseId, ClauseRow], library: Library
) -> None:
    known = {*library.names("unit"), *library.names("leader")}
    wanted = [(case, unit) for case in cases for one in case.expected.units for unit in alternatives(one)]
    assert wanted
    assert [(case.name, unit) for case, unit in wanted if unit not in known] == []
    strange = [
        (case.name, unit)
        for case, unit in wanted
        if named(case)
        and not any(
            unit in (*r.units, *r.leaders) for at in named(case) for r in clauses[at].clause.responsibilities
        )
    ]
    assert strange == [], "no clause the case expects names this office"


ENGINES = frozenset({"未载明"})
"""Words of the engine's own, expected where a plan says nothing of what is asked; the cases are tagged
`unstated`.
"""


def test_every_fact_stands_in_the_clauses_expected(
    cases: tuple[Case, ...], clauses: dict[ClauseId, ClauseRow]
) -> None:
    strange, held = [], 0
    for case in cases:
        # What is counted (共 27 项) is printed nowhere; a question asked back may be about a clause of the
        # talk before.
        if case.suite in ("count", "refusal"):
            continue
        words = "\n".join(words_of(clauses[at]) for at in named(case))
        for fact in case.expected.facts:
            own = set(alternatives(fact)) <= ENGINES and "unstated" in case.origin.tags
            held += not own
            if not own and not any(states(words, wording) for wording in alternatives(fact)):
                strange.append((case.name, fact, named(case)))
    assert strange == []
    assert held > 400


def test_every_answered_case_expects_something(cases: tuple[Case, ...]) -> None:
    bare = [
        case.name
        for case in cases
        if "answered" in case.expected.status
        and not (case.expected.facts or case.expected.clauses or case.expected.units or case.expected.listing)
    ]
    assert bare == []


def test_wrong_things_are_not_expected_as_well(cases: tuple[Case, ...]) -> None:
    both = [
        (case.name, wrong)
        for case in cases
        for wrong in case.expected.absent
        if any(states(bare(w), wrong) for fact in case.expected.facts for w in alternatives(fact))
    ]
    assert both == []


def test_every_office_and_every_leader_has_a_listing(cases: tuple[Case, ...], library: Library) -> None:
    """A list that is just what the library charges one of them with, in a plan or in all."""
    listed = {frozenset(named(case)) for case in cases if case.expected.listing}
    for kind in ("unit", "leader"):
        missing = [name for name in library.names(kind) if not (_lists_of(library, kind, name) & listed)]
        assert missing == [], f"{kind} without a case in the listing suite"


def _lists_of(library: Library, kind: str, name: str) -> set[frozenset[ClauseId]]:
    rows = library.clauses(**{kind: name})  # type: ignore[arg-type]
    whole = [(row.plan, row.clause.label) for row in rows]
    plans = {plan for plan, _ in whole}
    return {frozenset(whole), *(frozenset(at for at in whole if at[0] == plan) for plan in plans)}


def numbers(text: str) -> set[Decimal]:
    return {n for q in read_quantities(text) for n in (q.value, q.value_high) if n is not None}


def states_figure(cases: list[Case], values: set[Decimal], printed: str) -> bool:
    """Whether one of the cases has a fact with these numbers; of a target that is no number, with its words
    or 100.
    """
    facts = [alternatives(fact) for case in cases for fact in case.expected.facts]
    if values:
        return any(values <= set().union(*map(numbers, fact)) for fact in facts)
    return any(printed in wording or wording in printed or "100" in wording for f in facts for wording in f)


def citing(cases: tuple[Case, ...]) -> dict[ClauseId, list[Case]]:
    found: dict[ClauseId, list[Case]] = {}
    for case in cases:
        for clause in {clause for group in case.gold for clause in group}:
            found.setdefault(clause, []).append(case)
    return found


def test_every_target_of_the_library_is_asked_for(cases: tuple[Case, ...], library: Library) -> None:
    """Each printed figure of each clause; where a clause prints one twice, one case is enough."""
    by_clause = citing(cases)

    def is_asked(row: TargetRow) -> bool:
        target = row.target
        both = {n for n in (target.value, target.value_high) if n is not None}
        values = set() if target.comparator == "all" else both
        return states_figure(by_clause.get((row.plan, target.clause), []), values, target.value_text)

    rows = library.targets()
    assert len(rows) > 250
    missing = [
        (row.plan, row.target.clause, row.target.indicator, row.target.value_text)
        for row in rows
        if not is_asked(row)
    ]
    assert missing == []


def gold_targets() -> list[tuple[str, dict[str, Any]]]:
    plans = [json.loads(path.read_text("utf-8"), parse_float=Decimal) for path in sorted(GOLD.glob("*.json"))]
    return [(plan["id"], row) for plan in plans for row in plan["targets"] if row["strength"] == "hard"]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the plans read by hand are not on this machine")
def test_every_target_read_by_hand_is_asked_for(cases: tuple[Case, ...]) -> None:
    by_clause = citing(cases)

    def is_asked(plan: str, row: dict[str, Any]) -> bool:
        both = row["value"] if isinstance(row["value"], list) else [row["value"], row.get("value_high")]
        values = set() if row["comparator"] == "all" else {Decimal(n) for n in both if n is not None}
        return states_figure(by_clause.get((plan, row["clause"]), []), values, row["value_text"])

    rows = gold_targets()
    assert len(rows) > 200
    assert [(plan, row["clause"], row["value_text"]) for plan, row in rows if not is_asked(plan, row)] == []
