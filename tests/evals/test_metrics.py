"""The measures against rankings worked out by hand from the published formulas.

Recall: Manning, Raghavan and Schütze 2008, "Introduction to Information Retrieval", section 8.4. Reciprocal
rank: Voorhees 1999, "The TREC-8 Question Answering Track Report". nDCG: Järvelin and Kekäläinen 2002,
"Cumulated gain-based evaluation of IR techniques", with the discount log2(1 + rank) of Burges et al. 2005,
"Learning to rank using gradient descent".
"""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import all_within, mean, percentile, ranking, ranks_of

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
    ("ranks", "at_2", "at_5", "reciprocal", "ndcg"),
    [
        pytest.param((1,), 1.0, 1.0, 1.0, 1.0, id="at the top"),
        pytest.param((3,), 0.0, 1.0, 1 / 3, 1 / log2(4), id="third: 1/log2(4) = 0.5"),
        pytest.param((10,), 0.0, 0.0, 0.1, 1 / log2(11), id="last that counts"),
        pytest.param((11,), 0.0, 0.0, 0.0, 0.0, id="beyond"),
        pytest.param((None,), 0.0, 0.0, 0.0, 0.0, id="not found"),
        pytest.param((2, 4), 0.5, 1.0, 0.5, (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)), id="two of two"),
        pytest.param((4, 2), 0.5, 1.0, 0.5, (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)),
            id="in any order"),
        pytest.param((2, None), 0.5, 0.5, 0.5, (1 / log2(3)) / (1 + 1 / log2(3)), id="one of two"),
        pytest.param((1, 3, 6), 1 / 3, 2 / 3, 1.0, (1 + 1 / 2 + 1 / log2(7)) / (1 + 1 / log2(3) + 1 / 2),
            id="three of three"),
        pytest.param(tuple(range(1, 13)), 1 / 6, 5 / 12, 1.0, 1.0,
            id="more wanted than ten: the ideal ends there too"),
        pytest.param((1, 1, 2), 1.0, 1.0, 1.0, 1.0, id="two in one passage gain no more than the ideal"),
        pytest.param((2, 2), 1.0, 1.0, 0.5, (1 / log2(3) + 1 / log2(4)) / (1 + 1 / log2(3)),
            id="two in the second: places 2 and 3"),
        pytest.param((1, 1, 3), 2 / 3, 1.0, 1.0, (1 + 1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3) + 1 / 2),
            id="two, a gap, one: places 1, 2 and 4"),
    ],
)  # fmt: skip
def test_by_hand(
    ranks: tuple[int | None, ...], at_2: float, at_5: float, reciprocal: float, ndcg: float
) -> None:
    assert ranking([ranks], (2, 5)) == pytest.approx(
        {"recall@2": at_2, "recall@5": at_5, "mrr@10": reciprocal, "ndcg@10": ndcg}
    )


def test_ndcg_of_a_printed_figure() -> None:
    """Relevant at ranks 1, 3 and 6 of three relevant: DCG 1 + 0.5 + 0.3562 over 1 + 0.6309 + 0.5."""
    assert ranking([(1, 3, 6)])["ndcg@10"] == pytest.approx(1.8562 / 2.1309, abs=1e-4)


def test_the_mean_is_taken_over_questions_also_those_without_a_find() -> None:
    found = ranking([(1,), (2, 4), (None,), (None, None)])
    assert found["recall@1"] == pytest.approx((1 + 0 + 0 + 0) / 4)
    assert found["recall@5"] == pytest.approx((1 + 1 + 0 + 0) / 4)
    assert found["mrr@10"] == pytest.approx((1 + 0.5 + 0 + 0) / 4)


def test_without_questions_there_is_no_number() -> None:
    assert ranking([]) == dict.fromkeys(("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10"))


@pytest.mark.parametrize(
    ("ranks", "k", "whole"),
    [
        pytest.param((1, 3), 3, 1.0, id="all"),
        pytest.param((1, 4), 3, 0.0, id="one beyond"),
        pytest.param((1, None), 3, 0.0, id="one not found"),
    ],
)
def test_all_within(ranks: tuple[int | None, ...], k: int, whole: float) -> None:
    assert all_within(ranks, k) == whole


def test_a_question_without_gold_cannot_be_scored() -> None:
    with pytest.raises(ValueError, match="cannot be scored"):
        all_within((), 5)
    with pytest.raises(ValueError, match="cannot be scored"):
        ranking([(1,), ()])


@given(st.lists(st.none() | st.integers(1, 30), min_size=1, max_size=8), st.integers(1, 20))
def test_measures_lie_between_nothing_and_all_and_grow_with_k(ranks: list[int | None], k: int) -> None:
    found = ranking([ranks], (k, k + 1))
    assert all(value is not None and 0 <= value <= 1 + 1e-9 for value in found.values())
    assert (found[f"recall@{k}"] or 0) <= (found[f"recall@{k + 1}"] or 0)
    assert all_within(ranks, k) <= all_within(ranks, k + 1)


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
