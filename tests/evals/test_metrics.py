"""The measures against rankings worked out by hand from the published formulas."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import (
    all_within,
    mean,
    ndcg_at_k,
    percentile,
    ranks_of,
    recall_at_k,
    reciprocal_rank_at_k,
)

FOUND = [("d3",), ("d1",), ("d7",), ("d2",), ("d9",)]


@pytest.mark.parametrize(
    ("gold", "ranks"),
    [
        pytest.param([{"d1"}, {"d2"}], (2, 4), id="each for itself"),
        pytest.param([{"d1"}, {"d8"}], (2, None), id="one not found"),
        pytest.param([{"d8", "d7"}, {"d9"}], (3, 5), id="one of several will do"),
        pytest.param([{"d2", "d3"}], (1,), id="the better of two counts"),
        pytest.param([], (), id="nothing wanted"),
    ],
)
def test_ranks(gold: list[set[str]], ranks: tuple[int | None, ...]) -> None:
    assert ranks_of(FOUND, gold) == ranks


def test_a_passage_may_hold_several_clauses() -> None:
    assert ranks_of([{"a", "b"}, {"c"}], [{"a"}, {"b"}, {"c"}]) == (1, 1, 2)


@pytest.mark.parametrize(
    ("ranks", "k", "recall", "reciprocal", "ndcg", "whole"),
    [
        pytest.param((1,), 5, 1.0, 1.0, 1.0, 1.0, id="at the top"),
        pytest.param((3,), 5, 1.0, 1 / 3, 1 / log2(4), 1.0, id="third: 1/log2(4) = 0.5"),
        pytest.param((3,), 2, 0.0, 0.0, 0.0, 0.0, id="beyond k"),
        pytest.param((None,), 5, 0.0, 0.0, 0.0, 0.0, id="not found"),
        pytest.param((2, 4), 5, 1.0, 0.5, (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)), 1.0, id="two of two"),
        pytest.param((2, None), 5, 0.5, 0.5, (1 / log2(3)) / (1 + 1 / log2(3)), 0.0, id="one of two"),
        pytest.param((1, 2, 3), 2, 2 / 3, 1.0, 1.0, 0.0, id="more wanted than k: the ideal ends at k too"),
        pytest.param((1, 1, 2), 5, 1.0, 1.0, 1.0, 1.0, id="two in one passage gain no more than the ideal"),
    ],
)  # fmt: skip
def test_by_hand(
    ranks: tuple[int | None, ...], k: int, recall: float, reciprocal: float, ndcg: float, whole: float
) -> None:
    assert recall_at_k(ranks, k) == pytest.approx(recall)
    assert reciprocal_rank_at_k(ranks, k) == pytest.approx(reciprocal)
    assert ndcg_at_k(ranks, k) == pytest.approx(ndcg)
    assert all_within(ranks, k) == whole


def test_ndcg_of_a_printed_figure() -> None:
    """Relevant at ranks 1, 3 and 6 of three relevant: DCG 1 + 0.5 + 0.3562 over 1 + 0.6309 + 0.5."""
    assert ndcg_at_k((1, 3, 6), 10) == pytest.approx(1.8562 / 2.1309, abs=1e-4)


@pytest.mark.parametrize("measure", [recall_at_k, reciprocal_rank_at_k, ndcg_at_k, all_within])
def test_a_question_without_gold_cannot_be_scored(measure) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="cannot be scored"):
        measure((), 5)


@given(st.lists(st.none() | st.integers(1, 30), min_size=1, max_size=8), st.integers(1, 20))
def test_measures_lie_between_nothing_and_all_and_grow_with_k(ranks: list[int | None], k: int) -> None:
    for measure in (recall_at_k, reciprocal_rank_at_k, all_within):
        assert 0 <= measure(ranks, k) <= measure(ranks, k + 1) <= 1
    assert 0 <= ndcg_at_k(ranks, k) <= 1


@pytest.mark.parametrize(
    ("values", "share", "value"),
    [
        pytest.param([], 0.5, None, id="no values"),
        pytest.param([4.0], 0.95, 4.0, id="one"),
        pytest.param([1.0, 2.0, 3.0, 4.0], 0.5, 2.0, id="half of four"),
        pytest.param([5.0, 1.0, 3.0], 0.5, 3.0, id="in any order"),
        pytest.param([float(n) for n in range(1, 101)], 0.95, 95.0, id="of a hundred"),
    ],
)
def test_percentile(values: list[float], share: float, value: float | None) -> None:
    assert percentile(values, share) == value


def test_mean_of_nothing_is_no_number() -> None:
    assert mean([]) is None
    assert mean([1.0, 0.0]) == 0.5
