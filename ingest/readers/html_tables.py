"""Tables of a web page: those that hold rows, and those that only lay the page out.

In: a <table>. Out: one `Line` a row with its cells, or the answer that the table only lays out what stands in
it: a single column, a single row, or a cell that holds the page. A hidden row or column is dropped; a table
within a cell is kept as the cell's words, and doubted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from ingest.model import Doubt
from ingest.readers import grid
from ingest.readers.grid import Cell, open_spans
from ingest.readers.html_parts import BLOCK, BREAK, FURNITURE, NoteDropped, left_out, length, squeeze, texts
from ingest.readers.protocol import Line

_NESTED = "单元格里还有表格，按这一格的文字保留，请核对原件"


@dataclass(frozen=True, slots=True)
class Table:
    """Its own rows with their cells; without those of tables within it."""

    rows: tuple[tuple[html.HtmlElement, tuple[html.HtmlElement, ...]], ...]

    @classmethod
    def of(cls, table: html.HtmlElement) -> Table:
        own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
        return cls(tuple((row, tuple(c for c in row if c.tag in ("td", "th"))) for row in own))

    def cells(self) -> Iterator[html.HtmlElement]:
        for _, cells in self.rows:
            yield from cells


def lays_out(table: Table) -> bool:
    """Whether the table is no table to a reader of the page."""
    return grid.lays_out([[_bulk(cell) for cell in cells] for _, cells in table.rows])


def _bulk(cell: html.HtmlElement) -> grid.Bulk:
    blocks = sum(1 for child in cell.iter() if child.tag in BLOCK or child.tag == "br")
    return grid.Bulk(length=length(cell), blocks=blocks, nested=cell.find(".//table") is not None)


def read_table(table: Table, number: int, dropped: NoteDropped) -> tuple[list[Line], list[Doubt]]:
    """The rows of table `number` of the page; `dropped` is told what is left out."""
    doubts: list[Doubt] = []
    shown = []
    for row, cells in table.rows:
        if reason := _hidden(row):
            dropped(row, reason)
            continue
        shown.append((row, _cells(cells, dropped)))
        nested = next((cell for cell in cells if cell.find(".//table") is not None), None)
        if nested is not None:
            line = nested.sourceline or row.sourceline or 1
            doubts.append(Doubt(line=line, kind="table", message=_NESTED))
    lines = [
        Line(text="", number=row.sourceline or 1, cells=of.cells, beside=of.beside, table=number)
        for (row, _), of in zip(shown, open_spans(cells for _, cells in shown), strict=True)
        if any(of.cells)
    ]
    return lines, doubts


def _hidden(node: html.HtmlElement) -> str:
    reason = left_out(node)
    return reason if reason != FURNITURE else ""


def _cells(row: tuple[html.HtmlElement, ...], dropped: NoteDropped) -> list[Cell]:
    found = []
    for cell in row:
        if reason := _hidden(cell):
            dropped(cell, reason)
            continue
        text = _cell_text(cell, dropped)
        found.append(Cell(text=text, wide=_count(cell.get("colspan")), tall=_count(cell.get("rowspan"))))
    return found


def _cell_text(cell: html.HtmlElement, dropped: NoteDropped) -> str:
    lines = "".join(texts(cell, breaks=True, dropped=dropped)).split(BREAK)
    return "\n".join(line for line in map(squeeze, lines) if line)


def _count(value: str | None) -> int:
    return int(value) if value and value.isdigit() and 0 < int(value) < 1000 else 1
