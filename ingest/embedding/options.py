"""When two models are one, and how a text is shortened for one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingOptions:
    """What is kept of a model's vectors, and what it is sent."""

    same_model: float = 0.98
    """The cosine from which on two vectors of the probe are one model's: batching and hardware move it by
    0.001 at most.
    """
    shorter: float = 0.85
    """What is left of a text that was refused as too long."""


EMBEDDING = EmbeddingOptions()
