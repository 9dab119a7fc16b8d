"""Pages as pictures: those of a PDF drawn by PDFium, those of a picture file (PNG, JPEG, TIFF of several
pages).

In: the bytes of a file. Out: one page at a time in colour, upright as the file says it is to be shown; or, as
people have it on the screen, also turned and set straight as its recognition found it to stand (`shown`).
Pictures larger than `PICTURES` allows are drawn smaller; one that would unpack to far more is refused.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.errors import ReadError
from ingest.model import ScannedPage
from ingest.readers.options import PICTURES
from ingest.readers.sniff import is_pdf

_POINTS = 72
_AGAIN = "请重新扫描或拷贝一次，或换成 PDF 后再试"
_FAULTS = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
    MemoryError,
)
"""What Pillow raises over files that are damaged or made on purpose."""


def page_count(data: bytes, file: str) -> int:
    """Raises ReadError."""
    with _picture_file(data, file) as image:
        return int(getattr(image, "n_frames", 1))


def pictures(data: bytes, file: str) -> Iterator[Image.Image]:
    """The pages of a picture file. Raises ReadError."""
    with _picture_file(data, file) as image:
        for number in range(int(getattr(image, "n_frames", 1))):
            image.seek(number)
            yield _fitting(image)


def drawn(page: pypdfium2.PdfPage, dpi: float, longest: int) -> Image.Image:
    """A page of a PDF, its longer side `longest` dots at most. Raises PdfiumError."""
    scale = min(dpi / _POINTS, longest / max(1.0, *page.get_size()))
    bitmap = page.render(scale=scale)
    try:
        image: Image.Image = bitmap.to_pil()
        return image.convert("RGB")
    finally:
        bitmap.close()


def shown(data: bytes, file: str, page: int, scanned: ScannedPage | None, width: int) -> Image.Image:
    """Page `page`, from 1, `width` dots wide. Raises ReadError, IndexError for a page that is not there."""
    image = _one(data, file, page, width)
    if scanned is not None:
        image = upright(image, scanned)
    high = max(1, round(image.height * width / image.width))
    return image.resize((width, high), Image.Resampling.LANCZOS) if image.width != width else image


def upright(image: Image.Image, scanned: ScannedPage) -> Image.Image:
    turns = {
        90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270
    }  # fmt: skip
    if scanned.turn in turns:
        image = image.transpose(turns[scanned.turn])
    if scanned.skew:
        image = image.rotate(scanned.skew, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    return image


def _one(data: bytes, file: str, page: int, width: int) -> Image.Image:
    if page < 1:
        raise IndexError(page)
    if not is_pdf(data):
        with _picture_file(data, file) as image:
            if page > int(getattr(image, "n_frames", 1)):
                raise IndexError(page)
            image.seek(page - 1)
            return _fitting(image)
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if page > len(document):
                raise IndexError(page)
            found = document[page - 1]
            try:
                return drawn(found, _POINTS * width / max(1.0, min(found.get_size())), PICTURES.longest)
            finally:
                found.close()
    except pypdfium2.PdfiumError as error:
        raise ReadError("这一页画不出来", file=file) from error


@contextmanager
def _picture_file(data: bytes, file: str) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                yield image
    except _FAULTS as error:
        raise ReadError("图片打不开：不完整、已损坏，或大得反常", file=file, remedy=_AGAIN) from error


def _fitting(image: Image.Image) -> Image.Image:
    """Upright as its camera says, in colour on white, no larger than a page has to be."""
    if image.width * image.height > PICTURES.dots:
        raise ReadError("图片太大", remedy=_AGAIN)
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    if max(image.size) > PICTURES.page:
        image.thumbnail((PICTURES.page, PICTURES.page), Image.Resampling.LANCZOS)
    return image
