"""The Word side of a draft: its text, and a copy of it with a comment at each sentence that has something to
be said of.

In: the bytes of a .docx, or a text; stretches of the text with the words of a comment each. Out: the bytes
of a .docx whose text is that of the draft to the letter. A comment begins and ends where its sentence does:
runs are cut there, each piece with the looks of the whole. python-docx anchors comments at runs (its docs:
"Working with Comments").
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from assistant.errors import AssistantError
from ingest.model import Span

AUTHOR = "核稿"
_ONE = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""Elements of a run that stand for one character."""

Word = Any
"""A document of python-docx; none of its types leaves this module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """A stretch of the draft's text, and what a comment says of it, a paragraph each."""

    span: Span
    words: tuple[str, ...]


def opened(data: bytes, name: str) -> Word:
    """Raises AssistantError."""
    from docx import Document

    try:
        return Document(io.BytesIO(data))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise AssistantError(
            f"{name} 不是能打开的 Word 文件", remedy="请用 Word 另存为 .docx 再试"
        ) from error


def text_of(word: Word) -> str:
    return "\n".join(_text(_runs(paragraph)) for paragraph in _paragraphs(word))


def of_text(text: str) -> Word:
    """A new document, a paragraph a line."""
    from docx import Document

    word = Document()
    for line in text.split("\n"):
        word.add_paragraph(line)
    return word


def commented(word: Word, remarks: Sequence[Remarked]) -> bytes:
    """The document with a comment a remark; it is changed. `remarks` are in the order of the text and do not
    overlap; white space alone is not commented on.
    """
    from docx.text.run import Run

    at, left = 0, list(remarks)
    for paragraph in _paragraphs(word):
        end = at + len(_text(_runs(paragraph)))
        here = [one for one in left if at <= one.span.start and one.span.end <= end]
        for one in here:
            runs = _within(paragraph, one.span.start - at, one.span.end - at)
            comment = word.add_comment(
                [Run(runs[0], word), Run(runs[-1], word)], text=one.words[0], author=AUTHOR, initials="核"
            )
            for words in one.words[1:]:
                comment.add_paragraph(words)
        left = [one for one in left if one not in here]
        at = end + 1
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _paragraphs(word: Word) -> Iterator[Any]:
    """In the order of the body; of a text box in two renderings the first."""
    for paragraph in word.element.body.iter(_tag("p")):
        if not any(_name(above) == "Fallback" for above in paragraph.iterancestors()):
            yield paragraph


def _runs(paragraph: Any) -> list[Any]:
    """Those of the paragraph itself, in links and insertions as well; none of what is deleted."""
    return [
        run
        for run in paragraph.iter(_tag("r"))
        if next(run.iterancestors(_tag("p"))) is paragraph
        and not any(_name(above) in ("del", "moveFrom") for above in run.iterancestors())
    ]


def _text(runs: Sequence[Any]) -> str:
    return "".join(_chars(child) for run in runs for child in run)


def _chars(child: Any) -> str:
    name = _name(child)
    return (child.text or "") if name == "t" else _ONE.get(name, "")


def _within(paragraph: Any, start: int, end: int) -> list[Any]:
    """The runs of a stretch, cut so that they begin and end with it."""
    at, found = 0, []
    for run in _runs(paragraph):
        length = len(_text([run]))
        if at < end and start < at + length:
            inner = run
            if at < start:
                inner = _cut(run, start - at)
            if end < at + length:
                _cut(inner, end - max(at, start))
            found.append(inner)
        at += length
    return found


def _cut(run: Any, at: int) -> Any:
    """Leaves the first `at` characters in the run and gives the rest as a new one behind it."""
    rest = run.makeelement(run.tag, dict(run.attrib))
    looks = run.find(_tag("rPr"))
    if looks is not None:
        rest.append(deepcopy(looks))
    for child in [child for child in run if child is not looks]:
        length = len(_chars(child))
        if at >= length and (at or length == 0):
            at -= length
        elif at <= 0:
            rest.append(child)
        else:
            behind = deepcopy(child)
            child.text, behind.text = child.text[:at], child.text[at:]
            for piece in (child, behind):
                piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            rest.append(behind)
            at = 0
    run.addnext(rest)
    return rest


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
