"""One page of a PDF: its printed lines in reading order, and its ruled tables as rows of cells.

In: a page of PDFium. Out: a `Page`: `Printed` for lines, `PageTable` for a table where its first character
stands. Characters within a grid of rules (`ruled_tables.py`) belong to its cells, line by line from the top;
everything else keeps the order and the line breaks that PDFium gives. What is struck out is left out.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from ingest import late_re as re
from ingest.readers.grid import Cell, open_spans
from ingest.readers.options import PDF, RULES
from ingest.readers.pages import Block, Matrix, Page, PageRow, PageTable, Printed
from ingest.readers.pages import at as _at
from ingest.readers.ruled_tables import Grid, Rule, find_grids

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_DEVICE, _FAR = 1_000_000, 1_000
"""Dots of a device that a page is thought to fill, and points from one corner to the other."""
_HYPHEN = re.compile("[\x02\ufffe]")
_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_LATIN = re.compile(rf"(?<={_HAN}) (?=[A-Za-z])|(?<=[A-Za-z]) (?={_HAN})")
"""The space that typesetting puts between Han characters and Latin letters."""


_DIGITS = frozenset("0123456789")
_ABOVE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CUT, _RESTS = re.compile(r"\d[.．]?$"), re.compile(r"[.．]?\d")
"""A figure that ends in a line, and what of it is left for the next."""


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.bottom + self.top) / 2


_BREAK = _Char("\n", 0.0, 0.0, 0.0, 0.0)


def read_page(page: pypdfium2.PdfPage) -> Page:
    """Raises PdfiumError for a page that cannot be read."""
    words = page.get_textpage()
    try:
        level, upright, picture, veiled = _drawn(page)
        grids = find_grids(level, upright)
        chars, struck = _without_struck(list(_chars(words)), level)
        unmapped = sum(char.text in ("", "\ufffd") for char in chars)
        return Page(tuple(_with_tables(chars, grids)), _view(page), picture, unmapped, veiled, struck)
    finally:
        words.close()


def _plain(text: str) -> str:
    return _LATIN.sub("", _HYPHEN.sub("-", text).replace("\0", "").strip())


def _words(line: Sequence[_Char]) -> str:
    """The words of a line; small digits above it (the sign of a note, km²) are no part of a figure."""
    printed = [char for char in line if char.text.strip()]
    usual = median([char.top - char.bottom for char in printed]) if printed else 0.0
    level = median([char.y for char in printed]) if printed else 0.0

    def is_raised(char: _Char) -> bool:
        small = char.top - char.bottom < PDF.note_sign * usual
        return small and char.y > level + PDF.raised * usual

    return _plain(
        "".join(c.text.translate(_ABOVE) if c.text in _DIGITS and is_raised(c) else c.text for c in line)
    )


def _lines(chars: Sequence[_Char]) -> Iterator[Printed]:
    """Cut where PDFium breaks them."""
    line: list[_Char] = []
    for char in (*chars, _BREAK):
        if char.text not in ("\r", "\n"):
            line.append(char)
            continue
        text = _words(line)
        printed = [one for one in line if one.text.strip()]
        if text and printed:
            left, right = min(c.left for c in printed), max(c.right for c in printed)
            heights = sorted(c.top - c.bottom for c in printed)
            yield Printed(text, left, right, printed[0].top, max(1.0, heights[len(heights) // 2]))
        line = []


# -- what is drawn


def _view(page: pypdfium2.PdfPage) -> Matrix:
    """What leads from the page's own coordinates to shares of what is shown of it, turned as it says."""
    (e, f), (x, b), (c, y) = (_on_device(page, *point) for point in ((0, 0), (_FAR, 0), (0, _FAR)))
    return ((x - e) / _FAR, (b - f) / _FAR, (c - e) / _FAR, (y - f) / _FAR, e, f)


def _on_device(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    to_x, to_y = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, _DEVICE, _DEVICE, 0, x, y, to_x, to_y)
    return to_x.value / _DEVICE, to_y.value / _DEVICE


