"""Merged cells stand for every row and column they cover: their words are put into each of these places.

In: clean lines whose rows know which places a cell above or before them covers. Out: the same, with the words
of that cell (and its place in the file) in the covered places of the rows below the head; these stay marked
as `merged`. Left empty are the row's number and its group, by which a row is not named twice, a heading over
the whole row, and what is too long to be said again: that is carried by the cells alone (`outline.rowgrid`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest import late_re as re
from ingest.grammar.columns import head_role
from ingest.grammar.marks import is_marked
from ingest.layout.clean import CleanLine, Run, join
from ingest.layout.table_heads import TableHead, read_head
from ingest.model import Doubt

_LONGEST = 120
"""Characters up to which a merged cell is said again in every row."""
_SHOWN = 16
_FEW_COLUMNS = 3
_SERIAL = re.compile(r"\d{0,3}")
_NAMES = frozenset(("number", "group", "name"))


def misfits(lines: Sequence[CleanLine], *, merges_told: bool) -> Iterator[Doubt]:
    """A doubt for each table with rows whose cells do not fit its head, at the first of them: more cells than
    heads or many fewer, or nobody named and no time told where the format does not say what is merged.
    """
    for table, group in groupby(lines, key=lambda line: line.table if line.cells else None):
        rows = list(group)
        head = read_head([row.cells for row in rows]) if table is not None else TableHead()
        if not head.columns:
            continue
        body = rows[head.end :]
        wrong = [row for row in body if _is_misfit(row.cells, len(head.columns))]
        if wrong:
            yield _doubt(wrong, "格数与表头不一致，可能对不上列")
        elif not merges_told and (blank := _perhaps_merged(body, head)):
            yield _doubt(blank, "责任单位或时限是空的，原件里可能与上一行合并")


def _doubt(rows: Sequence[CleanLine], what: str) -> Doubt:
    shown = rows[0].text[:_SHOWN].replace("\t", " ")
    several = f"等{len(rows)}行" if len(rows) > 1 else ""
    message = f"表格里“{shown}”{several}的{what}，请核对原件"
    return Doubt(line=rows[0].number, kind="table", message=message)


def _perhaps_merged(body: Sequence[CleanLine], head: TableHead) -> list[CleanLine]:
    """Rows all of whose cells for offices, or for times, are empty where the row above has some."""
    roles = [head_role(column) for column in head.columns]
    found: dict[int, CleanLine] = {}
    for role in ("who", "due"):
        columns = [n for n, of in enumerate(roles) if of == role]
        said = [[row.cells[n].text for n in columns if n < len(row.cells)] for row in body]
        for n in range(1, len(body)):
            filled = sum(bool(cell.text) for cell in body[n].cells)
            whole = filled > 1 or (len(roles) <= _FEW_COLUMNS and not is_marked(body[n].text))
            if columns and whole and any(said[n - 1]) and not any(said[n]):
                found[n] = body[n]
    return [found[n] for n in sorted(found)]


def _is_misfit(cells: Sequence[Run], wanted: int) -> bool:
    """A row of one cell is a heading or a note; the last cell is often left out where it is empty."""
    filled = [n for n, cell in enumerate(cells) if cell.text]
    return len(filled) > 1 and (filled[-1] >= wanted or len(cells) < wanted - 1)


def spread_merged(lines: Sequence[CleanLine]) -> tuple[CleanLine, ...]:
    """One line for each given one."""
    out: list[CleanLine] = []
    for table, group in groupby(lines, key=lambda line: line.table if line.cells else None):
        rows = list(group)
        out += rows if table is None else _spread(rows)
    return tuple(out)


def _spread(rows: list[CleanLine]) -> Iterator[CleanLine]:
    if not any(cell.merged or cell.beside for row in rows for cell in row.cells):
        yield from rows
        return
    head = read_head([row.cells for row in rows])
    yield from rows[: head.end]
    above: tuple[Run, ...] = ()
    for row in rows[head.end :]:
        above = _below(_across(row.cells, head), above, head)
        cells = tuple(cell for cell in above if cell.text)
        yield replace(row, cells=above, run=join(cells, "\t"))


def _below(cells: Sequence[Run], above: Sequence[Run], head: TableHead) -> tuple[Run, ...]:
    out = list(cells)
    for n, (cell, over) in enumerate(zip(cells, above, strict=False)):
        numbers = n in head.no_words or (not head.columns and _SERIAL.fullmatch(over.text))
        if cell.merged and not numbers and len(over.text) <= _LONGEST:
            out[n] = replace(over, merged=True)
    return tuple(out)


def _across(cells: Sequence[Run], head: TableHead) -> tuple[Run, ...]:
    """A wide cell's words in all its columns where these hold values; words over all of a row head it."""
    own = [n for n, cell in enumerate(cells) if cell.text]
    if len(own) < 2:
        return tuple(cells)
    out = list(cells)
    for n, cell in enumerate(cells):
        if cell.beside and n and _holds_values(head, n - 1) and _holds_values(head, n):
            out[n] = replace(out[n - 1], beside=True) if len(out[n - 1].text) <= _LONGEST else cell
    return tuple(out)


def _holds_values(head: TableHead, at: int) -> bool:
    return at < len(head.columns) and bool(head.columns[at]) and head_role(head.columns[at]) not in _NAMES
