"""OFD (GB/T 33190-2016), the page format of official papers, by ofdkit: a line a printed line, with its page.

In: the bytes of a file. Out: a `Document` whose lines count through the file and know their page. What is on
a page comes in the order in which it is read, whatever the order in which it is drawn; running heads and page
numbers are taken out as in a PDF. Pages that are drawn and have no characters (paths, pictures) are told by
number, and a file of nothing else is refused: recognising them is no part of this. The rules of tables are
not read: a row comes as one line, its cells apart by blanks, which is doubted. Not read: annotations, seals,
attached files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import ReadError
from ingest.model import Dropped
from ingest.readers.encoding import share
from ingest.readers.ofd_places import placed
from ingest.readers.options import PDF
from ingest.readers.package import FAULTS, Package
from ingest.readers.page_doubts import page_doubts
from ingest.readers.printed_lines import Printed, going_on
from ingest.readers.protocol import Document, Line
from ingest.readers.running_heads import running_lines
from ingest.recognition.progress import pages_told

if TYPE_CHECKING:
    import ofdkit

_DRAWN = re.compile(rb"<(?:\w+:)?(?:PathObject|ImageObject|CompositeObject)\b")
_CELLS = re.compile(r"\S {3,}(?=\S)")
"""Where ofdkit sees more room than between words."""
_NO_TEXT = "OFD 没有文字层，是图片或描出来的字形"
_REMEDY = "请换成带文字的 OFD、PDF 或 Word 文件，或先做文字识别再导入"
_AGAIN = "请重新下载或拷贝一次；能打开的话，另存或打印为 PDF 后再试"


@dataclass(frozen=True, slots=True)
class _Page:
    """`places` of its lines, None where they are not known; `drawn` is whether there is anything on it
    besides characters.
    """

    lines: tuple[str, ...]
    places: tuple[Printed, ...] | None
    drawn: bool


class OfdReader:
    suffixes = (".ofd",)

    def read(self, data: bytes, file: str) -> Document:
        pages = _pages(data, file)
        if not any(page and page.lines for page in pages):
            raise ReadError(_NO_TEXT, file=file, remedy=_REMEDY)
        lines, dropped = _lines(pages)
        if not lines:
            raise ReadError("OFD 里只有页眉和页码，没有正文", file=file, remedy=_REMEDY)
        numbered = list(enumerate(pages, start=1))
        told = (
            ([n for n, page in numbered if page is None], "读不出来"),
            ([n for n, p in numbered if p and not p.lines and p.drawn], "没有文字层，没有读入"),
            ([n for n, p in numbered if p and _is_unclear(p)], "读出来的可能是乱码"),
            ([n for n, p in numbered if p and _is_table(p)], "像是有表格，表格线没有读，是按行读的"),
        )
        return Document(lines=lines, dropped=dropped, doubts=tuple(page_doubts(told, lines)))


def _pages(data: bytes, file: str) -> list[_Page | None]:
    """None for a page that cannot be read. Raises ReadError."""
    import ofdkit

    package = Package.open(data, file)
    try:
        with ofdkit.open(data) as document:
            if len(document.pages) > PDF.pages:
                remedy = "请确认是不是一份文件，必要时拆成几份之后再试"
                raise ReadError(f"OFD 有{len(document.pages)}页，超过{PDF.pages}页", file=file, remedy=remedy)
            return [_page(document.pages[number], package) for number in pages_told(len(document.pages))]
    except (ofdkit.OFDError, *FAULTS) as error:
        raise ReadError("OFD 不完整或已损坏，打不开", file=file, remedy=_AGAIN) from error


def _page(page: ofdkit.Page, package: Package) -> _Page | None:
    import ofdkit

    if page.location is None:
        return None
    try:
        lines = tuple(line.strip() for line in page.text().split("\n") if line.strip())
        drawn = bool(_DRAWN.search(package.part(page.location) or b""))
        return _Page(lines, placed(lines, page.runs), drawn)
    except (ofdkit.OFDError, ReadError, *FAULTS):
        return None


def _lines(pages: Sequence[_Page | None]) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """The lines of all pages and what was taken out of them."""
    texts = [page.lines if page else () for page in pages]
    out = running_lines(texts)
    on = _going_on(pages, out)
    lines: list[Line] = []
    dropped: list[Dropped] = []
    number = 0
    for at, of in enumerate(texts):
        for place, text in enumerate(of):
            number += 1
            if reason := out.get((at, place)):
                dropped.append(Dropped(line=number, text=text, reason=reason))
            else:
                lines.append(Line(text=text, number=number, page=at + 1, goes_on=(at, place) in on))
    return tuple(lines), tuple(dropped)


def _going_on(pages: Sequence[_Page | None], out: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """The places of lines that go on in the next one; none where those of a page are not known."""
    places = [page.places if page else () for page in pages]
    kept = [
        [(n, line) for n, line in enumerate(of or ()) if (at, n) not in out] for at, of in enumerate(places)
    ]
    values = going_on([[line for _, line in page] for page in kept]) if None not in places else []
    return {
        (at, n)
        for at, (page, goes) in enumerate(zip(kept, values, strict=False))
        for (n, _), value in zip(page, goes, strict=True)
        if value
    }


def _is_unclear(page: _Page) -> bool:
    """Whether its characters are not those of words, as where a font numbers its glyphs anew."""
    return share("".join(page.lines), "utf-8") < PDF.words


def _is_table(page: _Page) -> bool:
    rows = [len(_CELLS.findall(line)) for line in page.lines]
    return sum(cells > 0 for cells in rows) >= PDF.head_rows and any(cells > 1 for cells in rows)
