"""Plain text: bytes -> lines, nothing joined, nothing stripped but the line ends.

Encodings tried in order: the byte order mark's, UTF-8, the one the document declares, GB18030 (which covers
GB2312 and GBK, common on government sites). A file with NUL bytes and no byte order mark is not text and is
refused.
"""

from __future__ import annotations

import codecs
import re

from ingest.errors import ReadError
from ingest.readers.protocol import Document, Line

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029]")


class TextReader:
    suffixes = (".txt", ".text")

    def read(self, data: bytes, file: str) -> Document:
        rows = split_lines(decode(data, file))
        return Document(lines=tuple(Line(text=row, number=n) for n, row in enumerate(rows, start=1)))


def split_lines(text: str) -> list[str]:
    """Lines without their ends, which may be form feeds, and the line breaks of word processors too."""
    return _LINE_END.split(text)


def decode(data: bytes, file: str, *, declared: str | None = None) -> str:
    """Raises ReadError for an empty file, for binary data, and where no encoding fits."""
    if not data.strip():
        raise ReadError("文件是空的", file=file, remedy="请检查文件是否上传完整")
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise ReadError(
            "不是文本文件（含有二进制数据）",
            file=file,
            line=line,
            remedy="请另存为 UTF-8 文本、Markdown 或 HTML 后再试",
        )
    encodings = (marked,) if marked else ("utf-8", *filter(None, (declared,)), "gb18030")
    furthest = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
        except LookupError:
            continue  # what is declared is no encoding
    raise ReadError(
        "文字编码无法识别（既不是 UTF-8 也不是 GB18030）",
        file=file,
        line=data[:furthest].count(b"\n") + 1,
        remedy="请另存为 UTF-8 编码后再试",
    )
