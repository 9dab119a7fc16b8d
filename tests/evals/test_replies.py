"""Recorded replies: kept as they are said, found again by what they were said to, counted where they are not
there.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.generation.engine import Llm
from assistant.generation.forms import ANSWER, ASK, MEND
from assistant.llm.form import Form
from assistant.llm.model import Message, ModelError
from assistant.settings import Settings
from evals import replies, saved
from evals.bench.scripted_models import ScriptedModel
from evals.cases import Suite, read_suites
from evals.errors import EvalError
from evals.eval_cli import eval_
from evals.replies import Kept, Recorded, Recording, Replayed, marks_in, record, renumbered
from evals.run import Options, run
from ingest.store.library import Library
from tests.assistant.generation.models import Told, answer, sentence
from tests.conftest import ROOT
from tests.evals.conftest import written

FIRST = "[1] 临河市2023要点 一 任务 1\n原文：修渠8公里。\n分工：责任单位：水利局"
SECOND = "[2] 青溪县2024要点 二 建设 3\n原文：改桥6座。"
LEDGER = "T1 [1] 修渠：8公里"
PROMPT = f"材料：\n{FIRST}\n\n{SECOND}\n\n{LEDGER}\n\n问题：修多少？"
TURNED = (
    "材料：\n"
    + SECOND.replace("[2]", "[1]")
    + "\n\n\n"
    + FIRST.replace("[1]", "[2]")
    + "\n\n问题：  修多少？"
)
OTHER = f"材料：\n{FIRST}\n\n问题：修多少？"
SAID = answer(sentence("修渠8公里。", "1", "T1", quote="修渠8公里"), sentence("改桥6座。", "2"))


def test_the_marks_of_a_prompt() -> None:
    assert marks_in(PROMPT) == {
        "1": "临河市2023要点 一 任务 1",
        "2": "青溪县2024要点 二 建设 3",
        "T1": "修渠：8公里",
    }


def test_only_what_stands_over_a_clause_is_a_head() -> None:
    assert marks_in("[1] 是上一句的编号\n[2] 青溪县2024要点 二 建设 3\n原文：改桥6座。") == {
        "2": "青溪县2024要点 二 建设 3"
    }


def test_two_paragraphs_under_one_heading_are_two() -> None:
    under = "青溪县2024要点 二 建设"
    assert marks_in(f"[1] {under}\n原文：甲。\n\n[2] {under}\n原文：乙。") == {
        "1": under,
        "2": f"{under}（2）",
    }


def said(model: Replayed | Recording, prompt: str, form: Form = ANSWER) -> str:
    return "".join(model.stream([Message(role="user", content=prompt)], max_tokens=10, form=form))


def recorded(file: Path, *prompts: str, case: str = "a-1", reader: str = "") -> Kept:
    model = Recording(Told(SAID), Kept(), file, reader=reader)
    model.about(case)
    for prompt in prompts:
        stream = model.stream([Message(role="user", content=prompt)], max_tokens=10, form=ANSWER)
        assert "".join(stream) == SAID
        stream.close()
        stream.close()
    return Kept.of(replies.read(file))


def replayed(kept: Kept, case: str = "a-1") -> Replayed:
    model = Replayed(kept, "replayed")
    model.about(case)
    return model


def test_a_reply_is_given_again_to_the_letter(tmp_path: Path) -> None:
    kept = recorded(tmp_path / "r.jsonl", PROMPT)
    assert said(replayed(kept), PROMPT) == SAID
    assert (kept.used, kept.missing) == ([("a-1", "answer")], [])


def test_another_order_other_numbers_and_spacing_do_not_void_it(tmp_path: Path) -> None:
    kept = recorded(tmp_path / "r.jsonl", PROMPT)
    found = json.loads(said(replayed(kept), TURNED))
    assert [one["cites"] for one in found["sentences"]] == [["2", "0"], ["1"]]


ONE_MORE = SECOND.replace("[2]", "[3]").replace("3\n", "4\n")
VOID = [
    ("another case", PROMPT, "a-2", ANSWER),
    ("another step", PROMPT, "a-1", MEND),
    ("a clause less", OTHER, "a-1", ANSWER),
    ("a clause more", PROMPT.replace(LEDGER, ONE_MORE), "a-1", ANSWER),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "case", "form"), [v[1:] for v in VOID], ids=[v[0] for v in VOID])
def test_what_was_not_recorded_is_counted(tmp_path: Path, prompt: str, case: str, form: Form) -> None:
    kept = recorded(tmp_path / "r.jsonl", PROMPT)
    with pytest.raises(ModelError, match="要重新录"):
        said(replayed(kept, case), prompt, form)
    assert len(kept.missing) == 1
    assert "1 条要重新录（1 题" in kept.words()


def test_another_template_voids_it(tmp_path: Path) -> None:
    recorded(tmp_path / "r.jsonl", PROMPT)
    rows = [replace(row, prompt="of-another") for row in replies.read(tmp_path / "r.jsonl")]
    with pytest.raises(ModelError):
        said(replayed(Kept.of(rows)), PROMPT)


def test_several_replies_to_equal_prompts_come_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    (row,) = (recorded(file, PROMPT), *replies.read(file))[1:]
    model = replayed(Kept.of((row, replace(row, reply="第二次"))))
    assert [said(model, PROMPT) for _ in range(3)] == [SAID, "第二次", "第二次"]


def test_what_is_kept_already_is_not_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    kept, told = recorded(file, PROMPT), Told("别的")
    again = Recording(told, kept, file)
    again.about("a-1")
    assert said(again, TURNED) != "别的"
    assert (told.prompts, again.made) == ([], 0)


def test_what_a_prompt_asks_for_needs_no_evidence(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    model = Recording(Told(SAID, asked='{"kind": "总结"}'), Kept(), file)
    model.about("a-1")
    model.complete([Message(role="user", content="有哪些文件：\n" + FIRST)], max_tokens=9, form=ASK)
    kept = Kept.of(replies.read(file))
    found = replayed(kept).complete([Message(role="user", content="另有一份")], max_tokens=9, form=ASK)
    assert (found.text, kept.used) == ('{"kind": "总结"}', [("a-1", "ask")])


def test_a_reply_that_fails_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    model = Recording(Told(ModelError("timeout")), Kept(), file)
    with pytest.raises(ModelError):
        said(model, PROMPT)
    assert not file.exists()


@pytest.mark.parametrize(("reader", "by"), [("", "model"), ("何某", "reader")])
def test_who_wrote_it_is_kept(tmp_path: Path, reader: str, by: str) -> None:
    file = tmp_path / "r.jsonl"
    recorded(file, PROMPT, reader=reader)
    (row,) = replies.read(file)
    assert (row.author, row.by) == (reader or "told", by)


def test_a_reply_nobody_can_read_is_given_as_it_is() -> None:
    row = Recorded(case="a", step="answer", prompt="p", marks={"1": "甲"}, reply="不是对象", author="x")
    assert renumbered(row, {"2": "甲"}) == "不是对象"


def test_a_line_that_is_no_recording_is_named(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    recorded(file, PROMPT)
    with file.open("a", encoding="utf-8") as out:
        out.write("{}\n")
    with pytest.raises(EvalError, match="第2行"):
        replies.read(file)


def test_a_whole_evaluation_again_without_the_model(corpus_home: Path, tmp_path: Path) -> None:
    """Equal in every answer; a case more is told to be recorded."""
    suites = tuple(replace(s, cases=s.cases[:2]) for s in read_suites() if s.name in ("targets", "units"))
    settings, file = Settings(home=corpus_home), tmp_path / "r.jsonl"
    llm = Llm(model=ScriptedModel("faithful"))
    told = record(suites, settings, llm, file, own=(ROOT / "corpus",))
    assert "问了 4 题" in told
    before = run(suites, corpus_home, llm=llm, options=Options(retrieval=False, attack=False))
    kept = Kept.of(replies.read(file))
    model = Replayed(kept, "again")
    again = Options(retrieval=False, attack=False, about=model.about)
    after = run(suites, corpus_home, llm=Llm(model=model), options=again)
    assert [r.answer for r in after.results] == [r.answer for r in before.results]
    assert any(r.engine == "llm" for r in after.results)
    answers = [row for row in replies.read(file) if row.step == "answer"]
    assert answers
    assert all(any(mark.isdecimal() for mark in row.marks) for row in answers)
    assert kept.missing == []
    more = tuple(replace(s, cases=s.cases[2:3]) for s in read_suites() if s.name == "targets")
    run(more, corpus_home, llm=Llm(model=model), options=again)
    assert {case for case, _ in kept.missing} == {case.name for suite in more for case in suite.cases}


def test_papers_of_others_are_not_recorded(home: Path, tmp_path: Path) -> None:
    suites: tuple[Suite, ...] = ()
    with pytest.raises(EvalError, match="别人的文件"):
        record(suites, Settings(home=home), Llm(model=ScriptedModel("faithful")), tmp_path / "r.jsonl")
    with Library.open(home) as library, pytest.raises(EvalError, match="linhe-2023-health"):
        replies.check_own(library, (tmp_path,))


def test_the_command(corpus_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    written(
        cases / "own.yaml",
        "- name: own-1\n  inputs: {question: 南昌市2021年托育普惠率要达到多少？}\n"
        "  expected_output: {facts: [30%]}\n",
    )
    file = tmp_path / "r.jsonl"
    file.write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    told = ["run", "--cases", str(cases), "--home", str(corpus_home), "--quick", "--replies", str(file)]
    done = CliRunner().invoke(eval_, [*told, "--json", str(tmp_path / "out.json")])
    assert done.exit_code == 0, done.output
    assert "录下的回答用了 0 条；1 条要重新录（1 题：own-1）" in done.output
    assert saved.read(tmp_path / "out.json").record.settings["replies"] == {"used": 0, "to_record": 1}
    without = CliRunner().invoke(eval_, ["record", "--cases", str(cases), "--home", str(corpus_home)])
    assert without.exit_code == 2


def test_only_the_cases_somebody_answered_are_asked(corpus_home: Path, tmp_path: Path) -> None:
    file = Path(__file__).parents[2] / "evals" / "recorded" / "2026-11-30-reader.jsonl"
    answered, out = {row.case for row in replies.read(file)}, tmp_path / "out.json"
    told = ["run", "units", "--home", str(corpus_home), "--quick", "--recorded", "--json", str(out)]
    done = CliRunner().invoke(eval_, [*told, "--replies", str(file)])
    assert done.exit_code == 0, done.output
    asked = set(saved.read(out).cases)
    assert asked
    assert asked <= answered
