"""One module per format behind one Protocol; `reader_for` picks one by the file's suffix."""

from __future__ import annotations

from pathlib import PurePath

from ingest.errors import ReadError
from ingest.readers.characters import unreadable, with_plain_characters
from ingest.readers.csv import CsvReader
from ingest.readers.html import HtmlReader
from ingest.readers.markdown import MarkdownReader
from ingest.readers.pdf import PdfReader
from ingest.readers.protocol import Document, Line, Reader
from ingest.readers.text import TextReader
from ingest.readers.xlsx import XlsxReader

READERS: tuple[Reader, ...] = (
    TextReader(),
    MarkdownReader(),
    HtmlReader(),
    XlsxReader(),
    CsvReader(),
    PdfReader(),
)
SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)

__all__ = ["READERS", "SUFFIXES", "Document", "Line", "Reader", "read", "reader_for", "unreadable"]


def read(data: bytes, file: str) -> Document:
    """The document with plain characters. Raises ReadError."""
    return with_plain_characters(reader_for(file).read(data, file))


def reader_for(file: str) -> Reader:
    """Raises ReadError for a suffix no reader knows."""
    suffix = PurePath(file).suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    raise ReadError(
        f"暂不支持 {suffix or '没有扩展名'} 格式",
        file=file,
        remedy=f"请另存为 {'、'.join(SUFFIXES)} 之一后再试",
    )
