"""Pages that have to be recognised, of PDFs and of pictures of papers (PNG, JPEG, TIFF): the pages as they
were read, and what is doubted of them.

In: pictures of pages, with their numbers. Out: `Scan`, and doubts with the lines they are of: a page that was
not read, words that were read unsurely, room that a line leaves where the page's rhythm has one, ink that
gave no words, signs that recognition takes for others. What looks wrong in the finished clauses (% for ‰) is
`ingest/inspection`'s.

On a recognised page what lies within a grid of rules belongs to the cells of a table, everything else is put
into rows (`as_page`, `recognition.recognise`). Of a picture every page is recognised; it is refused where
nothing can be recognised on this machine, and where there are no words on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from statistics import median, quantiles

from ingest.errors import ReadError
from ingest.grammar.misread import confused_signs
from ingest.model import Doubt, ScannedPage
from ingest.readers.options import SCANS
from ingest.readers.page_pictures import page_count, pictures
from ingest.readers.paged_lines import paged_lines
from ingest.readers.pages import Block, Page, PageTable, Printed, listed
from ingest.readers.pdf_pages import covered_by, table_of
from ingest.readers.protocol import Document, Line
from ingest.readers.ruled_tables import Grid, Rule, find_grids
from ingest.recognition.options import RECOGNITION
from ingest.recognition.recognise import Piece, Raster, RecognisedPage, in_rows, recognised, unusable

_STOPS = "。；：！？;:!?"
_SHOWN = 12
_POINT = 72 / RECOGNITION.dpi
"""Points of a dot, near enough for how text is set: pictures do not say how large their page was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """`pages` by number from 0; `failed` and `unread` are numbers from 1, `unread` of pages with ink that
    gave no words.
    """

    pages: Mapping[int, Page] = field(default_factory=dict)
    turned: tuple[ScannedPage, ...] = ()
    failed: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()


def scanned_pages(pictures: Iterator[Raster | None], numbers: Sequence[int], file: str) -> Scan:
    """`numbers`, from 0, are those of the pictures. Raises ReadError where they are too many."""
    if len(numbers) > RECOGNITION.pages:
        raise ReadError(
            f"有{len(numbers)}页要识别，超过{RECOGNITION.pages}页",
            file=file,
            remedy="请拆成几份之后再试，或换成带文字的文件",
        )
    pages: dict[int, Page] = {}
    turned: list[ScannedPage] = []
    failed: list[int] = []
    unread: list[int] = []
    for number, found in zip(numbers, recognised(pictures, len(numbers)), strict=True):
        if found is None or not found.pieces:
            failed += [number + 1] * (found is None)
            continue
        pages[number] = as_page(found)
        turned.append(ScannedPage(page=number + 1, turn=found.turn, skew=found.skew))
        if found.unread:
            unread.append(number + 1)
    return Scan(pages=pages, turned=tuple(turned), failed=tuple(failed), unread=tuple(unread))


def scan_doubts(scan: Scan, lines: Sequence[Line]) -> Iterator[Doubt]:
    if not lines:
        return
    yield from _of_pages(scan, lines)
    for line in lines:
        if line.confidence is not None:
            yield from _of_line(line)
    for _, of in groupby(lines, key=lambda line: line.page):
        page = [line for line in of if line.box is not None and line.cells is None]
        if page and page[0].confidence is not None:
            yield from _lost(page)


def _of_pages(scan: Scan, lines: Sequence[Line]) -> Iterator[Doubt]:
    told = (
        ("scan_page", [page.page for page in scan.turned], "是扫描识别的，文字和数字请与原页核对"),
        ("page", scan.failed, "没有识别出来，没有读入，请核对原件"),
        ("scan_page", scan.unread, "有墨迹没有识别出文字，可能漏了字，也可能是印章、签名或图，请核对原页"),
    )
    for kind, numbers, what in told:
        if numbers:
            line = next((line.number for line in lines if (line.page or 0) >= numbers[0]), lines[-1].number)
            yield Doubt(line=line, kind=kind, message=f"第{listed(numbers)}页{what}")


def _of_line(line: Line) -> Iterator[Doubt]:
    words = line.text or " ".join(cell for cell in line.cells or () if cell)
    if line.confidence is not None and line.confidence < SCANS.sure:
        message = f"“{_near(words, 0)}”识别得没有把握，请核对原页"
        yield Doubt(line=line.number, kind="scan_unsure", message=message)
    for span, perhaps in confused_signs(words):
        message = (
            f"“{_near(words, span.start - _SHOWN // 2)}”里的“{span.of(words)}”可能是“{perhaps}”，请核对原页"
        )
        yield Doubt(line=line.number, kind="scan_sign", message=message)


