"""CSV: rows of cells between commas, semicolons or tabs, in any of the encodings of `text.py`.

In: bytes. Out: a `Document` with the lines of `sheets.py`. The sign that parts the cells is the one by which
most rows have as many cells as most others. Merged cells are lost in this format: an empty cell may be empty
or may say what stands above it, which is doubted where it matters.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

from ingest.errors import ReadError
from ingest.readers.options import SHEETS
from ingest.readers.protocol import Document
from ingest.readers.sheets import Sheet, document_of
from ingest.readers.text import decode

_SIGNS = (",", "\t", ";", "，", "；", "|")


class CsvReader:
    suffixes = (".csv", ".tsv")

    def read(self, data: bytes, file: str) -> Document:
        text = decode(data, file).replace("\r\n", "\n").replace("\r", "\n")
        csv.field_size_limit(SHEETS.cell)
        rows: dict[int, dict[int, str]] = {}
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_sign(text))
        line, cells = 1, 0
        try:
            for row in reader:
                filled = {n: cell for n, cell in enumerate(row, start=1) if cell.strip()}
                if filled:
                    rows[line] = filled
                line, cells = reader.line_num + 1, cells + len(filled)
                if len(rows) > SHEETS.rows or cells > SHEETS.cells:
                    message = f"超过{SHEETS.rows}行，或全部单元格超过{SHEETS.cells // 10_000}万个"
                    raise ReadError(message, file=file, remedy="请只留下要读的行，或拆成几份之后再试")
        except csv.Error as error:
            message = "这一行的格子读不下去（引号没有配对，或一格太长）"
            raise ReadError(message, file=file, line=line, remedy="请检查这一行的引号后再试") from error
        return document_of((Sheet(name="", rows=rows),), file, tells_merges=False)


def _sign(text: str) -> str:
    """The sign by which most rows of the beginning have one number of cells, more than one; a comma where
    none parts anything."""
    sample = text[: SHEETS.sample]
    best, most = ",", 0
    for sign in _SIGNS:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign))
        rows = max((n * (width > 1) for width, n in widths.items()), default=0)
        if rows > most:
            best, most = sign, rows
    return best
