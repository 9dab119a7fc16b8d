"""Text as the readers of figures see it, with the way back.

In: words of a plan as printed. Out: `Folded`, the same words with digits, letters, percent and comparison
signs half-width, Chinese punctuation full-width, and no white space or Markdown emphasis; a line break stays,
and so does one space where two half-width words or numbers would otherwise run together ("2021 2022"). Every
character knows the place it came from, so that a find in the folded text can be told in coordinates of the
printed one. Nothing is reworded: one printed character gives one folded character or none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import Span

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = {
    "﹪": "%",
    "≧": "≥",
    "⩾": "≥",
    "≦": "≤",
    "⩽": "≤",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "〜": "~",
    "∼": "~",
    "∶": ":",
    "∕": "/",
    "⁄": "/",
    "〇": "零",
    "○": "零",
}
_TO_HALF = {**_WIDE, **{ord(key): ord(value) for key, value in _SIGNS.items()}}
_PUNCTUATION = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？"}
ODD_SIGNS: dict[int, str] = {
    ord(odd): sign
    for sign, odds in {
        "：": "﹕︰∶꞉",
        "；": "﹔",
        "，": "﹐",
        "、": "﹑､",
        "。": "｡",
        "（": "﹙｛{﹛⦅｟",
        "）": "﹚｝}﹜⦆｠",
        "【": "〖",
        "】": "〗",
        "〔": "﹝",
        "〕": "﹞",
    }.items()
    for odd in odds
}
"""Look-alikes of the signs names and roles stand between, as OCR and converters print them; one for one."""
_DROPPED = frozenset("*`\u200b\u200c\u200d\ufeff\u00ad")
_BETWEEN_DIGITS = {",": re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), ":": re.compile(r"(?<=\d):(?=\d)")}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` and, for each of its characters, where it stood: `origin[i]` in the text that was folded."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int, offset: int = 0) -> Span:
        """Where `text[start:end]` is printed, moved right by `offset`. Raises ValueError where it is
        empty.
        """
        return Span(start=offset + self.origin[start], end=offset + self.origin[end - 1] + 1)


def fold(text: str) -> Folded:
    """An empty text folds to an empty one."""
    kept: list[str] = []
    origin: list[int] = []
    gap = False
    for at, char in enumerate(text):
        if char == "\n":
            kept.append(char)
            origin.append(at)
            gap = False
        elif char.isspace():
            gap = True
        elif char not in _DROPPED:
            half = char.translate(_TO_HALF)
            if gap and kept and _is_half(half) and _is_half(kept[-1]):
                kept.append(" ")
                origin.append(at - 1)
            kept.append(half)
            origin.append(at)
            gap = False
    return Folded(_punctuate("".join(kept)), tuple(origin))


def _is_half(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _punctuate(text: str) -> str:
    """Half-width marks made full-width, but not the comma of 1,200 nor the colon of 1:3."""
    chars = list(text)
    spared = {match.start() for pattern in _BETWEEN_DIGITS.values() for match in pattern.finditer(text)}
    for at, char in enumerate(chars):
        if char in _PUNCTUATION and at not in spared:
            chars[at] = _PUNCTUATION[char]
    return "".join(chars)
