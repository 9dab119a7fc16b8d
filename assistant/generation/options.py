"""How much a model is given to write from.

Set by hand: no case without a model asks for them, and none has been measured with one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationOptions:
    """The clauses of the evidence (`generation.dossier`)."""

    near: float = 0.45
    """Score from which on a clause the rules do not cite is given beside those they do."""
    others: int = 6
    """Such clauses at most."""
    longest: int = 700
    """Tokens of one clause; longer ones are cut at a sentence's end."""


GENERATION = GenerationOptions()
