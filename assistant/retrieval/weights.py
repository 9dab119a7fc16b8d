"""What a word of a question is worth in this library: how well it tells one clause from another.

In: a folded word, how many passages have it. Out: its weight, and whether it is too general to tell a clause
by. A word is general where a good share of all passages has it (卫生 in plans of health, 道路 in those of
traffic), or where it says in any paper only of what kind a thing is (建设, 范围): those are listed in
data/stopwords.yaml. Which field a library is of is not written down anywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.options import WORDS
from assistant.retrieval.spelling import Frequency, frequency_of
from ingest.grammar.segmentation import is_noun, is_verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """`frequency` says how many of `total` passages have a character or a pair of them."""

    lexicon: Lexicon
    frequency: Frequency
    total: int

    def of(self, word: str) -> float:
        """log(1 + N / (1 + df)) of the rarest pair, df that of the commonest wording; less for general words
        and plain verbs.

        What is done is said in many ways (扶持, 铺开), what it is done to in few.
        """
        others = self.lexicon.synonyms.get(word, ())
        df = max(frequency_of(w, self.frequency) for w in (word, *others))
        weight = math.log(1 + self.total / (1 + df))
        if df == 0:
            return weight * (WORDS.unknown_noun if is_noun(word) else WORDS.unknown)
        light = self.is_general(word) or (not others and is_verb(word))
        return weight * (WORDS.light if light else 1.0)

    def is_general(self, word: str) -> bool:
        """Whether it tells no clause from the others of this library."""
        return word in self.lexicon.light or is_common(frequency_of(word, self.frequency), self.total)


def is_common(having: int, total: int) -> bool:
    """Whether a good share of the passages has it; never of a library too small to tell."""
    return total >= WORDS.enough_passages and having >= WORDS.common * total
