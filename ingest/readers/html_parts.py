"""What the elements of a web page are: silent, left out with a reason, block or inline; their words; and its
tables.

In: one element. Out: its words without scripts and without what is left out, or why it is left out: text
somebody deleted (<del>, struck out, Word's tracked changes), comments and footnotes of word processors, what
no reader sees, and the page's own furniture (navigation, tools, lists of links), unless a block speaks at
length outside links: whole pages stand in a form. Inserted text is text.

Of a <table> one `Line` a row with its cells, or the answer that it only lays out what stands in it: a single
column, a single row, or a cell that holds the page. A hidden row or column is dropped; a table within a cell
is kept as the cell's words, and doubted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import html

from ingest import late_re as re
from ingest.grammar.letters import without_blanks
from ingest.grammar.numerals import as_raised
from ingest.grammar.references import ATTACHED
from ingest.model import Doubt
from ingest.readers import grid
from ingest.readers.grid import Cell, open_spans
from ingest.readers.options import HTML
from ingest.readers.protocol import Line

SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "xml", "datalist")
)
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "form", "button", "select", "menu"))
_DELETED_TAGS = frozenset(("del", "s", "strike"))
_SECTIONS = ("div", "section", "article", "main", "header", "body", "html", "nav", "footer", "aside", "form")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ITEMS = (
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "fieldset",
    "figure",
    "figcaption",
    "details",
    "summary",
)
_CELLS = ("caption", "tr", "td", "th")
BLOCK = frozenset(
    (*_SECTIONS, *_HEADINGS, *_ITEMS, "p", "center", "blockquote", "pre", "hr", "address", *_CELLS)
)
_LISTS = frozenset(("ul", "ol", "dl", "div", "p"))
_CHROME_NAME = re.compile(
    r"(?:^|[\s_-])(?:bread|breadcrumbs?|crumbs?|nav|navbar|menu|share|sharing|bdsharebuttonbox|footer|foot"
    r"|copyright|sidebar|"
    r"toolbar|tools|print|qrcode|position|location|prevnext|related|search|topbar|top|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display:none|visibility:hidden|mso-hide:all")
_STRUCK = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
_COMMENT = re.compile(r"mso-element:comment|mso-special-character:comment")
_COMMENT_CLASS = re.compile(r"mso(?:comment|com(?:anchor|txt|off))", re.IGNORECASE)
_NOTE = re.compile(r"mso-element:(?:foot|end)note|mso-(?:foot|end)note-id")
_NOTE_CLASS = re.compile(r"mso(?:foot|end)note|^sd(?:foot|end)note|footnotes?$|footnote-ref", re.IGNORECASE)
_NOTE_ID = re.compile(r"(?:sd(?:foot|end)note\d|_?(?:ftn|edn)(?:ref)?\d|fn(?:ref)?[:\d])", re.IGNORECASE)
_NOTE_ROLE = frozenset(("doc-footnote", "doc-endnotes", "doc-noteref", "doc-endnote"))
_DELETED_CLASS = re.compile(r"(?:^|\s)mso-?del", re.IGNORECASE)
_ATTACHED = re.compile(f"{ATTACHED}|附")
_SPACE = re.compile(r"[ \t\r\n]+")
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])")
FURNITURE = "网页导航"
BREAK = "\x1f"
"""Stands in the words of a cell where a line ends."""

NoteDropped = Callable[[html.HtmlElement, str], None]
"""Is told an element that is left out, and why."""


def style_of(node: html.HtmlElement) -> str:
    """The element's own style, small and without blanks."""
    return without_blanks(node.get("style") or "").lower()


