"""The pipe tables of a Markdown text (GitHub Flavored Markdown, "Tables"): which lines are their rows, and
the cells of these.

In: lines without the signs of a block quote. Out: for each line of a table its number and its cells. A table
begins with a head over a delimiter row (`--- | :-:`), the pipes at the ends of a line may be left out, and it
goes on to a blank line or another block. Wider than the standard: rows between outer pipes are a table
without a delimiter row as well, the numbers of cells need not agree, and a cell left empty before the first
pipe is one where the head begins without a pipe. Narrower: below a head of several cells a line without any
pipe is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import late_re as re

_FENCED = re.compile(r"\s*\|.*\|\s*$")
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|```|~~~)")
"""What begins another block where a line has no pipe: a list item, code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A line of the table with the number `table` from 1; `cells` None for the delimiter row, never fewer
    than the head has.
    """

    table: int
    cells: tuple[str, ...] | None


def find_pipe_tables(
    rows: Sequence[str], borders: Sequence[bool], quoted: Sequence[bool]
) -> Iterator[TableLine | None]:
    """One value a line, None outside tables; `borders` tells the lines that no table goes over (blank,
    heading, rule), `quoted` those in a block quote, at whose ends tables end too."""
    table = height = 0
    head: tuple[str, ...] = ()
    fenced = False
    for at, row in enumerate(rows):
        goes_on = at + 1 < len(rows) and not borders[at + 1] and quoted[at + 1] == quoted[at]
        under = rows[at + 1] if goes_on else ""
        if at and quoted[at] != quoted[at - 1]:
            height = 0
        if borders[at]:
            height = 0
        elif height == 1 and _DELIMITER.match(row):
            height = 2
            yield TableLine(table=table, cells=None)
            continue
        elif height and _goes_on(row, len(head)):
            height += 1
            cells = _cells(row, 0 if fenced else len(head))
            yield TableLine(table=table, cells=(*cells, *[""] * (len(head) - len(cells))))
            continue
        elif _FENCED.match(row) or _heads(row, under):
            table, height = table + 1, 1
            head, fenced = _cells(row), row.lstrip().startswith("|")
            yield TableLine(table=table, cells=head)
            continue
        else:
            height = 0
        yield None


def _heads(row: str, under: str) -> bool:
    """Whether `under` is the delimiter row of a table that `row` heads; a lone --- is a rule."""
    if not row.strip() or not _DELIMITER.match(under):
        return False
    if _PIPE.search(under):
        return _PIPE.search(row) is not None
    return ":" in under and len(_cells(row)) == 1


def _goes_on(row: str, width: int) -> bool:
    return _PIPE.search(row) is not None or (width == 1 and not _BLOCK.match(row))


def _cells(row: str, width: int = 0) -> tuple[str, ...]:
    """What stands between the pipes, without empty words outside the outer ones unless these make up `width`
    cells.
    """
    parts = _PIPE.split(row.strip())
    if len(parts) == 1 or len(parts) == width:
        return tuple(map(_cell, parts))
    first = 0 if parts[0] else 1
    last = len(parts) if parts[-1] or len(parts) == first + 1 else -1
    return tuple(map(_cell, parts[first:last]))


def _cell(text: str) -> str:
    """Its words as printed; `<br>` parts its lines."""
    lines = _LINE_BREAK.split(text.strip().replace("\\|", "|"))
    return "\n".join(line.strip() for line in lines if line.strip())
