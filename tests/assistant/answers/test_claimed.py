"""The signs of a claim: each a number, and those the weights are of."""

from __future__ import annotations

from pathlib import Path

from assistant.answers.claimed import SIGNS, signs_of
from assistant.answers.serving import BIAS, odds_of, weights
from tests.assistant.answers.test_serving import PAPER
from tests.small_library import over


def test_signs_are_those_of_the_file(tmp_path: Path) -> None:
    with over(tmp_path, {"青禾县2026年工作要点.txt": PAPER}) as assistant:
        query, draft = assistant.drafted("青禾县粮食播种面积要稳定在多少")
        signs = signs_of(query, draft, assistant.sources)
    assert signs is not None
    assert set(signs) == set(SIGNS)
    assert set(weights()) == {BIAS, *SIGNS}
    assert all(-1.0 <= value <= 1.0 for value in signs.values())
    assert odds_of({**signs, "money_lacking": 1.0}) < odds_of(signs)
