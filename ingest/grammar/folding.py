"""Text as the readers of figures see it, with the way back.

In: words of a plan as printed. Out: `Folded`, the same words with digits, letters, percent and comparison
signs half-width, Chinese punctuation full-width, and no white space or Markdown emphasis; a line break stays,
and so does one space where two half-width words or numbers would otherwise run together ("2021 2022"). A
number whose groups of three are set apart by blanks or full-width commas (1 200个, 1，200个) is one number,
and the mark of a note beside a figure (12[1]个, 12①个, 12个³) is left out. Every character knows the place it
came from, so that a find in the folded text can be told in coordinates of the printed one. Nothing is
reworded: one printed character gives one folded character or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.measures import SCALED
from ingest.grammar.numerals import SUPERSCRIPTS
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
    "﹣": "-",
    "⁻": "-",
    "￥": "¥",
    "﹩": "$",
    "〜": "~",
    "∼": "~",
    "∶": ":",
    "∕": "/",
    "⁄": "/",
    "〇": "零",
    "○": "零",
}
_WIDE_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
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
_HYPHENS = {ord(sign): "-" for sign in "\u2010\u2011"}
_UNPRINTED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))
_RATIO = re.compile(r"(?<=\d):(?=\d)")
_COMMAS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WIDE_COMMAS = re.compile(rf"(?<![\d.,，])[1-9]\d{{0,2}}(?:，\d{{3}})+(?:\.\d+)?(?={SCALED}|\Z)")
"""A full-width comma parts thousands where all groups are of three and a unit follows."""
_FIXED = "\u00a0\u2007\u2009\u202f"
"""Blanks that type sets inside a number."""
_BLANKS = re.compile(
    rf"(?<![\d.,，])(?<![\dA-Za-z] )[1-9]\d{{0,2}}(?:[{_FIXED}]\d{{3}})+(?!\d)"
    rf"|(?<![\d.,，])(?<![\dA-Za-z] )[1-9]\d{{0,2}}(?: {{1,2}}\d{{3}})+(?:\.\d+)?(?= ?{SCALED})"
)
_NOTE = re.compile(
    r"(?<=[0-9０-９%％‰\u4e00-\u9fff])(?:\[\d{1,2}\]|［[\d０-９]{1,2}］)"
    r"|(?<=[0-9０-９])[①-⑳](?=[\u4e00-\u9fff])|(?<=[%％‰\u4e00-\u9fff])[①-⑳](?=[，。；、,;）)]|$)"
    rf"|(?<=[0-9０-９%％‰\u4e00-\u9fff])(?<![×xX]10)[{SUPERSCRIPTS}]+"
)
"""The mark of a note behind a figure or a word; behind ×10 a raised number is a power."""


_LEFT_OUT = re.compile(rf"[^\S\n]|[{''.join(_DROPPED)}\[①-⑳{SUPERSCRIPTS}]")
"""A text without any of these loses no character: blanks, what is dropped, and what a note's mark has."""
_MARKS = re.compile(f"[{''.join(_PUNCTUATION)}]")
_FULL_STOPS = re.compile(r"(?<=[\u4e00-\u9fff%‰）)”])(?<![一二三四五六七八九十零])\.(?=[\u4e00-\u9fff“\n]|$)")
"""A full stop set half-width: 达到26%以上.城、乡分别…. Behind a numeral it may be a mark's (一.总体要求)."""


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


def as_read(text: str) -> Folded:
    """An empty text folds to an empty one."""
    half = text.translate(_TO_HALF)
    if not _LEFT_OUT.search(half):
        everywhere = range(len(text))
        return Folded(_punctuate(half, text, everywhere), tuple(everywhere))
    kept: list[str] = []
    origin: list[int] = []
    gap = False
    unread = _unread(text)
    for at, char in enumerate(half):
        if at in unread:
            continue
        if char == "\n":
            kept.append(char)
            origin.append(at)
            gap = False
        elif char.isspace():
            gap = True
        elif char not in _DROPPED:
            if gap and kept and _is_half(char) and _is_half(kept[-1]):
                kept.append(" ")
                origin.append(at - 1)
            kept.append(char)
            origin.append(at)
            gap = False
    return Folded(_punctuate("".join(kept), text, origin), tuple(origin))


def unbroken(text: str) -> str:
    """The text without the line breaks of its layout."""
    return re.sub(r"\s*\n\s*", "", text)


def without_setting(text: str) -> str:
    """The characters of a text without what only sets them: blanks, line breaks, what prints nothing, and
    whether a hyphen may end a line. No other character is another's equal.
    """
    return "".join(text.translate(_HYPHENS).split()).translate(_UNPRINTED)


def without_notes(text: str) -> str:
    """The words without the marks of notes in them."""
    return _NOTE.sub("", text)


def _unread(text: str) -> set[int]:
    """Where marks of notes and the blanks inside numbers stand."""
    half = text.translate(_WIDE_DIGITS)
    blanks = (m.start() + n for m in _BLANKS.finditer(half) for n, ch in enumerate(m[0]) if ch.isspace())
    return {*blanks, *(at for m in _NOTE.finditer(half) for at in range(*m.span()))}


def _is_half(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_all_wide(printed: str, at: int) -> bool:
    """Whether a comma stands between digits of its own full width: １，０００ is 1,000 set so throughout."""
    return all(
        ord(ch) in _WIDE_DIGITS for ch in (printed[at - 1 : at] or " ", printed[at + 1 : at + 2] or " ")
    )


def _punctuate(text: str, printed: str, origin: Sequence[int]) -> str:
    """Half-width marks made full-width, but not the comma of 1,200 nor the colon of 1:3."""
    stops = [match.start() for match in _FULL_STOPS.finditer(text)]
    if not stops and not _MARKS.search(text):
        return text
    chars = list(text)
    for at in stops:
        chars[at] = "。"
    commas = [match.start() for match in _COMMAS.finditer(text)]
    spared = {at for at in commas if printed[origin[at]] == "," or _is_all_wide(printed, origin[at])}
    if len(spared) < len(commas):
        wide = "".join(
            "，" if ch == "," and printed[origin[at]] == "，" else ch for at, ch in enumerate(text)
        )
        spared.update(at for m in _WIDE_COMMAS.finditer(wide) for at in range(*m.span()) if wide[at] == "，")
    spared.update(match.start() for match in _RATIO.finditer(text))
    for mark in _MARKS.finditer(text):
        if mark.start() not in spared:
            chars[mark.start()] = _PUNCTUATION[mark[0]]
    return "".join(chars)
