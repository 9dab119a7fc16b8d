"""Tables flattened to one cell a line without numbers of rows: the kinds of the cells are the proof.

In: clean lines from where a head may begin. Out: rows with cells, the head first, and how many lines they
took. The head is a run of at least three lines that are only heads (任务名称, 责任单位, 完成时限);
at least two of them must tell what a cell may hold (offices, a time, a figure, a unit, a serial). Lines are
taken row by row while every cell fits its head; a serial tells also where a row whose cells are
wrapped ends. What then still looks like cells of the table is doubted: one
is missing there, and nobody can say which.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.grammar.columns import HeadRole, head_role, is_empty, is_plain_head, repeats_above
from ingest.grammar.date_forms import lasts
from ingest.grammar.dates import PlanTime, date_alone
from ingest.grammar.indicator_words import NATURES
from ingest.grammar.marks import SECTIONS, STATUTE, read_marks
from ingest.grammar.offices import ends_as_office, split_names
from ingest.grammar.people import is_person, names_somebody
from ingest.grammar.quantities import folded_quantities, is_measure
from ingest.labels import ATTACHMENTS
from ingest.layout.clean import BLANKS, CleanLine, Run, join
from ingest.model import Doubt

_ANY_YEAR = PlanTime(first=2000, last=2000)
"""Of a cell without a year only that it is a time is asked."""
_FEWEST_HEADS, _MOST_HEADS = 3, 12
_FEWEST_ROWS = 2
_LONGEST_CELL = 300
_LONGEST_FIGURE, _LONGEST_TIME = 24, 20
_LONGEST_HEAD = 16
_MOST_LINES, _MOST_SPARE = 3, 6
"""Lines of a row for each of its cells at most, and lines more than cells."""
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
    if not _FEWEST_HEADS <= width <= _MOST_HEADS or len(set(roles) & set(_FITS)) < _FEWEST_KINDS:
        return None
    rows = [[[line] for line in lines[at : at + width]]]
    end = at + width
    while taken := _next_row(lines, end, roles):
        rows.append(taken)
        end += sum(map(len, taken))
    if len(rows) <= _FEWEST_ROWS:
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
    while end < min(len(lines), at + _MOST_HEADS + 1):
        line = lines[end]
        if line.cells or line.style or not is_plain_head("".join(line.text.split())):
            break
        end += 1
    return end - at


def _numbered_width(lines: Sequence[CleanLine], at: int) -> int:
    """How many lines a head takes that begins with 序号 and ends where the first row says 1; 0 for none."""
    if head_role(lines[at].text) != "number":
        return 0
    for end in range(at + 1, min(len(lines), at + _MOST_HEADS + 1)):
        words = lines[end].text.strip(BLANKS)
        if words == "1":
            return end - at
        if lines[end].cells or len(words) > _LONGEST_HEAD:
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
    for end in range(at + len(roles), min(len(lines), at + _MOST_LINES * len(roles)) + 1):
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
    for added in itertools.combinations_with_replacement(wide, spare) if spare <= _MOST_SPARE else ():
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
    stop = next((n for n, cell in enumerate(cells) if _opens(cell) or len(cell) > _LONGEST_CELL), len(cells))
    kinds = {role for role in roles for cell in cells[:stop] if role in _PROVES and _FITS[role](cell)}
    if not kinds or not behind:
        return None
    message = f"表格从“{behind[0].text[:16]}”起单元格对不上列，后面的没有读作表格，请核对原件"
    return Doubt(line=behind[0].number, kind="table", message=message)


def _row(row: Sequence[Cell], roles: Sequence[HeadRole], table: int) -> CleanLine:
    empty = Run(text="", pieces=())
    runs = (_said(cell, role) for cell, role in zip(row, roles, strict=True))
    cells = tuple(run if run.text.strip(BLANKS) else empty for run in runs)
    return replace(
        row[0][0], run=join((c for c in cells if c.text), "\t"), cells=cells, table=table, gap=True
    )


# -- what a cell may hold


def _is_words(cell: str) -> bool:
    return len(cell) <= _LONGEST_CELL


def _names(cell: str) -> bool:
    names = split_names(cell)[0]
    return bool(names) and all(
        ends_as_office(name) or is_person(name) or names_somebody(name) for name in names
    )


def _is_time(cell: str) -> bool:
    return len(cell) <= _LONGEST_TIME and (date_alone(cell, _ANY_YEAR) is not None or lasts(cell))


def _is_figure(cell: str) -> bool:
    return len(cell) <= _LONGEST_FIGURE and any(q.role == "amount" for q in folded_quantities(cell))


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
_FEWEST_KINDS = 2
_PROVES = frozenset(("who", "due", "unit", "kind"))
