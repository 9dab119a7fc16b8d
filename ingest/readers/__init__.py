"""One module per format behind one Protocol; `reader_for` picks one by the file's bytes, else its suffix."""

from __future__ import annotations

from pathlib import PurePath

from ingest.errors import ReadError
from ingest.readers.characters import unreadable, with_plain_characters
from ingest.readers.csv import CsvReader
from ingest.readers.html import HtmlReader
from ingest.readers.mail import MailReader
from ingest.readers.markdown import MarkdownReader
from ingest.readers.ofd import OfdReader
from ingest.readers.office import OfficeReader, program
from ingest.readers.pdf import PdfReader
from ingest.readers.protocol import Document, Line, Reader
from ingest.readers.scans import PictureReader
from ingest.readers.sniff import suffix_of
from ingest.readers.text import TextReader
from ingest.readers.word.reader import DocxReader
from ingest.readers.xlsx import XlsxReader
from ingest.recognition.recognise import unusable

READERS: tuple[Reader, ...] = (
    TextReader(),
    MarkdownReader(),
    HtmlReader(),
    DocxReader(),
    OfficeReader(),
    XlsxReader(),
    CsvReader(),
    PdfReader(),
    OfdReader(),
    MailReader(),
    PictureReader(),
)
SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)
_CALLED = {
    ".docx": "Word（.docx）",
    ".doc": "旧版 Word、WPS、RTF、ODT（.doc、.wps、.rtf、.odt）",
    ".pdf": "PDF（.pdf）",
    ".png": "扫描的图片（.png、.jpg、.tif）",
    ".ofd": "带文字的 OFD（.ofd）",
    ".xlsx": "Excel、WPS 表格（.xlsx、.xls、.et）",
    ".csv": "CSV（.csv）",
    ".txt": "文本（.txt）",
    ".md": "Markdown（.md）",
    ".html": "网页（.html）",
    ".mht": "存下的网页和邮件（.mht、.eml，连同附件）",
}
"""What people are told of a format, by the first suffix of its reader; the order is that of telling."""
_PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz")

__all__ = [
    "READERS",
    "SUFFIXES",
    "Document",
    "Line",
    "Reader",
    "accepted",
    "read",
    "reader_for",
    "unreadable",
]


def read(data: bytes, file: str) -> Document:
    """The document with plain characters. Raises ReadError."""
    return with_plain_characters(reader_for(file, data).read(data, file))


def reader_for(file: str, data: bytes | None = None) -> Reader:
    """By the bytes where they are given, else by the name alone. Raises ReadError for a format no reader
    knows.
    """
    named = PurePath(file).suffix.lower()
    suffix = named if data is None else suffix_of(data, file)
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    if suffix in _PACKED:
        raise ReadError(f"{suffix} 压缩包打不开", file=file, remedy="请先解压，或重新打成 .zip 后再试")
    wrong = f"后缀是 {named}，内容却是二进制数据；" if suffix != named and named else ""
    raise ReadError(
        f"{wrong}暂不支持 {suffix or '没有扩展名'} 格式",
        file=file,
        remedy=f"请另存为 {'、'.join(reader.suffixes[0] for reader in READERS)} 之一后再试",
    )


def accepted() -> str:
    """The formats that can be read on this machine, as people are told."""
    firsts = [reader.suffixes[0] for reader in READERS]
    missing = {*(() if program() else OfficeReader.suffixes), *(PictureReader.suffixes if unusable() else ())}
    usable = [s for s in firsts if s not in missing]
    called = [words for s, words in _CALLED.items() if s in usable]
    return "、".join([*called, *(s for s in usable if s not in _CALLED), "以及装有这些文件的 .zip"])
