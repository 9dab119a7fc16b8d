"""Printed lines -> paragraphs: lines a page or a converter broke in mid-sentence are joined, also across
blank lines.

A line goes on from the one before it where that one cannot be complete (it ends in a comma, or an open
bracket, or is prose without a full stop), where it begins with a sign that nothing begins with, or where the
document is set at one width and the line before fills it. Where a converter broke lines at any place (before
a change of type, at a sign), a numbered paragraph goes on to the next mark: its full stops tell no end of it.
An accepted mark, a heading, a table row or an annotation of its own always begins a paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest import late_re as re
from ingest.grammar.joins import JOIN
from ingest.grammar.minutes import is_attendance, speaks_for_meeting
from ingest.layout.clean import CleanLine, Run, join
from ingest.layout.line_shape import BEGINS_NOTHING, TERMINAL, closes, heading_like, is_open, unclosed
from ingest.layout.options import WRAP
from ingest.layout.sign_off import is_signature
from ingest.responsibility.annotation import ends_with_offices, is_annotation

_BULLET = re.compile(r"[•●○◆◇■□▪▶►➢✓✔★☆◎](?=\s|[\u4e00-\u9fff“《\d])|[-*+·]\s")
_LISTS_ON = re.compile(rf"[，,；;。）)】]|等|{JOIN}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Whole text with its origins; `first` is the index of its first line, `line` that line itself."""

    run: Run
    first: int
    line: CleanLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the page is set: the width in half-width columns that full lines reach (0 where lines are not
    wrapped), whether paragraphs are indented, and, where lines are broken at any place, the width below which
    one is but a piece (else 0)."""

    width: int
    indented: bool
    torn: int = 0


def columns(text: str) -> int:
    """Printed width: Han characters and full-width signs take two columns."""
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in text)


def find_setting(lines: Sequence[CleanLine]) -> Setting:
    """Wrapped where a fifth of the lines, and at least four, end without a full stop at about the greatest
    width.
    """
    widths = [columns(line.text) + line.indent for line in lines if not line.cells]
    if len(widths) < WRAP.fewest:
        return Setting(width=0, indented=False)
    broad = sorted(widths)[int(len(widths) * WRAP.broad)]
    full = [
        line
        for line, width in zip((row for row in lines if not row.cells), widths, strict=True)
        if broad - WRAP.short <= width and line.text[-1:] not in TERMINAL
    ]
    torn = broad // 2 if _share_torn(lines, broad // 2) >= WRAP.early_breaks else 0
    if not WRAP.narrowest <= broad <= WRAP.widest or len(full) < max(WRAP.fewest_full, len(widths) // 5):
        return Setting(width=0, indented=False, torn=torn)
    indented = sum(line.indent >= 2 for line in lines) >= max(2, len(lines) // 10)
    return Setting(width=broad - WRAP.short, indented=indented, torn=torn)


def _share_torn(lines: Sequence[CleanLine], early: int) -> float:
    """The share of lines that end before column `early` where no typesetter ends one."""
    printed = [line.text for line in lines if not line.cells]
    pieces = (
        columns(text) < early and (text[-1] in "，、," or BEGINS_NOTHING.match(behind) is not None)
        for text, behind in pairwise(printed)
    )
    return sum(pieces) / max(1, len(printed))


def unwrap(lines: Sequence[CleanLine], starts: Mapping[int, int], setting: Setting) -> tuple[Paragraph, ...]:
    """Paragraphs in order; `starts` are the indexes of lines that certainly begin one, with the length of
    their marks.
    """
    groups: list[list[int]] = []
    text = ""
    for at, line in enumerate(lines):
        numbered = bool(setting.torn and groups and starts.get(groups[-1][0]))
        if groups and at not in starts and _goes_on(text, lines[groups[-1][-1]], line, setting, numbered):
            groups[-1].append(at)
            text += line.text
        else:
            groups.append([at])
            text = line.text[starts.get(at, 0) :]
    return tuple(
        Paragraph(run=_glue([lines[i] for i in group]), first=group[0], line=lines[group[0]])
        for group in groups
    )


def _glue(lines: Sequence[CleanLine]) -> Run:
    """Lines set one behind the other; two half-width words get the space the line break stood for."""
    run = lines[0].run
    for line in lines[1:]:
        words = bool(re.search(r"[A-Za-z]$", run.text)) and bool(re.match(r"[A-Za-z]", line.text))
        run = join((run, line.run), " " if words else "")
    return run


def _charges(last: CleanLine, line: CleanLine) -> bool:
    """Whether `last` ends in whom it charges, all names whole, and `line` does not go on listing them, nor
    closes the bracket they stand in.
    """
    goes_on = _LISTS_ON.match(line.text) or closes(line.text[: WRAP.listed])
    return not goes_on and ends_with_offices(last.text[-WRAP.listed :])


def _goes_on(text: str, last: CleanLine, line: CleanLine, setting: Setting, torn: bool) -> bool:
    """Whether `line` continues the paragraph `text`, whose last printed line is `last`; `torn` where that
    paragraph is numbered and its lines are broken at any place.
    """
    if (
        line.cells
        or last.cells
        or line.loose
        or last.loose
        or line.style
        or (last.style and not is_open(last.text))
    ):
        return False
    if last.goes_on or BEGINS_NOTHING.match(line.text):
        return True
    if text[-1:] in "，、," or (
        len(text) <= WRAP.unclosed
        and unclosed(text) > 0
        and (not _charges(last, line) or unclosed(text + line.text) < unclosed(text))
    ):
        return True
    if is_annotation(line.text) or is_attendance(line.text) or _BULLET.match(line.text):
        return False
    filled = bool(setting.width) and columns(last.text) + last.indent >= setting.width
    if line.begins or (setting.indented and line.indent >= 2):
        return False
    if text[-1:] in TERMINAL and torn:
        return not line.gap and not is_signature(line)
    if text[-1:] in TERMINAL:
        return filled and setting.indented and line.indent < 2 and not line.gap
    if filled:
        return True
    if _charges(last, line):
        return False
    if torn and columns(line.text) < setting.torn and not is_signature(line):
        return True
    return not heading_like(text) and not is_attendance(text) and not speaks_for_meeting(line.text)
