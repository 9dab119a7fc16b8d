"""OFD (GB/T 33190-2016), the page format of official papers, by ofdkit: a line a printed line, with its page.

In: the bytes of a file. Out: a `Document` whose lines count through the file and know their page. What is on
a page comes in the order in which it is read, whatever the order in which it is drawn; running heads and page
numbers are taken out as in a PDF, and ruled tables are rows. Pages that are drawn and have no characters
(paths, pictures) are told by number, and a file of nothing else is refused: recognising them is no part of
this. A table without rules comes line by line, its cells apart by blanks, which is doubted. Not read:
annotations, seals, attached files.

Where a line stands is found by the pieces of text that ofdkit places on the page (`placed`): by its
characters, among those of one base line, or of a part of one where columns stand side by side. The rules of
tables come from the path objects (`rules_of`), in points, y upwards, as `ruled_tables` has them: a thin box
is a rule, of a path that is stroked every straight piece; not looked at are composite objects and paths of
page templates.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.readers.characters import share
from ingest.readers.options import OFD, PDF, RULES
from ingest.readers.package import FAULTS, Package
from ingest.readers.paged_lines import paged_lines
from ingest.readers.pages import Block, Matrix, Page, PageTable, Printed, at, page_doubts
from ingest.readers.pdf_pages import covered_by, table_of
from ingest.readers.protocol import Document
from ingest.readers.ruled_tables import Grid, Rule, find_grids
from ingest.recognition.progress import pages_told

if TYPE_CHECKING:
    import ofdkit

_DRAWN = re.compile(rb"<(?:\w+:)?(?:PathObject|ImageObject|CompositeObject)\b")
_CELLS = re.compile(r"\S {3,}(?=\S)")
"""Where ofdkit sees more room than between words."""
_NO_TEXT = "OFD 没有文字层，是图片或描出来的字形"
_REMEDY = "请在 OFD 阅读器里导出或打印为 PDF，再导入那份 PDF，会识别其中的文字；有 Word 文件更好"
_AGAIN = "请重新下载或拷贝一次；能打开的话，另存或打印为 PDF 后再试"


@dataclass(frozen=True, slots=True)
class _Read:
    """`drawn` is whether there is anything on the page besides characters."""

    page: Page
    drawn: bool

    @property
    def lines(self) -> list[str]:
        return [block.text for block in self.page.blocks if isinstance(block, Printed)]


class OfdReader:
    suffixes = (".ofd",)

    def read(self, data: bytes, file: str) -> Document:
        pages = _pages(data, file)
        if not any(page and page.page.blocks for page in pages):
            raise ReadError(_NO_TEXT, file=file, remedy=_REMEDY)
        lines, dropped = paged_lines([page.page if page else None for page in pages])
        if not lines:
            raise ReadError("OFD 里只有页眉和页码，没有正文", file=file, remedy=_REMEDY)
        numbered = list(enumerate(pages, start=1))
        told = (
            ([n for n, page in numbered if page is None], "读不出来"),
            ([n for n, p in numbered if p and not p.page.blocks and p.drawn], "没有文字层，没有读入"),
            ([n for n, p in numbered if p and _is_unclear(p)], "读出来的可能是乱码"),
            ([n for n, p in numbered if p and _is_table(p)], "像是有表格，没有画表格线，是按行读的"),
        )
        doubts = tuple(page_doubts(told, lines))
        return Document(lines=lines, dropped=dropped, doubts=doubts, tells_merges=True)


def _pages(data: bytes, file: str) -> list[_Read | None]:
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


def _page(page: ofdkit.Page, package: Package) -> _Read | None:
    import ofdkit

    if page.location is None:
        return None
    try:
        content = package.part(page.location) or b""
        high = page.height
        grids = find_grids(*rules_of(content, high))
        runs = [run for run in page.runs if run.text.strip()]
        within = [
            next((n for n, g in enumerate(grids) if g.holds(*_middle(run, high))), None) for run in runs
        ]
        outside = [run for run, at in zip(runs, within, strict=True) if at is None]
        inside = {
            n: [run for run, at in zip(runs, within, strict=True) if at == n]
            for n in range(len(grids))
            if n in within
        }
        words = _text(outside) if inside else page.text()
        lines = tuple(line.strip() for line in words.split("\n") if line.strip())
        tables = [_table(grids[n], inside[n], high) for n in inside]
        blocks = _blocks(_printed(lines, outside, high), [table for table in tables if table.rows])
        return _Read(Page(tuple(blocks), view=None), bool(_DRAWN.search(content)))
    except (ofdkit.OFDError, ReadError, *FAULTS):
        return None


def _printed(lines: Sequence[str], runs: Sequence[ofdkit.TextRun], high: float) -> list[Printed]:
    """In points, y upwards."""
    found = placed(lines, runs)
    if found is None:
        return [Printed(line, 0.0, 0.0, 0.0, 1.0, placed=False) for line in lines]
    return [
        Printed(p.text, p.left * POINT, p.right * POINT, (high + p.top) * POINT, p.height * POINT)
        for p in found
    ]


def _blocks(lines: Sequence[Printed], tables: Sequence[PageTable]) -> Iterator[Block]:
    """Tables among the lines they stand between; behind them where nobody knows."""
    waiting = sorted(tables, key=lambda table: -table.rows[0].top)
    for line in lines:
        while waiting and line.placed and line.top < waiting[0].rows[0].top:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _middle(run: ofdkit.TextRun, high: float) -> tuple[float, float]:
    """Of its first letter, in points."""
    return (run.x + run.size / 2) * POINT, (high - run.y + run.size / 3) * POINT


def _text(runs: Sequence[ofdkit.TextRun]) -> str:
    from ofdkit.layout import page_text

    return str(page_text(runs))


def _table(grid: Grid, runs: Sequence[ofdkit.TextRun], high: float) -> PageTable:
    covering = covered_by(grid)
    cells: dict[tuple[int, int], list[ofdkit.TextRun]] = {}
    for run in runs:
        cells.setdefault(covering[grid.place_at(*_middle(run, high))], []).append(run)
    return table_of(grid, {place: _text(of) for place, of in cells.items()})


def _is_unclear(page: _Read) -> bool:
    """Whether its characters are not those of words, as where a font numbers its glyphs anew."""
    return share("".join(page.lines), "utf-8") < PDF.words


def _is_table(page: _Read) -> bool:
    rows = [len(_CELLS.findall(line)) for line in page.lines]
    return sum(cells > 0 for cells in rows) >= PDF.head_rows and any(cells > 1 for cells in rows)


def placed(texts: Sequence[str], runs: Sequence[ofdkit.TextRun]) -> tuple[Printed, ...] | None:
    """The lines with their places, in millimetres, heights below the top of the page; None where one
    of them is not found."""
    found: dict[str, deque[list[ofdkit.TextRun]]] = defaultdict(deque)
    for line in _lines([run for run in runs if run.text.strip()]):
        pieces = _pieces(line)
        for piece in [line, *(pieces if len(pieces) > 1 else [])]:
            found[_bare("".join(run.text for run in piece))].append(piece)
    out = []
    for text in texts:
        same = found.get(_bare(text))
        if not same:
            return None
        out.append(_printed_line(text, same.popleft()))
    return tuple(out)


def _lines(runs: Sequence[ofdkit.TextRun]) -> list[list[ofdkit.TextRun]]:
    """The pieces of each base line from the left, down the page; what is drawn twice is there once."""
    once = {(run.text, round(run.x * 4), round(run.y * 4)): run for run in reversed(runs)}
    lines: list[list[ofdkit.TextRun]] = []
    for run in sorted(once.values(), key=lambda run: (run.y, run.x)):
        if lines and run.y - lines[-1][0].y <= OFD.same_line * max(run.size, OFD.least):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x) for line in lines]


def _pieces(line: Sequence[ofdkit.TextRun]) -> list[list[ofdkit.TextRun]]:
    pieces = [[line[0]]]
    for run in line[1:]:
        last = pieces[-1][-1]
        if run.x - (last.x + last.width) > OFD.apart * max(run.size, OFD.least):
            pieces.append([run])
        else:
            pieces[-1].append(run)
    return pieces


def _printed_line(text: str, runs: Sequence[ofdkit.TextRun]) -> Printed:
    """Blanks that are drawn before the first word are room, and belong to no line."""
    first = runs[0]
    blank = len(first.text) - len(first.text.lstrip())
    size = max(max(run.size for run in runs), OFD.least)
    return Printed(
        text=text,
        left=first.x + blank * first.width / max(1, len(first.text)),
        right=max(run.x + run.width for run in runs),
        top=-min(run.y for run in runs),
        height=size,
    )


def _bare(text: str) -> str:
    return "".join(text.split())


POINT = 72 / 25.4
"""Points of a millimetre."""
_OPERATION = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_ENDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
"""Operations of a path (GB/T 33190, 9.1) -> how many numbers they take; the last two are where it goes."""
_Point = tuple[float, float]
_Piece = tuple[_Point, _Point]


def rules_of(content: bytes, high: float) -> tuple[list[Rule], list[Rule]]:
    """`high` in millimetres. Nothing where the content cannot be read."""
    level: list[Rule] = []
    upright: list[Rule] = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser=parser)
    except etree.XMLSyntaxError:
        return level, upright
    for path in root.iter("{*}PathObject"):
        if len(level) + len(upright) > RULES.most:
            break
        _take(path, high, level, upright)
    return level, upright


def _take(path: etree._Element, high: float, level: list[Rule], upright: list[Rule]) -> None:
    pieces = [
        tuple((x * POINT, (high - y) * POINT) for x, y in piece)
        for piece in _straight_pieces(path.findtext("{*}AbbreviatedData") or "", _matrix(path))
    ]
    points = [point for piece in pieces for point in piece]
    if not points:
        return
    (left, right), (bottom, top) = ((min(of), max(of)) for of in zip(*points, strict=True))
    if top - bottom <= RULES.thin < right - left:
        level.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= RULES.thin < top - bottom:
        upright.append(Rule((left + right) / 2, bottom, top))
    elif path.get("Stroke", "true") == "true":
        for (x, y), (u, v) in pieces:
            if abs(y - v) <= RULES.straight < abs(x - u):
                level.append(Rule((y + v) / 2, min(x, u), max(x, u)))
            elif abs(x - u) <= RULES.straight < abs(y - v):
                upright.append(Rule((x + u) / 2, min(y, v), max(y, v)))


def _matrix(path: etree._Element) -> Matrix:
    """From the object's own space to the page."""
    left, top, *_ = (*_numbers(path.get("Boundary", "")), 0.0, 0.0)
    own = _numbers(path.get("CTM", ""))
    a, b, c, d, e, f = own if len(own) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return a, b, c, d, e + left, f + top


def _straight_pieces(written: str, matrix: Matrix) -> Iterator[_Piece]:
    """The straight pieces of a path, on the page; what is curved goes on from where it ends."""
    start = last = at(0.0, 0.0, matrix)
    for operation, operands in _OPERATION.findall(written):
        if operation == "C":
            yield last, start
            last = start
            continue
        numbers = _numbers(operands)
        if len(numbers) < _ENDS.get(operation, 1) or operation not in _ENDS:
            return
        here = at(numbers[-2], numbers[-1], matrix)
        if operation in "SM":
            start = here
        elif operation == "L":
            yield last, here
        last = here


def _numbers(written: str) -> tuple[float, ...]:
    """() where these are not numbers."""
    try:
        return tuple(float(part) for part in written.replace(",", " ").split())
    except ValueError:
        return ()
