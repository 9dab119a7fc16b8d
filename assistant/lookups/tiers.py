"""Rules in tiers (50亩以上…，80亩以上…): the one an amount that the question gives falls under.

In: a question and sentences. Out: those of them that are for the amount; all where it gives none.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.question import Query
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Found
from ingest.grammar.bands import is_for_others, lowest_of


def of_the_band(query: Query, statements: Sequence[Found]) -> list[Found]:
    """Those that are for an amount the question gives; of several rules of one section, each from some amount
    on, those of the one that begins highest.
    """
    given = query.slots.given
    kept = [f for f in statements if not is_for_others(fold(f.text), given)]
    if not given:
        return kept
    lows = [lowest_of(fold(f.text), given) for f in kept]
    highest: dict[tuple[str, str | None], Decimal] = {}
    for f, low in zip(kept, lows, strict=True):
        section = (f.row.plan, f.row.clause.parent)
        if low is not None:
            highest[section] = max(low, highest.get(section, low))
    return [
        f
        for f, low in zip(kept, lows, strict=True)
        if low is None or low == highest[f.row.plan, f.row.clause.parent]
    ]
