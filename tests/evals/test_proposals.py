"""Drafts of cases: from a plan and from an answer called 不对, read back as drafts, and counted once
somebody has accepted them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from evals.cases import read_suite, read_suites
from evals.errors import EvalError
from evals.proposals import from_feedback, from_plan, write
from evals.run import Options, run
from ingest.store.library import Library
from tests.evals.conftest import HAIXI, LINHE
from tests.small_library import judged


def accept(file: Path) -> None:
    """As a person does it: the flag by hand."""
    file.write_text(file.read_text("utf-8").replace("accepted: false", "accepted: true"), "utf-8")


@pytest.fixture
def downs(home: Path) -> list[int]:
    """The ids of the feedback: a 有用 first, then two 不对, then a 不对 on nothing in particular."""
    with Library.open(home) as library:
        asked = [
            library.log.add(question, status="answered", engine="rules", took_ms=5, answer="答")
            for question in ("好的问题", "HPV疫苗接种率是多少？", "托位: [新增]多少 # 个\n急用")
        ]
        return [
            judged(library, asked[0], verdict="up"),
            judged(library, asked[1], verdict="down", note="少了年份"),
            judged(library, asked[2], verdict="down"),
            judged(library, None, verdict="down", note="页面打不开"),
        ]


def test_from_a_plan(home: Path) -> None:
    with Library.open(home) as library:
        drafts = from_plan(library, LINHE.id)
        whole = len(library.targets(plan=LINHE.id))
    assert [draft["name"] for draft in drafts] == [
        *(f"linhe-2023-health-target-{n}" for n in range(1, whole + 1)),
        *(f"linhe-2023-health-unit-{n}" for n in range(1, 5)),
    ]
    assert drafts[0] == {
        "name": "linhe-2023-health-target-1",
        "inputs": {"question": "临河市2023年适龄儿童HPV疫苗接种率的目标是多少？"},
        "expected_output": {"facts": ["90%以上"], "clauses": ["linhe-2023-health#一/1"]},
        "metadata": {"source": "草拟：目标", "accepted": False},
    }
    unit = drafts[whole]
    assert unit["inputs"] == {"question": "临河市2023年疾控科承担哪些任务？"}
    assert unit["expected_output"] == {"listing": ["linhe-2023-health#一/1"]}


def test_of_the_corpus_a_case_for_every_target_and_every_office(corpus_home: Path, tmp_path: Path) -> None:
    """What is drafted can be read, is no case yet, and stands in the library it came from once it is
    accepted.
    """
    with Library.open(corpus_home) as library:
        for plan in library.plans():
            file = tmp_path / f"{plan.id}.yaml"
            drafts = from_plan(library, plan.id)
            count = write(drafts, file)
            units = {unit for row in library.clauses(plan=plan.id) for unit in row.clause.units}
            assert count == len(library.targets(plan=plan.id)) + len(units)
            assert (read_suite(file).cases, read_suite(file).drafts) == ((), count)
            accept(file)
            accepted = read_suite(file)
            assert (len(accepted.cases), accepted.drafts) == (count, 0)
            assert {case.plans for case in accepted.cases} == {(plan.id,)}
            labels = {row.clause.label for row in library.clauses(plan=plan.id)}
            assert {label for c in accepted.cases for g in c.gold for _, label in g} <= labels
    assert len(read_suites((tmp_path,))) == 5


def test_round_trip_to_a_run(home: Path, tmp_path: Path) -> None:
    """The plan that was drafted from answers its own targets right."""
    file = tmp_path / "linhe.yaml"
    with Library.open(home) as library:
        write(from_plan(library, LINHE.id), file)
    options = Options(attack=False, retrieval=False)
    with pytest.raises(EvalError, match="没有已采纳的用例"):
        run(read_suites((tmp_path,)), home, options=options)
    accept(file)
    done = run(read_suites((tmp_path,)), home, options=options)
    assert done.drafts == 0
    assert {result.id: result.wrong for result in done.results if "target" in result.id} == {
        "linhe-2023-health-target-1": (),
        "linhe-2023-health-target-2": (),
    }
    assert done.overall.means["listing"].n == 4


def test_from_feedback(home: Path, downs: list[int], tmp_path: Path) -> None:
    with Library.open(home) as library:
        drafts = from_feedback(library)
        assert [d["name"] for d in from_feedback(library, [downs[2], downs[2]])] == [f"feedback-{downs[2]}"]
    assert [draft["inputs"]["question"] for draft in drafts] == [
        "HPV疫苗接种率是多少？",
        "托位: [新增]多少 # 个\n急用",
    ]
    assert drafts[0]["name"] == f"feedback-{downs[1]}"
    assert drafts[0]["metadata"]["source"].startswith(f"反馈 {downs[1]}（20")
    assert drafts[0]["metadata"]["source"].endswith("：少了年份")
    assert all(draft["expected_output"] == {} for draft in drafts), "what is right has to be written"
    file = tmp_path / "feedback.yaml"
    assert write(drafts, file) == 2
    assert read_suite(file).drafts == 2
    accept(file)
    with pytest.raises(EvalError, match=f"用例 feedback-{downs[1]} 什么也没有要求"):
        read_suite(file)
    file.write_text(
        file.read_text("utf-8").replace("expected_output: {}", "expected_output: {facts: [90%]}"), "utf-8"
    )
    cases = read_suite(file).cases
    assert [case.ask.question for case in cases] == [d["inputs"]["question"] for d in drafts]  # fmt: skip


def test_the_file_says_what_to_do(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "linhe.yaml"
    with Library.open(home) as library:
        write(from_plan(library, HAIXI.id), file)
    text = file.read_text("utf-8")
    assert text.startswith("# 草稿：")
    assert "accepted 改为 true" in text
    assert "海西区2021年住院分娩率" in text, "as it is read, not escaped"
    assert list(yaml.safe_load(text)["cases"][0]) == ["name", "inputs", "expected_output", "metadata"]


def test_a_file_that_is_there_is_left_alone(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "linhe.yaml"
    file.write_text("worked on", "utf-8")
    with Library.open(home) as library, pytest.raises(EvalError, match="文件已经存在，不覆盖"):
        write(from_plan(library, LINHE.id), file)
    assert file.read_text("utf-8") == "worked on"
    assert [entry.name for entry in tmp_path.iterdir() if entry != home] == ["linhe.yaml"]


def test_what_cannot_be_drafted(home: Path, downs: list[int], tmp_path: Path) -> None:
    with Library.open(home) as library:
        with pytest.raises(EvalError, match="没有 nowhere-2020。可选：haixi-2021-plan、linhe-2023-health"):
            from_plan(library, "nowhere-2020")
        with pytest.raises(
            EvalError,
            match=f"没有编号为 {downs[0]}、{downs[3]}、99 的“不对”反馈。可选：{downs[1]}、{downs[2]}",
        ):
            from_feedback(library, [downs[0], downs[1], downs[3], 99])  # fmt: skip
    with Library.open(tmp_path / "empty") as library:
        with pytest.raises(EvalError, match="可选：（空）"):
            from_plan(library, LINHE.id)
        with pytest.raises(EvalError, match="还没有点了“不对”的"):
            from_feedback(library)
        with pytest.raises(EvalError, match="可选：（无）"):
            from_feedback(library, [1])
