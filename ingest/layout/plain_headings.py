"""Headings that print no mark and have no style: short lines of their own over the words they head.

In: clean lines of the body. Out: the same lines, such headings styled as the format would. Looked for where a
document numbers nothing at all, and, in one that does, behind a line that only names offices: there a section
has ended, and what follows is no more its own (保障要求 behind the last 工程). Several of them between
points that are numbered through group these. A lone one in an unnumbered text is no heading. Those called as
sections are stand beside numbers too: section_headings.py. Lines behind one sign (●局办公室) are headings
where a list begins anew right below several of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.marks import Mark, read_marks
from ingest.grammar.offices import is_office_or_area
from ingest.layout.clean import CleanLine
from ingest.layout.line_shape import TERMINAL, heading_like, is_open
from ingest.layout.section_headings import section_headings
from ingest.responsibility.annotation import is_annotation

STYLE = "h6"
_LONGEST = 16
_LONGEST_SIGNED = 30
_BULLET = re.compile(r"[^\w\s（(【\[［〔《“\"、，。；：！？]")
_LONGEST_GROUP = 24
_LEFT_OUT = 5
"""Numbers an excerpt may leave out between two points."""
_GROUPED = 2
"""Headings that may stand over one another: of a part and of its first group."""
_PLAIN_QUOTED = re.compile(r"[\u4e00-\u9fff“”\"《》、（）()]+$")
_PLAIN = re.compile(r"[\u4e00-\u9fff“”《》、（）()]+$")


def find_plain_headings(lines: Sequence[CleanLine], body: int, tail: int) -> tuple[CleanLine, ...]:
    """All lines, those of [body, tail) that are such headings with the style h6."""
    inside = range(body, tail)
    if signed := _behind_signs(lines, inside):
        return tuple(replace(line, style=STYLE) if at in signed else line for at, line in enumerate(lines))
    numbered = any(_is_marked(lines[at]) for at in inside)
    if numbered and (styles := section_headings(lines, inside)):
        return tuple(replace(line, style=styles.get(at, line.style)) for at, line in enumerate(lines))
    if numbered and (groups := _between_points(lines, inside)):
        return tuple(replace(line, style=STYLE) if at in groups else line for at, line in enumerate(lines))
    structured = any(lines[at].style or lines[at].cells for at in inside)
    found = [at for at in inside if _could_head(lines, at, tail) and _set_off(lines, at, body, numbered)]
    if not found or (not numbered and (structured or len(found) < 2)):
        return tuple(lines)
    return tuple(replace(line, style=STYLE) if at in found else line for at, line in enumerate(lines))


def _behind_signs(lines: Sequence[CleanLine], inside: range) -> set[int]:
    """Lines that begin with one sign, each right above a list that begins with its first number; none where
    there is but one.
    """
    found: dict[str, set[int]] = {}
    for at in inside[:-1]:
        line, follows = lines[at], lines[at + 1]
        if line.cells or line.style or follows.cells or not _BULLET.match(line.text):
            continue
        begins = any(mark.ordinal == 1 and not mark.weak for mark in read_marks(follows.text))
        if begins and heading_like(line.text) and 3 <= len(line.text) <= _LONGEST_SIGNED:
            found.setdefault(line.text[0], set()).add(at)
    return next((lines_ for lines_ in found.values() if len(lines_) > 1), set())


def _between_points(lines: Sequence[CleanLine], inside: range) -> set[int]:
    """Lines, one or two together, between the end of a point and the next number of its list (the first of
    an excerpt's); none where there is but one such place.
    """
    found: set[int] = set()
    places = 0
    last = 0
    for at in inside:
        mark = _point(lines[at])
        if mark is None:
            continue
        above = at
        while above - 1 in inside and at - above < _GROUPED and _could_group(lines, above - 1):
            above -= 1
        goes_on = not last or last < mark.ordinal <= last + _LEFT_OUT
        if above < at and mark.ordinal > 1 and goes_on and (not last or _is_whole(lines[above - 1])):
            found.update(range(above, at))
            places += 1
        last = mark.ordinal
    return found if places > 1 else set()


def _point(line: CleanLine) -> Mark | None:
    """The mark of a point that is numbered through: 26."""
    marks = [] if line.cells else [m for m in read_marks(line.text) if not m.weak]
    return marks[0] if marks and marks[0].family in ("1.", "1、") else None


def _could_group(lines: Sequence[CleanLine], at: int) -> bool:
    line = lines[at]
    return (
        not (line.cells or line.style or line.loose or read_marks(line.text))
        and 4 <= len(line.text) <= _LONGEST_GROUP
        and _PLAIN_QUOTED.match(line.text) is not None
        and heading_like(line.text)
        and not is_annotation(line.text)
        and not is_office_or_area(line.text)
    )


def _is_whole(line: CleanLine) -> bool:
    """Whether a point may end with the line: whom it charges, or a whole sentence."""
    return not line.cells and (is_annotation(line.text) or line.text[-1:] in "。；")


def _is_marked(line: CleanLine) -> bool:
    return not line.cells and any(not mark.weak for mark in read_marks(line.text))


def _could_head(lines: Sequence[CleanLine], at: int, tail: int) -> bool:
    line = lines[at]
    if line.cells or line.style or line.loose or at + 1 >= tail or read_marks(line.text):
        return False
    follows = lines[at + 1]
    return (
        3 <= len(line.text) <= _LONGEST
        and _PLAIN.match(line.text) is not None
        and heading_like(line.text)
        and not is_open(line.text)
        and not is_annotation(line.text)
        and not follows.cells
        and not is_annotation(follows.text)
        and (len(follows.text) > _LONGEST or _BULLET.match(follows.text) is not None)
    )


def _set_off(lines: Sequence[CleanLine], at: int, body: int, numbered: bool) -> bool:
    """Whether what stands before is complete: nothing, a whole annotation, or (in a text without numbers) a
    sentence's end or a gap.
    """
    if at == body:
        return not numbered
    before = lines[at - 1]
    if is_open(before.text) or before.goes_on:
        return False  # a list of offices, a sentence that goes on
    if is_annotation(before.text):
        return True
    return not numbered and (lines[at].gap or before.text[-1:] in TERMINAL)
