"""Tables of web pages that came as one cell a line, each closed by the border behind it: 财务科 |.

In: clean lines from where such a line stands. Out: rows with cells, and how many lines they took. The borders
say which lines are cells; how many make a row the cells tell: in every row a column that names offices,
times, units or serials holds nothing else, and any other holds figures in all rows or in none. A width is
believed where at least one column proves it so. A heading that went over the whole row (一、…) is a row
of its own. What no width fits stays text, without its borders, and is doubted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.columns import HeadRole, head_role, is_empty
from ingest.grammar.letters import has_digit, without_blanks
from ingest.grammar.marks import SECTIONS, read_marks
from ingest.grammar.stops import ANY_STOP
from ingest.layout.clean import BLANKS, CleanLine, Run, join
from ingest.layout.typed_tables import fits_head, tells_cells
from ingest.model import Doubt

_BORDER = "|" + BLANKS + " \t"
_FIGURE = re.compile(r"[<>≤≥约]?\d[\d,，.]*(?:\s*[%‰\u4e00-\u9fff]{0,3})")
_HEADINGS = SECTIONS | {"1.", "1、"}
_WIDTHS = range(2, 13)
_FEWEST_ROWS = 2
_FEWEST_CELLS = 6
_MOST_ABOVE = 3
"""Rows of one cell that may stand above the head: a section, a caption."""
_LONGEST_HEAD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The cells of each row below the lines `above`; `end` counts the lines used."""

    above: int
    rows: tuple[tuple[CleanLine, ...], ...]
    end: int


def ends_in_border(line: CleanLine) -> bool:
    """Whether a line is one cell with the border behind it and nothing else of a row."""
    words = line.text.rstrip(_BORDER)
    return not line.cells and "|" in line.text[len(words) :] and "|" not in words


def read_piped(
    lines: Sequence[CleanLine], at: int, table: int
) -> tuple[list[CleanLine], int, Doubt | None] | None:
    """What stands at `at` in place of a run of cells, how many lines it took, and a doubt where cells are
    left that fit no row; None where no cell stands there.
    """
    end = at
    while end < len(lines) and ends_in_border(lines[end]):
        end += 1
    if end == at:
        return None
    cells = [_bare(line) for line in lines[at:end]]
    grid = _grid(cells) if len(cells) >= _FEWEST_CELLS else None
    used = grid.end if grid else 0
    left = [replace(cell, loose=True) for cell in cells[used:] if cell.text]
    rows: list[CleanLine] = []
    if grid:
        width = max(map(len, grid.rows))
        rows = [_row(row, width, table) for row in grid.rows if any(cell.text for cell in row)]
        rows = [*(replace(cell, loose=True) for cell in cells[: grid.above] if cell.text), *rows]
    doubt = None
    if len(cells) >= _FEWEST_CELLS and left:
        message = f"网页表格从“{left[0].text[:16]}”起单元格对不上列，按文字保留，请核对原件"
        doubt = Doubt(line=left[0].number, kind="table", message=message)
    return [*rows, *left], end - at, doubt


def _bare(line: CleanLine) -> CleanLine:
    """The cell without its border."""
    return replace(line, run=line.run.cut(0, len(line.text.rstrip(_BORDER))))


def _grid(cells: Sequence[CleanLine]) -> _Grid | None:
    """The rows of the first head and width that fit, the one that takes most cells; None where none does."""
    best: _Grid | None = None
    for above in range(_MOST_ABOVE + 1):
        for width in _WIDTHS:
            grid = _try(cells, above, width)
            if grid and (best is None or grid.end > best.end):
                best = grid
        if best or above >= len(cells) or not _is_heading(cells[above].text):
            break
    return best


def _try(cells: Sequence[CleanLine], above: int, width: int) -> _Grid | None:
    head = cells[above : above + width]
    names = [without_blanks(cell.text) for cell in head]
    if len(names) < width or not all(map(_is_head, names)):
        return None
    roles = [head_role(name) for name in names]
    rows: list[tuple[CleanLine, ...]] = [tuple(head)]
    figures: list[bool | None] = [None] * width
    at, filled = above + width, 0
    while at < len(cells):
        row = tuple(cells[at : at + width])
        again = [without_blanks(cell.text) for cell in row] == names
        if len(row) == width and (again or _fits(row, roles, figures)):
            filled += not again
            figures = figures if again else list(map(_told, figures, row))
            rows.append(row)
            at += width
        elif _is_heading(cells[at].text):
            rows.append((cells[at],))
            at += 1
        else:
            break
    while len(rows[-1]) == 1:
        rows.pop()
        at -= 1
    counted = (f for f, role in zip(figures, roles, strict=True) if not tells_cells(role))
    proved = any(map(tells_cells, roles)) or any(counted)
    return _Grid(above=above, rows=tuple(rows), end=at) if proved and filled >= _FEWEST_ROWS else None


def _is_head(name: str) -> bool:
    named = 1 < len(name) <= _LONGEST_HEAD and not _FIGURE.fullmatch(name)
    return named and not ANY_STOP.search(name) and not _is_heading(name)


def _is_heading(text: str) -> bool:
    """Whether a cell is a heading over the rows below it."""
    mark = next((mark for mark in read_marks(text) if mark.family in _HEADINGS), None)
    return mark is not None and not ANY_STOP.search(text.rstrip("。"), mark.length)


def _fits(row: Sequence[CleanLine], roles: Sequence[HeadRole], figures: Sequence[bool | None]) -> bool:
    texts = [cell.text.strip(BLANKS) for cell in row]
    if _is_heading(texts[0]) and roles[0] != "number":
        return False
    return all(
        fits_head(text, role)
        and (tells_cells(role) or figure is None or is_empty(text) or figure == _is_figure(text))
        for text, role, figure in zip(texts, roles, figures, strict=True)
    )


def _told(figure: bool | None, cell: CleanLine) -> bool | None:
    """Whether a column holds figures, as far as its cells up to this one tell."""
    return figure if figure is not None or is_empty(cell.text) else _is_figure(cell.text)


def _is_figure(text: str) -> bool:
    return has_digit(text) and _FIGURE.fullmatch(text.strip()) is not None


def _row(row: Sequence[CleanLine], width: int, table: int) -> CleanLine:
    empty = Run(text="", pieces=())
    runs = (*(cell.run for cell in row), *[empty] * (width - len(row)))
    first = next(cell for cell in row if cell.text)
    text = join((run for run in runs if run.text), "\t")
    return replace(first, run=text, cells=runs, table=table, gap=True)
