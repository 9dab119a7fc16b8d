"""Verification under attack: every mutation says something else, the same one twice; hardly any passes, and
no right answer falls.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

import assistant.ask
import evals.attack
from assistant.answers.draft import CHIP
from assistant.ask import Assistant
from assistant.model import Answer
from assistant.verification.answer import checked
from evals.attack import BARE, EACH, FALSE_ALARM, MUTATIONS, Attack, attack
from evals.model import AttackReport

QUESTIONS = (
    "东海县2021年居民健康素养水平要到多少？", "东海县2021年卫生应急队伍处置率要达到多少？",
    "东海县2021年新增托位多少个？", "东海县2021年基本公卫补助标准人均多少钱？",
    "东海县2021年优质服务基层行，基本标准和推荐标准各要求多大比例？",
    "东海县2021年省级临床重点专科要新增几个？", "东海县2021年早孕建卡率多少？",
    "东海县2021年老年人意外险覆盖率多少？", "东海县2021年王成江牵头哪些任务？",
    "东海县2021年疾控科负责哪些任务？", "南昌市2021年老年医学科建设比例要达到多少？",
    "南昌市2021年住院分娩率要达到多少？", "南昌市2021年托育机构普惠率是多少？",
    "南昌市2021年市级临床重点专科新增几个？", "南昌市2021年热敏灸小镇创建几个？",
    "南昌市2021年基本公卫补助标准？", "南昌市2021年人口家庭科有哪些任务？",
    "南昌市2021年基层卫生要点里村卫生室有什么要求？", "南昌十四五结束时，人均期望寿命要达到多少岁？",
    "南昌十四五孕产妇死亡率要控制在多少以内？", "南昌十四五婴儿死亡率目标多少？",
    "南昌十四五每千人口托位数目标多少？", "南昌十四五急救待命点要建多少个？",
    "南昌十四五儿童青少年总体近视率目标", "南昌十四五专栏3第（2）项讲的是什么？",
    "上饶2024年每千人口托位数定多少？", "上饶2024年国家卫生乡镇新增多少个，谁负责？",
    "上饶2024年健康科普六进由谁牵头？", "上饶2024年优质服务基层行推荐标准比例",
    "上饶2024年救护车、负压救护车的配备谁负责？",
    "上饶2024年爱卫办有哪些任务？",
    "居民健康素养水平，东海县2021年和南昌市2025年的目标各是多少？",
    "老年医学科设置，上饶2024年和东海2021年要求有啥不同？",
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant_(corpus_home: Path) -> Iterator[Assistant]:
    with Assistant.open(corpus_home) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def drafts(assistant_: Assistant) -> list[tuple[str, Answer]]:
    """Answers as they are before verification looks at them: it could not fault what it has put right
    already.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assistant.ask, "checked", lambda answer, *_: answer)
        answers = [(f"q-{n}", assistant_.ask(question)) for n, question in enumerate(QUESTIONS, start=1)]
    return [(name, answer) for name, answer in answers if answer.status == "answered"]


@pytest.fixture(scope="module")
def report(drafts: list[tuple[str, Answer]], assistant_: Assistant) -> AttackReport:
    return attack(drafts, assistant_)


def test_there_is_enough_to_attack(drafts: list[tuple[str, Answer]], report: AttackReport) -> None:
    assert len(drafts) >= 30
    assert report.answers == len(drafts)
    assert [row.kind for row in report.rows] == list(MUTATIONS)
    assert {row.kind: row.made for row in report.rows if row.made < 10} == {}
    assert report.made == sum(row.made for row in report.rows) > 300


def test_hardly_any_mutation_passes(report: AttackReport) -> None:
    assert report.caught is not None
    assert report.caught >= 0.99, [(s.kind, s.before, s.after) for s in report.slipped]
    slipped = {row.kind: row.made - row.caught for row in report.rows}
    assert {kind: sum(s.kind == kind for s in report.slipped) for kind in MUTATIONS} == slipped


def test_no_right_answer_is_faulted(report: AttackReport) -> None:
    assert [(s.case, s.before) for s in report.slipped if s.kind == FALSE_ALARM] == []
    assert (report.alarms, report.false_alarms) == (0, 0.0)


