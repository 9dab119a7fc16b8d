"""The body of a Word document, written element by element: what has been written is given up before the next
is made.

In: a document of python-docx, where its new elements go, and those elements as they come. Out: the bytes of
the .docx. A tree of a thousand rows takes 100 MB, its file 200 kB; so only the page, the styles and a
template's own words are ever a tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document as DocumentObject
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table: `frame` is a w:tbl with its properties and its grid, the rows follow when they are asked for,
    once.
    """

    frame: BaseOxmlElement
    rows: Iterator[BaseOxmlElement]


Piece = BaseOxmlElement | Rows
"""What may stand in a body."""


def written(document: DocumentObject, place: BaseOxmlElement | None, pieces: Iterator[Piece]) -> bytes:
    """`pieces` in the place of that paragraph of the body, else behind all the document has."""
    name = document.part.partname.lstrip("/")
    shell, out = BytesIO(), BytesIO()
    document.save(shell)
    with ZipFile(shell) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for entry in given.infolist():
            if entry.filename != name:
                made.writestr(entry, given.read(entry))
                continue
            with made.open(name, "w") as file:
                _write(file, document, place, pieces)
    return out.getvalue()


def _write(
    file: IO[bytes], document: DocumentObject, place: BaseOxmlElement | None, pieces: Iterator[Piece]
) -> None:
    root, body = document.element, document.element.body
    place = body.sectPr if place is None else place
    with etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration(standalone=True)
        with xml.element(root.tag, attrib=root.attrib, nsmap=root.nsmap):
            for part in root:
                if part is not body:
                    xml.write(part)
                    continue
                with xml.element(body.tag, attrib=body.attrib):
                    for child in body:
                        if child is place:
                            _write_pieces(xml, pieces)
                        if child is not place or child is body.sectPr:
                            xml.write(child)


def _write_pieces(xml: Any, pieces: Iterator[Piece]) -> None:
    for piece in pieces:
        if not isinstance(piece, Rows):
            xml.write(piece)
            continue
        with xml.element(piece.frame.tag):
            for part in (*piece.frame, *piece.rows):
                xml.write(part)
