"""A person's own paper: its text, its sentences, and the Word copy with comments.

Word, Markdown and plain text; other formats are refused with what to do. The text of a Word file is that of
its paragraphs in the order of the body, those of tables and text boxes among them, a line each; words that
are deleted in a tracked change do not belong to it.

Sentences end with 。！？ or a line; brackets, quotation marks and titles keep together what they hold. A part
of one, which may stand in another clause, ends with ； as well. Spans are half-open, in code points of the
text, without white space at their ends.

The copy is the person's own file, or a new one for other formats, with one comment a sentence that claims
something: the verdict, what the clause has, where it stands. The text is that of the draft to the letter. A
comment begins and ends where its sentence does: runs are cut there, each piece with the looks of the whole.
python-docx anchors comments at runs (its docs: "Working with Comments").
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from assistant.checking.model import WORDS, CheckedDraft, CheckedSentence
from assistant.errors import AssistantError
from ingest import late_re as re
from ingest.grammar.letters import has_letter
from ingest.model import Span
from ingest.readers.text import decode, split_lines

SUFFIXES = (".docx", ".md", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`text` has \\n between its lines; `word` is the opened Word file, None for other formats."""

    name: str
    text: str
    word: Word | None = None


def read_draft(data: bytes, name: str) -> Draft:
    """Raises AssistantError for a format that cannot be checked, and ReadError for a file that cannot be
    read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise AssistantError(
            f"核稿不能打开 {suffix or '没有后缀的'} 文件", remedy="请另存为 .docx，或把文字粘贴成 .txt、.md"
        )
    if suffix == ".docx":
        word = opened(data, name)
        return Draft(name=name, text=text_of(word), word=word)
    return of_text(decode(data, name), name)


def of_text(text: str, name: str = "稿件.txt") -> Draft:
    """Characters that no file may hold are left out."""
    lines = ("".join(ch for ch in line if ch == "\t" or ch >= " ") for line in split_lines(text))
    return Draft(name=name, text="\n".join(lines))


_OPEN, _CLOSE = "（(《〈〔[【“「『", "）)》〉〕]】”」』"
_ENDS = "。！？!?"
_MARKDOWN = re.compile(r"\s*(?:#{1,6}\s+|[-*+•]\s+|>\s*|\|\s*)+")
"""What a line of Markdown begins with that is no word of it."""


def sentences(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        lead = _MARKDOWN.match(line)
        yield from _pieces(text, at + (lead.end() if lead else 0), at + len(line), _ENDS)
        at += len(line) + 1


def parts(text: str) -> list[str]:
    """The parts of a sentence at ；, the sentence itself where it has none."""
    return [span.of(text) for span in _pieces(text, 0, len(text), "；;")] or [text]


def pieces(text: str) -> list[str]:
    """The parts of a sentence at its commas."""
    return [span.of(text) for span in _pieces(text, 0, len(text), "，,；;")] or [text]


def _pieces(text: str, start: int, end: int, ends: str) -> Iterator[Span]:
    depth, first = 0, start
    for at in range(start, end):
        ch = text[at]
        depth += (ch in _OPEN) - (ch in _CLOSE and depth > 0)
        if ch in ends and depth == 0:
            yield from _trimmed(text, first, at + 1)
            first = at + 1
    yield from _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    if has_letter(text[first:last]):
        yield Span(start=first, end=last)


def marked_copy(draft: Draft, found: CheckedDraft) -> bytes:
    """The bytes of a .docx. A draft that came as Word is changed in memory: for another copy it is read
    anew.
    """
    remarks = [
        Remarked(span=Span(start=one.start, end=one.end), words=tuple(_said(one)))
        for one in found.sentences
        if one.verdict != "no_claim"
    ]
    return commented(draft.word if draft.word is not None else document_of(draft.text), remarks)


def _said(sentence: CheckedSentence) -> Iterator[str]:
    yield WORDS[sentence.verdict]
    yield from told(sentence)
    if sentence.citations:
        yield f"出处：{'；'.join(citation.reference for citation in sentence.citations)}"


def told(sentence: CheckedSentence) -> tuple[str, ...]:
    """What the clauses have, of the claims that decided; each once."""
    says = (claim.says for claim in sentence.claims if claim.verdict == sentence.verdict)
    return tuple(dict.fromkeys(filter(None, says)))


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


def document_of(text: str) -> Word:
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
