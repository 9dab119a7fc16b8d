"""XML of a package: parsed without entities, its names short and the same in both editions of the standard.

In: the bytes of a part. Out: elements, whose names are told as "w:p", "m:t", "mc:Choice" whether the document
is transitional or strict (ISO/IEC 29500-1 puts its parts under purl.oclc.org).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree
from lxml.etree import _Element as Node

from ingest.errors import ReadError

_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_W = (f"{_OFFICE}wordprocessingml/2006/main", f"{_STRICT}wordprocessingml/main")
_R = (f"{_OFFICE}officeDocument/2006/relationships", f"{_STRICT}officeDocument/relationships")
_PREFIXES = {
    **dict.fromkeys(_W, "w"),
    **dict.fromkeys(_R, "r"),
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OFFICE}drawingml/2006/diagram": "dgm",
    f"{_OFFICE}drawingml/2006/chart": "c",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    f"{_OFFICE}package/2006/relationships": "rel",
}
_OFF = frozenset(("0", "false", "off", "none"))
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
__all__ = [
    "Node",
    "attr",
    "child",
    "children",
    "chosen",
    "is_on",
    "name",
    "parse_part",
    "value",
    "whole",
]

_DAMAGED = "请在 Word 或 WPS 里打开，另存为新的 .docx 后再试"


def parse_part(data: bytes, part: str, file: str) -> Node:
    """The root of a part. Raises ReadError where it is no XML, nests too deeply, or defines entities."""
    if any(sign in data for sign in _DOCTYPES):
        message = f"里面的 {part} 带有 Word 文件不该有的实体定义（DTD），没有读"
        raise ReadError(message, file=file, remedy=_DAMAGED)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        deep = "depth" in str(error).lower()
        what = "嵌套过深，读不下去" if deep else f"不是完整的 XML（第{error.lineno or 1}行）"
        raise ReadError(f"里面的 {part} {what}", file=file, remedy=_DAMAGED) from error


def name(node: Node) -> str:
    """ "w:p"; "" for what is no element, or of a namespace that is not read."""
    return _short(node.tag) if isinstance(node.tag, str) else ""


@cache
def _short(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(space.lstrip("{"))
    return f"{prefix}:{local}" if prefix else ""


def attr(node: Node | None, local: str) -> str | None:
    """The attribute `w:local`."""
    found = (None if node is None else node.get(f"{{{space}}}{local}") for space in _W)
    return next((value for value in found if value is not None), None)


def child(node: Node | None, wanted: str) -> Node | None:
    """The first child of that name."""
    return None if node is None else next((one for one in node if name(one) == wanted), None)


def children(node: Node | None, wanted: str) -> Iterator[Node]:
    return (one for one in (() if node is None else node) if name(one) == wanted)


def value(node: Node | None, wanted: str) -> str | None:
    """`w:val` of the child of that name."""
    return attr(child(node, wanted), "val")


def whole(written: str | None) -> int | None:
    """A whole number as the standard writes it; None where there is none, or one that nobody means."""
    words = (written or "").strip()
    return int(words) if words.lstrip("-").isdecimal() and words.isascii() and len(words) < 8 else None


def is_on(node: Node | None) -> bool | None:
    """What a switch such as `w:vanish` says; None where it is not there."""
    return None if node is None else (attr(node, "val") or "1").lower() not in _OFF


def chosen(node: Node) -> Node | None:
    """Of `mc:AlternateContent` the first choice, else the fallback: never both."""
    return next((one for one in node if name(one) == "mc:Choice"), child(node, "mc:Fallback"))