def _near(words: str, start: int) -> str:
    start = max(0, start)
    return words[start : start + _SHOWN] + ("…" if len(words) > start + _SHOWN else "")


def _lost(page: Sequence[Line]) -> Iterator[Doubt]:
    """Where a line seems to be missing: behind one that is full and ends no sentence more room is left than
    between lines, or between two lines more than between paragraphs."""
    steps = [(above, line, _step(above, line)) for above, line in pairwise(page) if _one_column(above, line)]
    if len(steps) < SCANS.fewest_steps:
        return
    leading = median(step for _, _, step in steps)
    between = max(leading, quantiles((step for _, _, step in steps), n=4)[2])
    right = max(_edges(line)[2] for line in page)
    for above, line, step in steps:
        open_ended = above.text[-1:] not in _STOPS and _edges(above)[2] >= SCANS.full * right
        both_full = min(_width(above), _width(line)) >= SCANS.full * max(map(_width, page))
        if (open_ended and step > SCANS.lost * leading) or (both_full and step > SCANS.lost * between):
            message = f"“{_near(line.text, 0)}”之前空得比行距多，可能漏了一行，请核对原页"
            yield Doubt(line=line.number, kind="scan_lost", message=message)


def _edges(line: Line) -> tuple[float, float, float, float]:
    assert line.box is not None
    return line.box


def _step(above: Line, line: Line) -> float:
    return _edges(line)[1] - _edges(above)[1]


def _width(line: Line) -> float:
    return _edges(line)[2] - _edges(line)[0]


def _one_column(above: Line, line: Line) -> bool:
    """Whether one stands below the other."""
    (left, top, right, _), (its_left, its_top, its_right, _) = _edges(above), _edges(line)
    return its_top > top and its_left < right and left < its_right


def as_page(found: RecognisedPage) -> Page:
    grids = find_grids(*_rules(found))
    inside: dict[int, list[Piece]] = {}
    outside: list[Piece] = []
    for piece in found.pieces:
        x, y = (piece.left + piece.right) / 2 * _POINT, (found.height - piece.middle) * _POINT
        at = next((n for n, grid in enumerate(grids) if grid.holds(x, y)), None)
        if at is None:
            outside.append(piece)
        else:
            inside.setdefault(at, []).append(piece)
    view = (1 / (found.width * _POINT), 0.0, 0.0, -1 / (found.height * _POINT), 0.0, 1.0)
    return Page(tuple(_blocks(found, grids, inside, outside)), view)


def _rules(found: RecognisedPage) -> tuple[list[Rule], list[Rule]]:
    """In points, y upwards."""
    high = found.height
    level = [Rule((high - y) * _POINT, start * _POINT, end * _POINT) for y, start, end in found.level]
    upright = [
        Rule(x * _POINT, (high - end) * _POINT, (high - start) * _POINT) for x, start, end in found.upright
    ]
    return level, upright


def _blocks(
    found: RecognisedPage, grids: Sequence[Grid], inside: dict[int, list[Piece]], outside: Sequence[Piece]
) -> Iterator[Block]:
    """Tables among the rows they stand between."""
    waiting = [(grids[at], pieces) for at, pieces in sorted(inside.items())]
    usual = median(piece.height for piece in found.pieces) if found.pieces else 0.0
    for row in in_rows(outside):
        printed = _printed(found, row, usual)
        while waiting and waiting[0][0].ys[0] > printed.top:
            yield _table(found, *waiting.pop(0))
        yield printed
    for grid, pieces in waiting:
        yield _table(found, grid, pieces)


def _printed(found: RecognisedPage, row: Piece, usual: float) -> Printed:
    """Boxes are more or less tight: a height about the usual one is that."""
    alike = abs(row.height - usual) <= SCANS.alike * usual
    return Printed(
        row.text,
        row.left * _POINT,
        row.right * _POINT,
        (found.height - row.top) * _POINT,
        max(1.0, (usual if alike else row.height) * _POINT),
        row.confidence,
    )


def _table(found: RecognisedPage, grid: Grid, pieces: Sequence[Piece]) -> PageTable:
    covering = covered_by(grid)
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        x, y = (piece.left + piece.right) / 2 * _POINT, (found.height - piece.middle) * _POINT
        cells.setdefault(covering[grid.place_at(x, y)], []).append(piece)
    rows = {place: in_rows(of) for place, of in cells.items()}
    table = table_of(grid, {place: "\n".join(row.text for row in of) for place, of in rows.items()})
    least = min(piece.confidence for piece in pieces)
    return PageTable(tuple(replace(row, confidence=least) for row in table.rows), table.xs)


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
