"""What a check of a reading finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`kind` is a row of data/kinds.yaml, `words` fill its message; `at` is a place in the plan's text, None
    for the paper as a whole; `clause` the label of the clause it is of.
    """

    kind: str
    words: str = ""
    at: int | None = None
    clause: str | None = None
