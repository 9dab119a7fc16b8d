"""What a printed line looks like: complete, open, or a title.

In: the words of one line. Out: whether they may end there, certainly go on, or read as a heading. What
follows the line is not looked at.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.bound_words import NOT_THAN
from ingest.grammar.deeds import BASIS
from ingest.grammar.segmentation import words
from ingest.layout.options import TITLES

TERMINAL = "。！？；：…!?;:”』》）)】.」"
"""Last characters after which a printed line may be complete."""

BEGINS_NOTHING = re.compile(r"[，,、。；;：！？!?）〕》”』」]|[%％‰](?=[^\s/（(])")
"""Signs that only stand behind something: a converter that knows no rule of typesetting breaks before them.
A % on a line of its own is the cell of a table.
"""

_OPENERS, _CLOSERS = "（(《“【〔「『", "）)》”】〕」』"
_BREAKS_OFF = re.compile(
    rf"(?:达到|{NOT_THAN}|{BASIS}|通过|以及|并且"
    r"|[为到至达的和及与在对由向于按经把将从并])$"
)
"""A word that wants more behind it. Whether one character ends a longer word (取向) is for the dictionary."""
_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]|年|\+)")

_SUB_ROW = re.compile(r"\#?\s*其中")
_NOTE = re.compile(r"(?:注|备注|说明)\s*[：:\d]")


def is_sub_row(text: str) -> bool:
    """Whether a table's row, or its first cell, says a part of the row above: 其中：…"""
    return _SUB_ROW.match(text) is not None


def is_note(text: str) -> bool:
    """Whether a line is the note of a table: 注：…"""
    return _NOTE.match(text) is not None


def is_open(text: str) -> bool:
    """Whether a line certainly goes on: it ends in a comma or with a bracket or quotation mark not yet
    closed.
    """
    return text[-1:] in "，、,（(《“" or unclosed(text) > 0


def unclosed(text: str) -> int:
    """How many brackets and quotation marks are still open at the end; a closer without an opener counts for
    nothing.
    """
    depth = 0
    for ch in text:
        if ch in _OPENERS:
            depth += 1
        elif ch in _CLOSERS and depth:
            depth -= 1
    return depth


def closes(text: str) -> bool:
    """Whether a sentence closes a bracket or quotation mark that was opened before it."""
    sentence = text.partition("。")[0]
    opened = sum(ch in _OPENERS for ch in sentence)
    closed = sum(ch in _CLOSERS for ch in sentence)
    return closed > opened - unclosed(sentence)


def heading_like(text: str) -> bool:
    """Whether a line reads as a title: short, no sentence ends inside it, it does not break off."""
    if len(text) > TITLES.heading or any(ch in text[:-1] for ch in "。；！？"):
        return False
    return not _breaks_off(text) and not ("，" in text and _FIGURE.search(text))


def _breaks_off(text: str) -> bool:
    left = _BREAKS_OFF.search(text)
    return left is not None and (len(left[0]) > 1 or words(text)[-1] == left[0])
