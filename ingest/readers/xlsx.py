"""Workbooks: .xlsx and .xlsm here, .xls and .et by `xls.py`, each cell as its sheet shows it.

In: the bytes of a workbook. Out: a `Document` with the lines of `sheets.py`. Shown is the number under its
format, the day under its own. A formula whose result was never saved is doubted with its cell and stands as
words that say so, never as a blank. Hidden sheets, rows and columns, and cells whose format shows nothing,
are left out and listed. Macros, pictures, comments, headers and footers are not read. Bytes decide what an
.xls or .et is: a package is read here, the binary format by `xls.py`, a page saved under that name by the
HTML reader, text by the CSV reader.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.readers.csv import CsvReader
from ingest.readers.html import HtmlReader
from ingest.readers.number_formats import BUILT_IN
from ingest.readers.options import SHEETS
from ingest.readers.package import FAULTS, Package
from ingest.readers.protocol import Document
from ingest.readers.sheets import Area, Sheet, SheetCells, document_of
from ingest.readers.xls import old_sheets

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|table|meta|head|body)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
_REMEDY = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再试"
_HEAD = 2_000
"""Bytes at the beginning of a part in which a DTD would be declared."""


class XlsxReader:
    suffixes = (".xlsx", ".xlsm", ".xls", ".et")

    def read(self, data: bytes, file: str) -> Document:
        if data.startswith(_ZIP):
            return document_of(tuple(_Workbook(Parts(data, file), file).sheets()), file, tells_merges=True)
        if data.startswith(_OLE):
            return document_of(tuple(old_sheets(data, file)), file, tells_merges=True)
        if _PAGE.search(data[:4096]):
            return HtmlReader().read(data, file)
        if b"\0" in data:
            raise ReadError("不是 Excel 文件，或已损坏", file=file, remedy=_REMEDY)
        return CsvReader().read(data, file)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class _Workbook:
    def __init__(self, parts: Parts, file: str) -> None:
        self._parts, self._file = parts, file
        self._book = parts.named("", "officeDocument", "xl/workbook.xml")
        if self._book not in parts.names:
            raise ReadError("压缩包里没有工作簿，不是 Excel 文件", file=file, remedy=_REMEDY)
        self._words = list(self._shared())
        self._formats = self._codes()
        self._from_1904 = False

    def sheets(self) -> Iterator[Sheet]:
        entries = list(self._entries())
        left = SHEETS.cells
        for entry in entries:
            sheet = SheetCells(entry.name, hidden=entry.hidden)
            for element in self._parts.elements(entry.part, "col", "row", "mergeCell", "sheetFormatPr"):
                if local(element) == "row":
                    left -= self._row(sheet, element)
                elif local(element) == "col":
                    _take_hidden(sheet, element)
                elif local(element) == "mergeCell" and (area := _area(element.get("ref") or "")):
                    sheet.merged.append(area)
                if left < 0 or len(sheet.rows) > SHEETS.rows:
                    raise self._too_large(entry.name)
            yield sheet.sheet()

    def _too_large(self, name: str) -> ReadError:
        message = f"工作表“{name}”超过{SHEETS.rows}行，或全部单元格超过{SHEETS.cells // 10_000}万个"
        return ReadError(message, file=self._file, remedy="请只留下要读的行列，或拆成几份之后再试")

    def _entries(self) -> Iterator[_Entry]:
        related = self._parts.related(self._book)
        for element in self._parts.elements(self._book, "workbookPr", "sheet"):
            if local(element) == "workbookPr":
                self._from_1904 = element.get("date1904", "").lower() in _TRUE
                continue
            kind, part = related.get(attribute(element, "id") or "", ("", ""))
            if kind == "worksheet":
                hidden = element.get("state", "visible") != "visible"
                yield _Entry(element.get("name") or "", part, hidden)

    def _shared(self) -> Iterator[str]:
        part = self._parts.named(self._book, "sharedStrings", "xl/sharedStrings.xml")
        for element in self._parts.elements(part, "si"):
            yield _text(element)

    def _codes(self) -> list[str]:
        """The code of each cell style."""
        part = self._parts.named(self._book, "styles", "xl/styles.xml")
        own: dict[int, str] = {}
        codes: list[str] = []
        for element in self._parts.elements(part, "numFmt", "cellXfs"):
            if local(element) == "numFmt":
                own[_int(element.get("numFmtId"))] = element.get("formatCode") or ""
                continue
            numbers = [_int(style.get("numFmtId")) for style in element if local(style) == "xf"]
            codes = [own.get(n, BUILT_IN.get(n, "General")) for n in numbers]
        return codes

    def _row(self, sheet: SheetCells, row: etree._Element) -> int:
        """Reads a row; how many cells it has."""
        number = _int(row.get("r"), sheet.top + 1)
        sheet.top = max(sheet.top, number)
        column = 0
        cells: dict[int, str] = {}
        for cell in row:
            if local(cell) != "c":
                continue
            place = _REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(place[1]) if place else column + 1
            text = self._cell(sheet, cell, number, column)
            if text:
                cells[column] = text
        if cells:
            sheet.rows[number] = cells
            if row.get("hidden", "").lower() in _TRUE or row.get("ht") == "0":
                sheet.hidden_rows.add(number)
        return len(row)

    def _cell(self, sheet: SheetCells, cell: etree._Element, row: int, column: int) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_text(inline) for inline in cell if local(inline) == "is")
        inside = {local(child): child.text for child in cell}
        value = inside.get("v")
        if value is None and (kind != "str" or "v" not in inside):
            return sheet.unsaved(row, column) if "f" in inside else ""
        return self._shown(sheet, cell, kind, value or "", row, column)

    def _shown(
        self, sheet: SheetCells, cell: etree._Element, kind: str, value: str, row: int, column: int
    ) -> str:
        if kind == "s":
            at = _int(value, -1)
            return self._words[at] if 0 <= at < len(self._words) else ""
        if kind == "e":
            return sheet.wrong(row, column, value)
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind != "n":
            return _unescaped(value)
        try:
            number = float(value)
        except ValueError:
            return value
        style = _int(cell.get("s"))
        code = self._formats[style] if style < len(self._formats) else "General"
        return sheet.number(row, column, number, code, value, from_1904=self._from_1904)


def _take_hidden(sheet: SheetCells, column: etree._Element) -> None:
    if column.get("hidden", "").lower() in _TRUE or column.get("width") == "0":
        sheet.hidden_columns.append((_int(column.get("min")), _int(column.get("max"))))


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    a, b = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if a is None or b is None:
        return None
    return Area(top=int(a[2]), left=_column(a[1]), bottom=int(b[2]), right=_column(b[1]))


def _text(element: etree._Element) -> str:
    """The words of a string, its runs one behind the other, without the readings set above them."""
    parts = []
    for node in element.iter():
        if local(node) == "t" and not any(local(above) == "rPh" for above in node.iterancestors()):
            parts.append(node.text or "")
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _int(value: str | None, otherwise: int = 0) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 8 else otherwise


class Parts:
    """Raises ReadError, here and in every method, for what is damaged, locked or too large."""

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        self._zip = Package.open(data, file).archive
        members = self._zip.infolist()
        unpacked = sum(member.file_size for member in members)
        if unpacked > SHEETS.unpacked:
            message = f"展开后有 {unpacked // 1_000_000} MB，超过了能读的大小"
            raise ReadError(message, file=file, remedy="请只留下要读的工作表，另存后再试")
        self.names = {member.filename.replace("\\", "/"): member for member in members}

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of these local names when they end, in order; each is emptied behind its use. Nothing
        for a part that there is not."""
        member = self.names.get(name)
        if member is None:
            return
        with self._reading(), self._zip.open(member) as stream:
            self._refuse_dtd(stream.read(_HEAD))
            stream.seek(0)
            events = etree.iterparse(
                stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False
            )
            for _, element in events:
                if local(element) not in tags:
                    continue
                yield element
                element.clear()
                while (before := element.getprevious()) is not None:
                    element.getparent().remove(before)

    def _refuse_dtd(self, head: bytes) -> None:
        if b"<!DOCTYPE" in head.replace(b"\0", b""):
            raise ReadError("文件里有文档类型声明，不予读入", file=self._file, remedy=_REMEDY)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part names, by id: the last word of the kind, and the part's name."""
        folder, base = posixpath.split(name)
        found = {}
        for link in self.elements(posixpath.join(folder, "_rels", f"{base}.rels"), "Relationship"):
            target = link.get("Target") or ""
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = (link.get("Type") or "").rpartition("/")[2]
            found[link.get("Id") or ""] = (kind, posixpath.normpath(path))
        return found

    def named(self, name: str, kind: str, otherwise: str) -> str:
        """The part of that kind that `name` names, else the one that is usual."""
        return next((path for of, path in self.related(name).values() if of == kind), otherwise)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (*FAULTS, etree.XMLSyntaxError) as error:
            raise ReadError("文件不完整或已损坏，打不开", file=self._file, remedy=_REMEDY) from error


def local(element: etree._Element) -> str:
    """The name without its namespace; "" of a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)
