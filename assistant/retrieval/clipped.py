"""Clipped words for phrases of the library: 公租房 for 公共租赁住房, 年报 for 年度报告.

In: the words of a question, what the library's passages say. Out: each clipped word with the phrases it may
stand for. It has one character of each of two or three two-character words: the first one, or the last of the
last word (房 of 住房). Each of the words must be in the dictionary, and a passage must have all character
pairs of the phrase. A dictionary word counts as clipped only where it names a thing and the library never
prints it; of several in a row the last must name one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.options import WORDS
from assistant.retrieval.spelling import Vocabulary, frequency_of
from ingest.grammar.letters import is_han
from ingest.grammar.numerals import A_NUMBER
from ingest.grammar.segmentation import classes_of, is_function_word, is_word, words

_SIZES = (3, 2)
_THINGS = frozenset(("n", "ng", "nz", "j", "zg"))
"""Classes of words that name a thing and nobody: 房, 年报, 社保, 县."""
_NAMING = frozenset("nvabj")
"""Classes of words (first letters of jieba's) that names of things are made of: 公共, 适用, 报告."""


def with_clipped(text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Lexicon:
    """The lexicon with the clipped words of the folded text as words, other wordings of their phrases."""
    found = clipped(text, vocabulary)
    new = tuple((word, said) for word, said in found.items() if word not in lexicon.synonyms)
    return _extended(lexicon, new) if new else lexicon


@lru_cache(256)
def _extended(lexicon: Lexicon, more: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    return replace(lexicon, synonyms={**lexicon.synonyms, **dict(more)})


def clipped(text: str, vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Each clipped word -> its phrases, those first that most passages may have, at most `WORDS.phrases`; of
    two that overlap the longer one, else the first.
    """
    found: dict[str, tuple[str, ...]] = {}
    for run in filter(None, "".join(ch if is_han(ch) else " " for ch in text).split()):
        taken: set[int] = set()
        for start, word, usual in _candidates(words(run), vocabulary):
            places = {*range(start, start + len(word))}
            phrases = () if places & taken else _phrases(word, usual, vocabulary)
            if phrases:
                found[word] = phrases
                taken |= places
    return found


def _candidates(cut: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[int, str, int]]:
    """Whole words as cut, and several in a row of which one has a single character; with where they begin,
    and how many passages have a word of two among these. The longer ones first.
    """
    starts = [sum(map(len, cut[:at])) for at in range(len(cut))]
    for size in _SIZES:
        for at, start in enumerate(starts):
            end = next((n for n in range(at + 1, len(cut) + 1) if len("".join(cut[at:n])) >= size), at)
            word = "".join(cut[at:end])
            if len(word) == size and _may_be_clipped(cut[at:end], word, vocabulary):
                pairs = (part for part in cut[at:end] if len(part) == 2 < size)
                yield start, word, max(map(vocabulary.frequency, pairs), default=0)


def _may_be_clipped(parts: Sequence[str], word: str, vocabulary: Vocabulary) -> bool:
    if any(is_function_word(part) or A_NUMBER.search(part) for part in parts) or not _names(parts[-1]):
        return False
    return (
        not is_word(word) if len(parts) > 1 else _names(word) and not frequency_of(word, vocabulary.frequency)
    )


def _names(part: str) -> bool:
    """Whether it is the name of a thing, or a short form of one (社保)."""
    return classes_of(part)[0][1] in _THINGS


def _phrases(word: str, usual: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """`usual`: how many passages have a word of its own parts, no more than have the phrase (租房 of 公|租房,
    no 制度 of 药|制度).
    """
    said = _words_beginning(word[0], vocabulary)
    for at, char in enumerate(word[1:], start=2):
        beginning = _words_beginning(char, vocabulary)
        longer: dict[str, int] = {}
        for before, had in sorted(said.items(), key=lambda one: -one[1])[: WORDS.phrases_tried]:
            between = vocabulary.frequency(before[-1] + char)
            longer |= {before + one: min(had, between, has) for one, has in beginning.items() if between}
            if at == len(word):
                ending = _words_ending(char, before[-1], vocabulary)
                longer |= {before + one: min(had, has) for one, has in ending.items()}
        said = longer
    likely = sorted(said, key=lambda phrase: -said[phrase])[: WORDS.phrases_counted]
    printed = {phrase: has for phrase in likely if (has := vocabulary.holding(phrase))}
    most = max(printed.values(), default=0)
    found = [phrase for phrase, has in printed.items() if 2 * has >= most and has >= usual]
    return tuple(sorted(found, key=lambda phrase: -printed[phrase])[: WORDS.phrases])


def _words_beginning(char: str, vocabulary: Vocabulary) -> dict[str, int]:
    """Words of two that begin with the character, and how many passages have each."""
    pairs = (pair for pair in vocabulary.beginning_with(char) if _makes_names(pair))
    return {pair: vocabulary.frequency(pair) for pair in pairs}


def _words_ending(char: str, before: str, vocabulary: Vocabulary) -> dict[str, int]:
    """Words of two that end in the character, of those that are printed behind `before`."""
    pairs = (pair[1] + char for pair in vocabulary.beginning_with(before) if len(pair) == 2)
    return {pair: has for pair in pairs if _makes_names(pair) and (has := vocabulary.frequency(pair))}


@lru_cache(16384)
def _makes_names(pair: str) -> bool:
    return len(pair) == 2 and is_word(pair) and classes_of(pair)[0][1][0] in _NAMING
