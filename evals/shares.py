"""The share of right cases as a measure beside the others, with its interval. In: a slice. Out: values, no
rendering.
"""

from __future__ import annotations

import math

from evals.model import Mean, Slice

RIGHT = "right"
"""The share of the cases that are right, as a measure is named."""
_Z = 1.959964
"""The normal quantile of a two-sided 95 % interval."""


def wilson(right: float, cases: int) -> tuple[float, float]:
    """The 95 % score interval of `right` out of `cases` > 0, within 0..1; of scores between 0 and 1 the sum,
    for which it is wide enough.

    Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference"; unlike the normal
    interval it has a width where all or none are right, which is what suites of twenty cases mostly are.
    """
    share, square = right / cases, _Z * _Z / cases
    centre = share + square / 2
    spread = math.sqrt(square * (share * (1 - share) + square / 4))
    return max(0.0, (centre - spread) / (1 + square)), min(1.0, (centre + spread) / (1 + square))


def right_share(part: Slice) -> Mean:
    """Without a value where the slice has no case."""
    if not part.cases:
        return Mean(value=None, low=None, high=None, n=0, unscored=0)
    low, high = wilson(part.right, part.cases)
    return Mean(value=part.right / part.cases, low=low, high=high, n=part.cases, unscored=0)


def means_of(part: Slice) -> dict[str, Mean]:
    """All of a slice's means, that of the right cases first."""
    return {RIGHT: right_share(part)} | {name: mean for name, mean in part.means.items() if name != RIGHT}


def measures_of(part: Slice) -> dict[str, float | None]:
    """The values of `means_of` alone."""
    return {name: mean.value for name, mean in means_of(part).items()}
