"""PDF with text, by PDFium: lines with their pages, ruled tables as rows, running heads taken out.

In: the bytes of a file. Out: a `Document` whose lines count through the file and know their page. A table
that goes on over a page is one table, its cells that the page cuts too. Pages that are a picture, or whose
fonts do not say which characters they print, are told by number: recognising pictures is no part of this.
Without any text the file is refused, as are files with a password, damaged ones and those of too many pages.
Not read: annotations, form fields, attached files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pypdfium2

from ingest.errors import ReadError
from ingest.model import Doubt, Dropped
from ingest.readers.characters import count_unreadable
from ingest.readers.encoding import share
from ingest.readers.options import PDF
from ingest.readers.page_doubts import page_doubts
from ingest.readers.pdf_pages import Block, Page, PageTable, read_page
from ingest.readers.printed_lines import Printed, going_on
from ingest.readers.protocol import Document, Line
from ingest.readers.running_heads import running_lines
from ingest.readers.sniff import is_pdf

_END, _BEHIND = b"%%EOF", 4096
_NO_TEXT = "PDF 没有文字层，是扫描件或图片"
_REMEDY = "请换成带文字的 PDF 或 Word 文件，或先做文字识别再导入"
_AGAIN = "请重新下载或拷贝一次；能打开的话，另存为新的 PDF 后再试"
_COUNT = re.compile(r"(?<=^\d) (?=[\u4e00-\u9fff])|(?<=^\d\d) (?=[\u4e00-\u9fff])")
"""The space of typesetting behind a number that begins a line, where it can be no mark."""
_CONTROL = frozenset(map(chr, range(32))) - {"\t", "\n", "\r"}


class PdfReader:
    suffixes = (".pdf",)

    def read(self, data: bytes, file: str) -> Document:
        if not data.strip():
            raise ReadError("文件是空的", file=file, remedy="请检查文件是否上传完整")
        if not is_pdf(data):
            raise ReadError("不是 PDF 文件，或已损坏", file=file, remedy=_AGAIN)
        pages, broken = _pages(data, file)
        if not any(_letters(page) for page in pages if page):
            raise ReadError(_NO_TEXT, file=file, remedy=_REMEDY)
        lines, dropped = _lines(pages)
        doubts = [*_doubts(pages, broken, lines)]
        if _END not in data[-_BEHIND:]:
            message = "PDF 文件末尾不完整，可能缺页，请核对原件"
            doubts.append(Doubt(line=max(1, len(lines)), kind="page", message=message))
        return Document(lines=lines, dropped=dropped, doubts=tuple(doubts), tells_merges=True)


def _pages(data: bytes, file: str) -> tuple[list[Page | None], list[int]]:
    """The pages, None for one that cannot be read, and the numbers of those."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                "PDF 设有打开密码，读不出来", file=file, remedy="请取消密码，另存之后再试"
            ) from error
        raise ReadError("PDF 不完整或已损坏，打不开", file=file, remedy=_AGAIN) from error
    try:
        count = len(document)
        if not count:
            raise ReadError("PDF 里没有一页能读", file=file, remedy=_AGAIN)
        if count > PDF.pages:
            remedy = "请确认是不是一份文件，必要时拆成几份之后再试"
            raise ReadError(f"PDF 有{count}页，超过{PDF.pages}页", file=file, remedy=remedy)
        pages: list[Page | None] = []
        for number in range(count):
            try:
                page = document[number]
                pages.append(read_page(page))
                page.close()
            except pypdfium2.PdfiumError:
                pages.append(None)
        return pages, [n for n, page in enumerate(pages, start=1) if page is None]
    finally:
        document.close()


def _letters(page: Page) -> int:
    return sum(ch.isalnum() for text in page.texts() for ch in text)


# -- lines and tables


