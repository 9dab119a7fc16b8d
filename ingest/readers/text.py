"""Plain text: bytes -> lines, nothing joined, nothing stripped but the line ends; a pipe table that says so
by its delimiter row, as chats and converters leave it, is read as one.

Encodings tried in order: the byte order mark's, UTF-8, the one the document declares, GB18030 (which covers
GB2312 and GBK, common on government sites), Big5, Shift-JIS; of those after UTF-8 one counts only where words
come out (`encoding.py`). A file with NUL bytes and no byte order mark is not text and is refused.
"""

from __future__ import annotations

import codecs

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.model import Dropped
from ingest.readers.encoding import best
from ingest.readers.pipe_tables import find_pipe_tables
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
