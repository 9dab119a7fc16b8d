"""A row of a table and its 其中, the part of it that stands in a row of its own.

In: what was found, best first, with its score. Out: the whole where as much speaks for it as for its part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant.retrieval.sources import Found
from ingest import labels

T = TypeVar("T")


def whole_of(first: T, others: Sequence[T], of: Callable[[T], tuple[Found, float]]) -> T:
    """The row that `first` is the 其中 of, where it has as much of the question; which was found first says
    nothing. `of` gives what was found and its score.
    """
    part, score = of(first)
    whole = (one for one in others if of(one)[1] >= score and is_part_of(part, of(one)[0]))
    return next(whole, first)


def is_part_of(part: Found, whole: Found) -> bool:
    """Whether one row is the 其中 of the other."""
    return labels.is_part_of(part.row.clause, whole.row.clause)
