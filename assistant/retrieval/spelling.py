"""Misspelt words of a question, and names typed with characters of the same sound (上绕 for 上饶).

In: the question, the names, what the library's passages say. Out: the corrected question, with the (typed,
read as) pairs. A stretch is read as a name where it sounds the same without tones, shares at least one
character with it, and is no dictionary word itself. A character is replaced where no passage has it beside
its neighbours but has one that sounds the same (or merely fits).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Protocol

from assistant.retrieval.lexicon import Lexicon
from ingest.grammar.letters import is_han
from ingest.grammar.numerals import A_NUMBER
from ingest.grammar.segmentation import is_word

Frequency = Callable[[str], int]
"""Character or pair of characters -> number of passages that have it."""


class Vocabulary(Protocol):
    """What the library's passages say: how many have a term, or each pair of characters of a phrase; which
    terms begin with a character; how many there are.
    """

    def frequency(self, term: str) -> int: ...

    def holding(self, phrase: str) -> int: ...

    def beginning_with(self, prefix: str) -> tuple[str, ...]: ...

    def size(self) -> int: ...


_LONGEST_MENDED = 80
"""Characters without a mark between them; nobody types so many, and each may have to be tried with every
sound.
"""


def _begins_none(_words: str) -> bool:
    return False


def respelt(
    text: str, names: Iterable[str], begins_name: Callable[[str], bool] = _begins_none
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with such names as they are printed, and the (typed, read as) pairs. Names of one character
    are passed over, and stretches that are a name themselves (澜屏 where 岚坪 is one too), or where
    `begins_name` knows another name (市城管局).
    """
    pairs: list[tuple[str, str]] = []
    sounds = tuple(_sound(char) for char in text)
    printed = {n for n in names if len(n) >= 2}
    for name in sorted(printed, key=lambda name: (-len(name), name)):
        if name in text:
            continue
        wanted = tuple(_sound(char) for char in name)
        for at in range(len(text) - len(name) + 1):
            typed = text[at : at + len(name)]
            alike = sounds[at : at + len(name)] == wanted and any(
                a == b for a, b in zip(typed, name, strict=True)
            )
            if alike and typed not in printed and not is_word(typed) and not begins_name(text[at:]):
                text = text[:at] + name + text[at + len(name) :]
                pairs.append((typed, name))
    return text, tuple(pairs)


@lru_cache(maxsize=8192)
def _sound(char: str) -> str:
    """The syllable without its tone; what is no Chinese character stands for itself."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(char, style=Style.NORMAL)[0] if "\u4e00" <= char <= "\u9fff" else char


def mended(
    part: str,
    cut: Sequence[str],
    lexicon: Lexicon,
    known: Collection[str],
    frequency: Frequency,
    vocabulary: Vocabulary,
) -> tuple[str, list[tuple[str, str]]]:
    """The part with misspelt words as the library writes them, and the (typed, read as) pairs.

    `cut` are the words of the part, `known` those that must not be taken apart.
    """
    pairs: list[tuple[str, str]] = []
    if len(part) > _LONGEST_MENDED:
        return part, pairs
    for place in _suspects(part, cut, lexicon, known, frequency):
        better = _replacement(part, place, known, frequency, vocabulary)
        if better and _pairs_at(part, place):
            fixed = part[:place] + better + part[place + 1 :]
            start, end = max(0, place - 2), min(len(part), place + 2)
            pairs.append((part[start:end], fixed[start:end]))
            part = fixed
    return part, pairs


def _suspects(
    part: str, cut: Sequence[str], lexicon: Lexicon, known: Collection[str], frequency: Frequency
) -> list[int]:
    """Places of characters that stand alone between dictionary words and make no known pair with either
    neighbour.
    """
    alone: list[int] = []
    at = 0
    for word in cut:
        behind_number = at > 0 and part[at - 1].isdigit()
        joins = at >= 2 and is_word(part[at - 2 : at] + word)  # 管理员 where the dictionary has cut 管理 | 员
        if (
            len(word) == 1
            and is_han(word[:1])
            and not lexicon.asking(word)
            and not behind_number
            and not joins
        ):
            alone.append(at)
        elif (
            len(word) == 3
            and word not in lexicon.phrases
            and word not in known
            and not frequency_of(word, frequency)
        ):
            alone += [at + i for i in range(3) if is_han(word[i])]
        at += len(word)
    return [i for i in alone if not any(frequency(pair) for pair in _pairs_at(part, i))]


def _pairs_at(part: str, place: int) -> list[str]:
    """The pairs of Han characters the character at `place` is in."""
    pairs = (part[max(0, place - 1) : place + 1], part[place : place + 2])
    return [p for p in pairs if len(p) == 2 and is_han(p)]


def _replacement(
    part: str, place: int, known: Collection[str], frequency: Frequency, vocabulary: Vocabulary
) -> str | None:
    """The character that sounds the same and makes both pairs known; else the one character that does, of
    three and more, and makes a word of the dictionary: in 学校改的 nothing is misspelt, nor in 没人管, a
    word itself.
    """
    left = part[place - 1] if place and is_han(part[place - 1]) else ""
    right = part[place + 1] if place + 1 < len(part) and is_han(part[place + 1]) else ""

    def fits(ch: str) -> int:
        sides = [frequency(pair) for pair in (left + ch, ch + right) if len(pair) == 2]
        return min(sides) if sides and all(sides) else 0

    def makes_word(ch: str) -> int:
        return max((frequency(pair) for pair in (left + ch, ch + right) if pair in known), default=0)

    alike = sounds_like(part[place])
    same_sound = [(fits(ch), ch) for ch in alike if fits(ch)] or [
        (makes_word(ch), ch) for ch in alike if makes_word(ch)
    ]
    if same_sound:
        return max(same_sound)[1]
    before = part[place - 2 : place]
    within = any(is_word(part[at : at + 3]) for at in (place - 2, place - 1, place) if at >= 0)
    if left and right and len(before) == 2 and frequency(before) and not within:
        between = [
            (fits(ch), ch)
            for ch in (pair[1] for pair in vocabulary.beginning_with(left) if len(pair) == 2)
            if fits(ch) and (is_word(before + ch) or is_word(ch + right))
        ]
        return max(between)[1] if len(between) == 1 else None
    return None


@cache
def _sounds() -> dict[str, str]:
    """Syllable without tone -> the common characters so pronounced."""
    from pypinyin import Style, lazy_pinyin

    table: dict[str, list[str]] = {}
    common = [chr(code) for code in range(0x4E00, 0x9FA6)]
    for ch in common:
        try:
            ch.encode("gb2312")
        except UnicodeEncodeError:
            continue
        table.setdefault(lazy_pinyin(ch, style=Style.NORMAL)[0], []).append(ch)
    return {syllable: "".join(chars) for syllable, chars in table.items()}


def sounds_like(ch: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return _sounds().get(lazy_pinyin(ch, style=Style.NORMAL)[0], "").replace(ch, "")


def frequency_of(word: str, frequency: Frequency) -> int:
    """Of the rarest pair of the word; of its number, or of the whole, where it has none."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1) if is_han(word[i : i + 2])]
    if pairs:
        return min(frequency(pair) for pair in pairs)
    number = A_NUMBER.match(word)
    return frequency(number[0]) if number else frequency(word)