def _drawn(page: pypdfium2.PdfPage) -> tuple[list[Rule], list[Rule], float, bool]:
    """Level and upright rules, the share of the largest picture, and whether all text is invisible."""
    level: list[Rule] = []
    upright: list[Rule] = []
    width, height = page.get_size()
    picture = 0.0
    modes: set[int] = set()
    for found, matrix in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(found, matrix)
            picture = max(picture, (right - left) * (top - bottom) / max(1.0, width * height))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(level) + len(upright) < RULES.most:
            _take_rules(found, matrix, level, upright)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            modes.add(pdfium.FPDFTextObj_GetTextRenderMode(found))
    return level, upright, picture, modes == {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE}


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[object, Matrix]]:
    """Those of the page and of the forms in it, with what places them on the page."""
    stack: list[tuple[object, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(page.raw, n), _IDENTITY, 0)
        for n in reversed(range(pdfium.FPDFPage_CountObjects(page.raw)))
    ]
    while stack:
        found, outer, depth = stack.pop()
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_FORM:
            inner = _times(_matrix(found), outer)
            count = pdfium.FPDFFormObj_CountObjects(found) if depth < PDF.deepest else 0
            stack += [
                (pdfium.FPDFFormObj_GetObject(found, n), inner, depth + 1) for n in range(max(count, 0))
            ]
        else:
            yield found, outer


