"""What a question asks for where no table row says it: logistic regression over its character n-grams.

In: a folded question. Out: what it may ask for, likeliest first, and how much each character speaks for it.
The weights are data/intents.tsv: a line an n-gram, a column a class, in hundredths of log-odds. They are
trained by `plans bench intents --train` (evals/bench/intents.py), which makes n-grams with `grams_of`, so
that training and asking see the same ones. A question takes about 0.1 ms, the file some ms once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest import late_re as re

WEIGHTS = Path(__file__).parent / "data" / "intents.tsv"
WEIGHT_SCALE = 100
"""Hundredths: what one log-odds is in the file."""
LONGEST = 3
"""Characters of an n-gram. From 2 to 4 equal within .01 on first-sight sets 1 to 4 (195 questions)."""
BIAS = "="
"""The row of the file that counts for every question; no n-gram, for `grams_of` drops the sign."""

_LEFT_OUT = re.compile(r"[^\w\u4e00-\u9fff%‰]+|_")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """`asks` is a class of the file, `share` its probability, 0 to 1."""

    asks: str
    share: float


def grams_of(text: str) -> Iterator[str]:
    """The n-grams of a folded question, numbers as one 0, its ends marked ^ and $, stops left out."""
    words = f"^{_LEFT_OUT.sub('', _DIGITS.sub('0', text))}$"
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
