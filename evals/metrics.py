"""Measures of a ranking. In: what was found, best first, and what is relevant. Out: a number in 0..1.

Relevant things come in groups: every group is wanted, and any one member of a group will do; things that are
wanted each for itself are groups of one. Found is a list of sets, since one passage may hold several clauses.
Both are first reduced to *ranks*: for each group the place, from 1, of the first passage that holds a member,
None where none does.

Recall, reciprocal rank and nDCG of ranks are those of `ir_measures`, which counts as trec_eval does: a group
is a document that was judged relevant, and a passage that holds no further group one that was not. A passage
that holds several groups is as many documents one after another, so that no ranking gains more than the ideal
one; what is cut at k is cut at k passages, however many groups they hold.

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
    """1.0 where every group is found within the first k, else 0.0. Raises ValueError where nothing is
    relevant.
    """
    _check(ranks)
    return float(all(rank is not None and rank <= k for rank in ranks))


def ranking(ranks: Sequence[Ranks], recall_at: Sequence[int] = (1, 5, 10)) -> dict[str, float | None]:
    """Means over questions, None where there are none: "recall@k" for each k, "mrr@10" and "ndcg@10".

    Raises ValueError where nothing is relevant to a question.
    """
    # Imported only here: what only wants a percentile shall stay small, `evals.bench.speed` above all.
    from ir_measures import RR, SetR, calc_aggregate, nDCG

    for one in ranks:
        _check(one)
    wanted = {
        **{f"recall@{k}": (SetR, k) for k in recall_at},
        "mrr@10": (RR, 10),
        "ndcg@10": (nDCG @ 10, 10),
    }
    if not ranks:
        return dict.fromkeys(wanted)
    relevant = {str(at): {_group(g): 1 for g in range(len(one))} for at, one in enumerate(ranks)}
    found: dict[str, float | None] = {}
    for name, (measure, k) in wanted.items():
        run = {str(at): _scored(one, k) for at, one in enumerate(ranks)}
        found[name] = calc_aggregate([measure], relevant, run)[measure]
    return found


def mean(values: Collection[float]) -> float | None:
    """None where there is nothing to take the mean of."""
    return sum(values) / len(values) if values else None


def percentile(values: Collection[float], share: float) -> float | None:
    """The smallest value that at least `share` (0..1) of the values do not exceed; None for no values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _scored(ranks: Ranks, k: int) -> dict[str, float]:
    """Document -> score over the first k passages; no score twice, since ties would go by the name of the
    document.
    """
    found: list[str] = []
    for rank in range(1, k + 1):
        found += [_group(g) for g, of in enumerate(ranks) if of == rank] or [f"filler-{rank}"]
    return {document: -float(place) for place, document in enumerate(found)}


def _group(number: int) -> str:
    return f"group-{number}"


def _check(ranks: Ranks) -> None:
    if not ranks:
        raise ValueError("nothing is relevant: the question cannot be scored")
