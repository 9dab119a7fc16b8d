"""Pictures of papers: PNG, JPEG, TIFF (several pages). Every page is recognised.

In: the bytes of a file. Out: a `Document` as of a scanned PDF. Refused where nothing can be recognised on
this machine, and where there are no words on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.errors import ReadError
from ingest.readers.page_pictures import page_count, pictures
from ingest.readers.paged_lines import paged_lines
from ingest.readers.protocol import Document
from ingest.readers.scans import scan_doubts, scanned_pages
from ingest.recognition.recognise import Raster, unusable

_REMEDY = "请换成带文字的 PDF 或 Word 文件"


class PictureReader:
    suffixes = (".png", ".jpg", ".jpeg", ".tif", ".tiff")

    def read(self, data: bytes, file: str) -> Document:
        if why := unusable():
            raise ReadError(f"是图片，要先识别文字；{why}", file=file, remedy=_REMEDY)
        count = page_count(data, file)
        scan = scanned_pages(_rasters(data, file), range(count), file)
        pages = [scan.pages.get(number) for number in range(count)]
        if not any(page.letters() for page in pages if page):
            raise ReadError("图片里没有识别出文字", file=file, remedy="请确认是不是文件的扫描件，并保证清晰")
        lines, dropped = paged_lines(pages)
        doubts = tuple(scan_doubts(scan, lines))
        return Document(lines=lines, dropped=dropped, doubts=doubts, tells_merges=True, scanned=scan.turned)


def _rasters(data: bytes, file: str) -> Iterator[Raster]:
    for image in pictures(data, file):
        yield Raster(width=image.width, height=image.height, rgb=image.tobytes())
