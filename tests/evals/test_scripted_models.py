"""Whatever the model's temper, nothing wrong is shown, and no answer says less than the rules' alone.
`plans bench tempers` runs all cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from assistant.generation.engine import Llm
from evals.bench.scripted_models import TEMPERS, ScriptedModel
from evals.cases import Suite, read_suites
from evals.model import Run
from evals.run import Options, run

QUICK = Options(retrieval=False, attack=False)


@cache
def sample() -> tuple[Suite, ...]:
    return tuple(replace(suite, cases=suite.cases[::20]) for suite in read_suites())


@pytest.fixture(scope="module")
def by_rules(corpus_home: Path) -> Run:
    return run(sample(), corpus_home, options=QUICK)


@pytest.fixture(scope="module")
def with_model(corpus_home: Path) -> Callable[[str], Run]:
    """What a model of a temper makes of the sample, once for all tests."""

    @cache
    def asked(temper: str) -> Run:
        return run(sample(), corpus_home, llm=Llm(model=ScriptedModel(temper)), options=QUICK)

    return asked


@pytest.mark.parametrize("temper", TEMPERS)
def test_nothing_wrong_is_shown(with_model: Callable[[str], Run], by_rules: Run, temper: str) -> None:
    done = with_model(temper)
    before, after = by_rules.overall.means, done.overall.means
    assert (after["figures"].value, after["offices"].value, after["quotes"].value) == (0, 0, 1)
    for name in ("facts", "clauses", "units", "listing", "refusal"):
        assert (after[name].value or 0) >= (before[name].value or 0), name


def test_a_faithful_model_is_heard(with_model: Callable[[str], Run]) -> None:
    done = with_model("faithful")
    assert sum("〕\n\n〔" in r.answer or "〕" in r.answer.split("\n")[0] for r in done.results) > 10


def test_the_plain_pipelines_answer_is_the_models_where_there_is_one(corpus_home: Path) -> None:
    beside = Options(retrieval=False, attack=False, naive=True)
    passages = run(sample(), corpus_home, options=beside).naive
    worded = run(sample(), corpus_home, llm=Llm(model=ScriptedModel("refusing")), options=beside).naive
    assert passages is not None
    assert worded is not None
    assert (passages.means["facts"].value or 0) > 0.5
    assert worded.means["facts"].value == 0
