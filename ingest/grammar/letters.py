"""What a text is written in: Chinese characters, digits, blanks.

In: text. Out: whether it has them, and the text without its blanks. A Chinese character is one of the common
ones (U+4E00 to U+9FFF); which rarer ones are terms of a search `ingest.tokens` says. A digit is one of any
width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest import late_re as re

HAN = "[\u4e00-\u9fff]"
"""One Chinese character, for patterns."""
_HAN = re.compile(HAN)
_ALL_HAN = re.compile(f"{HAN}+")
HAN_AT_END = re.compile(f"{HAN}+$")
"""The Chinese characters that a text ends in."""
PRIVATE = re.compile("[\ue000-\uf8ff]")
"""A character for private use: a picture of a font, or what stands for a word taken out."""
_DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"\d+")
"""A whole number."""
_LETTER = re.compile(r"(?![ªº\u02b0-\u02ff\u318dー\uff70\uff9e\uff9f])\w")
"""No sign that only goes with a letter (ʼ, ー) and says nothing alone."""


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in it."""
    return _HAN.search(text) is not None


def is_han(text: str) -> bool:
    """Whether it is nothing but Chinese characters; an empty text is not."""
    return _ALL_HAN.fullmatch(text) is not None


def count_han(text: str) -> int:
    """How many of its characters are Chinese ones."""
    return len(_HAN.findall(text))


def has_digit(text: str) -> bool:
    """Whether a digit stands in it; numerals in words do not count."""
    return _DIGIT.search(text) is not None


def has_letter(text: str) -> bool:
    """Whether it says anything: a letter, a digit or a Chinese character, not only signs and blanks."""
    return _LETTER.search(text) is not None


def places_of(word: str, text: str) -> Iterator[int]:
    """Where each mention of the word begins, none over another; an empty word stands nowhere."""
    at = text.find(word) if word else -1
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def in_order(chars: str, text: str, may_part: Callable[[str], bool], most: int = 2) -> bool:
    """Whether the characters stand in the text in this order, between two of them at most so many others, all
    of a kind that `may_part` them. As a pattern made of the characters would find them, without making one.
    """
    ends = [at for at, char in enumerate(text) if char == chars[:1]]
    for char in chars[1:]:
        further: dict[int, None] = {}
        for end in ends:
            for at in range(end + 1, min(end + most + 2, len(text))):
                if text[at] == char:
                    further[at] = None
                if not may_part(text[at]):
                    break
        ends = list(further)
    return bool(ends)


def without_blanks(text: str) -> str:
    """The text without white space, its line breaks too."""
    return "".join(text.split())


def without_signs(text: str) -> str:
    """Its letters, digits and Chinese characters alone: what stays equal however a title is punctuated."""
    return "".join(char for char in text if char.isalnum())


def on_one_line(text: str) -> str:
    """The text with one space wherever white space stands in it, and none around it."""
    return " ".join(text.split())
