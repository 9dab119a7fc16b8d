"""Tables of a Word file: their rows and cells as XML, before any of it is read.

In: `w:tbl`. Out: rows of cells with the columns they cover and whether they go on from the cell above; rows
and cells that were deleted or hidden are listed. Cells a merged one covers are told apart by their column, as
Word does. What stands in a cell is read by `blocks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.grid import Bulk
from ingest.readers.options import WORD
from ingest.readers.word import aside as reasons
from ingest.readers.word.aside import Aside
from ingest.readers.word.inline import plain
from ingest.readers.word.xml import Node, attr, child, chosen, is_on, name, value, whole

_WRAPS = frozenset(("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """`at` its first column, `wide` how many it covers, `goes_on` whether the one above covers it."""

    node: Node
    at: int
    wide: int = 1
    goes_on: bool = False
    beside: bool = False
    """Covered by the cell before it, as old programs write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """`first` columns are left free before its cells, `last` behind them."""

    cells: tuple[TableCell, ...]
    first: int = 0
    last: int = 0

    @property
    def width(self) -> int:
        return self.first + sum(cell.wide for cell in self.cells) + self.last


def rows_of(table: Node, aside: Aside) -> list[TableRow]:
    """The rows that are printed, top down."""
    rows: list[TableRow] = []
    open_columns: set[tuple[int, int]] = set()
    for row in _parts(table, "w:tr"):
        properties = child(row, "w:trPr")
        if child(properties, "w:del") is not None:
            aside.see("revision")
            aside.drop(plain(row), reasons.DELETED)
            continue
        if is_on(child(properties, "w:hidden")):
            aside.drop(plain(row), reasons.HIDDEN)
            continue
        read = _row(row, properties, open_columns, aside)
        open_columns = {
            (c.at, c.wide) for c in read.cells if c.goes_on or _merge(c.node, "w:vMerge") == "restart"
        }
        rows.append(read)
    return rows


def _row(row: Node, properties: Node | None, above: set[tuple[int, int]], aside: Aside) -> TableRow:
    first = _count(value(properties, "w:gridBefore"), 0)
    at, cells = first, list[TableCell]()
    for node in _parts(row, "w:tc"):
        own = child(node, "w:tcPr")
        if child(own, "w:cellDel") is not None:
            aside.see("revision")
            aside.drop(plain(node), reasons.DELETED)
            continue
        wide = _count(value(own, "w:gridSpan"), 1)
        goes_on = _merge(node, "w:vMerge") == "continue" and (at, wide) in above
        beside = bool(cells) and _merge(node, "w:hMerge") == "continue"
        cells.append(TableCell(node=node, at=at, wide=wide, goes_on=goes_on, beside=beside))
        at += wide
    return TableRow(cells=tuple(cells), first=first, last=_count(value(properties, "w:gridAfter"), 0))


def bulk(rows: Sequence[TableRow]) -> list[list[Bulk]]:
    """How much each cell holds."""
    return [[_bulk(cell.node) for cell in row.cells] for row in rows]


def _bulk(cell: Node) -> Bulk:
    named = [name(one) for one in cell.iter()]
    return Bulk(length=len(plain(cell)), blocks=named.count("w:p"), nested="w:tbl" in named)


def _merge(cell: Node, kind: str) -> str | None:
    """ "restart" or "continue"; None where the cell is not merged that way."""
    found = child(child(cell, "w:tcPr"), kind)
    return None if found is None else attr(found, "val") or "continue"


def _parts(node: Node, wanted: str) -> Iterator[Node]:
    """The rows of a table or the cells of a row, within controls and marks of insertion too."""
    for one in node:
        kind = name(one)
        if kind == wanted:
            yield one
        elif kind in _WRAPS:
            yield from _parts(one, wanted)
        elif kind == "mc:AlternateContent" and (choice := chosen(one)) is not None:
            yield from _parts(choice, wanted)


def _count(written: str | None, otherwise: int) -> int:
    number = whole(written)
    return min(number, WORD.columns) if number is not None and number > 0 else otherwise
