"""Whether a clause speaks of the matter a question asks about, or only has its words here and there.

In: a question's terms and its phrase, a clause that was found for it. Out: which share of the words it has
stands together. Words the question says in one breath (医保基金监管) name one thing, and a clause that speaks
of that thing has them close together or in the headings above it; words set apart in the question
(护理院、老年大学) name several, each of which may stand anywhere. Words that the clause has not at all are no
matter of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.model import Term
from assistant.retrieval.evidence import Prepared
from assistant.retrieval.lexicon import fold
from assistant.retrieval.words import coverage

_APART = re.compile(r"[和与及跟]")
"""What sets two things apart in a question, beside punctuation and words of asking, which are blanks in its
phrase already.
"""
_SLACK = 8
"""Characters that may stand among the words of one thing, beside as many again as it has itself (检查检验结
果共享互认).
"""
_PART = 3
"""Characters that ， or 、 counts: what stands in another part is further off than in another word."""
_TITLE = 24
"""Longer headings are first sentences."""
_SENTENCE = re.compile(r"[，,；;\d]")
_PARTING = "、,"
_ENDS = re.compile(r"[。;!?\n]")
_ASIDE = re.compile(r"\([^()]{4,}\)")


def togetherness(terms: Sequence[Term], phrase: str, prepared: Prepared) -> float:
    """The share of what the clause has of the terms, by weight, that stands where the thing they name is
    spoken of; 1 where it has nothing.
    """
    own = [t for t in terms if not t.optional]
    everywhere = f"{prepared.whole}。{_above(prepared)}。{prepared.title}"
    had = sum(t.weight * coverage(t, everywhere) for t in own)
    return sum(_at_best(run, prepared) for run in runs(own, phrase)) / had if had else 1.0


def runs(terms: Sequence[Term], phrase: str) -> list[list[Term]]:
    """The terms by the thing they name: those said without a break in one part of the phrase; one that is not
    in it is by itself.
    """
    out: list[list[Term]] = []
    left = list(terms)
    for part in (p for piece in phrase.split() for p in _APART.split(piece)):
        said = [t for t in left if t.text in part]
        left = [t for t in left if t not in said]
        if said:
            out.append(said)
    return out + [[t] for t in left]


def _at_best(run: Sequence[Term], prepared: Prepared) -> float:
    """The weight the best place of the clause has of one thing's words."""
    most, best = sum(t.weight for t in run), 0.0
    for place in _places(run, prepared):
        best = max(best, sum(t.weight * coverage(t, place) for t in run))
        if best == most:
            break
    return best


def _places(run: Sequence[Term], prepared: Prepared) -> Iterator[str]:
    """Stretches of the clause as long as the thing may take, with the headings, which speak of all of it."""
    size = 2 * sum(len(t.text) for t in run) + _SLACK
    above = f"。{_above(prepared)}。{prepared.title}"
    yield above
    for whole in dict.fromkeys((prepared.whole, _ASIDE.sub("", prepared.whole))):
        for sentence in _ENDS.split(whole):
            yield from (stretch + above for stretch in _stretches(sentence, size))


def _above(prepared: Prepared) -> str:
    """The headings above the clause, and its own where that is a title and no first sentence of it."""
    clause = prepared.row.clause
    own = clause.heading or ""
    title = own if len(own) <= _TITLE and not _SENTENCE.search(own) else ""
    return fold(" ".join((*clause.path, title, clause.group or "", *clause.columns)))


def _stretches(sentence: str, size: int) -> list[str]:
    """Every stretch of the sentence of that size that is in no other one."""
    out: list[str] = []
    end, length, last = 0, 0, 0
    for start, ch in enumerate(sentence):
        while end < len(sentence) and length < size:
            length += _PART if sentence[end] in _PARTING else 1
            end += 1
        if end > last:
            out.append(sentence[start:end])
            last = end
        length -= _PART if ch in _PARTING else 1
    return out
