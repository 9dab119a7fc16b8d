"""How much of a question a text covers: its words in any wording, or their characters close together.

In: terms of a question, folded text. Out: shares, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.question import Term
from assistant.retrieval.options import WORDS
from ingest import late_re as re
from ingest.grammar.indicator_words import NUMBER_WORDS
from ingest.grammar.letters import has_han, is_han, places_of
from ingest.grammar.segmentation import is_function_word, is_verb, is_word

_SUFFIXES = (*NUMBER_WORDS, "率", "量", "额")
"""What a term may be asked with and a clause leave away."""


def _bare(word: str) -> str | None:
    """The word without a measure at its end (普惠 of 普惠率)."""
    return next((word[: -len(s)] for s in _SUFFIXES if word.endswith(s) and len(word) - len(s) >= 2), None)


def coverage(term: Term, text: str) -> float:
    """How far `text` (folded) has the term, 0 to 1: 1 for any wording; less for its characters close together
    or in part.
    """
    if term.text in text:
        return 1.0
    said = [w for w in term.variants if (len(w) >= 2 or w.isdigit()) and w in text]
    if any(not _says_less(w, term) for w in said):
        return WORDS.other_wording
    if said:
        return WORDS.shorter_wording if any(_stands_alone(w, text) for w in said) else WORDS.of_another
    bare = _bare(term.text)
    part = WORDS.without_measure if bare and bare in text else 0.0
    return max((part, *(_loosely(word, text) for word in (term.text, *term.variants[: WORDS.wordings]))))


def _says_less(word: str, term: Term) -> bool:
    """Whether it is only the end of what is asked for, in one of its wordings; of two characters it is a
    word, no end of one.
    """
    size = len(term.text)
    return 3 <= len(word) < size and any(w.endswith(word) for w in term.wordings if len(w) >= size)


def _stands_alone(word: str, text: str) -> bool:
    """Whether it stands somewhere without a word before it that makes another thing of it (健康预期寿命, not
    提高预期寿命).
    """
    fronts = (text[max(0, at - 2) : at] for at in places_of(word, text))
    return any(not is_word(front) or is_verb(front) or is_function_word(front) for front in fronts)


def _loosely(word: str, text: str) -> float:
    if not has_han(word) or len(word) < 2:
        return 0.0
    if len(word) == 2:
        return WORDS.short_form if is_han(word) and _short_form(word, text) else 0.0
    if all(ch in text for ch in word) and _in_order(word, text):
        return WORDS.in_order
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    share = sum(pair in text for pair in pairs) / len(pairs)
    if len(word) >= 4 and share >= WORDS.half:
        return WORDS.in_part * share
    if len(word) == 3 and share >= WORDS.half:
        return WORDS.in_part_of_three
    return 0.0


def _short_form(word: str, text: str) -> bool:
    """Whether its two characters stand around a third one: 长护 of 长期护理, 危废 of 危险废物."""
    at = text.find(word[0])
    while 0 <= at < len(text) - 2:
        if text[at + 2] == word[1] and "\u4e00" <= text[at + 1] <= "\u9fff":
            return True
        at = text.find(word[0], at + 1)
    return False


def _in_order(word: str, text: str) -> bool:
    """Whether the characters stand in order within a stretch not much longer than the word: 新改扩建 in
    新、改、扩建; the last one of three may stand further behind.
    """
    return any(pattern.search(text) for pattern in _loose_patterns(word))


@cache
def _loose_patterns(word: str) -> tuple[re.Pattern[str], ...]:
    near = re.compile("[^。；]{0,2}?".join(map(re.escape, word)))
    if len(word) > 3:
        return (near,)
    return near, re.compile(re.escape(word[:2]) + "[^。；，]{1,8}?" + re.escape(word[2]))


def overall(terms: Sequence[Term], covers: Sequence[float]) -> float:
    """Weighted share of the terms covered, optional ones as a bonus on top; at most 1, and 0 without
    terms.
    """
    pairs = list(zip(terms, covers, strict=True))
    own = [(t, c) for t, c in pairs if not t.optional]
    earlier = [(t, c) for t, c in pairs if t.optional]
    if not own:
        own, earlier = earlier, []
    bonus = WORDS.earlier * _share(earlier) if earlier else 0.0
    return min(1.0, _share(own) * (1 - bonus) + bonus)


def _share(pairs: Sequence[tuple[Term, float]]) -> float:
    weight = sum(t.weight for t, _ in pairs)
    return sum(t.weight * c for t, c in pairs) / weight if weight else 0.0
