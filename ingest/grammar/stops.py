"""Where a sentence ends, and a part of it.

In: text. Out: patterns of what ends them, from the longest piece to the shortest, and where the piece begins
and ends that a place stands in. Full-width marks end something wherever they stand; a half-width comma and
colon are taken for the marks of a sentence too, but for `PART_AS_PRINTED`, which knows 1,200. What stands in
brackets is not told apart here (`brackets.depths`).
"""

from __future__ import annotations

from ingest import late_re as re

SENTENCE = re.compile(r"[。！？\n]")
"""What ends a sentence."""
SENTENCES = re.compile(r"[^。！？\n]+")
"""A sentence without what ends it."""
STATEMENT = re.compile(r"[。；;\n]")
"""What ends a statement that stands for itself: a semicolon does."""
STATEMENTS = re.compile(r"[^。；;\n]+")
"""A statement without what ends it."""
CLAUSE_STOP = re.compile(r"[。；;]")
"""The same where a line's end ends nothing."""
PRINTED = re.compile(r"[。；;!！?？\n\t]")
"""What ends a statement in text as printed: the cell of a table does too."""
PRINTED_OR_COLON = re.compile(r"[。；;：:!！?？\n\t]")
"""The same, or a colon."""
PART = re.compile(r"[，,。；;：:！!？?\n]")
"""What ends a part of a sentence."""
PART_AS_PRINTED = re.compile(r"[，、。；;：:!！?？\n\t]|(?<!\d),|,(?!\d)")
"""The same in text as printed, the members of a list too; no comma inside a number does."""
SEMICOLON = re.compile(r"[；;]")
"""A semicolon of either width."""
COMMA = re.compile(r"[，,。；;]")
"""A comma, or more than one: no colon ends what it leads to."""
A_COMMA = re.compile(r"[，,]")
"""A comma of either width."""
COMMA_OR_COLON = re.compile(r"[，,：:]")
"""What parts a sentence within."""
MEMBER = re.compile(r"[，,。；;、]")
"""The same, or what parts the members of a list."""
LISTS = re.compile(r"[，,、]")
"""What parts the names of a list in a line: whom a letter is to."""
MARK = re.compile(r"[，,、。；;：:！!？?]")
"""Any mark of a sentence."""


def begin_of(stop: re.Pattern[str], text: str, at: int, first: int = 0) -> int:
    """Where the piece begins that `at` stands in: behind the last stop between `first` and `at`, else at
    `first`.
    """
    begin = at
    while begin > first:
        begin, end = max(first, begin - _STRETCH), begin
        found = [m.end() for m in stop.finditer(text, begin, min(end + 1, at)) if m.end() <= end]
        if found:
            return found[-1]
    return first


_STRETCH = 200
"""Characters that are looked through at once: a text is not read anew for each place in it."""


def end_of(stop: re.Pattern[str], text: str, at: int, last: int | None = None) -> int:
    """Where the piece ends that `at` stands in: at the first stop from `at` on, else at `last`, the end of
    the text where it is not given.
    """
    last = len(text) if last is None else last
    found = stop.search(text, at, last)
    return found.start() if found else last
