"""What a file is by its bytes: names lie, above all those of files that were renamed or badly saved.

In: bytes and the name they came under. Out: the suffix of the format they are in. Packages are told by their
parts, compound files (OLE) by the streams in their directory, web pages by their first tag where the name
says something else than text. What has no such sign is what its name says. The media types of these formats:
what servers call them, and what they are handed back as.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePath

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.readers.package import FAULTS, ZIP
from ingest.readers.text import decode

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = (
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
)
_PICTURES = frozenset((".png", ".jpg", ".gif", ".tif"))
_PDF = b"%PDF-"
_AHEAD = 1024
"""A PDF may have so many bytes of anything before it."""
_PARTS = (
    ("word/", ".docx"),
    ("xl/", ".xlsx"),
    ("ppt/", ".pptx"),
    ("OFD.xml", ".ofd"),
)
_OPEN_DOCUMENT = (
    ("text-template", ".odt"),
    ("text", ".odt"),
    ("spreadsheet", ".ods"),
    ("presentation", ".odp"),
)
_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
    ("PowerPoint Document", ".ppt"),
)
_ENTRY = 128
"""Bytes of an entry in the directory of a compound file ([MS-CFB] 2.6)."""
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"\s*(?:MIME-Version|From|Content-Type|Subject|Date|Received|Return-Path|Message-ID|X-[\w-]+)\s*:",
    re.IGNORECASE,
)
_AGAIN = "请重新下载或拷贝一次；能打开的话，另存为 .docx 后再试"
_LIKE_WORD = frozenset((".doc", ".docx", ".docm", ".dot", ".dotx", ".dotm", ".wps", ".wpt", ".rtf", ".odt"))
_LIKE_SHEET = frozenset((".xls", ".et", ".xlsx", ".xlsm"))


def suffix_of(data: bytes, file: str) -> str:
    """The suffix of the format, small; "" where neither bytes nor name tell. Raises ReadError for a file with
    a password, and for one that is not what its name says and nothing else either.
    """
    named = PurePath(file).suffix.lower()
    if data.startswith(_OLE):
        return _compound(data, named, file)
    if data.startswith(ZIP):
        return _package(data, named)
    if is_pdf(data):
        return ".pdf"
    told = next((suffix for sign, suffix in _SIGNS if data.lstrip(b"\xef\xbb\xbf").startswith(sign)), None)
    if told is not None:
        return told
    return _textual(data, named, file) if named in _LIKE_WORD | _LIKE_SHEET | {".pdf"} else named


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF, whatever its name."""
    return _PDF in data[:_AHEAD]


def is_watched(data: bytes) -> bool:
    """Whether another's code reads the format of the bytes, which may take them for anything: native code
    (PDF, pictures), or code whose time grows faster than the file (OFD, old workbooks).
    """
    if data.startswith(_OLE):
        return any(_has_stream(data, stream) for stream, suffix in _STREAMS if suffix == ".xls")
    if any(data.startswith(sign) for sign, suffix in _SIGNS if suffix in _PICTURES):
        return True
    return is_pdf(data) or (data.startswith(ZIP) and _package(data, "") == ".ofd")


def _textual(data: bytes, named: str, file: str) -> str:
    """What a file with the name of a binary format is where its bytes are no such."""
    if not data.strip():
        raise ReadError("文件是空的", file=file, remedy="请检查文件是否上传完整")
    try:
        decode(data, file)
    except ReadError as error:
        message = f"后缀是 {named}，内容却不是，可能没有传完整或已损坏"
        raise ReadError(message, file=file, remedy=_AGAIN) from error
    head = data[:4096].lstrip(b"\xef\xbb\xbf")
    if _PAGE.match(head):
        return ".html"
    if _MAIL.match(head):
        return ".mht"
    return ".csv" if named in _LIKE_SHEET else ".txt"


def _package(data: bytes, named: str) -> str:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = archive.namelist()
        kind = archive.open("mimetype").read(200).decode("ascii", "replace") if "mimetype" in names else ""
    except FAULTS:  # cut short: its first members still have their names
        found = next((suffix for part, suffix in _PARTS if part.encode() in data[:100_000]), ".zip")
        return named if named in _LIKE_WORD | _LIKE_SHEET else found
    if of := next((suffix for words, suffix in _OPEN_DOCUMENT if f"opendocument.{words}" in kind), None):
        return of
    return next((suffix for part, suffix in _PARTS if any(n.startswith(part) for n in names)), ".zip")


def _compound(data: bytes, named: str, file: str) -> str:
    found = [suffix for stream, suffix in _STREAMS if _has_stream(data, stream)]
    if found[:1] == [""]:
        remedy = "请在 Word 或 WPS 里打开，取消打开密码，另存之后再试"
        raise ReadError("文件设有打开密码，读不出来", file=file, remedy=remedy)
    alike = {
        ".wps": ".doc",
        ".wpt": ".doc",
        ".dot": ".doc",
        ".docx": ".doc",
        ".et": ".xls",
        ".xlsx": ".xls",
        ".xlsm": ".xls",
    }
    wanted = alike.get(named, named)
    if wanted in found or (not found and named in _LIKE_SHEET):
        return wanted
    return found[0] if found else ".ole"


def _has_stream(data: bytes, stream: str) -> bool:
    """Whether the directory has an entry of that name: entries lie at multiples of their size."""
    entry = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(entry)
    while at >= 0:
        if at % _ENTRY == 0 and data[at + 64 : at + 66] == len(entry).to_bytes(2, "little"):
            return True
        at = data.find(entry, at + 1)
    return False


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/ofd": ".ofd",
    "application/vnd.ofd": ".ofd",
    "application/msword": ".doc",
    f"{_WORD}.document": ".docx",
    f"{_WORD}.template": ".dotx",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
    "application/vnd.ms-works": ".wps",
    "application/wps-office.wps": ".wps",
    "application/wps-office.doc": ".doc",
    "application/wps-office.docx": ".docx",
    "application/kswps": ".wps",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "multipart/related": ".mht",
    "application/x-mimearchive": ".mht",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
}
"""Media type, small -> suffix."""
DOCUMENTS = frozenset(
    (".doc", ".docx", ".dot", ".dotx", ".wps", ".wpt", ".odt", ".rtf", ".pdf", ".ofd", ".ceb", ".caj", ".xls",
        ".xlsx", ".et", ".csv", ".mht", ".mhtml", ".eml", ".zip", ".rar", ".7z")
)  # fmt: skip
"""Suffixes that a plan may well come under, whether or not they can be read."""
_TYPES = {suffix: media for media, suffix in reversed(SUFFIXES.items())}
ANY = "application/octet-stream"


def media_type(file: str) -> str:
    """That of a file of this name."""
    return _TYPES.get(PurePath(file).suffix.lower(), ANY)
