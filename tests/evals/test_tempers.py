"""What each temper makes of a true sentence, and how much of it may be shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.generation.engine import Llm
from evals.bench.scripted_models import ScriptedModel, heard
from evals.bench.tempers import TWISTS, Clause, twisted
from evals.cases import read_suites
from evals.run import Options, run

CLAUSE = Clause(
    number=1,
    title="临河市2023年卫生健康工作要点",
    text="力争2023年全市公办幼儿园达到30所以上，健全管理制度。",
    offices="牵头科室：甲科；配合科室：乙科",
)
TRUE = "力争2023年全市公办幼儿园达到30所以上，健全管理制度"
MADE = [
    ("honest_paraphraser", f"按照《{CLAUSE.title}》，力争2023年全市公办幼儿园达到30所以上，完善管理制度"),
    ("honest_summariser", "力争2023年全市公办幼儿园达到30所以上"),
    ("swapping_roles", f"{TRUE}，由甲科配合"),
    ("swapping_places", f"赣州市{TRUE}"),
    ("shifting_years", "力争2026年全市公办幼儿园达到30所以上，健全管理制度"),
    ("widening_scopes", "力争2023年全市幼儿园达到30所以上，健全管理制度"),
    ("telling_as_done", "力争2023年全市公办幼儿园已经达到30所以上，健全管理制度"),
    ("negating", "力争2023年全市公办幼儿园不再达到30所以上，健全管理制度"),
    ("inventing_causes", f"{TRUE}，原因是群众反映强烈"),
]


@pytest.mark.parametrize(("name", "told"), MADE, ids=[name for name, _ in MADE])
def test_what_is_made_of_a_sentence(name: str, told: str) -> None:
    assert TWISTS[name].says(TRUE, CLAUSE) == told


NOTHING = [
    ("dropping_hedges", "新增托位60个", ""),
    ("dropping_hedges", "力争新增托位60个", "新增托位60个"),
    ("widening_scopes", "市、县级医院达标", ""),
    ("widening_scopes", "各乡镇（街道）设立站点", ""),
    ("swapping_roles", "新增托位60个", ""),
]


@pytest.mark.parametrize(("name", "true", "told"), NOTHING, ids=lambda v: str(v))
def test_a_lie_that_cannot_be_told_is_none(name: str, true: str, told: str) -> None:
    clause = replace(CLAUSE, offices="")
    assert TWISTS[name].says(true, clause) == told
    assert len(twisted(TWISTS[name], [(true, clause)])) == bool(told)


MAY_BE_SHOWN: dict[str, float] = {}
"""Share of the lies of a temper that is let through today, 0 for all others. It may only shrink."""
SHOWN_AT_LEAST = {"honest_paraphraser": 0.5, "honest_summariser": 0.5}
"""Share of the true sentences that are shown. It may only grow."""


@pytest.mark.parametrize("name", TWISTS)
def test_how_much_of_it_is_shown(corpus_home: Path, name: str) -> None:
    suites = tuple(replace(suite, cases=suite.cases[::60]) for suite in read_suites())
    model = ScriptedModel(name)
    options = Options(retrieval=False, attack=False, about=model.about)
    done = run(suites, corpus_home, llm=Llm(model=model), options=options)
    told, shown = sum(map(len, model.told.values())), heard(model, done)
    if TWISTS[name].honest:
        assert len(shown) >= SHOWN_AT_LEAST[name] * told
    else:
        assert len(shown) <= MAY_BE_SHOWN.get(name, 0.0) * told, shown
