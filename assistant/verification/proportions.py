"""Who bears which share where clauses share something out in a proportion (省、市按7:3分担).

In: a sentence, folded, one of its figures or the whole, and the facts of the clauses. Out: whether a share is
that of whom it is said of (省里七成), and what is wrong with a proportion told the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.verification.facts import ClauseFacts
from assistant.verification.fault import Fault
from ingest.grammar.proportions import PROPORTION, shared_out
from ingest.grammar.quantities import Quantity
from ingest.grammar.stops import PART

_TENTHS = {"成": Decimal(10), "%": Decimal(1)}
_WHOLE = Decimal(100)


def shares_out(words: str, claimed: Quantity, facts: Sequence[ClauseFacts]) -> bool:
    """Whether it is the share of the one of two that the part of the sentence names alone."""
    unit = _TENTHS.get(claimed.unit or "")
    if unit is None or claimed.value_high is not None or claimed.after:
        return False
    part = PART.split(words[: claimed.span.start])[-1]
    for fact in facts:
        for first, last, ratio in shared_out(fact.words):
            here = [one in part for one in (first, last)]
            if sum(here) == 1 and claimed.value * unit == _of(ratio, first=here[0]):
                return True
    return False


def wrong_proportions(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A proportion that a clause has the other way round, for the same two in the same order."""
    stated = [m.groups() for fact in facts for m in PROPORTION.finditer(fact.words)]
    for m in PROPORTION.finditer(text):
        if m.groups() in stated or m.groups()[::-1] not in stated or m["one"] == m["other"]:
            continue
        said = {(first, last) for first, last, _ in shared_out(text)}
        own = {(last, first) for fact in facts for first, last, _ in shared_out(fact.words)}
        if not said & own:
            yield Fault(kind="figure", text=m[0], says=f"条款里的比例不是 {m[0]}")


def _of(ratio: re.Match[str], *, first: bool) -> Decimal:
    one, other = Decimal(ratio["one"]), Decimal(ratio["other"])
    return _WHOLE * (one if first else other) / (one + other)
