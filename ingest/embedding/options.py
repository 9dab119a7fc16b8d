"""When two models are one, how a text is shortened for one, and how the one that comes along is asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingOptions:
    """What is kept of a model's vectors, and what it is sent."""

    same_model: float = 0.98
    """The cosine from which on two vectors of the probe are one model's: batching and hardware move it by
    0.001 at most, as measured.
    """
    shorter: float = 0.85
    """What is left of a text that was refused as too long. Set by hand, not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltinOptions:
    """How the model that comes with the program is asked (`embedding.builtin`). Times and sizes were measured
    on one processor; the waits are set by hand above them.
    """

    longest: int = 2_000
    """Characters of a text; the rest is not read. A clause is cut at 512 tokens before."""
    question: int = 300
    """Characters of a question: reading 2,000 takes seconds."""
    batch: int = 8
    """Passages in a request: about a second of one processor, so that little is lost by a stop."""
    at_once: int = 4
    """Children that embed passages at once, at most: each takes 70 MB."""
    questions: int = 256
    """Questions whose vectors are kept in memory."""
    restarts: int = 3
    """Times a child is started again before it is given up."""
    query_wait: float = 10.0
    """Seconds for a question, with the start of the child: 0.02 of a processor, 0.6 at the first."""
    passages_wait: float = 120.0
    """Seconds for a batch."""


EMBEDDING = EmbeddingOptions()
BUILTIN = BuiltinOptions()
