"""Plain text: bytes -> lines, nothing joined, nothing stripped but the line ends; and the pipe tables in it.

Encodings tried in order: the byte order mark's, UTF-8, the one the document declares, GB18030 (which covers
GB2312 and GBK, common on government sites), Big5, Shift-JIS; of those after UTF-8 one counts only where words
come out (`characters.py`). A file with NUL bytes and no byte order mark is not text and is refused.

A pipe table is one as GitHub Flavored Markdown has it ("Tables"): a head over a delimiter row (`--- | :-:`),
the pipes at the ends of a line may be left out, and it goes on to a blank line or another block. Wider than
the standard: rows between outer pipes are a table without a delimiter row as well (but not in plain text),
the numbers of cells need not agree, and a cell left empty before the first pipe is one where the head begins
without a pipe. Narrower: below a head of several cells a line without any pipe is a paragraph.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.model import Dropped
from ingest.readers.characters import best
from ingest.readers.protocol import Document, Line

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Those of UTF-32 before those of UTF-16, which they begin with."""

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029]")


class TextReader:
    suffixes = (".txt", ".text")

    def read(self, data: bytes, file: str) -> Document:
        rows = split_lines(decode(data, file))
        blank = [not row.strip() for row in rows]
        tabled = list(find_pipe_tables(rows, blank, [False] * len(rows)))
        marked = {line.table for line in tabled if line and line.cells is None}
        lines: list[Line] = []
        dropped: list[Dropped] = []
        for number, (row, line) in enumerate(zip(rows, tabled, strict=True), start=1):
            if line is None or line.table not in marked:
                lines.append(Line(text=row, number=number))
            elif line.cells is None:
                dropped.append(Dropped(line=number, text=row, reason="表格分隔线"))
            else:
                lines.append(Line(text="", number=number, cells=line.cells, table=line.table))
        return Document(lines=tuple(lines), dropped=tuple(dropped))


def split_lines(text: str) -> list[str]:
    """Lines without their ends, which may be form feeds, and the line breaks of word processors too."""
    return _LINE_END.split(text)


def decode(data: bytes, file: str, *, declared: str | None = None) -> str:
    """Raises ReadError for an empty file, for binary data, and where no encoding fits."""
    if not data.strip():
        raise ReadError("文件是空的", file=file, remedy="请检查文件是否上传完整")
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        raise _binary(file, data[: data.index(b"\0")].count(b"\n") + 1)
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        found = best(data, filter(None, (declared,))) if marked is None else None
        if found is not None:
            return found[0]
        raise ReadError(
            "文字编码无法识别（不是 UTF-8，按 GB18030、Big5 等读出来也不成文字）",
            file=file,
            line=data[: _furthest(data, error.start)].count(b"\n") + 1,
            remedy="请另存为 UTF-8 编码后再试",
        ) from error
    if "\0" in text:
        raise _binary(file, text[: text.index("\0")].count("\n") + 1)
    return text


def _furthest(data: bytes, utf8: int) -> int:
    """Where the encoding that came furthest, UTF-8 or GB18030, found no character."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError as error:
        return max(utf8, error.start)
    return utf8


def _binary(file: str, line: int) -> ReadError:
    return ReadError(
        "不是文本文件（含有二进制数据）",
        file=file,
        line=line,
        remedy="请另存为 UTF-8 文本、Markdown 或 HTML 后再试",
    )


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
