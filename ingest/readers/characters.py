"""From bytes to characters: which encoding bytes are in that do not say it, and which characters only look
like those they stand for.

Bytes that are no UTF-8 become text, or nothing where none of the encodings gives words. Most bytes are valid
in several Chinese encodings, and the wrong one gives characters nobody uses: so each candidate is decoded,
and the share of characters in common use decides. EUC-KR and EUC-JP have the layout of GB 2312 and are not
told from it by that: they are taken only where they are declared. In common use are the first levels of GB
2312 (3,755 characters) and of Big5 (5,401), which their standards put apart for that, signs and forms of East
Asian typesetting, and kana where the encoding is a Japanese one.

A document becomes the same with Kangxi radicals (U+2F00 on), radicals of the supplement (U+2E80 on) and
compatibility ideographs (U+F900 on, U+2F800 on), which copying out of a PDF leaves, as the characters they
stand for, one for one, so that every place stays what it was; and there is a doubt for each line with
characters of a private use area or U+FFFD. Nothing else is normalised. The first and the last two are
Unicode's own decompositions; the supplement has none but the pairs of its EquivalentUnifiedIdeograph.txt, of
which the table holds what is a whole character in use.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from ingest import late_re as re
from ingest.model import Doubt, Dropped
from ingest.readers.options import ENCODING
from ingest.readers.protocol import Document, Line

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


_SUPPLEMENT = (
    "⺁厂⺇几⺈刀⺊卜⺌小⺒巳⺓幺⺜日⺝月⺟母⺠民⺧牛⺩王⺫目⺬示⺮竹⺶羊⻁虎⻄西⻅见⻆角⻉贝⻊足⻋车⻑長⻓长⻔门"
    "⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
_DECOMPOSED = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF), *range(0x2F800, 0x2FA1E))
_PLAIN = {
    code: same for code in _DECOMPOSED if (same := unicodedata.normalize("NFKC", chr(code))) != chr(code)
}
_PLAIN |= {ord(form): same for form, same in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
_FORMS = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1d]")
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


def plain(text: str) -> str:
    """The text with such forms as plain characters; as long as it was."""
    return text.translate(_PLAIN) if _FORMS.search(text) else text


def with_plain_characters(document: Document) -> Document:
    lines = tuple(_plain_line(line) for line in document.lines)
    dropped = tuple(Dropped(line=d.line, text=plain(d.text), reason=d.reason) for d in document.dropped)
    return replace(document, lines=lines, dropped=dropped)


def _plain_line(line: Line) -> Line:
    cells = (
        None if line.cells is None else tuple(cell if cell is None else plain(cell) for cell in line.cells)
    )
    return replace(line, text=plain(line.text), cells=cells)


def count_unreadable(text: str) -> int:
    """How many characters stand for nothing outside their font."""
    return len(_UNREADABLE.findall(text))


def unreadable(document: Document) -> Iterator[Doubt]:
    """A doubt for each line with characters that stand for nothing outside their font."""
    for line in document.lines:
        words = "".join((line.text, *(cell or "" for cell in line.cells or ())))
        found = _UNREADABLE.findall(words)
        if found:
            at = words.index(found[0])
            near = _UNREADABLE.sub("□", words[max(0, at - 6) : at + 7])
            message = f"有{len(found)}个字符显示不出来（“{near}”），可能是字体里的自造字或乱码，请核对原件"
            yield Doubt(line=line.number, kind="characters", message=message)
