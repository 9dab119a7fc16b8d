"""Names of places and people typed with other characters of the same sound (上绕 for 上饶). In: the question, the names.

A stretch of the question is read as a name where it sounds the same without tones, shares at least one character with it, and is no
word of the dictionary itself; a name that stands there as it is printed is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ingest.segmentation import is_word


def respelt(text: str, names: Iterable[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with such names as they are printed, and the (typed, read as) pairs. Names of one character are passed over."""
    pairs: list[tuple[str, str]] = []
    sounds = tuple(_sound(char) for char in text)
    for name in sorted({n for n in names if len(n) >= 2}, key=len, reverse=True):
        if name in text:
            continue
        wanted = tuple(_sound(char) for char in name)
        for at in range(len(text) - len(name) + 1):
            typed = text[at : at + len(name)]
            alike = sounds[at : at + len(name)] == wanted and any(
                a == b for a, b in zip(typed, name, strict=True)
            )
            if alike and typed != name and not is_word(typed):
                text = text[:at] + name + text[at + len(name) :]
                pairs.append((typed, name))
    return text, tuple(pairs)


@lru_cache(maxsize=8192)
def _sound(char: str) -> str:
    """The syllable without its tone; what is no Chinese character stands for itself."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(char, style=Style.NORMAL)[0] if "\u4e00" <= char <= "\u9fff" else char
