"""What a question asks where no row of asks.yaml says it: as the classifier reads it.

In: a query read by the rules. Out: the query as it is where a rule fits; else with the
classifier's guess, the next best beside it (`Query.second`) where the two are close, and the rules' own
to fall back on (`Query.otherwise`). Only who, how much
and when are guessed: everything else the classifier tells apart is asked for as content or needs names the
rules would have found.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.query.asks import asks
from assistant.query.classifier import Guess, ranked, speaks_for
from assistant.query.options import QUERY
from assistant.question import Ask, Intent, Query

_INTENTS: dict[str, Intent] = {"who": "unit", "amount": "figure"}
"""Class of the classifier -> intent; a time is told with what is to be done by it, as content."""
_GUESSED = (*_INTENTS, "when")
_CERTAIN = ("what", "applies", "follow", "instead", "more", "back_both", "back_with")
"""Ways of asking that leave nothing to be guessed though the intent is content."""
_OPEN = frozenset[Ask](
    (
        "targets", "in_words", "agreement", "stricter", "together", "several", "sub_rows", "goal", "past",
        "now", "added", "per_head",
    )
)  # fmt: skip
"""Words that tell more of what is asked and do not say what; those of counting and of what changed (单位,
时间) are read only where that is asked.
"""


def guessed(query: Query) -> Query:
    """The query with what it asks for, as read by the rules or else guessed."""
    if _fits_a_rule(query):
        return query
    first, *others = _of_topic(ranked(query.wording))
    close = bool(others) and first.share - others[0].share < QUERY.unsure
    second = _as(query, others[0].asks) if close else None
    found = replace(_as(query, first.asks), second=second)
    return found if first.asks == "content" else replace(found, otherwise=(query,))


def _fits_a_rule(query: Query) -> bool:
    slots = query.slots
    facts = slots.mention or slots.outline or slots.facts or slots.back or query.claimed
    told = facts or [a for a in slots.asks - _OPEN if not a.startswith(("count_", "changes_"))]
    named = query.units or query.leaders or query.reference or query.due
    wanted = query.wants_due or query.wants_how or query.wants_kind or query.wants_baseline
    bare = query.intent != "content" or not query.terms
    return bool(bare or told or named or wanted or slots.whether) or any(
        asks(name, query.wording) for name in _CERTAIN
    )


def _of_topic(guesses: tuple[Guess, ...]) -> list[Guess]:
    """The guesses with all classes that are answered as content as one, likeliest first."""
    rest = sum(g.share for g in guesses if g.asks not in _GUESSED)
    kept = [g for g in guesses if g.asks in _GUESSED]
    return sorted([*kept, Guess(asks="content", share=rest)], key=lambda g: -g.share)


def _as(query: Query, asked: str) -> Query:
    """The query asking for a class; the words that only say so are no longer looked for."""
    if asked == "content":
        return query
    own = replace(
        query,
        intent=_INTENTS.get(asked, query.intent),
        wants_unit=asked == "who",
        wants_figure=asked == "amount",
        wants_due=asked == "when",
    )
    return _without_asking(own, asked) if asked in ("who", "when") else own


def _without_asking(query: Query, asked: str) -> Query:
    """Without the terms that only say what is asked (挑头, 主力军); as it is where none would be left.

    Not where an amount is asked for: there the same words name the thing itself (面积, 户数).
    """
    kept = tuple(t for t in query.terms if speaks_for(t.text, asked) < QUERY.of_asking)
    if not kept:
        return query
    phrase = query.phrase
    for term in query.terms:
        if term not in kept:
            phrase = phrase.replace(term.text, " ")
    return replace(query, terms=kept, phrase=" ".join(phrase.split()))
