"""HTML: block elements -> lines, tables -> cells, page chrome dropped and listed.

`lxml.html` does the parsing. Encodings: the byte order mark's, UTF-8, the declared one, GB18030; a page often
declares another than it has. What is left out and listed is `html_parts`'s. Items of `ol` without a printed
mark get the number a browser shows, and know how deep their list stands. One block may hold many lines: at
<br>, around a heading in bold, and at line ends of the source where all of them end sentences or a mark
follows. Raised digits stay raised (10⁴, m²). Lines carry the line of the element they start in; columns are
not known and 0.

The numbers a browser shows before the items of a list (HTML Living Standard, “ordinal value of the list
item”) come from `start`, `value`, `reversed`, `type` and `list-style-type`; counting styles no Chinese paper
is seen with are shown as digits (`item_numbers`).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.grammar.marks import CHAPTERS, is_marked, read_marks
from ingest.grammar.numerals import as_chinese
from ingest.model import Doubt, Dropped
from ingest.readers.html_parts import (
    BLOCK,
    FURNITURE,
    SILENT,
    Table,
    is_list_sign,
    lays_out,
    left_out,
    length,
    list_sign,
    read_table,
    squeeze,
    style_of,
    texts,
)
from ingest.readers.options import HTML
from ingest.readers.protocol import Document, Line
from ingest.readers.text import decode

_BOLD = frozenset(("b", "strong"))
_GOES_ON = "，、。；：:,;）)"
_SENTENCE_END = "。；：！？;:!?"
_HEADING = re.compile(r"h[1-6]$")
_OF_BODY = frozenset(("article", "main", "section", "header", "figure", "details"))
"""Of HTML 5, which libxml2 does not know as blocks."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_STYLE = re.compile(r"list-style(?:-type)?:([\w-]+)")
_INTEGER = re.compile(r"\s*(-?\d{1,4})\s*$")
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_IN_HAN = re.compile(r"cjk-ideographic|(?:simp|trad)-chinese-(?:in)?formal")
_ROMANS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class HtmlReader:
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, file: str) -> Document:
        root = parsed(data, file)
        try:
            walk = _Walk(length(root))
            walk.block(root)
        except RecursionError as error:
            raise _too_deep(file) from error
        walk.flush()
        if not walk.lines:
            raise ReadError(
                "网页里没有正文文字", file=file, remedy="请确认保存的是文件正文页面，而不是列表页或图片"
            )
        return Document(
            lines=tuple(walk.lines),
            dropped=tuple(walk.dropped),
            doubts=tuple(walk.doubts),
            tells_merges=True,
        )


def parsed(data: bytes, file: str) -> html.HtmlElement:
    """The tree of a page. Raises ReadError."""
    return _parse(_XML.sub("", _decode(data, file)), file)


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
    _out_of_head(root)
    return root


def _out_of_head(root: html.HtmlElement) -> None:
    """Moves to the body what the parser took for a part of the head: where a page opens no body, an element
    it does not know (`article`, `main`) does not end the head for it.
    """
    head, body = root.find("head"), root.find("body")
    if head is None:
        return
    stray = next((n for n, node in enumerate(head) if node.tag in _OF_BODY), None)
    if stray is None:
        return
    if body is None:
        body = etree.SubElement(root, "body")
    for n, node in enumerate(head[stray:]):
        body.insert(n, node)


def _too_deep(file: str) -> ReadError:
    return ReadError("网页标签嵌套过深，无法读全", file=file, remedy="请将正文复制到文本文件后再试")


