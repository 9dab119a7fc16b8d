"""Measures of a ranking, as pure functions. In: what was found, best first, and what is relevant. Out: a number in 0..1.

Relevant things come in groups: every group is wanted, and any one member of a group will do; things that are wanted each
for itself are groups of one. Found is a list of sets, since one passage may hold several clauses. Both are first reduced
to *ranks*: for each group the place, from 1, of the first passage that holds a member, None where none does. With
groups of one and passages of one thing these are the measures as published:

- recall: the share of the relevant that was found; Manning, Raghavan and Schütze 2008, "Introduction to Information
  Retrieval", section 8.4 (cut at k).
- reciprocal rank: Voorhees 1999, "The TREC-8 Question Answering Track Report"; its mean over questions is MRR.
- nDCG: Järvelin and Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques", with gains of 0 and 1 and the
  discount log2(1 + rank) of Burges et al. 2005, "Learning to rank using gradient descent", as trec_eval has it.

A question without anything relevant cannot be scored and is an error here, not a zero.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

Ranks = Sequence[int | None]
"""For each group of the relevant, the place from 1 of the first passage that has a member of it, or None."""

T = TypeVar("T", bound=Hashable)


def ranks_of(found: Sequence[Collection[T]], gold: Sequence[Collection[T]]) -> tuple[int | None, ...]:
    """The rank of each group of `gold` in `found`, in the order of the groups."""
    return tuple(
        next((rank for rank, held in enumerate(found, start=1) if any(one in held for one in group)), None)
        for group in gold
    )


def all_within(ranks: Ranks, k: int) -> float:
    """1.0 where every group is found within the first k, else 0.0. Raises ValueError where nothing is relevant."""
    return float(recall_at_k(ranks, k) == 1.0)


def recall_at_k(ranks: Ranks, k: int) -> float:
    """The share of the groups found within the first k. Raises ValueError where nothing is relevant."""
    _check(ranks)
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def reciprocal_rank_at_k(ranks: Ranks, k: int) -> float:
    """1 / the best rank, 0.0 where that is beyond k. Raises ValueError where nothing is relevant."""
    _check(ranks)
    best = min((rank for rank in ranks if rank is not None), default=math.inf)
    return 1 / best if best <= k else 0.0


def ndcg_at_k(ranks: Ranks, k: int) -> float:
    """Discounted gain over that of a ranking with one group a place from the top.

    At most 1.0: passages that hold several groups at once can gain no more than that ranking does.
    Raises ValueError where nothing is relevant.
    """
    _check(ranks)
    gain = sum(1 / math.log2(1 + rank) for rank in ranks if rank is not None and rank <= k)
    ideal = sum(1 / math.log2(1 + rank) for rank in range(1, min(len(ranks), k) + 1))
    return min(1.0, gain / ideal)


def mean(values: Collection[float]) -> float | None:
    """None where there is nothing to take the mean of."""
    return sum(values) / len(values) if values else None


def percentile(values: Collection[float], share: float) -> float | None:
    """The smallest value that at least `share` (0..1) of the values do not exceed; None for no values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _check(ranks: Ranks) -> None:
    if not ranks:
        raise ValueError("nothing is relevant: the question cannot be scored")
