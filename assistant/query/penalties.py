"""What a talk about a penalty hands on to a follow-up (谁来罚, 那改装的呢): that a penalty is meant.

In: a follow-up as read by itself and the question before it. Out: its slots, and its words without those that
only say that somebody is punished.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.query.asks import asks
from assistant.question import Query, Slots


def without_penal_words(query: Query) -> Query:
    """The question without a topic of its own where all it says is that somebody is punished (谁处罚)."""
    penal = all(asks("penal", term.text) for term in query.terms)
    return replace(query, terms=()) if query.terms and penal and _is_of_penalty(query) else query


def with_penalty(slots: Slots, query: Query, before: Query) -> Slots:
    """The slots of the follow-up, of a penalty where that was asked about: of one that asks who without a
    matter of its own, or only says of whom else (那改装的呢).
    """
    asks_more = query.wants_figure or query.wants_due or query.wants_kind or query.intent not in _OPEN
    who = query.wants_unit and not query.terms and not query.slots.relations
    whom_else = not query.wants_unit and asks("follow", query.asked.strip())
    kept = _is_of_penalty(before) and not asks_more and (who or whom_else)
    return replace(slots, asks=slots.asks | {"penalty"}) if kept else slots


_OPEN = ("content", "unit")


def _is_of_penalty(query: Query) -> bool:
    return "penalty" in query.slots.asks or any(asks("penal", deed) for deed in query.slots.deeds)
