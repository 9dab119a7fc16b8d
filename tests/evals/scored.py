"""Answers and scores as the tests of the scores write them."""

from __future__ import annotations

from typing import Any

import pytest

from evals.model import Observed, Score
from evals.scores import Ground

NAMES = ("办公室", "办公室[宣教科]", "疾控科", "疾控科[应急办]", "应急办", "王成江")
"""Offices and a person the library knows."""

GROUND = Ground(
    words="托位18个，普惠率2.5%。\n床位（张）\t7.07\t8.20\n办公室[宣教科]配合\n《临河市2023年要点》",
    charged=frozenset({"疾控科[应急办]"}),
    names=NAMES,
)


def said(text: str = "", **more: Any) -> Observed:
    """An answer, unless it is given the status of a refusal."""
    return Observed(**{"status": "answered", "reason": None, "text": text, **more})


def is_score(found: Score, value: float | None, reason: str = "") -> bool:
    return (found.value, found.reason) == (pytest.approx(value) if value is not None else None, reason)
