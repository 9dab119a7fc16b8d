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


QUESTION = re.compile(r"[？?!！\n]")
"""What ends a question as it is typed."""
TYPED_SENTENCE = re.compile(r"[。！？!?\n]")
"""What ends a sentence as somebody or a model writes it."""
FOLDED_SENTENCE = re.compile(r"[。;!?\n]")
"""The same in folded text, where a semicolon does."""
INNER_STATEMENT = re.compile(r"[。；！？](?=.)", re.DOTALL)
"""What ends a statement that is not the last of its text."""
BEHIND_STATEMENT = re.compile(r"(?<=[。；！？\n])")
"""Where the next statement begins."""
STATEMENTS_KEPT = re.compile(r"[^。；;\n]+[。；;]?")
"""A statement with what ends it."""
STATEMENT_OR_COLON = re.compile(r"[。；：:]")
"""What no cell of a table has that holds a name or a figure."""
SENTENCE_OR_COLON = re.compile(r"[。！？：:]")
"""What no name of somebody has."""
STATEMENT_OR_CELL = re.compile(r"[。；;\n|｜]")
"""What ends a statement, or a cell of a row in one line."""
PART_OR_CELL = re.compile(r"[，、。；;：:\n\t|｜]")
"""What ends a part of it, or such a cell; no comma inside a number does."""
A_STOP = "[，,。；;：:]"
"""As a pattern: a comma or more, or what leads to something."""
COLON_OR_CELL = re.compile(r"[。；：|]")
"""The same of folded text, what leads to something too."""
CELLS = re.compile(r"[；：\n]")
"""What parts the cells of a row, and the names of their columns, where they are told as text."""
ANY_STOP = re.compile(r"[。；！？，,]")
"""What a sentence has and no name."""
ANY_STOP_OR_COLON = re.compile(r"[。；：！？，,]")
"""What a sentence has and no title."""
COMMAS = re.compile(r"[^，,。；;]+")
"""A part between commas without them."""
COMMAS_KEPT = re.compile(r"[^，,。；;]+[，,。；;]*")
"""The same with what ends it."""
COMMA_OR_LINE = re.compile(r"[，,。；;\n]")
"""A comma or more, or the end of a line."""
COMMA_OR_SEMICOLON = re.compile(r"[，,；;]")
"""What parts a sentence at its commas."""
PARTS_AT_COLONS = re.compile(r"[^，。；：;\n]+")
"""A part of printed text without what ends it; a half-width comma or colon stands in numbers and times."""
PIECES = re.compile(r"[^，,；;：:]+")
"""A piece of a sentence without what parts it."""
PART_OR_BRACKET = re.compile(r"[，,：:、（）()“”\"]")
"""What ends a run of words in a sentence."""
NAME_END = re.compile(r"[，,、；;。（()）\n]")
"""What a name cannot hold."""
BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")
"""What stands between the names of a list."""
ASIDES = re.compile(r"[，,；;、]\s*")
"""What parts what is said in brackets."""
LINE_BREAK = re.compile(r"[，。；：、,;:\s]")
"""Where a line that is too long may be cut."""


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
