"""The files that a page links to: the attachments of a notice, which are offered and never fetched by this.

In: the bytes of a page and its address. Out: `Link`s in the order of the page, each once. A link is to a file
where its path, a value of its query or its words end in a suffix that papers come in, or where its words call
it 附件; pages do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from lxml import html

from ingest.errors import ReadError
from ingest.naming import printed
from ingest.readers.enclosed import is_attachment
from ingest.readers.html import HtmlReader, parsed
from ingest.readers.options import ARCHIVE
from ingest.readers.sniff import DOCUMENTS

_PAGES = (*HtmlReader.suffixes, ".shtml")
_LONGEST = 120
"""Characters of what a link is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`words` are what the page calls it, with the suffix of the file."""

    address: str
    words: str


def linked_files(data: bytes, name: str, address: str) -> tuple[Link, ...]:
    """Nothing for what is no page; `name` as it was fetched under, `address` where it was had at last."""
    if PurePosixPath(name).suffix.lower() not in HtmlReader.suffixes:
        return ()
    try:
        page = parsed(data, name)
    except ReadError:
        return ()
    links: dict[str, Link] = {}
    for link in _links(page, address):
        links.setdefault(link.address, link)
    return tuple(links.values())[: ARCHIVE.members]


def _links(page: html.HtmlElement, address: str) -> Iterator[Link]:
    base = page.find(".//base")
    beside = urljoin(address, (base.get("href") if base is not None else None) or "")
    for link in page.iterfind(".//a[@href]"):
        try:
            target = urldefrag(urljoin(beside, link.get("href").strip())).url
            parts = urlsplit(target)
        except ValueError:
            continue
        words = printed(" ".join((link.text_content() or "").split()) or link.get("title") or "")
        suffix = _suffix(parts.path, parts.query, words)
        called_so = is_attachment(words) and not _is_page(parts.path) and target != urldefrag(address).url
        offered = suffix or called_so
        if parts.scheme in ("http", "https") and parts.hostname and offered:
            called = words or PurePosixPath(unquote(parts.path)).name
            named = called if called.lower().endswith(suffix) else f"{called}（{suffix}）"
            yield Link(address=target, words=named[:_LONGEST])


def _is_page(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in _PAGES


def _suffix(path: str, query: str, words: str) -> str:
    values = [value for _, value in parse_qsl(query)]
    suffixes = (PurePosixPath(unquote(one)).suffix.lower() for one in (path, *values, words))
    return next((suffix for suffix in suffixes if suffix in DOCUMENTS), "")
