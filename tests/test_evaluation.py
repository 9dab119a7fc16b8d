"""The gate before a deploy: every case, the guard and the retrievers on the plans that come with the product.

And the other way round: that a rule broken on purpose turns the gate red. How fast it is, is measured
elsewhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evals.cases import read_suites
from evals.gate import hold, read_gates
from evals.model import Gate, Run
from evals.report.wording import breach_words
from evals.run import run
from tests.conftest import ROOT
from tests.waiting import GIVE_UP


@pytest.fixture(scope="session")
def evaluated(corpus_home: Path) -> Run:
    """All of it, once."""
    return run(read_suites(), corpus_home)


def told(gate: Gate, done: Run) -> str:
    failing = [f"{r.id}：{'；'.join(r.wrong)}" for r in done.results if not r.right]
    return "\n".join((*map(breach_words, gate.breaches), f"未通过 {len(failing)} 例", *failing))


def test_the_gate(evaluated: Run) -> None:
    gate = hold(evaluated, read_gates())
    assert gate.passed, told(gate, evaluated)


def test_nothing_was_left_out(evaluated: Run) -> None:
    assert evaluated.skipped == ()
    assert evaluated.drafts == 0
    assert len(evaluated.results) == sum(len(suite.cases) for suite in read_suites())
    assert evaluated.guard is not None
    assert [row.kind for row in evaluated.guard.rows if not row.made] == []
    assert {(row.retriever, row.asked) for row in evaluated.retrieval} >= {
        ("lexical", "typed"), ("assistant", "understood"),
    }  # fmt: skip


_BROKEN = """
import json, sys
from dataclasses import replace
from pathlib import Path
from rich.console import Console
import ingest.grammar.quantities as quantities

sound, wrong = quantities.bounds_at, {"<=": ">=", "<": ">"}


def broken(*words, **how):
    said = sound(*words, **how)
    return replace(said, comparator=wrong.get(said.comparator, said.comparator))


quantities.bounds_at = broken

from assistant.admin.ingest_files import take_in
from assistant.settings import Settings
from evals.cases import read_suites
from evals.gate import hold, read_gates
from evals.run import Options, run

home, corpus = Path(sys.argv[1]), Path(sys.argv[2])
take_in(Settings(home=home, corpus=corpus), [corpus], Console(quiet=True))
done = run(read_suites(names=("targets",)), home, options=Options(retrieval=False))
rows = {row.kind: (row.made, row.caught) for row in done.guard.rows}
breaches = [(b.where, b.measure) for b in hold(done, read_gates()).breaches]
print(json.dumps({"rows": rows, "breaches": breaches}))
"""
"""An upper bound read as a lower one (以下, ≤, 不高于), in a process of its own: what was read before is kept
in memory.
"""


def test_a_rule_that_is_broken_turns_the_gate_red(evaluated: Run, tmp_path: Path) -> None:
    """In what was read, which no longer agrees with its words, and in the guard, which no longer tells 以下
    from 以上.

    The facts cannot show it: an answer has the plan's own words.
    """
    assert ("reading", "comparators") not in breached(hold(evaluated, read_gates()))
    assert ("guard", "bound") not in breached(hold(evaluated, read_gates()))
    done = subprocess.run(
        [sys.executable, "-c", _BROKEN, str(tmp_path / "home"), str(ROOT / "corpus")],
        capture_output=True, text=True, timeout=2 * GIVE_UP, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    made, caught = found["rows"]["bound"]
    assert caught < 0.95 * made, found["rows"]
    assert ["guard", "bound"] in found["breaches"]
    assert ["reading", "comparators"] in found["breaches"]
    assert {kind for kind, (made, caught) in found["rows"].items() if caught < 0.95 * made} == {"bound"}


def breached(gate: Gate) -> list[tuple[str, str]]:
    return [(breach.where, breach.measure) for breach in gate.breaches]
