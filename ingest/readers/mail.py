"""Saved pages and mails (.mht, .mhtml, .eml; RFC 2557, RFC 5322): the page or letter, and what is enclosed.

In: the bytes of a message. Out: by `MailReader` the lines of its page (the part that the message begins
with), by the HTML reader, or of its text; by `attachments` the files in it, which are documents of their own.
Encodings (base64, quoted-printable) and characters are those each part says; a part that says none, or what
is not true, is read as a file is. Pictures, styles and the headers of a mail are no text of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from pathlib import PurePosixPath
from typing import cast
from urllib.parse import unquote, urlsplit

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.model import Doubt
from ingest.naming import printed
from ingest.readers.html import HtmlReader
from ingest.readers.options import ARCHIVE, HTML
from ingest.readers.protocol import Document
from ingest.readers.sniff import SUFFIXES
from ingest.readers.text import TextReader

_FAULTS = (MessageError, LookupError, ValueError, AttributeError, TypeError)
"""What the library raises over messages that keep to no rule."""
_GBK = frozenset(("gb2312", "gbk", "cp936", "gb_2312-80", "x-gbk"))
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_OF_A_PAGE = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript")
_NAMING = ("content-disposition", "content-type")
_FILE_NAME = re.compile(r"name=\s*\"([^\"]+)\"")
_AGAIN = "请在浏览器里打开，另存为“仅 HTML”后再试"


class MailReader:
    suffixes = (".mht", ".mhtml", ".eml")

    def read(self, data: bytes, file: str) -> Document:
        parts = list(_leaves(_message(data, file)))
        bodies = [part for part in parts if not _is_attached(part)]
        pages = [part for part in bodies if part.get_content_type() in _PAGES]
        letters = [part for part in bodies if part.get_content_type() == "text/plain"]
        if not pages and not letters:
            raise ReadError("里面没有网页正文，也没有文字", file=file, remedy=_AGAIN)
        if not pages:
            return TextReader().read(_text(letters[0]), file)
        document = HtmlReader().read(_text(pages[0]), file)
        frames = sum(len(_bytes(page)) >= HTML.frame for page in pages[1:])
        if not frames:
            return document
        message = f"网页里另有{frames}个框架页没有读入，请核对原网页"
        doubt = Doubt(line=document.lines[-1].number, kind="page", message=message)
        return Document(
            lines=document.lines,
            dropped=document.dropped,
            doubts=(*document.doubts, doubt),
            tells_merges=True,
        )


def attachments(data: bytes, file: str) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the files enclosed, in order. Raises ReadError for what is no message."""
    for number, part in enumerate(_leaves(_message(data, file)), start=1):
        if not _is_attached(part):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            yield _name(part, number, ".eml"), bytes(cast(EmailMessage, inner))
        else:
            suffix = SUFFIXES.get(part.get_content_type(), "")
            yield _name(part, number, suffix), _bytes(part)


def _message(data: bytes, file: str) -> EmailMessage:
    if data.count(b"boundary=") > ARCHIVE.parts:
        raise ReadError("邮件一封套一封，太多了", file=file, remedy="请把要读的附件另存出来再导入")
    try:
        message = message_from_bytes(data, policy=default)
        told = bool(message.keys()) and message.get_content_type()
    except _FAULTS as error:
        raise ReadError("不是网页存档或邮件，或已损坏", file=file, remedy=_AGAIN) from error
    if not told:
        raise ReadError("不是网页存档或邮件", file=file, remedy=_AGAIN)
    return message


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Its parts in order; a mail within it is one."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        yield from _leaves(cast(EmailMessage, part))


def _is_attached(part: EmailMessage) -> bool:
    """Whether it is a file of its own: said to be one, or of a format that no page shows by itself."""
    kind = part.get_content_type()
    if kind.startswith(_OF_A_PAGE):
        return False
    if kind == "message/rfc822" or part.get_content_disposition() == "attachment":
        return True
    return kind not in _PAGES and kind != "text/plain" and bool(_named(part) or kind in SUFFIXES)


def _name(part: EmailMessage, number: int, suffix: str) -> str:
    name = _named(part) or f"附件{number}"
    return name if PurePosixPath(name).suffix or not suffix else f"{name}{suffix}"


def _named(part: EmailMessage) -> str:
    """The name it was given, else the last part of where it lay."""
    try:
        given = part.get_filename() or ""
        place = urlsplit(str(part.get("content-location") or "")).path
    except _FAULTS:
        return ""
    name = _in_bare_bytes(part) or given or unquote(PurePosixPath(place).name)
    return printed(PurePosixPath(name.replace("\\", "/")).name).strip()


def _in_bare_bytes(part: EmailMessage) -> str:
    """A name of Han characters that stand in the header as they are, as old programs write it; "" for any
    other.
    """
    raw = " ".join(str(value) for name, value in part.raw_items() if name.lower() in _NAMING)
    found = _FILE_NAME.search(raw)
    if found is None or found[1].isascii():
        return ""
    data = found[1].encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _bytes(part: EmailMessage) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except _FAULTS:
        return b""
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage) -> bytes:
    """The bytes of a text in UTF-8 that says so, where the part says which characters it has."""
    data = _bytes(part)
    charset = re.sub(r"[^\w-]", "", part.get_content_charset() or "").lower()
    try:
        return data.decode("gb18030" if charset in _GBK else charset).encode("utf-8-sig")
    except (LookupError, ValueError):
        return data
