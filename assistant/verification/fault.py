"""What is wrong with a sentence: a kind, the words concerned, and advice a model or a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.denial import By, Denial

Kind = Literal[
    "language", "citation", "figure", "bound", "year", "unit", "part", "place", "negation", "done", "hedge",
    "scope", "audience", "condition", "quote", "cause", "praise", "other",
]  # fmt: skip
"""`unit` an office or person the clause does not name, `part` one it names in another part; `scope` how much
or how often (全部, 每年), `audience` for whom or what (公办 for 民办, all for those over 65),
`condition` what has to be so first (经县数管局同意, 连续3年).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    kind: Kind
    says: str
    text: str = ""


def not_stated(what: str) -> str:
    """条款没有写到…: what the clauses a sentence names have been looked through for."""
    return str(Denial(what=what, by=By.CITED, where="条款"))
