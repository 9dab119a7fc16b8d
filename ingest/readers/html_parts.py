"""What the elements of a web page are: silent, left out with a reason, block or inline; and their words.

In: one element. Out: its words without scripts and without what is left out, or why it is left out: text
somebody deleted (<del>, struck out, Word's tracked changes), comments and footnotes of word processors, what
no reader sees, and the page's own furniture (navigation, tools, lists of links), unless a block speaks at
length outside links: whole pages stand in a form. Inserted text is text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import html

from ingest import late_re as re
from ingest.grammar.letters import without_blanks
from ingest.grammar.numerals import as_raised
from ingest.grammar.references import ATTACHED

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
SPEAKS = 200
"""Characters outside links from which on a block is the page's text, whatever it is called."""
_LINKS = 3
"""From so many links on a block that holds little else is a list of links."""
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
        shown_later = page and length(node) > max(SPEAKS, page // 2)  # by a script: it is the page
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
    if len(links) < _LINKS or any(map(_ATTACHED.match, links)):
        return False
    return length(node) <= sum(map(len, links)) + 2 * len(links) + 4


def _speaks(node: html.HtmlElement) -> bool:
    """Whether a block says more outside links than navigation does."""
    linked = sum(length(a) for a in node.iter("a"))
    return length(node) - linked > SPEAKS


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
_LONGEST_SIGN = 2


def is_list_sign(node: html.HtmlElement) -> bool:
    """Whether a word processor wrote here the number or sign of a list item, or a sign of a picture font."""
    if "mso-list:ignore" in style_of(node):
        return True
    return _is_pictured(node) and len("".join(texts(node)).strip()) == 1


def list_sign(node: html.HtmlElement) -> str:
    """The number as printed; • for any other sign ("l" in Wingdings, "·" in Symbol)."""
    sign = without_blanks("".join(texts(node)))
    pictured = any(_is_pictured(one) for one in node.iter() if isinstance(one.tag, str))
    if sign and len(sign) < _LONGEST_SIGN and (pictured or not sign.isalnum()):
        return "•"
    return f"{sign} " if sign[-1:].isalnum() else sign


def _is_pictured(node: html.HtmlElement) -> bool:
    return bool(_PICTURED.search(f"{style_of(node)} {node.get('face') or ''}"))