def _lines(pages: Sequence[Page | None]) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """The lines of all pages and what was taken out of them."""
    blocks = [page.blocks if page else () for page in pages]
    out = running_lines([[b.text if isinstance(b, Printed) else None for b in of] for of in blocks])
    on = _going_on(blocks, out)
    lines: list[Line] = []
    dropped: list[Dropped] = []
    number = tables = 0
    before: PageTable | None = None
    """The table with which the page before ended."""
    for at, of in enumerate(blocks):
        last: PageTable | None = None
        first = True
        for place, block in enumerate(of):
            if isinstance(block, Printed):
                number += 1
                if reason := out.get((at, place)):
                    dropped.append(Dropped(line=number, text=block.text, reason=reason))
                    continue
                words = block.text
                if lines and lines[-1].goes_on:
                    words = _COUNT.sub("", words)
                goes = (at, place) in on
                lines.append(Line(text=words, number=number, page=at + 1, goes_on=goes))
                last, first = None, False
                continue
            goes_on = first and before is not None and _same_columns(before, block)
            tables += not goes_on
            rows = list(_rows(block, number, at + 1, tables))
            if goes_on:
                again = _repeated(lines, rows)
                dropped += (Dropped(line=r.number, text=_said(r), reason="表头重复") for r in rows[:again])
                rows = _carried_over(lines[-1], rows[again:]) if rows[again:] else []
            lines += rows
            number += len(block.rows)
            last, first = block, False
        before = last if of else before
    return tuple(lines), tuple(dropped)


def _going_on(blocks: Sequence[Sequence[Block]], out: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """The places of lines that go on in the next one, what is taken out passed over."""
    kept = [
        [(n, b) for n, b in enumerate(of) if isinstance(b, Printed) and (page, n) not in out]
        for page, of in enumerate(blocks)
    ]
    values = going_on([[block for _, block in page] for page in kept])
    return {
        (page, place)
        for page, (places, goes) in enumerate(zip(kept, values, strict=True))
        for (place, _), value in zip(places, goes, strict=True)
        if value
    }


def _rows(table: PageTable, number: int, page: int, name: int) -> Iterator[Line]:
    for n, row in enumerate(table.rows, start=1):
        yield Line(text="", number=number + n, page=page, cells=row.cells, beside=row.beside, table=name)


def _said(row: Line) -> str:
    return "\t".join(" ".join(cell.split()) for cell in row.cells or () if cell)


def _same_columns(one: PageTable, other: PageTable) -> bool:
    return len(one.xs) == len(other.xs) and all(
        abs(a - b) <= PDF.same_column for a, b in zip(one.xs, other.xs, strict=True)
    )


def _repeated(above: Sequence[Line], rows: Sequence[Line]) -> int:
    """How many rows at the top of the next page print the head of the table again."""
    table = [line.cells for line in above if line.table == rows[0].table][: PDF.head_rows]
    return next((n for n, row in enumerate(rows) if n >= PDF.head_rows or row.cells not in table), len(rows))


def _carried_over(above: Line, rows: Sequence[Line]) -> list[Line]:
    """The rows of the next page below the last row `above`; a cell that the page cuts off one above is
    covered by it: it stands empty at the top, and it or the one above is of several rows."""
    out = list(rows)
    for column in range(len(rows[0].cells or ())):
        below = rows[1].cells if len(rows) > 1 else None
        tall = _covered(above.cells, column) or _covered(below, column)
        for n, row in enumerate(out if tall else ()):
            cells = row.cells or ()
            if cells[column] != ("" if n == 0 else None) or column in row.beside:
                break
            out[n] = replace(row, cells=(*cells[:column], None, *cells[column + 1 :]))
    return out


def _covered(cells: tuple[str | None, ...] | None, column: int) -> bool:
    return cells is not None and column < len(cells) and cells[column] is None


# -- what is told


def _doubts(pages: Sequence[Page | None], broken: Sequence[int], lines: Sequence[Line]) -> Iterator[Doubt]:
    """A doubt for each kind of page that was not read, or not surely."""
    pictures = [
        n
        for n, p in enumerate(pages, start=1)
        if p and p.picture >= PDF.picture and _letters(p) < PDF.letters
    ]
    unclear = [n for n, p in enumerate(pages, start=1) if p and n not in pictures and _is_unclear(p)]
    told = (
        (broken, "读不出来"),
        (pictures, "没有文字层，是扫描的图片，没有读入"),
        (unclear, "的字体没有标明是哪些字，读出来的可能是乱码"),
    )
    yield from page_doubts(told, lines)


def _is_unclear(page: Page) -> bool:
    text = "".join(page.texts())
    bad = page.unmapped + count_unreadable(text) + sum(ch in _CONTROL for ch in text)
    return bad > PDF.unmapped * max(1, len(text)) or share(text, "utf-8") < PDF.words
