"""What a check of a reading finds."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`kind` is a row of data/kinds.yaml, `words` fill its message; `at` is a place in the plan's text,
    `clause` the label of the clause it is of, None where it is of none, `span` the words it is of where these
    are not all of the clause.
    """

    kind: str
    words: str = ""
    at: int
    clause: str | None = None
    span: Span | None = None
