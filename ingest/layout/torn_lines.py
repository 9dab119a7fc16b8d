"""A page whose text was taken out with a line break at every inline tag: each number, Latin word and many
brackets and signs stand on lines of their own (到 / 2030 / 年，新建 / 12 / 个).

In: clean lines. Out: the same with the pieces joined, and one doubt for the document. Whether it is torn is
told from all of it; no line of another is touched. A piece without Chinese characters is joined with the
lines on either side, a line that begins with what nothing begins with with the one before it, an opening
sign with what follows. Two such pieces one below the other, or one in every other line, are cells of a table
and stay lines. A sentence's end, a heading, a mark and a day that stands by itself end a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from ingest import late_re as re
from ingest.grammar.brackets import ASIDE_AS_PRINTED
from ingest.grammar.date_forms import OF_CALENDAR
from ingest.grammar.joins import JOIN_OR
from ingest.grammar.letters import has_digit, has_han
from ingest.grammar.marks import CHAPTERS, SECTIONS, is_marked, read_marks
from ingest.grammar.measures import BEHIND_NUMBER
from ingest.grammar.references import ATTACHED, CAPTION
from ingest.grammar.stops import MARK, PRINTED_OR_COLON, SENTENCE, STATEMENT
from ingest.grammar.title_dates import DAYS, PART_OF_DAYS
from ingest.layout.clean import CleanLine, join
from ingest.layout.line_shape import BEGINS_NOTHING, TERMINAL, heading_like, unclosed
from ingest.layout.options import TORN
from ingest.layout.titles import TITLE
from ingest.model import Doubt

_TORN_OFF = re.compile(rf"[．.·](?=\D|$)|{OF_CALENDAR}(?=\S)")
"""What else a line begins with only where what stood before it is torn off: the stop of a mark (1 / ．加强),
the word behind a number.
"""
_GOES_ON = re.compile(r"的(?![士确])")
_LINKS = re.compile(r"[\w/／~～\-—–−×+%％‰℃≤≥<>＜＞=±:：.,]+(?:\s+[\w.]+)*")
"""A piece that may be a figure, a word or what links two."""
_LINKED = re.compile(r"[\w/／~～\-—–−×+%％‰℃≤≥±]")
_DOTS = re.compile(r"[.．…·]{3,}")
_ENTRY = re.compile(r"[.．…·]{3,}[-—–\s]*\d+[-—–\s]*$")
"""The end of a line of the contents, with its page."""
_PAGE = re.compile(r"[-—–\s]*\d+[-—–\s]*")
_OPENS = "（(《“【〔「『"
_CLOSES = "）)》”】〕」』"
_LABEL = re.compile(rf"{CAPTION}\s*\d{{1,2}}")
"""What stands above its title, on a line of its own."""
_ANNEX = re.compile(CAPTION)
_SMALL = re.compile(r"\d{1,2}(?:\s.*)?")
_SPLIT_WORD = re.compile(f"目录|{ATTACHED}")
"""Words set apart so that they fill a heading's line."""
_SHARES = ("%", "％", "‰")
_STROKES = ("/", "／", "~", "～")
_COUNTED = re.compile(rf"{BEHIND_NUMBER}|{JOIN_OR}|[至到以之～~]")
"""How words begin that stand behind a number in a sentence; a cell begins otherwise."""
_NOTHING_BEFORE = re.compile(r"(?:第|[的为至达到按与和及或在于从由对将自见近前后每超])$")
"""A line's end that certainly goes on, whatever the next one looks like."""
_ITEMS = SECTIONS - CHAPTERS
_TIME = re.compile(rf"个?{OF_CALENDAR}")


def join_torn(lines: Sequence[CleanLine]) -> tuple[tuple[CleanLine, ...], tuple[Doubt, ...]]:
    """The lines of a document that is not torn stay as they are, and nothing is doubted."""
    torn = _Torn(tuple(lines))
    if not torn.is_torn:
        return torn.lines, ()
    out: list[CleanLine] = []
    first: int | None = None
    for at, line in enumerate(torn.lines):
        if out and torn.goes_on(at, out[-1].text):
            first = first or out[-1].number
            out[-1] = replace(out[-1], run=join((out[-1].run, line.run)))
        else:
            out.append(line)
    if first is None:
        return torn.lines, ()
    message = "原文在数字处断行，已接起来，请核对"
    return tuple(out), (Doubt(line=first, kind="torn", message=message),)


