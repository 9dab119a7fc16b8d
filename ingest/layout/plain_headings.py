"""Headings that print no mark and have no style: short lines of their own over the words they head.

In: clean lines of the body. Out: the same lines, such headings styled as the format would. Looked for where a
document numbers nothing at all, and, in one that does, behind a line that only names offices: there a section
has ended, and what follows is no more its own (保障要求 behind the last 工程). Several of them between points
that are numbered through group these. A lone one in an unnumbered text is no heading. Lines behind one sign
(●局办公室) are headings where a list begins anew right below several of them.

In a text that numbers its lists a line is one where it is called as sections are (2026年重点工作, 指导思想:
`section_name`), or where others end in the same words (数字赋能行动, 品质提升行动), and where it stands
between a sentence's end and a paragraph or the beginning of a list. The numbers have to bear it out: no list
goes on across such a line, and one that begins behind it is its own. Sections about a time are outside those
that name none. False headings would be worse than none: what is doubtful stays a paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.marks import STATUTE, Mark, read_marks
from ingest.grammar.offices import is_office_or_area
from ingest.grammar.section_names import SectionName, section_name
from ingest.labels import ATTACHMENTS
from ingest.layout.clean import CleanLine
from ingest.layout.frame import is_addressees
from ingest.layout.line_shape import TERMINAL, heading_like, is_open
from ingest.layout.options import PLAIN_HEADINGS
from ingest.responsibility.annotation import is_annotation

STYLE = "h6"
_BULLET = re.compile(r"[^\w\s（(【\[［〔《“\"、，。；：！？]")
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
        if (
            begins
            and heading_like(line.text)
            and PLAIN_HEADINGS.shortest <= len(line.text) <= PLAIN_HEADINGS.signed
        ):
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
        while above - 1 in inside and at - above < PLAIN_HEADINGS.stacked and _could_group(lines, above - 1):
            above -= 1
        goes_on = not last or last < mark.ordinal <= last + PLAIN_HEADINGS.left_out
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
        and PLAIN_HEADINGS.shortest_group <= len(line.text) <= PLAIN_HEADINGS.group
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
        PLAIN_HEADINGS.shortest <= len(line.text) <= PLAIN_HEADINGS.longest
        and _PLAIN.match(line.text) is not None
        and heading_like(line.text)
        and not is_open(line.text)
        and not is_annotation(line.text)
        and not follows.cells
        and not is_annotation(follows.text)
        and (len(follows.text) > PLAIN_HEADINGS.longest or _BULLET.match(follows.text) is not None)
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


OUTER, INNER = "h5", "h6"
_COMPLETE = "。！？；…”』」）)"
_OF_ONE_SHAPE = SectionName(timed=False, holds=False, closes=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """The marks that open lines: `at` their lines in order, `rows` (family, number) beside them."""

    at: Sequence[int]
    rows: Sequence[tuple[str, int]]

    def first_behind(self, line: int, end: int) -> dict[str, int]:
        """The first number of each family between two lines."""
        found: dict[str, int] = {}
        for family, number in self.rows[bisect_left(self.at, line) : bisect_left(self.at, end)]:
            found.setdefault(family, number)
        return found

    def between(self, line: int, end: int) -> bool:
        return bisect_left(self.at, line) < bisect_left(self.at, end)


def section_headings(lines: Sequence[CleanLine], inside: range) -> dict[int, str]:
    """The style of each line of `inside` that is such a heading; none in a text whose format has headings of
    its own or that is cut into chapters or articles.
    """
    if any(lines[at].style or lines[at].depth for at in inside):
        return {}
    found: dict[int, str] = {}
    begin = inside.start
    for end in (*_attachments(lines, inside), inside.stop):
        found |= _in_one_paper(lines, range(begin, end))
        begin = end
    return found


def _attachments(lines: Sequence[CleanLine], inside: range) -> list[int]:
    starts = [at for at in inside if not lines[at].cells and lines[at].text.startswith("附")]
    return [at for at in starts if any(m.family in ATTACHMENTS for m in read_marks(lines[at].text))]


def _in_one_paper(lines: Sequence[CleanLine], inside: range) -> dict[int, str]:
    alike = _alike(lines, inside)
    names = _named(lines, inside, alike)
    if not names:
        return {}
    marks = _marks(lines, inside)
    if any(family in STATUTE for family, _ in marks.rows):
        return {}
    names |= dict.fromkeys(alike, _OF_ONE_SHAPE)
    kept = _borne_out(names, marks, inside.stop)
    if not any(names[at].timed or names[at].holds for at in kept):
        return {}
    return {at: OUTER if names[at].timed or names[at].closes else INNER for at in kept}


def _marks(lines: Sequence[CleanLine], inside: range) -> _Marks:
    found = [
        (at, (mark.family, mark.ordinal))
        for at in inside
        if not lines[at].cells
        for mark in read_marks(lines[at].text)[:1]
        if not mark.weak
    ]
    return _Marks(at=[at for at, _ in found], rows=[row for _, row in found])


def _named(lines: Sequence[CleanLine], inside: range, alike: Collection[int]) -> dict[int, SectionName]:
    return {
        at: name
        for at in inside
        if (name := section_name(lines[at].text))
        and (_stands_between(lines, at, inside) or (at + 1 in alike and _is_free(lines, at, inside)))
    }


def _alike(lines: Sequence[CleanLine], inside: range) -> set[int]:
    """Lines that end in the same words as another such line, over a paragraph each."""
    short = [
        at
        for at in inside
        if _may_be_alike(lines[at])
        and section_name(lines[at].text) is None
        and _stands_between(lines, at, inside)
    ]
    ends = Counter(lines[at].text[-PLAIN_HEADINGS.alike :] for at in short)
    return {at for at in short if ends[lines[at].text[-PLAIN_HEADINGS.alike :]] > 1}


def _may_be_alike(line: CleanLine) -> bool:
    text = line.text
    return (
        PLAIN_HEADINGS.shortest_group <= len(text) <= PLAIN_HEADINGS.longest
        and all("\u4e00" <= ch <= "\u9fff" for ch in text)
        and heading_like(text)
        and not is_office_or_area(text)
        and not is_annotation(text)
    )


def _stands_between(lines: Sequence[CleanLine], at: int, inside: range) -> bool:
    """Behind a sentence's end, the addressees or another such line, above a paragraph, a list or such a
    line.
    """
    return at + 1 < inside.stop and _is_free(lines, at, inside) and _begins_behind(lines[at + 1])


def _is_free(lines: Sequence[CleanLine], at: int, inside: range) -> bool:
    line = lines[at]
    if line.cells or line.loose or read_marks(line.text):
        return False
    return at == inside.start or _ends_before(lines[at - 1])


def _ends_before(before: CleanLine) -> bool:
    text = before.text
    if before.cells:
        return False
    return text[-1:] in _COMPLETE or is_addressees(text) or section_name(text) is not None


def _begins_behind(follows: CleanLine) -> bool:
    text = follows.text
    if follows.cells or is_annotation(text):
        return False
    marks = read_marks(text)
    if marks and not marks[0].weak:
        return marks[0].ordinal == 1
    return _runs_on(follows) or text[-1:] in "。：" or section_name(text) is not None


def _runs_on(line: CleanLine) -> bool:
    """Whether it is a paragraph or the first printed line of one."""
    return (
        line.goes_on
        or len(line.text) >= PLAIN_HEADINGS.paragraph
        or (len(line.text) > PLAIN_HEADINGS.longest and "，" in line.text)
    )


def _borne_out(names: Mapping[int, SectionName], marks: _Marks, stop: int) -> list[int]:
    """Those lines that the numbers allow; a line that falls may take others with it."""
    kept = sorted(names)
    while True:
        left = [at for n, at in enumerate(kept) if _allowed(n, kept, names, marks, stop)]
        if left == kept:
            return kept
        kept = left


def _allowed(n: int, kept: Sequence[int], names: Mapping[int, SectionName], marks: _Marks, stop: int) -> bool:
    at = kept[n]
    ends = kept[n + 1] if n + 1 < len(kept) else stop
    behind = marks.first_behind(at, stop)
    if any(number != 1 for number in behind.values()):
        return False
    if marks.between(kept[0], at):
        return True  # the lists before stand under such headings
    if marks.between(0, at):
        return bool(behind) and marks.rows[0][0] in behind  # the outermost list begins anew
    return names[at].holds or ends < stop or not marks.between(at, ends)
