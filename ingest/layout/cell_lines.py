"""Tables that came as one cell a line: the kinds of the cells are the proof, or the borders behind them.

In: clean lines from where such a table may begin. Out: rows with cells, the head first, and how many lines
they took.

Without borders (`read_typed`) the head is a run of at least three lines that are only heads (任务名称,
责任单位, 完成时限); at least two of them must tell what a cell may hold (offices, a time, a figure, a unit, a
serial). Lines are taken row by row while every cell fits its head; a serial tells also where a row whose
cells are wrapped ends. What then still looks like cells of the table is doubted: one is missing there, and
nobody can say which.

Web pages leave a border behind each cell (`read_piped`: 财务科 |). The borders say which lines are cells; how
many make a row the cells tell: in every row a column that names offices, times, units or serials holds
nothing else, and any other holds figures in all rows or in none. A width is believed where at least one
column proves it so. A heading that went over the whole row (一、…) is a row of its own. What no width fits
stays text, without its borders, and is doubted.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.columns import HeadRole, head_role, is_empty, is_plain_head, repeats_above
from ingest.grammar.date_forms import lasts
from ingest.grammar.dates import PlanTime, date_alone
from ingest.grammar.indicator_words import NATURES
from ingest.grammar.letters import has_digit, without_blanks
from ingest.grammar.marks import SECTIONS, STATUTE, read_marks
from ingest.grammar.offices import ends_as_office, split_names
from ingest.grammar.people import is_person, names_somebody
from ingest.grammar.quantities import folded_quantities, is_measure
from ingest.grammar.stops import ANY_STOP
from ingest.labels import ATTACHMENTS
from ingest.layout.clean import BLANKS, EMPTY, CleanLine, Run, join, row_of
from ingest.layout.options import CELL_LINES, PIPED
from ingest.model import Doubt

_ANY_YEAR = PlanTime(first=2000, last=2000)
"""Of a cell without a year only that it is a time is asked."""
_WIDE = frozenset(("name", "text", "who"))
"""What may go over several lines of its cell."""
Cell = list[CleanLine]
"""The lines of one cell."""
_SECTIONS = SECTIONS | STATUTE | ATTACHMENTS


def read_typed(
    lines: Sequence[CleanLine], at: int, table: int, *, numbered: bool = False
) -> tuple[list[CleanLine], int, Doubt | None] | None:
    """Rows from the line `at`, the lines they took, and a doubt where more seems to follow; None where no
    such table begins. `numbered` tables begin with 序号, their first row with 1.
    """
    width = _numbered_width(lines, at) if numbered else _width(lines, at)
    roles = [head_role(line.text) for line in lines[at : at + width]]
    if (
        not CELL_LINES.fewest_heads <= width <= CELL_LINES.most_heads
        or len(set(roles) & set(_FITS)) < CELL_LINES.fewest_kinds
    ):
        return None
    rows = [[[line] for line in lines[at : at + width]]]
    end = at + width
    while taken := _next_row(lines, end, roles):
        rows.append(taken)
        end += sum(map(len, taken))
    if len(rows) <= CELL_LINES.fewest_rows:
        return None
    return [_row(row, roles, table) for row in rows], end - at, _doubt(lines[end : end + width], roles)


def fits_head(cell: str, role: HeadRole) -> bool:
    """Whether a cell may stand under a head of that role."""
    return _FITS.get(role, _is_words)(cell)


def tells_cells(role: HeadRole) -> bool:
    """Whether a head of that role says of what kind its cells are: offices, a time, a figure, a serial."""
    return role in _FITS


def _width(lines: Sequence[CleanLine], at: int) -> int:
    """How many lines from `at` are heads and nothing else."""
    end = at
    while end < min(len(lines), at + CELL_LINES.most_heads + 1):
        line = lines[end]
        if line.cells or line.style or not is_plain_head("".join(line.text.split())):
            break
        end += 1
    return end - at


def _numbered_width(lines: Sequence[CleanLine], at: int) -> int:
    """How many lines a head takes that begins with 序号 and ends where the first row says 1; 0 for none."""
    if head_role(lines[at].text) != "number":
        return 0
    for end in range(at + 1, min(len(lines), at + CELL_LINES.most_heads + 1)):
        words = lines[end].text.strip(BLANKS)
        if words == "1":
            return end - at
        if lines[end].cells or len(words) > CELL_LINES.head:
            break
    return 0


def _next_row(lines: Sequence[CleanLine], at: int, roles: Sequence[HeadRole]) -> list[Cell] | None:
    """The cells of the row from the line `at`, None where none begins.

    A serial, or a section behind the last one, says where the row ends: what stands before it is this row,
    also where a cell of words or offices goes over several lines.
    """
    plain = [[line] for line in lines[at : at + len(roles)]]
    if roles[0] != "number" or at == len(lines) or not lines[at].text.strip(BLANKS).isdecimal():
        return plain if _is_row(plain, roles) else None
    follows = str(int(lines[at].text.strip(BLANKS)) + 1)
    for end in range(at + len(roles), min(len(lines), at + CELL_LINES.most_lines * len(roles)) + 1):
        words = lines[end].text.strip(BLANKS) if end < len(lines) else ""
        over = not words or words == follows or _opens(words)
        if over and (cells := _wrapped(lines[at:end], roles)):
            return cells
        if not words or _opens(words):
            break
    return plain if _is_row(plain, roles) else None


def _wrapped(lines: Sequence[CleanLine], roles: Sequence[HeadRole]) -> list[Cell] | None:
    """The lines of one row, each in its cell: all in order, several in one only where it holds words or
    offices. None where they do not fit, or the lines too many could stand in more than one cell.
    """
    spare = len(lines) - len(roles)
    wide = [n for n, role in enumerate(roles) if role in _WIDE]
    fits = []
    for added in (
        itertools.combinations_with_replacement(wide, spare) if spare <= CELL_LINES.most_spare else ()
    ):
        sizes = [1 + added.count(n) for n in range(len(roles))]
        ends = list(itertools.accumulate(sizes))
        cells = [list(lines[end - size : end]) for size, end in zip(sizes, ends, strict=True)]
        if _is_row(cells, roles):
            fits.append(cells)
    return fits[0] if len(fits) == 1 else None


def _is_row(row: Sequence[Cell], roles: Sequence[HeadRole]) -> bool:
    if len(row) < len(roles) or any(line.cells or line.style for cell in row for line in cell):
        return False
    cells = [_said(cell, role).text.strip(BLANKS) for cell, role in zip(row, roles, strict=True)]
    fits = all(fits_head(cell, role) for role, cell in zip(roles, cells, strict=True))
    return fits and not _opens(cells[0])


def _said(cell: Cell, role: HeadRole) -> Run:
    """The lines of a cell as one run; an office that ends with its line stands apart from the next."""
    run = cell[0].run
    for line in cell[1:]:
        apart = role == "who" and ends_as_office(run.text)
        run = join((run, line.run), " " if apart else "")
    return run


def _opens(cell: str) -> bool:
    return any(mark.family in _SECTIONS and not mark.weak for mark in read_marks(cell))


def _doubt(behind: Sequence[CleanLine], roles: Sequence[HeadRole]) -> Doubt | None:
    """Where the lines behind the last row still hold cells of some of the kinds that prove a row."""
    cells = [line.text.strip(BLANKS) for line in behind if not line.cells and not line.style]
    stop = next(
        (n for n, cell in enumerate(cells) if _opens(cell) or len(cell) > CELL_LINES.cell), len(cells)
    )
    kinds = {role for role in roles for cell in cells[:stop] if role in _PROVES and _FITS[role](cell)}
    if not kinds or not behind:
        return None
    message = f"表格从“{behind[0].text[:16]}”起单元格对不上列，后面的没有读作表格，请核对原件"
    return Doubt(line=behind[0].number, kind="table", message=message)


def _row(row: Sequence[Cell], roles: Sequence[HeadRole], table: int) -> CleanLine:
    runs = (_said(cell, role) for cell, role in zip(row, roles, strict=True))
    return row_of((run if run.text.strip(BLANKS) else EMPTY for run in runs), row[0][0], table)


# -- what a cell may hold


def _is_words(cell: str) -> bool:
    return len(cell) <= CELL_LINES.cell


def _names(cell: str) -> bool:
    names = split_names(cell)[0]
    return bool(names) and all(
        ends_as_office(name) or is_person(name) or names_somebody(name) for name in names
    )


def _is_time(cell: str) -> bool:
    return len(cell) <= CELL_LINES.time and (date_alone(cell, _ANY_YEAR) is not None or lasts(cell))


def _is_figure(cell: str) -> bool:
    return len(cell) <= CELL_LINES.figure and any(q.role == "amount" for q in folded_quantities(cell))


def _or_nothing(fits: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda cell: is_empty(cell) or repeats_above(cell) or fits(cell)


_FITS: dict[HeadRole, Callable[[str], bool]] = {
    "number": lambda cell: cell.strip("．.、").isdecimal(),
    "who": _or_nothing(_names),
    "due": _or_nothing(_is_time),
    "goal": _or_nothing(_is_figure),
    "base": _or_nothing(_is_figure),
    "growth": _or_nothing(_is_figure),
    "unit": _or_nothing(is_measure),
    "kind": lambda cell: cell in NATURES,
}
_PROVES = frozenset(("who", "due", "unit", "kind"))


_BORDER = "|" + BLANKS + " \t"
_FIGURE = re.compile(r"[<>≤≥约]?\d[\d,，.]*(?:\s*[%‰\u4e00-\u9fff]{0,3})")
_HEADINGS = SECTIONS | {"1.", "1、"}
_WIDTHS = range(2, 13)


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
    grid = _grid(cells) if len(cells) >= PIPED.fewest_cells else None
    used = grid.end if grid else 0
    left = [replace(cell, loose=True) for cell in cells[used:] if cell.text]
    rows: list[CleanLine] = []
    if grid:
        width = max(map(len, grid.rows))
        rows = [_row_of_cells(row, width, table) for row in grid.rows if any(cell.text for cell in row)]
        rows = [*(replace(cell, loose=True) for cell in cells[: grid.above] if cell.text), *rows]
    doubt = None
    if len(cells) >= PIPED.fewest_cells and left:
        message = f"网页表格从“{left[0].text[:16]}”起单元格对不上列，按文字保留，请核对原件"
        doubt = Doubt(line=left[0].number, kind="table", message=message)
    return [*rows, *left], end - at, doubt


def _bare(line: CleanLine) -> CleanLine:
    """The cell without its border."""
    return replace(line, run=line.run.cut(0, len(line.text.rstrip(_BORDER))))


def _grid(cells: Sequence[CleanLine]) -> _Grid | None:
    """The rows of the first head and width that fit, the one that takes most cells; None where none does."""
    best: _Grid | None = None
    for above in range(PIPED.most_above + 1):
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
    return (
        _Grid(above=above, rows=tuple(rows), end=at) if proved and filled >= CELL_LINES.fewest_rows else None
    )


def _is_head(name: str) -> bool:
    named = 1 < len(name) <= PIPED.name and not _FIGURE.fullmatch(name)
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
        and (tells_cells(role) or figure is None or is_empty(text) or figure == _looks_like_figure(text))
        for text, role, figure in zip(texts, roles, figures, strict=True)
    )


def _told(figure: bool | None, cell: CleanLine) -> bool | None:
    """Whether a column holds figures, as far as its cells up to this one tell."""
    return figure if figure is not None or is_empty(cell.text) else _looks_like_figure(cell.text)


def _looks_like_figure(text: str) -> bool:
    return has_digit(text) and _FIGURE.fullmatch(text.strip()) is not None


def _row_of_cells(row: Sequence[CleanLine], width: int, table: int) -> CleanLine:
    runs = (*(cell.run for cell in row), *[EMPTY] * (width - len(row)))
    return row_of(runs, next(cell for cell in row if cell.text), table)
