"""Which of two figures a sentence refers to, by weights learnt from sentences.

In: a sentence and one of its figures, and two figures of its clauses: one of the same value and a rival of
the same measure. Out: how much speaks for the first. A sign takes the words that tell a figure from its rival
and gives the share of them the sentence has, less the rival's share. Such words are those right before the
figure, those between the same two commas, those of its statement so far, and its subject; they are looked for
right before the sentence's figure and anywhere in the sentence. The weights are in data/figure_reference.tsv,
learnt and measured by `python -m evals.bench.figure_reference`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.verification.facts import ClauseFacts, StatedFigure, tokens
from ingest import late_re as re
from ingest.grammar.numerals import A_NUMBER
from ingest.grammar.stops import PART, STATEMENT

_WEIGHTS = Path(__file__).parent / "data" / "figure_reference.tsv"
_UNIT = 1000
"""What a weight of 1 is in the file."""
_STOP = re.compile(rf"{PART.pattern}|[、（）()|\t]")
_BEFORE = re.compile(rf".*{A_NUMBER.pattern}[%‰\u4e00-\u9fff]{{0,2}}(?=.)", re.DOTALL)
"""As far as a figure and its measure."""
_KINDS = ("close", "part", "statement", "subject")
SIGNS = tuple(f"{kind}_{where}" for where in ("before", "anywhere") for kind in _KINDS)

Told = tuple[ClauseFacts, StatedFigure]


def speaks_for(words: str, claimed: StatedFigure, own: Told, rival: Told) -> float:
    """The odds, as a logarithm, that `words` tell the figure `claimed` of `own` and not of `rival`."""
    weights = _weights()
    signs = signs_of(words, claimed, own, rival)
    return sum(weights[name] * value for name, value in signs.items())


def signs_of(words: str, claimed: StatedFigure, own: Told, rival: Told) -> Mapping[str, float]:
    """Each from -1 to 1; of the two the other way round the same with the other sign."""
    said = _right_before(words, claimed), tokens(words) - tokens(claimed.printed)
    shares = (
        _share(had, one - other) - _share(had, other - one)
        for had in said
        for one, other in zip(_words_of(own), _words_of(rival), strict=True)
    )
    return dict(zip(SIGNS, shares, strict=True))


def _words_of(told: Told) -> tuple[frozenset[str], ...]:
    fact, figure = told
    text, span = fact.text, figure.quantity.span
    return (
        _right_before(text, figure),
        _between(text.replace("\t", "，"), span.start, span.end) - tokens(figure.printed),
        tokens(STATEMENT.split(text[: span.start])[-1]),
        figure.subject,
    )


def _right_before(text: str, figure: StatedFigure) -> frozenset[str]:
    """The words back to the last sign or figure."""
    before = text[: figure.quantity.span.start].removesuffix(figure.quantity.before)
    return tokens(_BEFORE.sub("", _STOP.split(before)[-1]))


def _between(text: str, start: int, end: int) -> frozenset[str]:
    return tokens(f"{PART.split(text[:start])[-1]} {PART.split(text[end:])[0]}")


def _share(had: frozenset[str], wanted: frozenset[str]) -> float:
    """A half where there is nothing to have: it speaks neither for nor against."""
    return len(had & wanted) / len(wanted) if wanted else 1 / 2


@cache
def _weights() -> Mapping[str, float]:
    lines = (line.split("\t") for line in _WEIGHTS.read_text("utf-8").splitlines())
    return {name: int(value) / _UNIT for name, value in lines}