def shown(answer: Answer) -> tuple[object, ...]:
    return answer.answer, answer.citations


@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_mutation_says_something_else_and_the_same_twice(
    kind: str, drafts: list[tuple[str, Answer]], assistant_: Assistant
) -> None:
    scene, made = Attack(assistant_), 0
    for name, answer in drafts:
        found = list(MUTATIONS[kind](scene, answer, Random(name)))
        assert [shown(m) for m in found] == [shown(m) for m in MUTATIONS[kind](scene, answer, Random(name))]
        assert len(found) <= EACH + 1
        for mutated in found:
            assert shown(mutated) != shown(answer)
            changed = {
                f.name
                for f in dataclasses.fields(answer)
                if getattr(mutated, f.name) != getattr(answer, f.name)
            }
            assert changed <= {"answer", "citations"}  # fmt: skip
            made += 1
    assert made


@pytest.mark.parametrize("kind", ["digit", "sign", "bound", "year", "office"])
def test_a_mutation_is_in_one_place_and_no_chip(
    kind: str, drafts: list[tuple[str, Answer]], assistant_: Assistant
) -> None:
    """What stands before and behind it is as it was."""
    for name, answer in drafts:
        for mutated in MUTATIONS[kind](Attack(assistant_), answer, Random(name)):
            assert mutated.citations == answer.citations
            assert CHIP.findall(mutated.answer) == CHIP.findall(answer.answer)
            lines = zip(answer.answer.splitlines(), mutated.answer.splitlines(), strict=True)
            assert sum(before != after for before, after in lines) == 1


def test_the_seed_chooses(drafts: list[tuple[str, Answer]], assistant_: Assistant) -> None:
    some = drafts[:8]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evals.attack, "faults", lambda *_: ())
        first, again, other = (attack(some, assistant_, seed=seed) for seed in (7, 7, 8))
    assert first == again
    assert first.slipped != other.slipped


def test_a_guard_that_is_switched_off_lets_all_of_it_slip(
    drafts: list[tuple[str, Answer]], assistant_: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evals.attack, "faults", lambda *_: ())
    found = attack(drafts[:8], assistant_)
    assert found.made > 50
    assert found.caught == 0.0
    assert found.alarms == 0
    assert len(found.slipped) == found.made
    told = found.slipped[0]
    assert (told.case, told.kind) == (drafts[0][0], "digit")
    assert told.before != told.after
    assert told.before in drafts[0][1].answer


def test_a_guard_that_faults_everything_is_told_by_its_false_alarms(
    drafts: list[tuple[str, Answer]], assistant_: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evals.attack, "faults", lambda *_: ("wrong",))
    found = attack(drafts[:8], assistant_)
    assert (found.answers, found.alarms, found.false_alarms) == (8, 8, 1.0)
    assert (found.made, found.caught) == (0, None), "nothing is made of an answer that does not stand"
    assert {s.kind for s in found.slipped} == {FALSE_ALARM}


def test_an_answer_put_down_to_its_quotes_is_a_false_alarm(
    drafts: list[tuple[str, Answer]], assistant_: Assistant
) -> None:
    """Verification passes what it has put right itself; that it had to is told by how the answer begins."""
    name, answer = drafts[0]
    wrong = dataclasses.replace(answer, answer=f"{answer.answer}\n\n另有 77% 的数字。")
    bare = checked(wrong, assistant_.facts(wrong), assistant_.known())
    assert bare.answer.startswith(BARE)
    assert not Attack(assistant_).caught(bare)
    found = attack([(name, bare)], assistant_)
    assert (found.alarms, found.made) == (1, 0)


def test_refusals_are_passed_over_and_progress_is_told(
    drafts: list[tuple[str, Answer]], assistant_: Assistant
) -> None:
    refusal = assistant_.ask("九江市2021年婴儿死亡率控制目标是多少？")
    assert refusal.status == "not_found"
    steps: list[tuple[int, int]] = []
    found = attack([("r", refusal), drafts[0]], assistant_, progress=lambda *step: steps.append(step))
    assert found.answers == 1
    assert steps == [(0, 1), (1, 1)]
    nothing = attack([("r", refusal)], assistant_)
    assert (nothing.made, nothing.caught, nothing.false_alarms) == (0, None, None)
