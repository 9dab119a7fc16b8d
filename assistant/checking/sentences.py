"""A draft's text -> its sentences, and the parts of a sentence that may stand in different clauses.

Sentences end with 。！？ or a line; brackets, quotation marks and titles keep together what they hold. A part
ends with ； as well. Spans are half-open, in code points of the text, without white space at their ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.letters import has_letter
from ingest.model import Span

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
