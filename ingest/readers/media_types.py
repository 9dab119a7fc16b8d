"""Media types of the formats that plans come in: what servers call them, and what they are handed back as."""

from __future__ import annotations

from pathlib import PurePath

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