@dataclass(frozen=True)
class _Torn:
    """The lines of a document, as pieces of the lines they were."""

    lines: tuple[CleanLine, ...]

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple("" if line.cells or line.style else line.text for line in self.lines)

    @cached_property
    def is_torn(self) -> bool:
        """Whether pieces and beginnings that are none make up the shares of the room's options."""
        texts = [text for text in self._texts if text.strip()]
        pieces = sum(not has_han(text) for text in texts)
        begun = sum(_begins_nothing(text) for text in texts)
        few = min(pieces, begun) < TORN.fewest
        return not few and pieces >= TORN.pieces * len(texts) and begun >= TORN.beginnings * len(texts)

    @cached_property
    def _parted(self) -> bool:
        """Whether a blank line stands between paragraphs alone."""
        torn = [line.gap for line, text in zip(self.lines, self._texts, strict=True) if _begins_nothing(text)]
        return sum(torn) <= TORN.gaps * len(torn)

    @cached_property
    def _cells(self) -> frozenset[int]:
        """The figures that stand in a row of cells: one below the other, or in every other line."""
        found: set[int] = set()
        figures = [_is_figure(text) for text in self._texts]
        bare = [at for at in range(len(self.lines)) if figures[at] and self._is_bare(at)]
        for at, figure in enumerate(figures[1:], start=1):
            if figure and figures[at - 1] and not (self._is_share(at) or self._is_fraction(at)):
                found |= {at - 1, at}
        for one, other in pairwise(bare):
            if other == one + 2 and not MARK.search(self._texts[one + 1]):
                found |= {one, other}
        return frozenset(found)

    def _is_share(self, at: int) -> bool:
        """Whether a per cent sign is a sentence's, not a cell."""
        return self._texts[at] in _SHARES and _begins_nothing(self._near(at + 1))

    def _is_fraction(self, at: int) -> bool:
        """Whether a stroke here, or before this number, stands between two numbers of a sentence."""
        stroke = at if self._texts[at] in _STROKES else at - 1
        behind = self._near(stroke + 2)
        divides = self._near(stroke) in _STROKES and has_digit(self._near(stroke - 1))
        counted = _begins_nothing(behind) or _COUNTED.match(behind)
        return divides and has_digit(self._near(stroke + 1)) and bool(counted)

    def _is_bare(self, at: int) -> bool:
        """Whether nothing behind a figure says what it counts."""
        before, behind = self._near(at - 1), self._near(at + 1)
        counted = _begins_nothing(behind) or _COUNTED.match(behind) or behind[:1] in tuple(_OPENS)
        short = len(before) <= TORN.cell and len(behind) <= TORN.cell
        return (
            short and not counted and not _NOTHING_BEFORE.search(before) and before[-1:] not in tuple(_OPENS)
        )

    def _near(self, at: int) -> str:
        return self._texts[at] if 0 <= at < len(self._texts) else ""

    def _from(self, at: int, count: int = 3) -> str:
        return "".join(self._texts[at : at + count])

    def goes_on(self, at: int, text: str) -> bool:
        """Whether the line at `at` goes on from `text`, the joined line before it."""
        here, last = self._texts[at], self._near(at - 1)
        if not here.strip() or not last.strip():
            return False
        if here[0] in _CLOSES and unclosed(text):
            return True
        if at in self._cells or at - 1 in self._cells:
            return False
        if text[-1] in _OPENS or here[0] in _CLOSES:
            return True
        if _DOTS.match(here) or _ENTRY.search(text) or _DOTS.search(text[-3:]):
            return not PRINTED_OR_COLON.match(text[-1]) and bool(_DOTS.match(here) or _PAGE.fullmatch(here))
        if _begins_nothing(here) or (_GOES_ON.match(here) and not PRINTED_OR_COLON.match(text[-1])):
            return True
        if self.lines[at].gap and self._parted:
            return False
        if self._tells_topic(at, text):
            return True
        if PRINTED_OR_COLON.match(text[-1]) or self._opens_item(at, text) or self._is_day(at, text):
            return self._is_mark(text)
        if _is_figure(here):
            if _ANNEX.fullmatch(text) and not _SMALL.fullmatch(here):
                return False
            return not self._ends_heading(at, text) and not self._is_aside(at, text)
        if here[0] in _OPENS:
            following = self._near(at + 1)
            return not DAYS.fullmatch(text) and (unclosed(here) > 0 or _begins_nothing(following))
        if _is_figure(last):
            return not _LABEL.fullmatch(text) and not self._is_number_alone(at, text)
        return self._words_go_on(here, last, text)

    def _words_go_on(self, here: str, last: str, text: str) -> bool:
        """Whether words go on from words, or from a sign."""
        if self._is_mark(text) or text[-1] in "，、〕/" or _SPLIT_WORD.fullmatch(last + here):
            return True
        if last in tuple(_CLOSES) and not ASIDE_AS_PRINTED.fullmatch(text):
            return bool(MARK.search(text) or MARK.search(here))
        return "，" in PRINTED_OR_COLON.split(text)[-1] and text[-1] not in TERMINAL

    @staticmethod
    def _is_mark(text: str) -> bool:
        """Whether a line is nothing but the mark of an item."""
        return is_marked(f"{text}一切") and any(m.length >= len(text) for m in read_marks(f"{text}一切"))

    def _opens_item(self, at: int, text: str) -> bool:
        """Whether a mark begins here that its signs have been torn off."""
        within = _NOTHING_BEFORE.search(text) or text[-1] in "，、" or unclosed(text)
        return not within and is_marked(self._from(at))

    def _is_day(self, at: int, text: str) -> bool:
        """Whether a day, or two, begins here that stands by itself, below a title, an issuer or a cell."""
        end = at
        while end < len(self._texts) and PART_OF_DAYS.fullmatch(self._texts[end]):
            end += 1
        alone = DAYS.fullmatch("".join(self._texts[at:end])) and not _begins_nothing(self._near(end))
        return bool(alone) and not MARK.search(text) and not _NOTHING_BEFORE.search(text)

    def _ends_heading(self, at: int, text: str) -> bool:
        """Whether the line before is a heading or a title and a sentence begins here: what follows the figure
        has a comma or a stop. With an item (（一）超过 / 24 / 小时的；) only a time begins one.
        """
        families = {mark.family for mark in read_marks(text)} & SECTIONS
        if "，" in text or STATEMENT.search(text) or _NOTHING_BEFORE.search(text):
            return False
        behind = self._near(at + 1)
        timed = _TIME.match(behind) is not None
        if _begins_nothing(self._near(at + 2)) or _is_figure(self._near(at + 2)):
            behind += self._from(at + 2, TORN.sentence_in)
        headed = bool(families) and heading_like(text) and (timed or not families <= _ITEMS)
        titled = timed and len(text) <= TORN.heading and (TITLE.match(text) or text[-1] in "）)")
        return bool(headed or titled) and MARK.search(behind) is not None

    def _is_aside(self, at: int, text: str) -> bool:
        """Whether a cell ends with what its brackets say (补助标准（元）) and its figure stands below."""
        if text[-1] not in "）)" or len(text) > TORN.heading or MARK.search(text):
            return False
        behind = self._near(at + 1)
        return not (_begins_nothing(behind) or _COUNTED.match(behind))

    def _tells_topic(self, at: int, text: str) -> bool:
        """Whether the line before is an item that has only said what it is about, and a figure goes on:
        1.整治排污口。 / 11 / 月底前….
        """
        if not (text[-1] == "。" and _is_figure(self._texts[at]) and read_marks(text)):
            return False
        said = not SENTENCE.search(text[:-1]) and len(text) <= TORN.heading
        return said and bool(_COUNTED.match(self._near(at + 1))) and not is_marked(self._from(at))

    def _is_number_alone(self, at: int, text: str) -> bool:
        """Whether a number behind a sentence's end is a page's or a cell's: it counts nothing."""
        return _is_figure(text) and has_digit(text) and not _COUNTED.match(self._texts[at])


def _begins_nothing(text: str) -> bool:
    return bool(BEGINS_NOTHING.match(text) or _TORN_OFF.match(text))


def _is_figure(text: str) -> bool:
    """Whether a line is a number, a Latin word or a sign that links two."""
    if has_han(text) or BEGINS_NOTHING.match(text):
        return False
    return bool(_LINKS.fullmatch(text)) and bool(_LINKED.search(text))
