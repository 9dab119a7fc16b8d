"""A row and its 其中 that have as much of the question: the whole is meant, whichever was found first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.lookups.alignment import whole_of


def row(label: str, score: float) -> Any:
    clause = SimpleNamespace(label=label)
    return SimpleNamespace(score=score, found=SimpleNamespace(row=SimpleNamespace(clause=clause)))


WHOLE, PART, OTHER = ("二/表/11", 0.9), ("二/表/11/其中", 0.9), ("二/表/12", 0.9)


@pytest.mark.parametrize(
    ("rows", "meant"),
    [
        ([WHOLE, PART], "二/表/11"),
        ([PART, WHOLE], "二/表/11"),
        ([PART, OTHER, WHOLE], "二/表/11"),
        ([("二/表/11/其中", 1.0), WHOLE], "二/表/11/其中"),
        ([PART, OTHER], "二/表/11/其中"),
        ([OTHER, PART, WHOLE], "二/表/12"),
    ],
    ids=[
        "whole first",
        "part first",
        "not at once behind",
        "the part by its name",
        "no whole",
        "another first",
    ],
)
def test_the_whole_is_meant(rows: list[tuple[str, float]], meant: str) -> None:
    first, *others = (row(*one) for one in rows)
    assert whole_of(first, others, lambda one: (one.found, one.score)).found.row.clause.label == meant
