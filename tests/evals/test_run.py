"""A whole evaluation of a handful of cases: what is asked, skipped, summed up, and written down about the
run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.retrieval.hybrid import Dense
from evals.cases import Ask, Case, Expected, Origin, Suite
from evals.errors import EvalError
from evals.model import Mean, Run, RunRecord
from evals.record import commit, record_of
from evals.report.wording import head_words
from evals.run import Options, mean_of, run, slice_of
from ingest.index.indexes import mend
from ingest.store.library import Library
from tests.conftest import ROOT
from tests.evals.run_factory import make_case
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP
from tests.word_embedder import WordEmbedder

DONGHAI, SHANGRAO = "donghai-2021-health", "shangrao-2024-health"


def case(name: str, question: str, expected: Expected, tags: Sequence[str] = (), suite: str = "") -> Case:
    return Case(
        name=name,
        suite=suite or name.split("-")[0],
        ask=Ask(question=question),
        expected=expected,
        origin=Origin(tags=tuple(tags)),
    )


LITERACY = "东海县2021年居民健康素养水平要到多少？"
RIGHT = case(
    "figure-right", LITERACY, Expected(facts=("30%",), clauses=(f"{DONGHAI}#二/（四）/5",)), ["percent"]
)
WRONG = case(
    "figure-wrong",
    LITERACY,
    Expected(facts=("30%", "99%"), clauses=(f"{DONGHAI}#二/（四）/5",), units=("健康促进科",)),
    ["percent", "unit"],
)
NO_SUCH = case(
    "none-right",
    "九江市2021年婴儿死亡率控制目标是多少？",
    Expected(status=("not_found",), absent=("7.5‰",)),
    ["city"],
)
REFUSED = case("none-refused", "九江市2021年居民健康素养水平要到多少？", Expected(facts=("30%",)), ["city"])
LISTED = case(
    "list-right",
    "郭根泉牵头的工作有哪些？",
    Expected(listing=(f"{DONGHAI}#二/（四）/5", f"{DONGHAI}#二/（五）/6")),
)
ELSEWHERE = case("figure-elsewhere", "临河市2023年呢？", Expected(clauses=("linhe-2023-health#一/1",)))
CASES = (RIGHT, WRONG, ELSEWHERE, NO_SUCH, REFUSED, LISTED)


def suites_of(cases: Sequence[Case], drafts: int = 0) -> list[Suite]:
    names = dict.fromkeys(case.suite for case in cases)
    return [Suite(name=n, cases=tuple(c for c in cases if c.suite == n), drafts=drafts) for n in names]


Step = tuple[str, int, int]


@pytest.fixture(scope="module")
def done(corpus_home: Path) -> tuple[Run, list[Step]]:
    steps: list[Step] = []
    options = Options(attack=True, retrieval=True, naive=True)
    found = run(
        suites_of(CASES, drafts=2), corpus_home, options=options, progress=lambda *step: steps.append(step)
    )
    return found, steps


@pytest.fixture(scope="module")
def seen(done: tuple[Run, list[Step]]) -> Run:
    return done[0]


def test_each_case_as_it_came_out(seen: Run) -> None:
    wrong = {result.id: result.wrong for result in seen.results}
    assert wrong == {
        "figure-right": (),
        "figure-wrong": ("没有说出：99%",),
        "none-right": (),
        "none-refused": ("没有说出：30%", "文件里有，却没有回答（no_such_plan）"),
        "list-right": (),
    }
    first = seen.results[0]
    assert (first.suite, first.question, first.tags, first.plans) == (
        "figure",
        LITERACY,
        ("percent",),
        (DONGHAI,),
    )
    assert first.expected == {"facts": ["30%"], "clauses": [f"{DONGHAI}#二/（四）/5"]}
    assert first.status == "answered"
    assert "30%" in first.answer
    assert (DONGHAI, "二/（四）/5") in {(plan, label) for plan, label, _ in first.cited}
    assert all(quote in _text(seen, plan) for plan, _, quote in first.cited)
    assert (first.scores["facts"], first.scores["units"], first.scores["quotes"]) == (1.0, None, 1.0)
    assert first.took_ms > 0
    assert first.scores["took_ms"] == first.took_ms


def _text(seen: Run, plan: str) -> str:
    return (ROOT / "corpus" / f"{plan}.md").read_text("utf-8")


def test_what_was_not_asked_is_told(seen: Run) -> None:
    assert seen.skipped == ("figure-elsewhere",)
    assert seen.drafts == 6
    assert seen.gate.passed is None


def test_slices(seen: Run) -> None:
    def told(parts: Sequence[Any]) -> dict[str, tuple[int, int]]:
        return {part.name: (part.cases, part.right) for part in parts}

    assert (seen.overall.cases, seen.overall.right) == (5, 3)
    assert told(seen.suites) == {"figure": (2, 1), "list": (1, 1), "none": (2, 1)}
    assert told(seen.plans) == {DONGHAI: (3, 2)}, "a refusal is about no plan"
    assert told(seen.kinds) == {"city": (2, 1), "percent": (2, 1), "unit": (1, 0)}


def test_means_leave_out_what_could_not_be_scored(seen: Run) -> None:
    means = seen.overall.means
    facts = means["facts"]
    assert facts.value == pytest.approx((1 + 0.5 + 0) / 3)
    assert (facts.n, facts.unscored) == (3, 2)
    assert facts.low is not None
    assert facts.high is not None
    assert facts.low < 0.5 < facts.high
    assert (means["refusal"].value, means["refusal"].n, means["refusal"].unscored) == (1.0, 1, 4)
    assert (means["answered"].value, means["answered"].n) == (0.75, 4)
    assert (means["listing"].value, means["listing"].n) == (1.0, 1)
    (none,) = [part for part in seen.suites if part.name == "list"]
    assert none.means["facts"] == Mean(value=None, low=None, high=None, n=0, unscored=1)
    assert means["took_ms"].low is None, "a time is no share"


@pytest.mark.parametrize(
    ("values", "mean"),
    [
        ([], Mean(value=None, low=None, high=None, n=0, unscored=0)),
        ([None, None], Mean(value=None, low=None, high=None, n=0, unscored=2)),
        ([1.0, None, 1.0, 0.0], Mean(value=2 / 3, low=0.20766, high=0.93851, n=3, unscored=1)),
        ([1.0] * 10, Mean(value=1.0, low=0.72247, high=1.0, n=10, unscored=0)),
        ([0.0, 3.0], Mean(value=1.5, low=None, high=None, n=2, unscored=0)),
    ],
    ids=["nothing", "nothing scored", "two of three", "all of ten", "counts"],
)
def test_a_mean_and_its_interval(values: list[float | None], mean: Mean) -> None:
    found = mean_of(values)
    assert (found.n, found.unscored) == (mean.n, mean.unscored)
    for name in ("value", "low", "high"):
        wanted = getattr(mean, name)
        assert getattr(found, name) == (None if wanted is None else pytest.approx(wanted, abs=1e-5)), name


def test_a_measure_only_some_cases_have() -> None:
    part = slice_of("x", [make_case("a-1"), make_case("a-2", scores={"faithful": 1.0})])
    assert part.means["faithful"] == replace(mean_of([1.0]), unscored=1)
    assert part.means["facts"].unscored == 1


def test_beside_it_the_guard_the_retrievers_and_the_plain_pipeline(seen: Run) -> None:
    assert seen.guard is not None
    assert (seen.guard.answers, seen.guard.alarms) == (2, 0), "refusals and wrong answers are not attacked"
    assert seen.guard.made > 10
    assert {row.retriever for row in seen.retrieval} == {"lexical", "assistant"}
    assert seen.naive is not None
    assert seen.naive.cases == 5
    assert [part.name for part in seen.naive_suites] == ["figure", "list", "none"]
    assert seen.naive.means["refusal"].value == 0.0, "it always answers"
    assert seen.naive.right < seen.overall.right


def test_progress_is_told(done: tuple[Run, list[Step]]) -> None:
    steps = done[1]
    assert [step[1:] for step in steps if step[0] == "提问"] == [(n, 5) for n in range(6)]
    assert [step[1:] for step in steps if step[0] == "攻击防线"] == [(0, 2), (1, 2), (2, 2)]
    assert {step[0].split()[0] for step in steps} == {"提问", "朴素流程", "攻击防线", "检索"}
    assert all(0 <= done <= total or not total for _, done, total in steps)


def test_two_runs_differ_in_their_times_only(seen: Run, corpus_home: Path) -> None:
    again = run(suites_of(CASES, drafts=2), corpus_home, options=Options(retrieval=False))

    def timeless(found: Run) -> list[Any]:
        return [
            replace(r, took_ms=0.0, scores={k: v for k, v in r.scores.items() if k != "took_ms"})
            for r in found.results
        ]

    assert timeless(again) == timeless(seen)
    assert again.guard == seen.guard
    assert replace(again.record, started="", seconds=0.0) == replace(seen.record, started="", seconds=0.0)
    assert (again.retrieval, again.naive, again.naive_suites) == ((), None, ())


def test_the_record(seen: Run) -> None:
    record = seen.record
    assert (record.engine, record.model) == ("rules", None)
    assert datetime.fromisoformat(record.started).tzinfo is not None
    assert record.seconds > 0
    assert record.commit is None or re.fullmatch(r"[0-9a-f]{12}\+?", record.commit)
    assert [plan[0] for plan in record.plans] == sorted(p.stem for p in (ROOT / "corpus").glob("*.md"))
    assert all(re.fullmatch(r"[0-9a-f]{64}", sha) for _, _, _, sha in record.plans)
    assert re.fullmatch(r"[0-9a-f]{16}", record.corpus)
    assert re.fullmatch(r"[0-9a-f]{16}", record.cases)
    assert {"python", "plans", "tantivy", "pydantic-evals"} <= set(record.versions)
    assert set(record.prompts) == {p.name for p in (ROOT / "prompts").glob("*.md")} - {"README.md"}
    assert record.settings["database"] is False, "whether there is one, never where"


def record(home: Path, cases: Sequence[Case] = (RIGHT, WRONG)) -> RunRecord:
    with Assistant.open(home) as assistant:
        assistant.catalog.refresh()
        return record_of(assistant, cases=cases, started=datetime.now(UTC), settings={"database": False})


def test_the_corpus_is_known_by_what_its_plans_say(home: Path) -> None:
    before = record(home)
    assert record(home).corpus == before.corpus
    with Library.open(home) as library:
        library.put(make_plan("linhe-2023-health", [Item(label="一/1", text="HPV疫苗接种率达到91%以上。")]))
    changed = record(home)
    assert changed.corpus != before.corpus
    assert [plan[0] for plan in changed.plans] == [plan[0] for plan in before.plans]
    assert changed.cases == before.cases


@pytest.mark.parametrize(
    ("cases", "same"),
    [
        ((WRONG, RIGHT), True),
        ((RIGHT,), False),
        ((RIGHT, replace(WRONG, ask=Ask(question="问"))), False),
        ((RIGHT, replace(WRONG, expected=Expected(facts=("31%",)))), False),
        ((RIGHT, replace(WRONG, name="figure-3")), False),
        ((RIGHT, replace(WRONG, origin=Origin(tags=("x",)))), True),
    ],
    ids=["another order", "one less", "question", "expectation", "name", "tags"],
)
def test_the_cases_are_known_by_what_they_ask(cases: Sequence[Case], same: bool, home: Path) -> None:
    assert (record(home, cases).cases == record(home).cases) is same


def test_the_commit(tmp_path: Path) -> None:
    assert commit(tmp_path) is None, "no checkout"
    assert commit(tmp_path / "missing") is None


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")
def test_the_commit_of_a_checkout(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=n", "-c", "user.email=n@example.invalid", "-c", "commit.gpgsign=false")
        subprocess.run(
            ["git", "-C", str(tmp_path), *who, *arguments], check=True, capture_output=True, timeout=GIVE_UP
        )

    git("init")
    assert commit(tmp_path) is None, "no commit yet"
    git("commit", "--allow-empty", "--message", "first")
    clean = commit(tmp_path)
    assert clean is not None
    assert re.fullmatch("[0-9a-f]{12}", clean)
    (tmp_path / "new.txt").write_text("changed", "utf-8")
    assert commit(tmp_path) == f"{clean}+"


def test_the_record_says_what_share_of_the_clauses_has_vectors(home: Path) -> None:
    dense = Dense(embedder=WordEmbedder())
    options = Options(attack=False, retrieval=False)
    suites = suites_of([NO_SUCH])
    shares = [run(suites, home, dense=dense, options=options).record.settings["filled"]]
    with Library.open(home) as library:
        mend(library, dense.index(home))
    done = run(suites, home, dense=dense, options=options)
    assert (shares, done.record.settings["filled"]) == ([0.0], 1.0)
    assert f"向量 {dense.embedder.name}（已算 100%）" in head_words(done.record)
    without = run(suites, home, options=options).record
    assert without.settings["embedder"] is None
    assert not any("向量" in said for said in head_words(without))


def test_a_database_address_is_not_written_down(home: Path) -> None:
    url = f"sqlite:///{home / 'library.db'}"
    found = run(suites_of([NO_SUCH]), home, database=url, options=Options(attack=False, retrieval=False))
    assert found.record.settings["database"] is True
    assert url not in repr(found.record)
    assert found.guard is None


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ((), "没有已采纳的用例"),
        ((RIGHT,), "资料库是空的"),
    ],
    ids=["drafts only", "no plan"],
)
def test_what_cannot_be_run(cases: Sequence[Case], told: str, tmp_path: Path) -> None:
    drafts = [Suite(name="drafts", cases=(), drafts=3)]
    with pytest.raises(EvalError, match=told):
        run(suites_of(cases) or drafts, tmp_path / "home")


def test_a_library_that_none_of_the_cases_is_about(home: Path) -> None:
    with pytest.raises(EvalError, match="用例问的文件都不在资料库里"):
        run(suites_of([RIGHT, WRONG]), home)
