"""The kind of claim a fault of a draft's sentence is about, and the amounts the sentence claims.

Whether a clause says otherwise is decided in `verification.contradicting`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.checking.model import ClaimKind
from assistant.verification.fault import Kind as FaultKind
from ingest.grammar.quantities import Quantity, read_quantities

KINDS: Mapping[FaultKind, ClaimKind] = {
    "figure": "figure", "bound": "figure", "year": "year", "unit": "unit", "part": "unit", "place": "place",
    "negation": "negation", "done": "done", "scope": "scope", "audience": "scope", "hedge": "scope",
    "condition": "scope", "quote": "quote", "citation": "reference", "language": "other", "cause": "other",
    "praise": "other", "other": "other",
}  # fmt: skip


def said_amounts(text: str) -> Sequence[Quantity]:
    return [q for q in read_quantities(text) if q.role == "amount"]
