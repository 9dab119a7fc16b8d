"""Tables flattened to one cell a line without numbers of rows: the kinds of the cells are the proof.

In: clean lines from where a head may begin. Out: rows with cells, the head first, and how many lines they
took. The head is a run of at least three lines that are only heads (任务名称, 责任单位, 完成时限);
at least two of them must tell what a cell may hold (offices, a time, a figure, a unit, a serial). Lines are
taken row by row while every cell fits its head. What then still looks like cells of the table is doubted: one
is missing there, and nobody can say which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.grammar.columns import HeadRole, head_role, is_empty, is_plain_head, repeats_above
from ingest.grammar.date_forms import lasts
from ingest.grammar.dates import PlanTime, date_alone
from ingest.grammar.marks import read_marks
from ingest.grammar.offices import ENDS_LIKE_OFFICE, split_names
from ingest.grammar.people import is_person, names_somebody
from ingest.grammar.quantities import folded_quantities, is_unit
from ingest.layout.clean import BLANKS, CleanLine, Run, join
from ingest.model import Doubt

_ANY_YEAR = PlanTime(first=2000, last=2000)
"""Of a cell without a year only that it is a time is asked."""
_FEWEST_HEADS, _MOST_HEADS = 3, 12
_FEWEST_ROWS = 2
_LONGEST_CELL = 300
_LONGEST_FIGURE, _LONGEST_TIME = 24, 20
_SECTIONS = frozenset(("一、", "（一）", "编", "章", "节", "条", "附件", "附表"))


def read_typed(
    lines: Sequence[CleanLine], at: int, table: int
) -> tuple[list[CleanLine], int, Doubt | None] | None:
    """Rows from the line `at`, the lines they took, and a doubt where more seems to follow; None where no
    such table begins.
    """
    width = _width(lines, at)
    roles = [head_role(line.text) for line in lines[at : at + width]]
    if not _FEWEST_HEADS <= width <= _MOST_HEADS or len(set(roles) & set(_FITS)) < _FEWEST_KINDS:
        return None
    rows = [lines[at : at + width]]
    end = at + width
    while _is_row(row := lines[end : end + width], roles):
        rows.append(row)
        end += width
    if len(rows) <= _FEWEST_ROWS:
        return None
    return [_row(row, table) for row in rows], end - at, _doubt(lines[end : end + width], roles)


def _width(lines: Sequence[CleanLine], at: int) -> int:
    """How many lines from `at` are heads and nothing else."""
    end = at
    while end < min(len(lines), at + _MOST_HEADS + 1):
        line = lines[end]
        if line.cells or line.style or not is_plain_head("".join(line.text.split())):
            break
        end += 1
    return end - at


def _is_row(row: Sequence[CleanLine], roles: Sequence[HeadRole]) -> bool:
    if len(row) < len(roles) or any(line.cells or line.style for line in row):
        return False
    cells = [line.text.strip(BLANKS) for line in row]
    fits = all(_FITS.get(role, _is_words)(cell) for role, cell in zip(roles, cells, strict=True))
    return fits and not _opens(cells[0])


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


def _row(lines: Sequence[CleanLine], table: int) -> CleanLine:
    empty = Run(text="", pieces=())
    cells = tuple(line.run if line.text.strip(BLANKS) else empty for line in lines)
    return replace(lines[0], run=join((c for c in cells if c.text), "\t"), cells=cells, table=table, gap=True)


# -- what a cell may hold


def _is_words(cell: str) -> bool:
    return len(cell) <= _LONGEST_CELL


def _names(cell: str) -> bool:
    names = split_names(cell)[0]
    return bool(names) and all(
        ENDS_LIKE_OFFICE.search(name) or is_person(name) or names_somebody(name) for name in names
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
    "unit": is_unit,
    "kind": lambda cell: cell in ("预期性", "约束性"),
}
_FEWEST_KINDS = 2
_PROVES = frozenset(("who", "due", "unit", "kind"))
