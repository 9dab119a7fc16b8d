"""PDF, by PDFium: lines with their pages, ruled tables as rows, running heads taken out.

In: the bytes of a file. Out: a `Document` whose lines count through the file and know their page and place.
Pages that are a picture, or whose fonts do not say which characters they print, are recognised
(`recognition`), the others are read as they are; what could not be read is told by the number of its page.
Without any text the file is refused, as are files with a password, damaged ones and those of too many pages.
Not read: annotations, form fields, attached files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing

import pypdfium2

from ingest.errors import ReadError
from ingest.model import Doubt
from ingest.readers.characters import count_unreadable, share
from ingest.readers.options import PDF
from ingest.readers.page_pictures import drawn
from ingest.readers.paged_lines import paged_lines
from ingest.readers.pages import Page, page_doubts
from ingest.readers.pdf_pages import read_page
from ingest.readers.protocol import Document, Line
from ingest.readers.scans import Scan, scan_doubts, scanned_pages
from ingest.readers.sniff import is_pdf
from ingest.recognition.options import RECOGNITION
from ingest.recognition.progress import pages_told
from ingest.recognition.recognise import Raster, unusable

_END, _BEHIND = b"%%EOF", 4096
_NO_TEXT = "PDF 没有文字层，是扫描件或图片"
_REMEDY = "请换成带文字的 PDF 或 Word 文件，或先做文字识别再导入"
_AGAIN = "请重新下载或拷贝一次；能打开的话，另存为新的 PDF 后再试"
_SHOWN = 4
"""Words of a page that are struck out and named; all of them are among what was dropped."""
_CONTROL = frozenset(map(chr, range(32))) - {"\t", "\n", "\r"}


class PdfReader:
    suffixes = (".pdf",)

    def read(self, data: bytes, file: str) -> Document:
        if not data.strip():
            raise ReadError("文件是空的", file=file, remedy="请检查文件是否上传完整")
        if not is_pdf(data):
            raise ReadError("不是 PDF 文件，或已损坏", file=file, remedy=_AGAIN)
        pages, broken = _pages(data, file)
        wanted = [n for n, page in enumerate(pages) if page and (_is_picture(page) or _is_unclear(page))]
        why = unusable() if wanted else ""
        scan = Scan() if why or not wanted else scanned_pages(_drawn(data, wanted), wanted, file)
        pages = [scan.pages.get(n, page) for n, page in enumerate(pages)]
        if not any(page.letters() for page in pages if page):
            raise ReadError(f"{_NO_TEXT}{f'；{why}' if why else ''}", file=file, remedy=_REMEDY)
        lines, dropped = paged_lines(pages)
        doubts = [*_doubts(pages, broken, scan.pages, lines), *scan_doubts(scan, lines)]
        if _END not in data[-_BEHIND:]:
            message = "PDF 文件末尾不完整，可能缺页，请核对原件"
            doubts.append(Doubt(line=max(1, len(lines)), kind="page", message=message))
        return Document(
            lines=lines,
            dropped=dropped,
            doubts=tuple(doubts),
            tells_merges=True,
            scanned=scan.turned,
        )


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
        for number in pages_told(count):
            try:
                page = document[number]
                pages.append(read_page(page))
                page.close()
            except pypdfium2.PdfiumError:
                pages.append(None)
        return pages, [n for n, page in enumerate(pages, start=1) if page is None]
    finally:
        document.close()


def _drawn(data: bytes, numbers: Sequence[int]) -> Iterator[Raster | None]:
    """These pages, from 0, as pictures to be recognised; None for one that cannot be drawn."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        for number in numbers:
            try:
                page = document[number]
                image = drawn(page, RECOGNITION.dpi, RECOGNITION.longest)
                page.close()
                yield Raster(width=image.width, height=image.height, rgb=image.tobytes())
            except pypdfium2.PdfiumError:
                yield None


def _is_picture(page: Page) -> bool:
    """Whether the page is a picture, what a program has put behind it as text left aside."""
    return page.picture >= PDF.picture and (page.veiled or page.letters() < PDF.letters)


# -- what is told


def _doubts(
    pages: Sequence[Page | None], broken: Sequence[int], scanned: Collection[int], lines: Sequence[Line]
) -> Iterator[Doubt]:
    """A doubt for each kind of page that was not read, or not surely; `scanned` are counted from 0."""
    others = [(n, p) for n, p in enumerate(pages, start=1) if p and n - 1 not in scanned]
    pictures = [n for n, p in others if _is_picture(p) and p.letters() < PDF.letters]
    unclear = [n for n, p in others if n not in pictures and _is_unclear(p)]
    struck = [n for n, p in others if p.struck]
    shown = "".join(f"“{words}”" for _, p in others for words in p.struck[:_SHOWN])
    told = (
        (struck, f"有划去的字（{shown}），按删去读，没有读入"),
        (broken, "读不出来"),
        (pictures, "没有文字层，是扫描的图片，没有读出文字"),
        (unclear, "的字体没有标明是哪些字，读出来的可能是乱码"),
    )
    yield from page_doubts(told, lines)


def _is_unclear(page: Page) -> bool:
    text = "".join(page.texts())
    bad = page.unmapped + count_unreadable(text) + sum(ch in _CONTROL for ch in text)
    return bad > PDF.unmapped * max(1, len(text)) or share(text, "utf-8") < PDF.words
