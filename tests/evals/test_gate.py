"""A run held against thresholds: met, missed, not measured; and files that hold none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals.errors import EvalError
from evals.gate import GATES, Gates, hold, read_gates
from evals.model import AttackReport, AttackRow, Breach, Gate
from evals.report.wording import MEASURES, breach_words
from tests.evals.run_factory import make_case, make_run

FAULT = "没有说出：90%"
GUARD = AttackReport(
    answers=100, alarms=2,
    rows=(AttackRow(kind="digit", made=90, caught=90), AttackRow(kind="label", made=10, caught=9),
        AttackRow(kind="sign", made=0, caught=0))
)  # fmt: skip
RUN = make_run(
    [make_case("figure-01"), make_case("figure-02", [FAULT]), make_case("unit-01"), make_case("unit-02")],
    guard=GUARD,
    skipped=("figure-90",),
)
"""facts 0.75 in all, 0.5 in figure, 1.0 in unit; listing is scored nowhere; caught 0.99, false alarms
0.02.
"""


@pytest.mark.parametrize(
    "gates",
    [
        {"overall": {"facts": ">= 0.75", "right": ">= 0.7"}},
        {"overall": {"figures": "<= 0", "facts": "<= 0.75"}},
        {"figure": {"facts": ">=0.5"}, "unit": {"facts": " >=  1 "}},
        {"run": {"cases": ">= 4", "skipped": "<= 1"}},
        {"guard": {"made": ">= 100", "caught": ">= 0.99", "false_alarms": "<= 0.02"}},
        {},
    ],
    ids=["just met", "upper bounds", "by suite", "the run", "the guard", "none at all"],
)
def test_met(gates: Gates) -> None:
    assert hold(RUN, gates) == Gate(passed=True)


@pytest.mark.parametrize(
    ("where", "measure", "wanted", "found", "words"),
    [
        ("overall", "facts", ">= 0.76", 0.75, "全部用例的事实：要求不低于 76.0%，实际 75.0%"),
        ("overall", "figures", ">= 1", 0.0, "全部用例的无出处数字：要求不低于 1，实际 0"),
        ("figure", "facts", ">= 0.97", 0.5, "figure的事实：要求不低于 97.0%，实际 50.0%"),
        ("figure", "facts", "<= 0.4", 0.5, "figure的事实：要求不高于 40.0%，实际 50.0%"),
        ("run", "cases", ">= 500", 4.0, "这次评测的用例数：要求不低于 500，实际 4"),
        ("run", "skipped", "<= 0", 1.0, "这次评测的跳过的用例数：要求不高于 0，实际 1"),
        ("guard", "made", ">= 2000", 100.0, "防线攻击的改动处数：要求不低于 2000，实际 100"),
        ("guard", "caught", ">= 0.995", 0.99, "防线攻击的拦下：要求不低于 99.5%，实际 99.0%"),
        ("guard", "false_alarms", "<= 0.01", 0.02, "防线攻击的误报：要求不高于 1.0%，实际 2.0%"),
        ("guard", "label", ">= 0.95", 0.9, "防线攻击的换条款：要求不低于 95.0%，实际 90.0%"),
        ("guard", "sign", ">= 0.5", None, "防线攻击的改百分号：要求不低于 50.0%，没有可计分的用例"),
        ("guard", "office", ">= 0.5", None, "防线攻击的换单位：要求不低于 50.0%，没有可计分的用例"),
        ("overall", "listing", ">= 1.0", None, "全部用例的清单：要求不低于 100%，没有可计分的用例"),
        ("overall", "refusal", "<= 1.0", None, "全部用例的该拒则拒：要求不高于 100%，没有可计分的用例"),
        ("listing", "facts", ">= 0.1", None, "listing的事实：要求不低于 10.0%，没有可计分的用例"),
        ("run", "weather", ">= 1", None, "这次评测的weather：要求不低于 100%，没有可计分的用例"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() and value.isalpha() else "",
)
def test_missed_or_not_measured(
    where: str, measure: str, wanted: str, found: float | None, words: str
) -> None:
    gate = hold(RUN, {"overall": {"clauses": ">= 1.0"}, where: {measure: wanted}})
    breach = Breach(where=where, measure=measure, wanted=wanted, found=found)
    assert gate == Gate(passed=False, breaches=(breach,))
    assert breach_words(breach) == words


def test_all_that_was_missed_is_told() -> None:
    gate = hold(
        RUN, {"overall": {"facts": ">= 0.8", "clauses": ">= 1", "listing": ">= 1"}, "unit": {"facts": ">= 1"}}
    )
    assert [(b.where, b.measure) for b in gate.breaches] == [("overall", "facts"),
        ("overall", "listing")]  # fmt: skip


@pytest.mark.parametrize(
    "guard",
    [None, AttackReport(answers=0, alarms=0, rows=())],
    ids=["left out", "nothing to attack"],
)
def test_a_guard_that_was_not_attacked_does_not_pass(guard: AttackReport | None) -> None:
    run = make_run([make_case("figure-01")], guard=guard)
    gate = hold(run, {"guard": {"caught": ">= 0.5", "false_alarms": "<= 1"}})
    assert [breach.found for breach in gate.breaches] == [None, None]


def test_the_gates_that_come_with_the_product() -> None:
    gates = read_gates()
    assert set(gates) == {"run", "overall", "reading", "guard"}
    assert {measure for wanted in gates.values() for measure in wanted} <= set(MEASURES)
    assert gates["run"]["cases"] == ">= 500"
    assert gates["guard"] == {
        "made": ">= 2000", "caught": ">= 0.99", "bound": ">= 0.98", "false_alarms": "<= 0.01",
    }  # fmt: skip
    assert gates["overall"]["listing"] == ">= 1.0"
    assert all(gates["overall"][name] == "<= 0" for name in ("figures", "offices"))
    assert GATES.name == "gates.toml"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[overall]\nfacts = "about 0.97"', "[overall] facts 的门槛读不懂：'about 0.97'"),
        ('[overall]\nfacts = "> 0.97"', "[overall] facts 的门槛读不懂"),
        ('[overall]\nfacts = ">= 97%"', "[overall] facts 的门槛读不懂"),
        ("[overall]\nfacts = 0.97", "[overall] facts 的门槛读不懂：0.97"),
        ('[overall.figure]\nfacts = ">= 1"', "[overall] figure 的门槛读不懂"),
        ("[guard]\n[overall]\n", "[guard] 里没有门槛"),
        ('facts = ">= 0.97"', "[facts] 里没有门槛"),
        ("", "门槛文件是空的"),
        ("[overall", "门槛文件读不了"),
        (b"\xff\xfe", "门槛文件读不了"),
        (None, "门槛文件读不了"),
    ],
    ids=["words", "another sign", "percent", "a number", "nested", "an empty table", "no table", "empty",
        "no TOML", "no text", "not there"],
)  # fmt: skip
def test_a_faulty_file_is_refused_by_name(content: Any, told: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(EvalError) as caught:
        read_gates(file)
    assert caught.value.message.startswith(told)
    assert caught.value.file == "mine.toml"
    assert "gates.toml" in (caught.value.remedy or "")
