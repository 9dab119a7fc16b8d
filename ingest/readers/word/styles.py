"""Styles: what a paragraph or its words inherit (ECMA-376 part 1, 17.7).

In: `styles.xml`. Out: for a style the elements of it and of all it is based on, the nearest first; which
heading it is, whether it sets a table of contents, what switches of its words say.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.readers.options import WORD
from ingest.readers.word.xml import Node, attr, child, children, is_on, value, whole

TITLE = 0
"""The level of a document's title; headings have 1 to 9."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents|目录)\s*\d|toc heading", re.IGNORECASE)


class Styles:
    """Those of one document; a document without such a part has none."""

    def __init__(self, root: Node | None) -> None:
        self._by_id: dict[str, Node] = {}
        self.default: str | None = None
        for style in children(root, "w:style"):
            identity = attr(style, "styleId")
            if identity is None:
                continue
            self._by_id.setdefault(identity, style)
            if attr(style, "type") == "paragraph" and attr(style, "default") in ("1", "true", "on"):
                self.default = identity
        self._chains: dict[str | None, tuple[Node, ...]] = {}

    def style_of(self, properties: Node | None) -> str | None:
        """The style of a paragraph with these properties (`w:pPr`)."""
        named = value(properties, "w:pStyle")
        return named if named in self._by_id else self.default

    def chain(self, identity: str | None) -> tuple[Node, ...]:
        """The style and those it is based on, the nearest first."""
        if identity not in self._chains:
            self._chains[identity] = tuple(self._based(identity))
        return self._chains[identity]

    def _based(self, identity: str | None) -> Iterator[Node]:
        seen: set[str] = set()
        while identity in self._by_id and identity not in seen and len(seen) < WORD.deepest:
            seen.add(identity)
            yield self._by_id[identity]
            identity = value(self._by_id[identity], "w:basedOn")

    def heading(self, properties: Node | None) -> int | None:
        """Which heading a paragraph is, 0 for the document's title; None for text."""
        own = whole(value(properties, "w:outlineLvl"))
        if own is not None:
            return own + 1 if 0 <= own < 9 else None
        for style in self.chain(self.style_of(properties)):
            called = value(style, "w:name") or ""
            if called.lower() == "title":
                return TITLE
            level = whole(value(child(style, "w:pPr"), "w:outlineLvl"))
            if level is not None:
                return level + 1 if 0 <= level < 9 else None
            if found := _HEADING.fullmatch(called):
                return int(found[1])
        return None

    def is_contents(self, properties: Node | None) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        own = self.chain(self.style_of(properties))[:1]
        return any(_CONTENTS.fullmatch(value(style, "w:name") or "") for style in own)

    def says(self, switch: str, run: Node | None, paragraph: str | None) -> bool:
        """Whether a switch is on for words with these properties (`w:rPr`) in a paragraph of this style."""
        told = (is_on(child(properties, switch)) for properties in self._of_words(run, paragraph))
        return next((one for one in told if one is not None), False)

    def raised(self, run: Node | None, paragraph: str | None) -> bool:
        """Whether words are set above the line."""
        told = (value(properties, "w:vertAlign") for properties in self._of_words(run, paragraph))
        return next((one for one in told if one), "") == "superscript"

    def _of_words(self, run: Node | None, paragraph: str | None) -> Iterator[Node | None]:
        yield run
        for identity in (value(run, "w:rStyle"), paragraph):
            for style in self.chain(identity) if identity else ():
                yield child(style, "w:rPr")


def named_numbering(style: Node) -> Node | None:
    """`w:numPr` of a style."""
    return child(child(style, "w:pPr"), "w:numPr")
