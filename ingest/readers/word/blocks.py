"""The walk over the paragraphs and tables of a Word file, in the order they are printed in.

In: `w:body`. Out: lines with what heading each is. A line of the result is one of a paragraph (Word's breaks
part it) or a row of a table, and they are counted through the document: Word's files know no pages. A table
that only lays out what stands in it is read cell by cell. Text boxes follow the paragraph that anchors them.

The rows of a table (`w:tbl`) are cells with the columns they cover and whether they go on from the cell
above; rows and cells that were deleted or hidden are listed. Cells a merged one covers are told apart by
their column, as Word does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import ReadError
from ingest.readers.grid import Bulk, lays_out
from ingest.readers.options import WORD
from ingest.readers.protocol import Line
from ingest.readers.word import aside as reasons
from ingest.readers.word.aside import Aside
from ingest.readers.word.inline import Inline, plain
from ingest.readers.word.numbering import Number, Numbering, ends_in_word
from ingest.readers.word.styles import Styles
from ingest.readers.word.xml import Node, attr, child, chosen, is_on, name, value, whole

_THROUGH = frozenset(("w:customXml", "w:sdtContent", "w:ins", "w:moveTo", "w:txbxContent"))
_CONTENTS = "table of contents"
_SHOWN = 16
_NESTED = "单元格里还有表格，按这一格的文字保留，请核对原件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line, and which heading it is (`Styles.heading`)."""

    line: Line
    heading: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A paragraph's words with its number, its text boxes, whether its end is printed, and whether the number
    is all it has.
    """

    text: str
    boxes: list[Node]
    ends: bool
    bare: bool


class Walk:
    """One pass over the document; `held` are the words of a paragraph whose end was deleted: they go on in
    the next one.
    """

    def __init__(self, styles: Styles, numbering: Numbering, inline: Inline, aside: Aside, file: str) -> None:
        self.blocks: list[Block] = []
        self._styles, self._numbering, self._inline, self._aside = styles, numbering, inline, aside
        self._file = file
        self._held = ""
        self._tables = self._cells = 0

    def body(self, node: Node) -> None:
        for one in node:
            kind = name(one)
            if kind == "w:p":
                self._paragraph(one)
            elif kind == "w:tbl":
                self._table(one)
            elif kind == "w:sdt":
                self._control(one)
            elif kind in _THROUGH:
                self.body(one)
            elif kind == "mc:AlternateContent" and (choice := chosen(one)) is not None:
                self.body(choice)
            elif kind == "w:altChunk":
                self._aside.see("embedded")

    def finish(self) -> None:
        """Words that had no paragraph to go on in."""
        if self._held:
            self._say(self._held, None)
        self._held = ""

    def _control(self, control: Node) -> None:
        content, properties = child(control, "w:sdtContent"), child(control, "w:sdtPr")
        gallery = value(child(properties, "w:docPartObj"), "w:docPartGallery") or ""
        if content is None:
            return
        if gallery.lower() == _CONTENTS:
            self._aside.drop(plain(content), reasons.CONTENTS)
        elif child(properties, "w:showingPlcHdr") is not None:
            self._aside.drop(plain(content), reasons.PROMPT)
        else:
            self.body(content)

    def _paragraph(self, paragraph: Node) -> None:
        read, properties = self._read(paragraph), child(paragraph, "w:pPr")
        if not read.ends:
            self._held = read.text
        elif self._styles.is_contents(properties):
            self._aside.drop(read.text, reasons.CONTENTS)
        elif read.bare:
            self._aside.drop(read.text, reasons.EMPTY)
            self._say("", None)
        else:
            self._say(read.text, self._styles.heading(properties))
        for box in read.boxes:
            self.body(box)

    def _read(self, paragraph: Node) -> _Read:
        properties = child(paragraph, "w:pPr")
        ends = self._ends(properties)
        number = self._numbering.next(properties) if ends else Number()
        words = self._inline.read(paragraph, self._styles.style_of(properties))
        text, self._held = self._held + words.text, ""
        bare = bool(number.text) and not text.strip()
        return _Read(text=self._numbered(number, text), boxes=words.boxes, ends=ends, bare=bare)

    def _ends(self, properties: Node | None) -> bool:
        """Whether the mark at its end is still there and shown: deleted, it joins two paragraphs."""
        mark = child(properties, "w:rPr")
        if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
            self._aside.see("revision")
            return False
        if child(mark, "w:ins") is not None:
            self._aside.see("revision")
        return not is_on(child(mark, "w:vanish"))

    def _numbered(self, number: Number, text: str) -> str:
        if number.unknown:
            shown = text.strip()[:_SHOWN]
            message = f"“{shown}”前面有自动编号，格式（{number.unknown}）不认识，没有读出编号，请核对原件"
            self._aside.doubt("auto_number", message)
        if number.lost:
            self._aside.see("auto_number")
        mark = number.text.strip()
        if mark and text.strip().startswith(mark) and not ends_in_word(mark):
            message = f"“{text.strip()[:_SHOWN]}”既有自动编号又写了同样的编号，只读一个，请核对原件"
            self._aside.doubt("auto_number", message)
            return text
        return f"{number.text}{text.lstrip()}" if mark else text

    def _say(self, text: str, heading: int | None) -> None:
        """The lines of a paragraph."""
        if heading is not None and (len(text) > WORD.heading or text.rstrip()[-1:] in "。；"):
            heading = None
        for row in text.split("\n"):
            self.blocks.append(Block(line=Line(text=row, number=self._aside.line), heading=heading))
            self._aside.line += 1

    # -- tables

    def _table(self, table: Node) -> None:
        rows = rows_of(table, self._aside)
        self._cells += sum(row.width for row in rows)
        if self._cells > WORD.cells:
            message = f"表格超过 {WORD.cells // 10_000} 万格"
            raise ReadError(message, file=self._file, remedy="请拆成几份之后再试")
        if lays_out(bulk(rows)):
            for row in rows:
                for cell in row.cells:
                    self.body(cell.node)
            return
        self._tables += 1
        number = self._tables
        for row in rows:
            self._row(row, number)

    def _row(self, row: TableRow, table: int) -> None:
        cells: list[str | None] = [""] * row.first
        beside: list[int] = []
        for cell in row.cells:
            if cell.goes_on:
                self._aside.drop(self._cell(cell.node), reasons.COVERED)
                cells += [None] * cell.wide
                continue
            covered = range(len(cells) + (not cell.beside), len(cells) + cell.wide)
            cells += ["" if cell.beside else self._cell(cell.node), *[""] * (cell.wide - 1)]
            beside += covered
        cells += [""] * row.last
        if any(cells):
            line = Line(
                text="", number=self._aside.line, cells=tuple(cells), beside=tuple(beside), table=table
            )
            self.blocks.append(Block(line=line))
            self._aside.line += 1

    def _cell(self, cell: Node) -> str:
        """The words of a cell, a line each paragraph; of a table within it, a line each row."""
        rows: list[str] = []
        self._into(cell, rows)
        if self._held:
            rows.append(self._held)
            self._held = ""
        return "\n".join(line for row in rows for line in map(str.strip, row.split("\n")) if line)

    def _into(self, node: Node, rows: list[str]) -> None:
        for one in node:
            kind = name(one)
            if kind == "w:p":
                read = self._read(one)
                self._held = "" if read.ends else read.text
                rows += [read.text] if read.ends else []
                for box in read.boxes:
                    self._into(box, rows)
            elif kind == "w:tbl":
                self._aside.doubt("table", _NESTED)
                inner = rows_of(one, self._aside)
                rows += (
                    " ".join(filter(None, map(self._cell, (c.node for c in row.cells)))) for row in inner
                )
            elif kind == "w:sdt":
                content = child(one, "w:sdtContent")
                rows += [] if content is None else [self._cell(content)]
            elif kind in _THROUGH:
                self._into(one, rows)
            elif kind == "mc:AlternateContent" and (choice := chosen(one)) is not None:
                self._into(choice, rows)


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