def _matrix(found: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(found, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _bounds(found: object, matrix: Matrix) -> tuple[float, float, float, float]:
    """On the page: left, bottom, right, top."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(found, *edges):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    corners = [_at(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _take_rules(found: object, matrix: Matrix, level: list[Rule], upright: list[Rule]) -> None:
    """A thin box is a rule; of a path that is stroked every straight piece is."""
    left, bottom, right, top = _bounds(found, matrix)
    if top - bottom <= RULES.thin < right - left:
        level.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= RULES.thin < top - bottom:
        upright.append(Rule((left + right) / 2, bottom, top))
    elif _is_stroked(found):
        for (x, y), (u, v) in _pieces(found, _times(_matrix(found), matrix)):
            if abs(y - v) <= RULES.straight < abs(x - u):
                level.append(Rule((y + v) / 2, min(x, u), max(x, u)))
            elif abs(x - u) <= RULES.straight < abs(y - v):
                upright.append(Rule((x + u) / 2, min(y, v), max(y, v)))


def _is_stroked(found: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(found, fill, stroke) and stroke.value)


def _pieces(found: object, matrix: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path, on the page."""
    start = last = (0.0, 0.0)
    for n in range(min(pdfium.FPDFPath_CountSegments(found), RULES.most)):
        segment = pdfium.FPDFPath_GetPathSegment(found, n)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = _at(x.value, y.value, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, here
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield here, start
            last = start


# -- characters


def _chars(words: pypdfium2.PdfTextPage) -> Iterator[_Char]:
    """In PDFium's order, with boxes as high as their font; line breaks and spaces it made up have none."""
    box = pdfium.FS_RECTF()
    high = ""
    for n in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words.raw, n)
        if 0xD800 <= code < 0xDC00:  # the first half of a character
            high = chr(code)
            continue
        text = chr(code) if code else ""
        if high:
            text = (high + text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
        if pdfium.FPDFText_GetLooseCharBox(words.raw, n, box):
            yield _Char(text, box.left, box.bottom, box.right, box.top)
        else:
            yield _Char(text, 0.0, 0.0, 0.0, 0.0)


def _without_struck(chars: list[_Char], level: Sequence[Rule]) -> tuple[list[_Char], tuple[str, ...]]:
    """What stands, and the words that a rule strikes out, as a changed text is printed with its changes: a
    rule through the middle of letters, no longer than they are.
    """
    gone: dict[int, None] = {}
    found: list[str] = []
    for rule in level:
        below = [(n, c) for n, c in enumerate(chars) if c.text.strip() and rule.start < c.x < rule.end]
        hit = [c for _, c in below if abs(rule.at - c.y) <= PDF.struck * (c.top - c.bottom)]
        if not hit:
            continue
        bottom, top = min(c.bottom for c in hit), max(c.top for c in hit)
        line = {n: c for n, c in below if bottom <= c.y <= top}  # 一 is no higher than its stroke
        left, right = min(c.left for c in line.values()), max(c.right for c in line.values())
        if (
            left - rule.start <= top - bottom
            and rule.end - right <= top - bottom
            and not line.keys() <= gone.keys()
        ):
            gone |= dict.fromkeys(line)
            found.append("".join(c.text for c in line.values()))
    return [c for n, c in enumerate(chars) if n not in gone], tuple(found)


def _with_tables(chars: Sequence[_Char], grids: Sequence[Grid]) -> Iterator[Block]:
    """A table stands where its first character does; words right before and behind it are other lines."""
    outside: list[_Char] = []
    inside: dict[int, list[_Char]] = {}
    order: list[tuple[int, int]] = []
    current: int | None = None
    for char in chars:
        blank = not char.text.strip()
        at = current if blank else next((n for n, g in enumerate(grids) if g.holds(char.x, char.y)), None)
        if at is None:
            outside += [char] if current is None else [_BREAK, char]
        else:
            if at not in inside:
                order.append((len(outside), at))
                inside[at] = []
            inside[at].append(char)
        current = at
    done = 0
    for place, at in order:
        yield from _lines(outside[done:place])
        done = place
        table = _table(grids[at], inside[at])
        if table.rows:
            yield table
    yield from _lines(outside[done:])


def covered_by(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Each place -> the first one of the cell that covers it."""
    return {
        (r, c): (place.row, place.column)
        for place in grid.places
        for r in range(place.row, place.row + place.tall)
        for c in range(place.column, place.column + place.wide)
    }


def _table(grid: Grid, chars: Sequence[_Char]) -> PageTable:
    covering = covered_by(grid)
    words: dict[tuple[int, int], list[_Char]] = {}
    last: tuple[int, int] | None = None
    for char in chars:
        if char.text.strip():
            last = covering[grid.place_at(char.x, char.y)]
        if last is not None:
            words.setdefault(last, []).append(char)
    wide = {(place.row, place.column): place.wide for place in grid.places}
    edges = {(row, at): (grid.xs[at], grid.xs[at + wide[row, at]]) for row, at in words}
    margin = min(
        (c.left - edges[key][0] for key, of in words.items() for c in of if c.text.strip()), default=0
    )
    cells = {
        key: _cell_text(of, edges[key][1] - edges[key][0] - 2 * max(0.0, margin)) for key, of in words.items()
    }
    return table_of(grid, cells)


def table_of(grid: Grid, cells: Mapping[tuple[int, int], str]) -> PageTable:
    """`cells` by row and column of their first place; empty ones may be missing."""
    rows: list[list[Cell]] = [[] for _ in range(len(grid.ys) - 1)]
    for place in grid.places:
        text = cells.get((place.row, place.column), "")
        rows[place.row].append(Cell(text=text, wide=place.wide, tall=place.tall))
    found = zip(open_spans(rows), grid.ys, grid.ys[1:], strict=False)
    kept = (PageRow(row.cells, row.beside, top, bottom) for row, top, bottom in found if any(row.cells))
    return PageTable(tuple(kept), grid.xs)


def _cell_text(chars: Sequence[_Char], inside: float) -> str:
    """The lines of a cell from the top down, each in PDFium's order; one behind the other where a figure is
    cut for want of room. `inside` is how wide a line of the cell can be, in points.
    """
    lines: list[list[_Char]] = []
    for char in chars:
        if not char.text.strip():
            if lines and char.text == " ":
                lines[-1].append(char)
            continue
        height = max(1.0, char.top - char.bottom)
        line = next((found for found in lines[::-1] if _same_line(found[0].y, char, height)), None)
        if line is None:
            lines.append([char])
        else:
            line.append(char)
    lines.sort(key=lambda line: -line[0].y)
    text = ""
    for n, line in enumerate(lines):
        words = _words(line)
        text += words if not n or not words or _is_cut(lines[n - 1], line, inside) else f"\n{words}"
    return text


def _is_cut(above: Sequence[_Char], below: Sequence[_Char], inside: float) -> bool:
    """Whether the cell has no room for the next letter of a figure. Two years below one another are two."""
    first, second = ("".join(char.text for char in line).strip() for line in (above, below))
    if not (_CUT.search(first) and _RESTS.match(second)) or (_is_year(first) and _is_year(second)):
        return False
    printed = [char for char in above if char.text.strip()]
    taken = max(char.right for char in printed) - min(char.left for char in printed)
    return taken + below[0].right - below[0].left > inside


def _is_year(text: str) -> bool:
    return len(text) == len("2031") and text.isdecimal()


def _same_line(y: float, char: _Char, height: float) -> bool:
    return abs(y - char.y) <= PDF.same_line * height