class _Walk:
    """One pass over the tree; `buffer` holds the inline text of the line being written.

    `number` is that of a list item whose own words have not come yet: they go on behind it, in whatever block
    they stand. `depth` counts the numbered lists around; `by_lines` is of the block being read.
    """

    def __init__(self, page: int) -> None:
        self.page = page
        self.lines: list[Line] = []
        self.dropped: list[Dropped] = []
        self.doubts: list[Doubt] = []
        self.buffer: list[str] = []
        self.number = ""
        self.start = 1
        self.style: str | None = None
        self.by_lines = False
        self.depth = 0
        self.tables = 0

    def flush(self) -> None:
        raw = "".join(self.buffer)
        if self.number and squeeze(raw) == self.number:
            return
        depth = self.depth if self.number else 0
        self.discard()
        for text, down in _lines_of(raw, by_lines=self.by_lines):
            self.lines.append(Line(text=text, number=self.start + down, style=self.style, depth=depth))
            depth = 0

    def discard(self) -> None:
        self.buffer.clear()
        self.number = ""

    def say(self, text: str | None, line: int) -> None:
        if text:
            if not any(part.strip() for part in self.buffer):
                self.start = line
            self.buffer.append(text)

    def drop(self, node: html.HtmlElement, reason: str) -> None:
        """What is furniture is listed piece by piece, anything else as a whole."""
        pieces = map(squeeze, texts(node))
        said = pieces if reason == FURNITURE else ("".join(pieces),)
        line = node.sourceline or self.start
        self.dropped += (Dropped(line=line, text=text, reason=reason) for text in said if text)

    def block(self, node: html.HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in SILENT:
            return
        line = node.sourceline or self.start
        if reason := left_out(node, self.page):
            if node.tag in BLOCK or reason == FURNITURE:
                self.flush()
            self.drop(node, reason)
        elif is_list_sign(node):
            self.say(list_sign(node), line)
        elif node.tag == "br":
            self.flush()
        elif node.tag == "sup":
            self.say("".join(texts(node)), line)
        elif node.tag == "table":
            self.flush()
            self.table(node)
        elif node.tag == "pre" or "white-space:pre" in style_of(node):
            self.preformatted(node, line)
        elif node.tag in BLOCK:
            self.flush()
            outer = self.style, self.by_lines
            self.style = node.tag if _HEADING.match(node.tag) else self.style
            self.by_lines = _sets_lines(node)
            self.children(node, line)
            self.flush()
            self.style, self.by_lines = outer
        elif node.tag in _BOLD:
            self.bold(node, line)
        else:
            self.children(node, line)

    def children(self, node: html.HtmlElement, line: int) -> None:
        self.say(node.text, line)
        numbers = item_numbers(node) if node.tag == "ol" else iter(())
        self.depth += node.tag == "ol"
        for child in node:
            if node.tag == "ol" and child.tag == "li":
                self.item(child, next(numbers))
            else:
                self.block(child)
            self.say(child.tail, child.sourceline or line)
        self.depth -= node.tag == "ol"

    def item(self, item: html.HtmlElement, number: str) -> None:
        self.flush()
        if number and not is_marked("".join(texts(item)).strip()):
            self.say(f"{number} ", item.sourceline or self.start)
            self.number = number
        self.block(item)
        self.flush()
        self.discard()

    def bold(self, node: html.HtmlElement, line: int) -> None:
        """A heading in bold within a block stands on a line of its own."""
        words = squeeze("".join(texts(node)))
        marks = [mark for mark in read_marks(words) if not mark.weak]
        before = "".join(self.buffer).rstrip()
        if marks and before[-1:] in _SENTENCE_END:
            self.flush()
        self.children(node, line)
        behind = (node.tail or "").lstrip(" \t\r\u00a0\u3000")
        titled = any(m.family in CHAPTERS and m.length < len(words) <= HTML.title for m in marks)
        apart = behind[:1] not in _GOES_ON or not behind if titled else behind[:1] == "\n"
        if marks and apart and words[-1:] not in _GOES_ON:
            self.flush()

    def preformatted(self, node: html.HtmlElement, line: int) -> None:
        """Every line of the source is one, its tabs and blanks kept."""
        self.flush()
        rows = "".join(texts(node, dropped=self.drop)).replace("\r", "").split("\n")
        self.lines += (Line(text=row, number=line + n) for n, row in enumerate(rows) if row.strip())

    def table(self, table: html.HtmlElement) -> None:
        for caption in table.iterchildren("caption"):
            self.block_children(caption)
        read = Table.of(table)
        if lays_out(read):
            for cell in read.cells():
                if reason := left_out(cell, self.page):
                    self.drop(cell, reason)
                else:
                    self.block_children(cell)
            return
        self.tables += 1
        rows, doubts = read_table(read, self.tables, self.drop)
        self.lines += rows
        self.doubts += doubts

    def block_children(self, node: html.HtmlElement) -> None:
        self.flush()
        self.children(node, node.sourceline or self.start)
        self.flush()


def _sets_lines(block: html.HtmlElement) -> bool:
    """Whether the line ends of a block's own text all end sentences: whoever writes so sets lines, and no
    column of a fixed width.
    """
    texts_of = (block.text, *(child.tail for child in block))
    rows = [[row.rstrip() for row in (text or "").split("\n") if row.strip()] for text in texts_of]
    ends = [row[-1] in _SENTENCE_END for some in rows for row in some[:-1]]
    return len(ends) > 1 and all(ends)


def _lines_of(raw: str, *, by_lines: bool) -> Iterator[tuple[str, int]]:
    """The lines in the text of one block, and how many lines of the source above them it has.

    A line end of the source is one of the text where a sentence ends there and a mark follows, or anything
    (`by_lines`).
    """
    held: list[str] = []
    first, ended = 0, False
    for n, row in enumerate(raw.split("\n")):
        if ended and row.strip() and (by_lines or is_marked(row.strip())):
            yield from _said(held, first)
            held = []
        if not held:
            first = n
        held.append(row)
        ended = row.rstrip()[-1:] in _SENTENCE_END if row.strip() else ended
    yield from _said(held, first)


def _said(rows: list[str], down: int) -> Iterator[tuple[str, int]]:
    text = squeeze("\n".join(rows))
    if text:
        yield text, down


def item_numbers(ordered: html.HtmlElement) -> Iterator[str]:
    """One for each <li> right below, in order."""
    items = [child for child in ordered if child.tag == "li"]
    back = ordered.get("reversed") is not None
    style = _style(ordered)
    at = _integer(ordered.get("start"), len(items) if back else 1)
    for item in items:
        at = _integer(item.get("value"), at)
        yield _shown(at, style)
        at += -1 if back else 1


def _style(ordered: html.HtmlElement) -> str:
    said = _STYLE.search(style_of(ordered))
    return said[1] if said else _TYPES.get(ordered.get("type") or "1", "decimal")


def _integer(value: str | None, otherwise: int) -> int:
    said = _INTEGER.match(value or "")
    return int(said[1]) if said else otherwise


def _shown(number: int, style: str) -> str:
    if style == "none":
        return ""
    if _IN_HAN.fullmatch(style) and 0 < number < 100:
        return f"{as_chinese(number)}、"
    if style.endswith(("-alpha", "-latin")) and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter.upper() if style.startswith('upper') else letter}."
    if style.endswith("-roman") and 0 < number < 90:
        roman = _roman(number)
        return f"{roman if style.startswith('upper') else roman.lower()}."
    return f"{number}."


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMANS:
        out += letters * (number // value)
        number %= value
    return out
