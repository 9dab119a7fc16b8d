"""HTML: block elements -> lines, tables -> cells, page chrome dropped and listed.

`lxml.html` does the parsing. Encodings: the byte order mark's, UTF-8, the declared one, GB18030; a page often
declares another than it has. Left out and listed: navigation, forms, hidden blocks, and blocks whose class or
id says so (breadcrumb, share, footer …), unless they speak at length outside links: whole pages stand in a
form. Scripts and comments are no text. `ol` items without a printed mark get the number a browser shows.
Raised digits stay raised (10⁴, m²).
Lines carry the line of the element they start in; columns are not known and 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from ingest.errors import ReadError
from ingest.grammar.marks import is_marked
from ingest.grammar.numerals import as_raised
from ingest.model import Dropped
from ingest.readers.grid import Cell, open_spans
from ingest.readers.protocol import Document, Line
from ingest.readers.text import decode

_SILENT = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object"}
_CHROME_TAGS = {"nav", "footer", "aside", "form", "button", "select", "menu"}
_SPEAKS = 200
"""Characters outside links from which on a block is the page's text, whatever it is called."""
_CHROME_NAME = re.compile(
    r"(?:^|[\s_-])(?:bread|breadcrumbs?|crumbs?|nav|navbar|menu|share|sharing|bdsharebuttonbox|footer|foot"
    r"|copyright|sidebar|"
    r"toolbar|tools|print|qrcode|position|location|prevnext|related|search|topbar|top|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCK = {
    *(
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "body",
        "html",
        "center",
        "blockquote",
        "pre",
        "hr",
    ),
    *(
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "figure",
        "figcaption",
    ),
}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BREAK = "\x1f"
_HEADING = re.compile(r"h[1-6]$")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n]+")
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])")


class HtmlReader:
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, file: str) -> Document:
        root = _parse(_XML.sub("", _decode(data, file)), file)
        walk = _Walk()
        try:
            walk.block(root)
        except RecursionError as error:
            raise _too_deep(file) from error
        walk.flush()
        if not walk.lines:
            raise ReadError(
                "网页里没有正文文字", file=file, remedy="请确认保存的是文件正文页面，而不是列表页或图片"
            )
        return Document(lines=tuple(walk.lines), dropped=tuple(walk.dropped))


def _decode(data: bytes, file: str) -> str:
    declared = _CHARSET.search(data[:4096])
    return decode(data, file, declared=declared[1].decode("ascii") if declared else None)


