"""Old workbooks: the binary .xls of Excel 5 to 2003 and the .et of WPS, by xlrd, each cell as it is shown.

In: bytes of a compound file. Out: sheets for `sheets.py`, with merged cells, and what is hidden. A number is
printed under its format as in .xlsx. xlrd gives of a formula only its result, and takes one that was never
calculated for nought: such are found in the records ([MS-XLS] 2.4.127) and doubted. Charts, macros, pictures
and comments are not read.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from ingest.errors import ReadError
from ingest.readers.number_formats import BUILT_IN
from ingest.readers.options import SHEETS, XLS
from ingest.readers.package import FAULTS
from ingest.readers.sheets import Area, Sheet, SheetCells

Place = tuple[int, int]
"""Row and column of a cell from 0, as xlrd counts."""

_BEGINS, _ENDS, _FORMULA = 0x809, 0x0A, 0x06
"""Numbers of records ([MS-XLS] 2.3)."""
_TO_CALCULATE = 1
_NO_WORDS = b"\x03\xff\xff"
"""The first byte and the last two of a result that is no number but empty words ([MS-XLS] 2.5.133)."""
_AGAIN = "请在 Excel 或 WPS 里打开，另存为 .xlsx（不加密码）后再试"


def old_sheets(data: bytes, file: str) -> Iterator[Sheet]:
    """Raises ReadError for what is damaged, locked or too large."""
    import xlrd

    try:
        book = _open(data)
        left = SHEETS.cells
        for number in range(book.nsheets):
            found = book.sheet_by_index(number)
            left -= sum(found.row_len(row) for row in range(found.nrows))
            if left < 0 or found.nrows > SHEETS.rows:
                message = (
                    f"工作表“{found.name}”超过{SHEETS.rows}行，或全部单元格超过{SHEETS.cells // 10_000}万个"
                )
                raise ReadError(message, file=file, remedy="请只留下要读的行列，或拆成几份之后再试")
            yield _sheet(book, found, *_without_result(book, number))
            book.unload_sheet(number)
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).lower()
        message = "表格设有打开密码，读不出来" if locked else "旧版表格不完整或已损坏，打不开"
        raise ReadError(message, file=file, remedy=_AGAIN) from error
    except (*FAULTS, struct.error, AssertionError, xlrd.compdoc.CompDocError) as error:
        raise ReadError("旧版表格不完整或已损坏，打不开", file=file, remedy=_AGAIN) from error


def _open(data: bytes) -> Any:
    """The workbook; one of the time before Unicode that does not say its characters has those of GB 18030."""
    import xlrd

    asked: dict[str, Any] = {"logfile": io.StringIO(), "formatting_info": True, "on_demand": True}
    try:
        return xlrd.open_workbook(file_contents=data, ragged_rows=True, **asked)
    except UnicodeDecodeError:
        return xlrd.open_workbook(file_contents=data, ragged_rows=True, encoding_override="gb18030", **asked)


def _sheet(book: Any, found: Any, waiting: set[Place], blank: set[Place]) -> Sheet:
    cells = SheetCells(found.name, hidden=found.visibility != 0)
    for row in range(found.nrows):
        texts = {}
        for column, cell in enumerate(found.row(row)):
            if (row, column) in waiting:
                texts[column + 1] = cells.unsaved(row + 1, column + 1)
            elif text := _shown(book, cells, cell, row + 1, column + 1):
                texts[column + 1] = text
        if texts:
            cells.rows[row + 1] = texts
    if blank:
        row, column = min(blank)
        words = (
            f"等{len(blank)}处是公式，存的结果是空的，按空格读"
            if len(blank) > 1
            else "里是公式，存的结果是空的，按空格读"
        )
        cells.doubt(row + 1, column + 1, words)
    cells.hidden_rows |= {n + 1 for n, row in found.rowinfo_map.items() if row.hidden or row.height == 0}
    hidden = [n + 1 for n, column in found.colinfo_map.items() if column.hidden or column.width == 0]
    cells.hidden_columns += [(n, n) for n in sorted(hidden)]
    cells.merged += [
        Area(top=top + 1, left=left + 1, bottom=bottom, right=right)
        for top, bottom, left, right in found.merged_cells
    ]
    return cells.sheet()


def _shown(book: Any, cells: SheetCells, cell: Any, row: int, column: int) -> str:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = _format(book, cell.xf_index)
        return cells.number(row, column, cell.value, code, str(cell.value), from_1904=book.datemode == 1)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return cells.wrong(row, column, xlrd.error_text_from_code.get(cell.value, "#ERR"))
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else ""


def _format(book: Any, style: int) -> str:
    """The code of a cell's format: one that every program has is shown as a Chinese system shows it."""
    key = book.xf_list[style].format_key
    known = book.format_map.get(key)
    return BUILT_IN.get(key) or (known.format_str if known else "General")


def _without_result(book: Any, number: int) -> tuple[set[Place], set[Place]]:
    """The cells of a sheet whose formula waits to be calculated, and those whose result is saved as no words:
    such are an IF that shows nothing, and formulas of programs that leave calculating to Excel.
    """
    waiting: set[Place] = set()
    blank: set[Place] = set()
    at, depth = book._sh_abs_posn[number], 0
    while at + 4 <= len(book.mem):
        kind, size = struct.unpack_from("<HH", book.mem, at)
        at += 4
        depth += (kind == _BEGINS) - (kind == _ENDS)
        if not depth:
            break
        if kind == _FORMULA and size >= 16:
            row, column, _, result, flags = struct.unpack_from("<HHH8sH", book.mem, at)
            waits = bool(flags & _TO_CALCULATE)
            if result[:1] + result[6:] == _NO_WORDS:
                (waiting if waits else blank).add((row, column))
            elif waits and abs(float(struct.unpack("<d", result)[0])) < XLS.nought:
                waiting.add((row, column))
        at += size
    return waiting, blank
