"""The words of a paragraph as they are printed once all changes are accepted.

In: `w:p`. Out: its words with "\\n" where a line ends, and the text boxes anchored in it. Inserted and moved
words are words; deleted, struck and hidden ones are listed, as are notes and comments at the place they are
referred to. A hyphen that does not break is a hyphen, an optional one nothing. Of a field the result is read,
not its code, but for characters set into one another (EQ \\o\\ac), which have none. Raised digits stay so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ingest import late_re as re
from ingest.grammar.numerals import as_raised
from ingest.grammar.printed_numbers import circled
from ingest.readers.word import aside as reasons
from ingest.readers.word.aside import Aside
from ingest.readers.word.styles import Styles
from ingest.readers.word.xml import Node, attr, child, chosen, name, whole

Notes = Mapping[tuple[str, str], str]
"""(name of the reference, id) -> the words of the note."""

_WITHIN = frozenset(
    (
        "w:hyperlink",
        "w:smartTag",
        "w:customXml",
        "w:fldSimple",
        "w:dir",
        "w:bdo",
        "w:sdtContent",
        "w:rubyBase",
    )
)
_INSERTED = frozenset(("w:ins", "w:moveTo"))
_DELETED = frozenset(("w:del", "w:moveFrom"))
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_REFERENCES = {
    "w:footnoteReference": reasons.NOTE,
    "w:endnoteReference": reasons.NOTE,
    "w:commentReference": reasons.COMMENT,
}
_DRAWN = frozenset(("w:drawing", "w:pict", "w:object"))
_UNREAD = frozenset(("dgm:relIds", "c:chart", "o:OLEObject", "a:blip", "v:imagedata"))
_SYMBOLS = {
    "wingdings": {0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x6C: "●", 0x6E: "■"},
    "wingdings 2": {0x50: "√", 0x4F: "×", 0x52: "☑", 0x51: "☒", 0xA3: "□", 0x2A: "□"},
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB7: "•", 0xB0: "°", 0xB4: "×", 0xBB: "≈", 0xB9: "≠"},
}  # fmt: skip
"""Characters of picture fonts that papers are set with; any other stays what it is and is doubted."""
_SET_IN = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\(\s*[^,，]{1,2}\s*[,，]\s*([^()]{1,4})\)\s*", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Words:
    """What a paragraph prints, and the contents of the text boxes it anchors."""

    text: str = ""
    boxes: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    """A field that is open: whether its code is still being read, and that code."""

    in_code: bool = True
    code: str = ""


class Inline:
    """Reads the paragraphs of one document in order: a field may go on over several."""

    def __init__(self, styles: Styles, aside: Aside, notes: Notes) -> None:
        self._styles = styles
        self._aside = aside
        self._notes = notes
        self._fields: list[_Field] = []
        self._style: str | None = None
        self._out: list[str] = []
        self._boxes: list[Node] = []
        self._on: dict[str, Callable[[Node], None]] = {
            "w:r": self._run,
            "w:sdt": self._control,
            "mc:AlternateContent": self._alternatives,
            "m:oMath": self._formula,
            "m:oMathPara": self._formula,
        }

    def read(self, paragraph: Node, style: str | None) -> Words:
        """`style` is the paragraph's."""
        self._style, self._out, self._boxes = style, [], []
        self._within(paragraph)
        self._fields = [one for one in self._fields if not one.in_code]
        return Words("".join(self._out), self._boxes)

    def _within(self, node: Node) -> None:
        for one in node:
            kind = name(one)
            if kind in self._on:
                self._on[kind](one)
            elif kind in _WITHIN:
                self._within(one)
            elif kind in _INSERTED:
                self._aside.see("revision")
                self._within(one)
            elif kind in _DELETED:
                self._aside.see("revision")
                self._aside.drop(plain(one), reasons.DELETED)

    def _control(self, control: Node) -> None:
        """A content control: what was filled in, not the prompt that asks for it."""
        content = child(control, "w:sdtContent")
        if content is None:
            return
        if child(child(control, "w:sdtPr"), "w:showingPlcHdr") is not None:
            self._aside.drop(plain(content), reasons.PROMPT)
        else:
            self._within(content)

    def _alternatives(self, node: Node) -> None:
        choice = chosen(node)
        if choice is not None:
            self._within(choice)
            self._inside_run(choice, None)

    def _formula(self, node: Node) -> None:
        self._say("".join(_formula(node)))

    def _run(self, run: Node) -> None:
        properties = child(run, "w:rPr")
        if any(self._styles.says(switch, properties, self._style) for switch in ("w:vanish", "w:webHidden")):
            self._unseen(run)
            self._aside.drop(plain(run), reasons.HIDDEN)
        elif any(self._styles.says(switch, properties, self._style) for switch in ("w:strike", "w:dstrike")):
            self._unseen(run)
            self._aside.drop(plain(run), reasons.DELETED)
        else:
            self._inside_run(run, properties)

    def _unseen(self, run: Node) -> None:
        """Fields begin and end in runs that print nothing, too."""
        for one in run:
            if name(one) == "w:fldChar":
                self._field(one)

    def _inside_run(self, run: Node, properties: Node | None) -> None:
        for one in run:
            kind = name(one)
            if kind == "w:t":
                words = _spoken(one)
                self._say(as_raised(words) if self._styles.raised(properties, self._style) else words)
            elif kind in _SIGNS:
                self._say(_SIGNS[kind])
            elif kind == "w:sym":
                self._say(_symbol(one))
            elif kind == "w:fldChar":
                self._field(one)
            elif kind == "w:instrText" and self._fields:
                self._fields[-1].code += one.text or ""
            elif kind == "w:ruby":
                self._within(one)
            elif kind in _DRAWN:
                self._drawn(one)
            elif kind == "mc:AlternateContent":
                self._alternatives(one)
            elif kind == "w:delText":
                self._aside.drop(one.text or "", reasons.DELETED)
            elif kind in _REFERENCES:
                self._aside.drop(self._notes.get((kind, attr(one, "id") or ""), ""), _REFERENCES[kind])
                if attr(one, "customMarkFollows") in ("1", "true", "on"):
                    return  # what follows in the run is the mark of the note

    def _say(self, words: str) -> None:
        coding = [one for one in self._fields if one.in_code]
        if coding:
            coding[-1].code += words
        else:
            self._out.append(words)

    def _field(self, sign: Node) -> None:
        kind = attr(sign, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.in_code and (found := _SET_IN.fullmatch(ended.code)):
                number = whole(found[1])
                self._say((circled(number) if number else None) or found[1])

    def _drawn(self, node: Node) -> None:
        unread = False
        for one in _shown(node):
            kind = name(one)
            if kind == "w:txbxContent":
                self._boxes.append(one)
            unread = unread or kind in _UNREAD
        if unread:
            self._aside.see("embedded")


def _shown(node: Node) -> Iterator[Node]:
    """What is below a node, once where there are alternatives; nothing within text boxes."""
    for one in node:
        if name(one) == "mc:AlternateContent":
            choice = chosen(one)
            if choice is not None:
                yield from _shown(choice)
            continue
        yield one
        if name(one) != "w:txbxContent":
            yield from _shown(one)


def plain(node: Node) -> str:
    """All words below a node, those of alternatives once."""
    out = []
    for one in _shown(node):
        kind = name(one)
        if kind in ("w:t", "w:delText"):
            out.append(one.text or "")
        elif kind == "w:p" and out:
            out.append(" ")
        elif kind in _SIGNS:
            out.append(_SIGNS[kind])
        elif kind == "w:txbxContent":
            out.append(plain(one))
    return "".join(out)


def _spoken(text: Node) -> str:
    """The words of `w:t`; white space at its ends counts only where it says so."""
    words = _SPACE.sub(" ", text.text or "")
    kept = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return words if kept else words.strip(" ")


def _symbol(node: Node) -> str:
    try:
        code = int(attr(node, "char") or "", 16)
    except ValueError:
        return ""
    signs = _SYMBOLS.get((attr(node, "font") or "").lower(), {})
    return signs.get(code & 0xFF) or (
        chr(code) if 0x20 <= code < 0x10000 and not 0xD800 <= code < 0xE000 else ""
    )


def _formula(node: Node) -> Iterator[str]:
    """A formula on one line: a fraction with a stroke, exponents raised."""
    for one in node:
        kind = name(one)
        if kind == "m:t":
            yield one.text or ""
        elif kind == "m:f":
            parts = (child(one, part) for part in ("m:num", "m:den"))
            yield "/".join("" if part is None else "".join(_formula(part)) for part in parts)
        elif kind == "m:sup":
            yield as_raised("".join(_formula(one)))
        else:
            yield from _formula(one)
