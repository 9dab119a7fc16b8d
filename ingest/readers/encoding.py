"""Which encoding bytes are in, where they do not say it.

In: bytes that are no UTF-8. Out: the text, or nothing where none of the encodings gives words. Most bytes are
valid in several Chinese encodings, and the wrong one gives characters nobody uses: so each candidate is
decoded, and the share of characters in common use decides. EUC-KR and EUC-JP have the layout of GB 2312 and
are not told from it by that: they are taken only where they are declared. In common use are the first levels
of GB 2312 (3,755 characters) and of Big5 (5,401), which their standards put apart for that, signs and forms
of East Asian typesetting, and kana where the encoding is a Japanese one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ingest.readers.options import ENCODING

CANDIDATES = ("gb18030", "big5hkscs", "cp932")
_SIGNS = (
    (0x00B0, 0x00B1),
    (0x00B7, 0x00B7),
    (0x00D7, 0x00D7),
    (0x2000, 0x206F),
    (0x2100, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x25FF),
    (0x3000, 0x303F),
    (0x3200, 0x33FF),
    (0xAC00, 0xD7A3),
    (0xFF00, 0xFFEF),
)
_KANA = ((0x3040, 0x30FF),)
_JAPANESE = frozenset(("cp932", "shift_jis", "euc_jp", "iso2022_jp"))


def share(text: str, encoding: str) -> float:
    """How much of the text beyond ASCII is in common use, 0 to 1; 1 for a text that has too little to tell,
    and 0 for one with a NUL in it.
    """
    beyond = [ch for ch in text if ch > "\x7f" and not ch.isspace()]
    if "\0" in text:
        return 0.0
    if len(beyond) < ENCODING.fewest:
        return 1.0
    known = common() | _signs() | (_kana() if encoding in _JAPANESE else frozenset())
    return sum(ch in known for ch in beyond) / len(beyond)


def best(data: bytes, candidates: Iterable[str]) -> tuple[str, str] | None:
    """Text and encoding of the first candidate that gives words, else of the best of all; None where none
    does. An encoding that does not exist is passed over.
    """
    found: list[tuple[float, str, str]] = []
    for encoding in dict.fromkeys((*candidates, *CANDIDATES)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        found.append((share(text, encoding), text, encoding))
        if found[-1][0] >= ENCODING.enough:
            return text, encoding
    return None


@cache
def common() -> frozenset[str]:
    """The first levels of GB 2312 (rows 16 to 55) and Big5 (A440 to C67E)."""
    simplified = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = (bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in cells)
    return frozenset(
        "".join(c.decode("gb2312", "ignore") for c in simplified)
        + "".join(c.decode("big5", "ignore") for c in traditional)
    )


@cache
def _signs() -> frozenset[str]:
    return _range(_SIGNS)


@cache
def _kana() -> frozenset[str]:
    return _range(_KANA)


def _range(bounds: Iterable[tuple[int, int]]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in bounds for code in range(first, last + 1))