def left_out(node: html.HtmlElement, page: int = 0) -> str:
    """Why an element is not part of the page's text, "" where it is; `page` is the length of the page's."""
    style, name = style_of(node), node.get("class") or ""
    if node.tag in _DELETED_TAGS or _STRUCK.search(style) or _DELETED_CLASS.search(name):
        return "已删除"
    if _COMMENT.search(style) or _COMMENT_CLASS.search(name):
        return "批注"
    if _is_note(node, style, name):
        return "脚注"
    if _HIDDEN.search(style) or node.get("hidden") is not None:
        shown_later = page and length(node) > max(HTML.speaks, page // 2)  # by a script: it is the page
        return "" if shown_later else "网页隐藏内容"
    if _is_list_of_links(node) or (_is_navigation(node) and not _speaks(node)):
        return FURNITURE
    return ""


def _is_note(node: html.HtmlElement, style: str, name: str) -> bool:
    if _NOTE.search(style) or _NOTE_CLASS.search(name) or node.get("role") in _NOTE_ROLE:
        return True
    return any(_NOTE_ID.fullmatch((node.get(key) or "").lstrip("#")) for key in ("id", "name", "href"))


def _is_navigation(node: html.HtmlElement) -> bool:
    if node.tag in _CHROME_TAGS or (node.tag == "header" and not node.xpath(".//h1|.//h2|.//h3")):
        return True
    name = f"{node.get('class') or ''} {node.get('id') or ''}"
    return node.tag not in ("body", "html") and bool(_CHROME_NAME.search(name))


def _is_list_of_links(node: html.HtmlElement) -> bool:
    """Whether a block holds links to other pages and hardly a word else; attachments are no such."""
    if node.tag not in _LISTS:
        return False
    inside = node.iter("a") if node.tag in ("ul", "ol", "dl") else node.iterchildren("a")
    links = ["".join(texts(a)).strip() for a in inside if (a.get("href") or "#")[:1] != "#"]
    if len(links) < HTML.links or any(map(_ATTACHED.match, links)):
        return False
    return length(node) <= sum(map(len, links)) + 2 * len(links) + 4


def _speaks(node: html.HtmlElement) -> bool:
    """Whether a block says more outside links than navigation does."""
    linked = sum(length(a) for a in node.iter("a"))
    return length(node) - linked > HTML.speaks


def length(node: html.HtmlElement) -> int:
    """How many characters it prints."""
    return sum(len(t.strip()) for t in texts(node))


def texts(
    node: html.HtmlElement, *, breaks: bool = False, dropped: NoteDropped | None = None
) -> Iterator[str]:
    """The printed text in and below a node, without scripts and comments; with `breaks` a sign where a line
    ends. With `dropped` also without what is left out within lines, which it is told of.
    """
    if not isinstance(node.tag, str) or node.tag in SILENT:
        return
    reason = left_out(node) if dropped else ""
    if dropped and reason and reason != FURNITURE:
        dropped(node, reason)
        return
    if dropped and is_list_sign(node):
        yield list_sign(node)
        return
    if node.tag == "sup":
        yield as_raised(node.text_content().strip())
        return
    ends = breaks and (node.tag == "br" or node.tag in BLOCK)
    if ends:
        yield BREAK
    if node.text:
        yield node.text
    for child in node:
        yield from texts(child, breaks=breaks, dropped=dropped)
        if child.tail:
            yield child.tail
    if ends:
        yield BREAK


def squeeze(text: str) -> str:
    """Blanks and line ends of the source as a browser shows them; none between two Chinese characters."""
    return _SPACE.sub(" ", _HAN_BREAK.sub("", text)).strip(" \n")


# -- signs of lists

_PICTURED = re.compile(r"wingdings|webdings|symbol", re.IGNORECASE)


def is_list_sign(node: html.HtmlElement) -> bool:
    """Whether a word processor wrote here the number or sign of a list item, or a sign of a picture font."""
    if "mso-list:ignore" in style_of(node):
        return True
    return _is_pictured(node) and len("".join(texts(node)).strip()) == 1


def list_sign(node: html.HtmlElement) -> str:
    """The number as printed; • for any other sign ("l" in Wingdings, "·" in Symbol)."""
    sign = without_blanks("".join(texts(node)))
    pictured = any(_is_pictured(one) for one in node.iter() if isinstance(one.tag, str))
    if sign and len(sign) < HTML.sign and (pictured or not sign.isalnum()):
        return "•"
    return f"{sign} " if sign[-1:].isalnum() else sign


def _is_pictured(node: html.HtmlElement) -> bool:
    return bool(_PICTURED.search(f"{style_of(node)} {node.get('face') or ''}"))


_NESTED = "单元格里还有表格，按这一格的文字保留，请核对原件"


@dataclass(frozen=True, slots=True)
class Table:
    """Its own rows with their cells; without those of tables within it."""

    rows: tuple[tuple[html.HtmlElement, tuple[html.HtmlElement, ...]], ...]

    @classmethod
    def of(cls, table: html.HtmlElement) -> Table:
        own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
        return cls(tuple((row, tuple(c for c in row if c.tag in ("td", "th"))) for row in own))

    def cells(self) -> Iterator[html.HtmlElement]:
        for _, cells in self.rows:
            yield from cells


def lays_out(table: Table) -> bool:
    """Whether the table is no table to a reader of the page."""
    return grid.lays_out([[_bulk(cell) for cell in cells] for _, cells in table.rows])


def _bulk(cell: html.HtmlElement) -> grid.Bulk:
    blocks = sum(1 for child in cell.iter() if child.tag in BLOCK or child.tag == "br")
    return grid.Bulk(length=length(cell), blocks=blocks, nested=cell.find(".//table") is not None)


def read_table(table: Table, number: int, dropped: NoteDropped) -> tuple[list[Line], list[Doubt]]:
    """The rows of table `number` of the page; `dropped` is told what is left out."""
    doubts: list[Doubt] = []
    shown = []
    for row, cells in table.rows:
        if reason := _hidden(row):
            dropped(row, reason)
            continue
        shown.append((row, _cells(cells, dropped)))
        nested = next((cell for cell in cells if cell.find(".//table") is not None), None)
        if nested is not None:
            line = nested.sourceline or row.sourceline or 1
            doubts.append(Doubt(line=line, kind="table", message=_NESTED))
    lines = [
        Line(text="", number=row.sourceline or 1, cells=of.cells, beside=of.beside, table=number)
        for (row, _), of in zip(shown, open_spans(cells for _, cells in shown), strict=True)
        if any(of.cells)
    ]
    return lines, doubts


def _hidden(node: html.HtmlElement) -> str:
    reason = left_out(node)
    return reason if reason != FURNITURE else ""


def _cells(row: tuple[html.HtmlElement, ...], dropped: NoteDropped) -> list[Cell]:
    found = []
    for cell in row:
        if reason := _hidden(cell):
            dropped(cell, reason)
            continue
        text = _cell_text(cell, dropped)
        found.append(Cell(text=text, wide=_count(cell.get("colspan")), tall=_count(cell.get("rowspan"))))
    return found


def _cell_text(cell: html.HtmlElement, dropped: NoteDropped) -> str:
    lines = "".join(texts(cell, breaks=True, dropped=dropped)).split(BREAK)
    return "\n".join(line for line in map(squeeze, lines) if line)


def _count(value: str | None) -> int:
    return int(value) if value and value.isdigit() and 0 < int(value) < 1000 else 1
