"""What a question costs a model, counted over cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench.prompts import Spread, run
from evals.bench.scripted_models import ScriptedModel
from evals.cases import CASES, read_suites
from evals.replies import Kept, answered, read

RECORDED = Path(__file__).parents[2] / "evals" / "recorded" / "2026-11-30-reader.jsonl"


@pytest.mark.parametrize(
    ("values", "p50", "p95", "most"),
    [([], 0, 0, 0), ([7], 7, 7, 7), ([3, 1, 2], 2, 3, 3), (list(range(100)), 50, 95, 99)],
)
def test_a_spread(values: list[float], p50: float, p95: float, most: float) -> None:
    of = Spread.of(values)
    assert (of.n, of.p50, of.p95, of.most) == (len(values), p50, p95, most)


def test_a_question_fits_its_prompts(corpus_home: Path) -> None:
    suites = [s for s in answered(read_suites((CASES,)), Kept.of(read(RECORDED))) if s.name == "targets"]
    costs = run(suites, corpus_home, ScriptedModel("faithful"))
    assert set(costs.steps) >= {"ask", "answer"}
    assert 0 < costs.both.p50 <= 2_500
    assert costs.calls.p95 <= 3
    assert costs.checked_ms.n >= costs.calls.n
