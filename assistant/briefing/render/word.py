"""A briefing as a Word document: styles by name, notes as numbers that lead to their references, tables that
break well.

In: a briefing, perhaps an office's template. Out: the bytes of a .docx. A template's own words (a letterhead)
stay before the briefing, or around it where a paragraph 【正文】 says where it goes. Characters that XML
cannot hold are left out.

The body is written element by element, and each is released before the next is made: a tree of a thousand
rows takes 100 MB, its file 200 kB; so only the page, the styles and a template's own words are ever a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from lxml import etree

from assistant.briefing.model import Briefing, Note, Paragraph, Table, numbers
from assistant.briefing.render.layout import (
    CHECK_COLUMNS,
    Marked,
    check_rows,
    fitted,
    joined,
    marked,
    note_lines,
    refs,
    shown,
    subtitle,
    title_lines,
)
from assistant.briefing.render.word_page import (
    BODY,
    CELL,
    HEAD_CELL,
    HEADINGS,
    LEAD,
    NOTE,
    SIGN,
    TITLE,
    new_document,
    open_template,
)
from assistant.briefing.texts import words
from assistant.errors import AssistantError
from ingest import late_re as re


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


PLACE = "【正文】"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"\d+")
_TWIPS = 635
"""English metric units in a twentieth of a point."""
_ABOVE_TABLE = "100"
_REF_SHARE = 9
_CHECK_SHARES = (8, 20, 60, 10)


def to_docx(briefing: Briefing, template: Path | None = None) -> bytes:
    """Raises AssistantError where the template cannot be used."""
    document = open_template(template) if template else new_document()
    place = _place(document, template) if template else None
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _clean(briefing.title), "", ""
    properties.created = properties.modified = datetime.combine(briefing.made, datetime.min.time())
    pieces = _Writer(document, _page_of(document, place)).body(briefing)
    return written(document, place, _spaced(pieces))


def _place(document: DocumentObject, template: Path) -> BaseOxmlElement | None:
    """The paragraph that says where the briefing goes, None where none does. Raises AssistantError where that
    is not clear.
    """
    body = document.element.body
    found = [p for p in body.iter(qn("w:p")) if PLACE in "".join(t.text or "" for t in p.iter(qn("w:t")))]
    if not found:
        return None
    alone = "".join(t.text or "" for t in found[0].iter(qn("w:t"))).strip() == PLACE
    if len(found) > 1 or not alone or found[0].getparent() is not body:
        raise AssistantError(
            f"模板里的{PLACE}不能用", file=str(template), remedy="请让它单独成为一段，只写一处，不放在表格里"
        )
    place: BaseOxmlElement = found[0]
    return place


def _page_of(document: DocumentObject, place: BaseOxmlElement | None) -> Section:
    """The form of the page on which the briefing stands."""
    before = 0
    for element in document.element.body if place is not None else ():
        if element is place:
            break
        before += len(list(element.iter(qn("w:sectPr"))))
    return document.sections[before if place is not None else -1]


def _spaced(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A little room between a line and the table below it; a line waits until it is known what follows it."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None:
            if isinstance(piece, Rows) and not isinstance(before, Rows):
                _child(before.find(qn("w:pPr")), "w:spacing", after=_ABOVE_TABLE)
            yield before
        before = piece
    if before is not None:
        yield before


class _Writer:
    """Makes the elements of one document; `width` of its text in twips."""

    def __init__(self, document: DocumentObject, page: Section) -> None:
        self._styles = {style.name: style.style_id for style in document.styles}
        across = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
        self._width = across // _TWIPS

    def body(self, briefing: Briefing) -> Iterator[Piece]:
        numbered = numbers(briefing)
        yield self._title(title_lines(briefing.title))
        for line in (*subtitle(briefing), ""):
            yield self._line(LEAD, line)
        sheet = False
        for part in marked(briefing.sections):
            level = min(part.section.level, len(HEADINGS))
            begins, sheet = sheet, part.section.sheet
            yield self._line(HEADINGS[level - 1], f"{part.mark}{part.section.heading}", new_page=begins)
            yield from self._section(part, numbered, last=part.section is briefing.sections[-1])
        yield self._line(BODY, "", stay=True)
        yield self._line(SIGN, words("sign.issuer"), stay=True)
        yield self._line(SIGN, words("sign.date"))
        if briefing.notes:
            yield from self._notes(briefing)
        if briefing.figures:
            yield from self._check(briefing)

    def _section(self, part: Marked, numbered: Mapping[Note, int], *, last: bool) -> Iterator[Piece]:
        """The end of the `last` section stays on the page of the lines to be signed."""
        blocks = tuple(joined(part.section))
        body = CELL if part.section.sheet else BODY
        for count, (at, block) in enumerate(blocks, start=1):
            stay = last and count == len(blocks)
            if isinstance(block, Table):
                names = [c.name for c in block.columns] + ["注"] * block.noted
                shares = [c.share for c in block.columns] + [_REF_SHARE] * block.noted
                rows = [[*row.cells, *[refs(row.notes, numbered)] * block.noted] for row in block.rows]
                yield self._table(names, fitted(names, shares, rows), rows)
                yield self._line(CELL, "", stay=stay)
                continue
            first, *rest = shown(block[0])
            lines = [part.marks.get(at, "") + first, *rest]
            for line in lines[:-1]:
                yield self._line(body, line)
            end = self._line(body, lines[-1], stay=stay)
            for more, paragraph in enumerate(block):
                for element in (*_more_runs(paragraph, more), *_ref_runs(refs(paragraph.notes, numbered))):
                    end.append(element)
            yield end

    def _notes(self, briefing: Briefing) -> Iterator[BaseOxmlElement]:
        yield self._line(HEADINGS[0], words("notes.heading"), new_page=True)
        for number, line in enumerate(note_lines(briefing), start=1):
            paragraph = self._line(NOTE, f"[{number}] {line}")
            for kind, place in (("w:bookmarkStart", 1), ("w:bookmarkEnd", len(paragraph))):
                mark = OxmlElement(kind)
                mark.set(qn("w:id"), str(number))
                if kind == "w:bookmarkStart":
                    mark.set(qn("w:name"), _bookmark(number))
                paragraph.insert(place, mark) if place == 1 else paragraph.append(mark)
            yield paragraph

    def _check(self, briefing: Briefing) -> Iterator[Piece]:
        yield self._line(HEADINGS[0], words("check.heading"), new_page=True)
        yield self._line(BODY, words("check.how", n=len(briefing.figures)))
        yield self._table(CHECK_COLUMNS, _CHECK_SHARES, check_rows(briefing))
        yield self._line(CELL, "")

    def _line(self, style: str, text: str, *, new_page: bool = False, stay: bool = False) -> BaseOxmlElement:
        """`stay` on the page of the line that follows."""
        paragraph = OxmlElement("w:p")
        properties = _child(paragraph, "w:pPr")
        _child(properties, "w:pStyle", val=self._styles[style])
        if stay:
            _child(properties, "w:keepNext")
        if new_page:
            _child(properties, "w:pageBreakBefore")
        if text:
            paragraph.append(_run(text))
        return paragraph

    def _title(self, lines: Sequence[str]) -> BaseOxmlElement:
        """One paragraph, so that it is one title to whoever reads the file."""
        paragraph = self._line(TITLE, lines[0])
        for line in lines[1:]:
            _child(_child(paragraph, "w:r"), "w:br")
            paragraph.append(_run(line))
        return paragraph

    def _table(self, names: Sequence[str], shares: Sequence[int], rows: Iterable[Sequence[str]]) -> Rows:
        """Rows are not broken across pages, and the header stands on every page."""
        table = OxmlElement("w:tbl")
        properties = _child(table, "w:tblPr")
        widths = [self._width * share // sum(shares) for share in shares]
        _child(properties, "w:tblW", w=str(sum(widths)), type="dxa")
        borders = _child(properties, "w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            _child(borders, f"w:{side}", val="single", sz="4", space="0", color="auto")
        _child(properties, "w:tblLayout", type="fixed")
        margins = _child(properties, "w:tblCellMar")
        for side in ("left", "right"):
            _child(margins, f"w:{side}", w="80", type="dxa")
        grid = _child(table, "w:tblGrid")
        for width in widths:
            _child(grid, "w:gridCol", w=str(width))
        head = self._row(HEAD_CELL, names, widths, header=True)
        return Rows(frame=table, rows=chain([head], (self._row(CELL, row, widths) for row in rows)))

    def _row(
        self, style: str, cells: Sequence[str], widths: Sequence[int], *, header: bool = False
    ) -> BaseOxmlElement:
        row = OxmlElement("w:tr")
        properties = _child(row, "w:trPr")
        _child(properties, "w:cantSplit")
        if header:
            _child(properties, "w:tblHeader")
        for text, width in zip(cells, widths, strict=True):
            cell = _child(row, "w:tc")
            form = _child(cell, "w:tcPr")
            _child(form, "w:tcW", w=str(width), type="dxa")
            _child(form, "w:vAlign", val="center")
            cell.append(self._line(style, text))
        return row


def _more_runs(paragraph: Paragraph, place: int) -> Iterator[BaseOxmlElement]:
    """The words of a paragraph that runs on in the line of the first."""
    if place:
        yield _run("".join(shown(paragraph)))


def _ref_runs(said: str) -> Iterator[BaseOxmlElement]:
    """[1,3-5] raised, each number a link to its note."""
    if not said:
        return
    yield _run("[", raised=True)
    at = 0
    for m in _NUMBER.finditer(said):
        if between := said[at : m.start()]:
            yield _run(between, raised=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _bookmark(int(m[0])))
        link.append(_run(m[0], raised=True))
        yield link
        at = m.end()
    yield _run("]", raised=True)


def _bookmark(number: int) -> str:
    return f"note{number}"


def _run(text: str, *, raised: bool = False) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    if raised:
        _child(_child(run, "w:rPr"), "w:vertAlign", val="superscript")
    words = _child(run, "w:t")
    words.text = _clean(text)
    words.set(qn("xml:space"), "preserve")
    return run


def _child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _clean(text: str) -> str:
    """In one line, without what XML cannot hold."""
    return re.sub(r"[\t\n\r]+", " ", _ILLEGAL.sub("", text))
