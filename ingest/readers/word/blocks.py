"""The walk over the paragraphs and tables of a Word file, in the order they are printed in.

In: `w:body`. Out: lines with what heading each is. A line of the result is one of a paragraph (Word's breaks
part it) or a row of a table, and they are counted through the document: Word's files know no pages. A table
that only lays out what stands in it is read cell by cell. Text boxes follow the paragraph that anchors them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import ReadError
from ingest.readers.grid import lays_out
from ingest.readers.options import WORD
from ingest.readers.protocol import Line
from ingest.readers.word import aside as reasons
from ingest.readers.word.aside import Aside
from ingest.readers.word.inline import Inline, plain
from ingest.readers.word.numbering import Number, Numbering, ends_in_word
from ingest.readers.word.styles import Styles
from ingest.readers.word.tables import TableRow, bulk, rows_of
from ingest.readers.word.xml import Node, child, chosen, is_on, name, value

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
