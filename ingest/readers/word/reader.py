"""Word files: the parts of a package put together into lines.

In: the bytes of a .docx, .docm, .dotx or .dotm; macros are never looked at. Out: the document. Headers,
footers, notes and comments are listed as left out. Which heading is the document's title: one in the style
Title, else the only heading of the highest level before all others; chapters are one level below it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from ingest.errors import ReadError
from ingest.model import Dropped
from ingest.readers.package import Package
from ingest.readers.protocol import Document, Line
from ingest.readers.word import aside as reasons
from ingest.readers.word.aside import Aside
from ingest.readers.word.blocks import Block, Walk
from ingest.readers.word.inline import Inline, plain
from ingest.readers.word.numbering import Numbering
from ingest.readers.word.styles import TITLE, Styles
from ingest.readers.word.xml import Node, attr, child, children, name, parse_part

_MAIN = "word/document.xml"
_LEVELS = 6
_NOTES = {
    "footnotes": ("w:footnote", "w:footnoteReference"),
    "endnotes": ("w:endnote", "w:endnoteReference"),
    "comments": ("w:comment", "w:commentReference"),
}
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


class DocxReader:
    suffixes = (".docx", ".docm", ".dotx", ".dotm")

    def read(self, data: bytes, file: str) -> Document:
        parts = _Parts(Package.open(data, file), file)
        body = child(parts.main, "w:body")
        if body is None:
            message = f"里面的 {parts.path} 没有正文"
            raise ReadError(message, file=file, remedy="请确认是 Word 文件，另存为新的 .docx 后再试")
        aside, styles = Aside(), Styles(parts.kind("styles"))
        numbering = Numbering(parts.kind("numbering"), styles)
        walk = Walk(styles, numbering, Inline(styles, aside, dict(_notes(parts))), aside, file)
        around = [Dropped(line=1, text=text, reason=reasons.PAGE) for text in _page(parts)]
        walk.body(body)
        walk.finish()
        return Document(
            lines=tuple(_styled(walk.blocks)),
            dropped=tuple(sorted((*around, *aside.dropped), key=lambda d: d.line)),
            doubts=tuple(aside.all_doubts()),
            tells_merges=True,
        )


class _Parts:
    """The parts of a package by what they are to the main one."""

    def __init__(self, package: Package, file: str) -> None:
        self._package, self._file = package, file
        self.path = next((p for kind, p in self._related("") if kind == "officeDocument"), _MAIN)
        main = self._parsed(self.path)
        if main is None:
            remedy = "请确认是 Word 文件；能打开的话，另存为新的 .docx 后再试"
            raise ReadError(f"里面没有正文（{self.path}），不是完整的 Word 文件", file=file, remedy=remedy)
        self.main = main
        self._kinds = list(self._related(self.path))

    def kind(self, kind: str) -> Node | None:
        """The first part of a kind: styles, numbering, footnotes …"""
        return next(iter(self.kinds(kind)), None)

    def kinds(self, kind: str) -> Iterator[Node]:
        for path in dict.fromkeys(path for of, path in self._kinds if of == kind):
            part = self._parsed(path)
            if part is not None:
                yield part

    def _parsed(self, path: str) -> Node | None:
        data = self._package.part(path)
        return None if data is None else parse_part(data, path, self._file)

    def _related(self, path: str) -> Iterator[tuple[str, str]]:
        """(kind, path) of the parts that a part names as its own."""
        folder, base = posixpath.split(path)
        root = self._parsed(posixpath.join(folder, "_rels", f"{base}.rels"))
        for one in () if root is None else root:
            target = one.get("Target") or ""
            if name(one) == "rel:Relationship" and one.get("TargetMode") != "External":
                kind = (one.get("Type") or "").rpartition("/")[2]
                yield kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _notes(parts: _Parts) -> Iterator[tuple[tuple[str, str], str]]:
    for kind, (wanted, reference) in _NOTES.items():
        for note in children(parts.kind(kind), wanted):
            if attr(note, "type") not in _SEPARATORS:
                yield (reference, attr(note, "id") or ""), plain(note)


def _page(parts: _Parts) -> Iterator[str]:
    """What headers and footers say, each once."""
    said = (" ".join(plain(part).split()) for kind in ("header", "footer") for part in parts.kinds(kind))
    yield from dict.fromkeys(text for text in said if text)


def _styled(blocks: list[Block]) -> Iterator[Line]:
    """The lines with h1 for the title and the headings below it."""
    headings = [block.heading for block in blocks if block.heading is not None and block.line.text.strip()]
    titled = TITLE in headings
    top = min(headings, default=1)
    alone = not titled and bool(headings) and headings.count(top) == 1 and headings[0] == top
    down = 1 if titled else 1 - top if alone else 2 - top
    for block in blocks:
        if block.heading is None or not block.line.text.strip():
            yield block.line
        else:
            yield replace(block.line, style=f"h{min(max(block.heading + down, 1), _LEVELS)}")
