"""Tables of contents, which are no clauses: lines that name what comes later, with the page it stands on.

In: clean lines. Out: the indexes of those that are a table of contents. Told by the word 目录 over lines that
end in a page number behind dots or blanks or are printed again later; without the word, by three such lines
in a row with rising pages, by dots on lines of their own, or by three headings in a row that are all printed
again right below, in order.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from ingest import late_re as re
from ingest.grammar.letters import without_blanks
from ingest.grammar.marks import CHAPTERS, read_marks
from ingest.layout.clean import CleanLine
from ingest.layout.options import CONTENTS

_CONTENTS = re.compile(r"[【《]?目\s*[录次][】》]?$")
_LEADER = re.compile(
    r"(?:(?:[.．·…]{2,}|[\s\u3000]+|\t)\s*[(（]?\d{1,4}[)）]?|[.．·…]{4,}\s*[-—–]\s*\d{1,4}\s*[-—–])\s*$"
)
_DOTTED = re.compile(r"(?:[.．·]{4,}|…{2,})\s*[(（\-—–]?\s*(\d{1,4})\s*[)）\-—–]?\s*$")
_DOTS = re.compile(r"\s*(?:[.．·…]\s*){6,}(?:\d{1,4})?\s*$")
"""The dots of an entry that stand on a line of their own."""
_PAGE = re.compile(r"\s*[-—–]?\s*\d{1,4}\s*[-—–]?\s*$")
_LINK = re.compile(r"\s*(?:[-*+]\s*)?\[[^\]]{1,80}\]\(#[^)\s]{0,200}\)\s*$")
"""An entry as Markdown writes it."""
_HEADINGS = CHAPTERS | {"标题"}


def contents_lines(lines: Sequence[CleanLine]) -> set[int]:
    """Indexes of the lines of all tables of contents."""
    last = {_entry(line.text): at for at, line in enumerate(lines) if not line.cells}
    found: set[int] = set()
    at = 0
    while at < len(lines):
        end = _listed(lines, last, at)
        found.update(range(at, end))
        at = max(end, at + 1)
    return found


def _listed(lines: Sequence[CleanLine], last: dict[str, int], at: int) -> int:
    """The end of the table of contents that begins at `at`; `at` where none does."""
    if lines[at].cells:
        return at
    if _CONTENTS.match(lines[at].text) and at + 2 < len(lines):
        end = at + 1
        while end < len(lines) and _goes_on(lines, last, end):
            end += 1
        return end if end > at + 1 else at
    end = _dots_apart(lines, at)
    if end > at:
        return end
    end = _run(lines, at, lambda n: _is_paged(lines[n]))
    if end - at >= CONTENTS.fewest and _pages_rise(lines[at:end]):
        return end
    end = _run(lines, at, lambda n: _is_announced(lines[n], last, n))
    again = [last[_entry(line.text)] for line in lines[at:end]]
    rising = all(a < b for a, b in itertools.pairwise(again))
    return (
        end if len(again) >= CONTENTS.fewest and rising and end <= again[0] <= end + CONTENTS.between else at
    )


def _dots_apart(lines: Sequence[CleanLine], at: int) -> int:
    """The end of a table of contents whose dots and pages came on lines of their own; `at` where none begins:
    entries, each with such a line soon below it.
    """
    end, dotted = at, 0
    while end < len(lines) and not lines[end].cells and _is_short(lines[end]):
        has_dots = _DOTS.match(lines[end].text) is not None
        below = lines[end + 1 : end + 1 + CONTENTS.dots_within]
        page = _PAGE.match(lines[end].text) is not None and dotted > 0
        if not has_dots and not page and not any(_DOTS.match(line.text) for line in below):
            break
        dotted += has_dots
        end += 1
    return end if dotted >= CONTENTS.fewest else at


def _is_short(line: CleanLine) -> bool:
    return len(line.text) <= CONTENTS.longest * 2 and "。" not in line.text


def _run(lines: Sequence[CleanLine], at: int, is_entry: Callable[[int], bool]) -> int:
    end = at
    while end < len(lines) and is_entry(end):
        end += 1
    return end


def _goes_on(lines: Sequence[CleanLine], last: dict[str, int], at: int) -> bool:
    """Whether a line below 目录 is an entry, or the first line of one that is set on two."""
    if _is_entry(lines, last, at):
        return True
    broken = not lines[at].cells and len(lines[at].text) <= CONTENTS.longest and "。" not in lines[at].text
    follows = (
        at + 1 < len(lines)
        and not lines[at + 1].cells
        and _DOTTED.search(lines[at + 1].text[-CONTENTS.entry :])
    )
    return bool(broken and follows and not read_marks(lines[at + 1].text))


def _is_entry(lines: Sequence[CleanLine], last: dict[str, int], at: int) -> bool:
    text = lines[at].text
    if lines[at].cells or len(text) > CONTENTS.longest * 2:
        return False
    return bool(_LEADER.search(text) or _LINK.match(text)) or last[_entry(text)] > at


def _is_paged(line: CleanLine) -> bool:
    dotted = _DOTTED.search(line.text[-CONTENTS.entry :]) or _LINK.match(line.text)
    return not line.cells and bool(dotted) and "。" not in line.text


def _pages_rise(lines: Sequence[CleanLine]) -> bool:
    pages = [int(m[1]) for line in lines if (m := _DOTTED.search(line.text))]
    return all(a <= b for a, b in itertools.pairwise(pages))


def _is_announced(line: CleanLine, last: dict[str, int], at: int) -> bool:
    """Whether a line is a heading that is printed again behind `at`."""
    text = line.text
    if line.cells or len(text) > CONTENTS.longest or "。" in text:
        return False
    return last[_entry(text)] > at and any(m.family in _HEADINGS for m in read_marks(text))


def _entry(text: str) -> str:
    """The words of an entry without its page; a longer line is no entry."""
    if len(text) > CONTENTS.entry:
        return text
    return without_blanks(_LEADER.sub("", text))
