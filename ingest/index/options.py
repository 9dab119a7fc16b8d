"""What a term counts in the full-text index."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalOptions:
    """Weights of the fields (`index.lexical`)."""

    heading: float = 0.5
    """What a term in title, headings or units counts beside the same term in the body."""


LEXICAL = LexicalOptions()
