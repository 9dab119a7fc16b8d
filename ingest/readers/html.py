"""HTML: block elements -> lines, tables -> cells, page chrome dropped and listed.

`lxml.html` does the parsing (encodings from the byte order mark, the meta tag, else UTF-8/GB18030 as for text).
Left out and listed: scripts, forms, navigation, and blocks whose class or id says so (breadcrumb, share, footer …).
A merged cell's text stands in its first place, the places it covers are None. `ol` items without a printed mark get
the number a browser shows. Lines carry the line of the element they start in; columns are not known and 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from ingest.errors import ReadError
from ingest.model import Dropped
from ingest.readers.protocol import Document, Line
from ingest.readers.text import decode

_SILENT = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object"}
_CHROME_TAGS = {"nav", "footer", "aside", "form", "button", "select", "menu"}
_CHROME_NAME = re.compile(
    r"(?:^|[\s_-])(?:bread|breadcrumbs?|crumbs?|nav|navbar|menu|share|sharing|bdsharebuttonbox|footer|foot|copyright|sidebar|"
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
_HEADING = re.compile(r"h[1-6]$")
_SPACE = re.compile(r"[ \t\r\n]+")
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])")
_OWN_MARK = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十百\d]+[编章节条]|[①-⑳])"
)


class HtmlReader:
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, file: str) -> Document:
        declared = re.search(rb"charset=[\"']?\s*(gb\w+)", data[:4096], re.IGNORECASE)
        text = data.decode("gb18030", "replace") if declared else decode(data, file)
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        try:
            root = html.document_fromstring(text)
        except (etree.ParserError, ValueError) as error:
            raise ReadError(
                "网页内容无法解析", file=file, remedy="请在浏览器中另存为“仅 HTML”后再试"
            ) from error
        walk = _Walk()
        walk.block(root)
        walk.flush()
        if not walk.lines:
            raise ReadError(
                "网页里没有正文文字", file=file, remedy="请确认保存的是文件正文页面，而不是列表页或图片"
            )
        return Document(lines=tuple(walk.lines), dropped=tuple(walk.dropped))


class _Walk:
    """One pass over the tree; `buffer` holds the inline text of the line being written."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.dropped: list[Dropped] = []
        self.buffer: list[str] = []
        self.start = 1
        self.style: str | None = None
        self.tables = 0

    def flush(self) -> None:
        text = _squeeze("".join(self.buffer))
        self.buffer.clear()
        if text:
            self.lines.append(Line(text=text, number=self.start, style=self.style))

    def say(self, text: str | None, line: int) -> None:
        if text:
            if not "".join(self.buffer).strip():
                self.start = line
            self.buffer.append(text)

    def block(self, node: html.HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            return
        line = node.sourceline or self.start
        if _is_chrome(node):
            self.flush()
            for text in filter(None, (_squeeze(t) for t in node.itertext())):
                self.dropped.append(Dropped(line=line, text=text, reason="网页导航"))
            return
        if node.tag == "br":
            self.flush()
            return
        if node.tag == "table":
            self.flush()
            self.table(node)
            return
        is_block = node.tag in _BLOCK
        if is_block:
            self.flush()
            self.style = node.tag if _HEADING.match(node.tag) else None
        self.say(node.text, line)
        count = _count(node.get("start")) - 1 if node.tag == "ol" else 0
        for child in node:
            if node.tag == "ol" and child.tag == "li":
                count += 1
                if not _OWN_MARK.match("".join(child.itertext())):
                    self.flush()
                    self.say(f"{count}. ", child.sourceline or line)
                    self.inline_item(child)
                    self.say(child.tail, line)
                    continue
            self.block(child)
            self.say(child.tail, child.sourceline or line)
        if is_block:
            self.flush()
            self.style = None

    def inline_item(self, item: html.HtmlElement) -> None:
        """A list item whose number was already said: its first line goes on behind the number."""
        line = item.sourceline or self.start
        self.say(item.text, line)
        for child in item:
            if child.tag in ("p", "span", "strong", "b", "em", "a", "font"):
                self.say("".join(child.itertext()), line)
            else:
                self.block(child)
            self.say(child.tail, line)
        self.flush()

    def table(self, table: html.HtmlElement) -> None:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        if table.xpath(".//table") or all(
            len(row) < 2 for row in rows
        ):  # a table that only lays the page out
            for row in rows:
                for cell in row:
                    self.block_children(cell)
            return
        self.tables += 1
        for row, cells in zip(rows, _grid(rows), strict=True):
            self.lines.append(
                Line(text="", number=row.sourceline or self.start, cells=cells, table=self.tables)
            )

    def block_children(self, node: html.HtmlElement) -> None:
        self.flush()
        self.say(node.text, node.sourceline or self.start)
        for child in node:
            self.block(child)
            self.say(child.tail, child.sourceline or self.start)
        self.flush()


def _grid(rows: list[html.HtmlElement]) -> Iterator[tuple[str | None, ...]]:
    """The cells of every row, spans opened: text in the first place, None in the places it covers."""
    pending: dict[int, int] = {}
    for row in rows:
        cells: list[str | None] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while pending.get(len(cells), 0):
                pending[len(cells)] -= 1
                cells.append(None)
            wide, tall = _count(cell.get("colspan")), _count(cell.get("rowspan"))
            for offset in range(wide):
                if tall > 1:
                    pending[len(cells)] = tall - 1
                cells.append(_squeeze("".join(cell.itertext())) if offset == 0 else "")
        while pending.get(len(cells), 0):
            pending[len(cells)] -= 1
            cells.append(None)
        yield tuple(cells)


def _count(value: str | None) -> int:
    return int(value) if value and value.isdigit() and 0 < int(value) < 1000 else 1


def _squeeze(text: str) -> str:
    return _SPACE.sub(" ", _HAN_BREAK.sub("", text)).strip(" \n")


def _is_chrome(node: html.HtmlElement) -> bool:
    if node.tag in _CHROME_TAGS or (node.tag == "header" and not node.xpath(".//h1|.//h2|.//h3")):
        return True
    name = f"{node.get('class') or ''} {node.get('id') or ''}"
    return node.tag not in ("body", "html") and bool(_CHROME_NAME.search(name))
