"""What a question asks where no row of asks.yaml says it: logistic regression over its character n-grams.

In: a query read by the rules. Out: the query as it is where a rule fits; else with the classifier's guess,
the next best beside it (`Query.second`) where the two are close, and the rules' own to fall back on
(`Query.otherwise`). Only who, how much and when are guessed: everything else the classifier tells apart is
asked for as content or needs names the rules would have found.

The weights are data/intents.tsv: a line an n-gram, a column a class, in hundredths of log-odds. They are
trained by `plans bench intents --train` (evals/bench/intents.py), which makes n-grams with `grams_of`, so
that training and asking see the same ones. A question takes about 0.1 ms, the file some ms once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from assistant.query.asks import asks
from assistant.query.options import QUERY
from assistant.question import Ask, Intent, Query
from ingest import late_re as re
from ingest.grammar.letters import DIGITS

_INTENTS: dict[str, Intent] = {"who": "unit", "amount": "figure"}
"""Class of the classifier -> intent; a time is told with what is to be done by it, as content."""
_GUESSED = (*_INTENTS, "when")
_CERTAIN = ("what", "applies", "follow", "instead", "more", "back_both", "back_with")
"""Ways of asking that leave nothing to be guessed though the intent is content."""
_OPEN = frozenset[Ask](
    (
        "targets", "in_words", "agreement", "stricter", "together", "several", "sub_rows", "goal", "past",
        "now", "added", "level", "per_head",
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


WEIGHTS = Path(__file__).parent / "data" / "intents.tsv"
WEIGHT_SCALE = 100
"""Hundredths: what one log-odds is in the file."""
LONGEST = 3
"""Characters of an n-gram. From 2 to 4 equal within .01 on first-sight sets 1 to 4 (195 questions)."""
BIAS = "="
"""The row of the file that counts for every question; no n-gram, for `grams_of` drops the sign."""

_LEFT_OUT = re.compile(r"[^\w\u4e00-\u9fff%‰]+|_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """`asks` is a class of the file, `share` its probability, 0 to 1."""

    asks: str
    share: float


def grams_of(text: str) -> Iterator[str]:
    """The n-grams of a folded question, numbers as one 0, its ends marked ^ and $, stops left out."""
    words = f"^{_LEFT_OUT.sub('', DIGITS.sub('0', text))}$"
    for size in range(1, LONGEST + 1):
        for at in range(len(words) - size + 1):
            yield words[at : at + size]


@cache
def _weights() -> tuple[tuple[str, ...], Mapping[str, tuple[int, ...]]]:
    """The classes, and the weights of each n-gram in their order."""
    head, *rows = WEIGHTS.read_text("utf-8").splitlines()
    cells = (row.split("\t") for row in rows)
    return tuple(head.split("\t")[1:]), {gram: tuple(map(int, rest)) for gram, *rest in cells}


def ranked(text: str) -> tuple[Guess, ...]:
    """What the folded question may ask for, likeliest first; the shares sum to 1."""
    classes, weights = _weights()
    known = [weights[gram] for gram in {*grams_of(text)} if gram in weights]
    sums = [sum(column) / WEIGHT_SCALE for column in zip(weights[BIAS], *known, strict=True)]
    return _as_guesses(classes, sums)


def _as_guesses(classes: Sequence[str], sums: Sequence[float]) -> tuple[Guess, ...]:
    odds = [math.exp(s - max(sums)) for s in sums]
    shares = (o / sum(odds) for o in odds)
    guesses = (Guess(asks=name, share=share) for name, share in zip(classes, shares, strict=True))
    return tuple(sorted(guesses, key=lambda g: (-g.share, g.asks)))


def speaks_for(word: str, asks: str) -> float:
    """How much the n-grams within a word speak for a class, against the mean of all classes, in log-odds a
    character.
    """
    classes, weights = _weights()
    column = classes.index(asks)
    inside = (gram for gram in grams_of(word) if not {"^", "$"} & set(gram))
    rows = [weights[gram] for gram in inside if gram in weights]
    return sum(row[column] - sum(row) / len(row) for row in rows) / WEIGHT_SCALE / max(1, len(word))
