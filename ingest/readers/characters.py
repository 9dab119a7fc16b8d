"""Characters that look like others: forms of Han characters that copying out of a PDF leaves, and those that
mean nothing outside the font they were set in.

In: a document. Out: the same with Kangxi radicals (U+2F00 on), radicals of the supplement (U+2E80 on) and
compatibility ideographs (U+F900 on, U+2F800 on) as the characters they stand for, one for one, so that every
place stays what it was; and a doubt for each line with characters of a private use area or U+FFFD. Nothing
else is normalised. The first and the last two are Unicode's own decompositions; the supplement has none but
the pairs of its EquivalentUnifiedIdeograph.txt, of which the table holds what is a whole character in use.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from ingest import late_re as re
from ingest.model import Doubt, Dropped
from ingest.readers.protocol import Document, Line

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