def _parse(text: str, file: str) -> html.HtmlElement:
    parser = html.HTMLParser(huge_tree=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise ReadError("网页内容无法解析", file=file, remedy="请在浏览器中另存为“仅 HTML”后再试") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise _too_deep(file)
    return root


def _too_deep(file: str) -> ReadError:
    return ReadError("网页标签嵌套过深，无法读全", file=file, remedy="请将正文复制到文本文件后再试")


class _Walk:
    """One pass over the tree; `buffer` holds the inline text of the line being written.

    `number` is that of a list item whose own words have not come yet: they go on behind it, in whatever block
    they stand.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.dropped: list[Dropped] = []
        self.buffer: list[str] = []
        self.number = ""
        self.start = 1
        self.style: str | None = None
        self.tables = 0

    def flush(self) -> None:
        text = _squeeze("".join(self.buffer))
        if self.number and text == self.number:
            return
        self.discard()
        if text:
            self.lines.append(Line(text=text, number=self.start, style=self.style))

    def discard(self) -> None:
        self.buffer.clear()
        self.number = ""

    def say(self, text: str | None, line: int) -> None:
        if text:
            if not "".join(self.buffer).strip():
                self.start = line
            self.buffer.append(text)

    def block(self, node: html.HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            return
        line = node.sourceline or self.start
        reason = _chrome(node)
        if reason:
            self.flush()
            self.dropped += (
                Dropped(line=line, text=t, reason=reason) for t in map(_squeeze, _texts(node)) if t
            )
        elif node.tag == "br":
            self.flush()
        elif node.tag == "sup":
            self.say("".join(_texts(node)), line)
        elif node.tag == "table":
            self.flush()
            self.table(node)
        elif node.tag in _BLOCK:
            self.flush()
            outer, self.style = self.style, node.tag if _HEADING.match(node.tag) else self.style
            self.children(node, line)
            self.flush()
            self.style = outer
        else:
            self.children(node, line)

    def children(self, node: html.HtmlElement, line: int) -> None:
        self.say(node.text, line)
        count = _count(node.get("start")) - 1
        for child in node:
            if node.tag == "ol" and child.tag == "li":
                count = _count(child.get("value")) if child.get("value") else count + 1
                self.item(child, count)
            else:
                self.block(child)
            self.say(child.tail, child.sourceline or line)

    def item(self, item: html.HtmlElement, number: int) -> None:
        self.flush()
        if not is_marked("".join(_texts(item)).strip()):
            self.say(f"{number}. ", item.sourceline or self.start)
            self.number = f"{number}."
        self.block(item)
        self.flush()
        self.discard()

    def table(self, table: html.HtmlElement) -> None:
        for caption in table.iterchildren("caption"):
            self.block_children(caption)
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if table.xpath(".//table") or all(len(row) < 2 for row in cells):  # it only lays the page out
            for cell in (c for row in cells for c in row):
                self.block_children(cell)
            return
        self.tables += 1
        for row, grid in zip(rows, open_spans(map(_cells, cells)), strict=True):
            number = row.sourceline or self.start
            self.lines.append(
                Line(text="", number=number, cells=grid.cells, beside=grid.beside, table=self.tables)
            )

    def block_children(self, node: html.HtmlElement) -> None:
        self.flush()
        self.children(node, node.sourceline or self.start)
        self.flush()


def _cells(row: list[html.HtmlElement]) -> list[Cell]:
    return [
        Cell(text=_cell_text(cell), wide=_count(cell.get("colspan")), tall=_count(cell.get("rowspan")))
        for cell in row
    ]


def _cell_text(cell: html.HtmlElement) -> str:
    lines = "".join(_texts(cell, breaks=True)).split(_BREAK)
    return "\n".join(line for line in map(_squeeze, lines) if line)


def _texts(node: html.HtmlElement, *, breaks: bool = False) -> Iterator[str]:
    """The printed text in and below a node, without scripts and comments; with `breaks` a sign where a line
    ends.
    """
    if not isinstance(node.tag, str) or node.tag in _SILENT:
        return
    if node.tag == "sup":
        yield as_raised(node.text_content().strip())
        return
    ends = breaks and (node.tag == "br" or node.tag in _BLOCK)
    if ends:
        yield _BREAK
    if node.text:
        yield node.text
    for child in node:
        yield from _texts(child, breaks=breaks)
        if child.tail:
            yield child.tail
    if ends:
        yield _BREAK


def _count(value: str | None) -> int:
    return int(value) if value and value.isdigit() and 0 < int(value) < 1000 else 1


def _squeeze(text: str) -> str:
    return _SPACE.sub(" ", _HAN_BREAK.sub("", text)).strip(" \n")


def _chrome(node: html.HtmlElement) -> str:
    """Why a block is not part of the page's text, "" where it is."""
    if _HIDDEN.search(node.get("style") or "") or node.get("hidden") is not None:
        reason = "网页隐藏内容"
    else:
        reason = "网页导航" if _is_navigation(node) else ""
    return reason if reason and not _speaks(node) else ""


def _is_navigation(node: html.HtmlElement) -> bool:
    if node.tag in _CHROME_TAGS or (node.tag == "header" and not node.xpath(".//h1|.//h2|.//h3")):
        return True
    name = f"{node.get('class') or ''} {node.get('id') or ''}"
    return node.tag not in ("body", "html") and bool(_CHROME_NAME.search(name))


def _speaks(node: html.HtmlElement) -> bool:
    """Whether a block says more outside links than navigation does."""
    linked = sum(len(t.strip()) for a in node.iter("a") for t in _texts(a))
    return sum(len(t.strip()) for t in _texts(node)) - linked > _SPEAKS
