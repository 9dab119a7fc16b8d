"""Running text on one line, as pasted pages, crawlers and converters leave it, cut into the lines it was.

In: the lines a reader gave. Out: the same characters on more lines, each with its column in the source, and
doubts. A line is cut where marks stand in it that count on (一、…二、…; 第三条…第四条): what may open a
clause is first cut on trial, and `sequence` says, as for printed lines, which do. A mark begins a line
behind the end of a sentence, behind a blank, behind the offices of the item before, or, as the first of its
list, right behind the heading it stands under; behind a semicolon or colon only marks of sections do, the
others where the line has lost its ends for certain (①…；②… in a sentence is one item). In such a line a
blank stands for a line's end as well: behind a sentence, behind a heading, around what stands before the
first mark. What is cut without such a place, or could have been and is not, is doubted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ingest import late_re as re
from ingest.grammar.marks import BARE, NUMBERED, SECTIONS, STATUTE, Mark, read_marks
from ingest.grammar.numerals import CIRCLED, DOTTED, ENCLOSED, HAN, SQUARE, UP_TO_TEN
from ingest.grammar.offices import ends_as_office
from ingest.grammar.stops import MARK
from ingest.grammar.tables import one_of
from ingest.grammar.title_dates import DAY
from ingest.layout.clean import CleanLine, Run
from ingest.layout.line_shape import heading_like
from ingest.model import Doubt
from ingest.numbering.options import RUNNING
from ingest.numbering.sequence import Placed, place
from ingest.readers.protocol import Document, Line
from ingest.responsibility.annotation import ends_with_offices

Place = Literal["hard", "soft", "head", "none"]
"""What stands before a mark: a line's end, one a sentence may have too, the words of the heading above, or
words."""

_BLANK = r"[ \t\u00a0\u2000-\u200b\u3000\ufeff\u200d]"
_SIGNS = "".join((*SQUARE, *CIRCLED, *ENCLOSED, *DOTTED))
_MARK = re.compile(
    rf"第[{HAN}\d]{{1,6}}{_BLANK}*(?:{one_of(sorted(STATUTE))})|[（(]{_BLANK}*(?:[{HAN}]{{1,4}}|\d{{1,3}}){_BLANK}*[）)]"
    rf"|(?<![{HAN}第])[{HAN}]{{1,4}}[、．.]|(?<![\d.．（(/第-])\d{{1,3}}[.．、)）]|[{_SIGNS}]"
)
_SECTIONS = SECTIONS | STATUTE
_ENDS = "。！？!?"
_SOFT = "；;：:"
_CLOSERS = "”’」』"
_LOST = re.compile(
    rf"(?<=[。！？])[”’」』]?{_BLANK}+(?=[\u4e00-\u9fff“《（(\d])|[^\s]{_BLANK}*\u3000\u3000(?=\S)"
)
"""A sentence's end with a blank behind it, or the indent of a paragraph: nobody sets either within a line."""
_NUMERAL = re.compile(UP_TO_TEN)
_NEXT = re.compile(r"(?P<word>[\u4e00-\u9fff]{4,})(?P<stop>[^\u4e00-\u9fff]?)")
_GAP = re.compile(rf"{_BLANK}+")
_TAIL_HEAD = re.compile(
    rf"(?:{DAY}|抄{_BLANK}*送[：:]|主{_BLANK}*送[：:]|"
    rf"附{_BLANK}*件{_BLANK}*[\d{HAN}]{{0,2}}{_BLANK}*(?:[：:]|{_BLANK})"
    r"|[（(](?:此件|联系人)|联系人[：:]|答[：:]|问[：:])"
)
_DAY_END = re.compile(rf"(?:{DAY})$")
_QUESTION = re.compile(rf"(?<=[。！？!?]){_BLANK}*(?=问[：:])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """A place at which a line may be cut: before the mark at `at`."""

    at: int
    place: Place
    family: str
    ordinal: int


def cut_running(document: Document) -> tuple[Document, tuple[Doubt, ...]]:
    """A document none of whose lines holds several comes back as it is."""
    tried = [_candidates(line.text) if line.cells is None else () for line in document.lines]
    kept, doubts = _proven(document.lines, tried) if any(tried) else ([()] * len(tried), [])
    lines: list[Line] = []
    for line, cuts in zip(document.lines, kept, strict=True):
        if line.cells is None and (cuts or len(line.text) >= RUNNING.long or "问" in line.text):
            lines += _pieces(line, [cut.at for cut in cuts])
        else:
            lines.append(line)
    if len(lines) == len(document.lines):
        return document, tuple(doubts)
    return replace(document, lines=tuple(lines)), tuple(doubts)


# -- where a line may be cut


def _candidates(text: str) -> tuple[_Cut, ...]:
    """Marks behind the first one of a line that may open a clause, by what stands before and behind them."""
    found: list[_Cut] = []
    since = 0
    for m in _MARK.finditer(text, 1):
        mark = _opening(text, m.start())
        if mark is None or not text[: m.start()].strip():
            continue
        place = _place(text, since, m.start(), mark)
        if place != "none":
            found.append(_Cut(at=m.start(), place=place, family=mark.family, ordinal=mark.ordinal))
            since = m.start()
    hard = {(cut.family, cut.ordinal) for cut in found if cut.place == "hard"}
    lost = len(text) >= RUNNING.long and len(hard) > 1
    return tuple(
        cut
        for cut in found
        if lost
        or cut.place != "soft"
        or cut.family in _SECTIONS
        or (cut.ordinal == 1 and (cut.family, 2) in hard)
    )


def _opening(text: str, at: int) -> Mark | None:
    marks = read_marks(text[at : at + RUNNING.window])
    return next((m for m in marks if m.family in _SECTIONS or m.family in NUMBERED), None)


def _place(text: str, since: int, at: int, mark: Mark) -> Place:
    end = at
    while end > since and text[end - 1].isspace():
        end -= 1
    before = text[end - 1 : end]
    last = text[end - 2 : end - 1] if before in _CLOSERS else before
    if mark.family == "一、" and _NUMERAL.match(text, at + mark.length):
        return "none"  # 一、二级机构
    if last in _ENDS or (end < at and before not in "，、,（(“《"):
        return "hard"
    if mark.family in BARE:
        return "none"
    if _charges(text[max(since, end - RUNNING.long) : end]):
        return "hard"
    if mark.weak:
        return "none"
    if before in _SOFT:
        return "soft"
    return "head" if _heads(text[since:end]) else "none"


def _charges(words: str) -> bool:
    """Whether the words end in whom the item before charges."""
    bracketed = words[-1:] in "）)】" and any(sign in words for sign in "（(【")
    return ("：" in words or ":" in words or bracketed) and ends_with_offices(words)


def _heads(words: str) -> bool:
    """Whether the words are a mark and a heading's."""
    if not RUNNING.shortest_heading <= len(words) <= RUNNING.heading:
        return False
    marks = [m for m in read_marks(words) if m.family in _SECTIONS and not m.weak]
    return bool(marks) and len(words) > marks[0].length + 1 and not MARK.search(words[marks[0].length :])


# -- which of them the sequence proves


def _proven(
    lines: Sequence[Line], tried: Sequence[tuple[_Cut, ...]]
) -> tuple[list[tuple[_Cut, ...]], list[Doubt]]:
    """The cuts behind which a mark opens a clause that is one of several, and doubts."""
    parts: list[CleanLine] = []
    cut_of: dict[int, tuple[int, _Cut]] = {}
    for n, (line, cuts) in enumerate(zip(lines, tried, strict=True)):
        ends = [*(cut.at for cut in cuts), len(line.text)]
        for start, end, cut in zip([0, *ends], ends, [None, *cuts], strict=False):
            if cut:
                cut_of[len(parts)] = (n, cut)
            parts.append(_part(line, start, end))
    first = next((at for at, part in enumerate(parts) if not part.cells and _opening(part.text, 0)), 0)
    placed, _ = place(parts, range(first, len(parts)))
    proven = _counting_on(placed)
    kept: list[list[_Cut]] = [[] for _ in lines]
    for at, (n, cut) in cut_of.items():
        if at in proven:
            kept[n].append(cut)
    return [tuple(cuts) for cuts in kept], list(_doubts(lines, cut_of, proven))


def _counting_on(placed: Sequence[Placed]) -> set[int]:
    """The lines of marks that have the number before or behind theirs in their family next to them."""
    families: dict[str, list[Placed]] = {}
    for mark in placed:
        families.setdefault(mark.family, []).append(mark)
    proven: set[int] = set()
    for row in families.values():
        again = {
            other.line
            for one, other in pairwise(row)
            if (other.parent, other.mark.ordinal) == (one.parent, one.mark.ordinal)
        }
        for one, other in pairwise(row):
            if other.mark.ordinal == one.mark.ordinal + 1:
                proven |= {one.line, other.line} - again
    return proven


def _part(line: Line, start: int, end: int) -> CleanLine:
    text = line.text[start:end].strip()
    empty = Run(text="", pieces=())
    cells = (empty,) if line.cells is not None else ()
    return CleanLine(run=Run(text=text, pieces=()), number=line.number, style=line.style, cells=cells)


def _doubts(lines: Sequence[Line], cut_of: dict[int, tuple[int, _Cut]], proven: set[int]) -> Iterator[Doubt]:
    """One doubt a line for the cuts that no line's end shows, one for the marks that looked right and are
    not."""
    unsure: dict[int, list[_Cut]] = {}
    refused: dict[int, list[_Cut]] = {}
    counted = {(n, cut.family, cut.ordinal) for n, cut in cut_of.values()}
    for at, (n, cut) in cut_of.items():
        if at in proven and cut.place != "hard":
            unsure.setdefault(n, []).append(cut)
        elif at not in proven and cut.place == "hard" and (n, cut.family, cut.ordinal - 1) in counted:
            refused.setdefault(n, []).append(cut)
    for told, cuts_at in (("按序号切开了，请核对", unsure), ("序号接不上，没有切开，请核对", refused)):
        for n, cuts in cuts_at.items():
            words = lines[n].text[cuts[0].at :][:_SHOWN]
            message = f"一行里连排了几条，有{len(cuts)}处（从“{words}”起）{told}"
            yield Doubt(line=lines[n].number, kind="running", message=message)


_SHOWN = 16


# -- the lines


def _pieces(line: Line, marks: Sequence[int]) -> Iterator[Line]:
    """The line cut before each of `marks`, and at its blanks where it has lost its ends."""
    text = line.text
    questions = [m.end() for m in _QUESTION.finditer(text)]
    if not marks and not questions and len(list(_LOST.finditer(text))) < 2:
        yield line
        return
    cuts = sorted({0, *marks, *_at_blanks(text, marks), *questions})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        if text[start:end].strip():
            yield replace(line, text=text[start:end].rstrip(), column=line.column + start)


def _at_blanks(text: str, marks: Sequence[int]) -> Iterator[int]:
    """Where a blank stands for the end of a line."""
    marked = sorted({*marks, *([0] if read_marks(text[: RUNNING.window].lstrip()) else [])})
    borders = iter([*marked, len(text)])
    following = next(borders)
    start, is_marked = 0, False
    for gap in _GAP.finditer(text):
        while following <= gap.start():
            start, is_marked = following, True
            following = next(borders)
        behind = text[gap.end() : gap.end() + 1]
        if not behind or gap.end() == following or not text[start : gap.start()].strip():
            continue
        if _is_end(
            text, start, gap, following, is_marked=is_marked, first=not marked or gap.end() < marked[0]
        ):
            yield gap.end()
            start, is_marked = gap.end(), False


def _is_end(text: str, start: int, gap: re.Match[str], end: int, *, is_marked: bool, first: bool) -> bool:
    """Whether the blank `gap`, in the stretch from `start` to the next mark at `end`, ends a line."""
    before, behind = text[gap.start() - 1], text[gap.end()]
    if before in f"{_ENDS}{_SOFT}{_CLOSERS}" or "\u3000\u3000" in gap[0]:
        return before not in _CLOSERS or text[gap.start() - 2] in _ENDS or "\u3000\u3000" in gap[0]
    window = text[gap.end() : gap.end() + RUNNING.window]
    if _TAIL_HEAD.match(window) or _DAY_END.search(
        text[max(start, gap.start() - RUNNING.window) : gap.start()]
    ):
        return True
    if before in "，、," or not (_is_word(before) and _is_word(behind)):
        return False
    if _begins_words(window) and _charges(text[max(start, gap.start() - RUNNING.long) : gap.start()]):
        return True
    if is_marked:
        return heading_like(_bare(text[start : gap.start()])) and end - gap.end() >= RUNNING.body
    return first


def _begins_words(window: str) -> bool:
    """Whether words of the text begin, and neither another office nor another role (配合单位：)."""
    word = _NEXT.match(window)
    return word is not None and word["stop"] not in "：:" and not ends_as_office(word["word"])


def _bare(words: str) -> str:
    marks = read_marks(words)
    return words[marks[0].length :] if marks else words


def _is_word(ch: str) -> bool:
    return "\u4e00" <= ch <= "\u9fff" or ch in "“”《》（）〔〕【】号"
