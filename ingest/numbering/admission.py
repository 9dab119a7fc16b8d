"""Whether a mark opens a clause where it is printed: a table of kinds of marks, fits and conditions.

In: a printed mark with its fit among the open lists and the lines around it. Out: yes or no. Of `_ADMISSION`
the first kind that describes the mark decides alone: one of its rows must have the fit, and all its
conditions hold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from ingest import late_re as re
from ingest.grammar.marks import BARE, Mark
from ingest.grammar.measures import WHOLE
from ingest.labels import ATTACHED, ATTACHED_TABLE
from ingest.layout.clean import CleanLine
from ingest.layout.line_shape import TERMINAL, heading_like, is_open
from ingest.layout.options import WRAP
from ingest.numbering.nesting import Fit, FitKind, kin, stands_alone, successors
from ingest.numbering.options import SEQUENCE
from ingest.responsibility.annotation import ends_with_offices

_WHOLE = re.compile(rf"\d+{WHOLE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines with the marks each may begin with; `first` is the first of the body, `series` the words that
    count on, `firstly` the lines 一是… that are headings."""

    lines: Sequence[CleanLine]
    first: int
    marks: Sequence[tuple[Mark, ...]]
    series: Collection[str]
    firstly: Collection[int]
    families: Mapping[str, Sequence[tuple[int, Mark]]]
    """The marks of a family in reading order, with their lines."""
    last: Mapping[tuple[str, tuple[int, ...]], int]
    """The last line at which a family prints these numbers."""

    @classmethod
    def of(
        cls,
        lines: Sequence[CleanLine],
        first: int,
        marks: Sequence[tuple[Mark, ...]],
        series: Collection[str],
        firstly: Collection[int],
    ) -> Page:
        families: dict[str, list[tuple[int, Mark]]] = {}
        last: dict[tuple[str, tuple[int, ...]], int] = {}
        for line, row in enumerate(marks):
            for mark in row:
                families.setdefault(mark.family, []).append((line, mark))
                last[mark.family, mark.numbers] = line
        return cls(
            lines=lines,
            first=first,
            marks=marks,
            series=series,
            firstly=firstly,
            families=families,
            last=last,
        )

    def behind(self, at: int, *families: str) -> Iterator[tuple[int, Mark]]:
        """The marks of the families behind the line `at`, with their lines, in reading order."""
        rows = [self.families.get(family, ()) for family in families]
        behind = (islice(row, bisect_right(row, at, key=_line), None) for row in rows)
        return merge(*behind, key=_line)

    def comes(self, at: int, family: str, numbers: tuple[int, ...]) -> bool:
        """Whether the family prints the numbers behind the line `at`."""
        return self.last.get((family, numbers), -1) > at


def _line(found: tuple[int, Mark]) -> int:
    return found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """`mark` at the line `at` with its fit; `below_heading` where the line before is a heading."""

    page: Page
    at: int
    mark: Mark
    fit: Fit
    below_heading: bool

    @property
    def before(self) -> CleanLine | None:
        """The line before it in the body."""
        return self.page.lines[self.at - 1] if self.at > self.page.first else None


def admissible(offer: Offer) -> bool:
    """Whether the mark opens a clause."""
    kind = next(row.kind for row in _ADMISSION if row.kind(offer))
    rows = [row for row in _ADMISSION if row.kind is kind and offer.fit.kind in row.fits]
    return any(all(holds(offer) for holds in row.conditions) for row in rows)


# -- kinds of marks


def _of_series(offer: Offer) -> bool:
    """举措一."""
    return offer.mark.family.startswith("系列:")


def _firstly(offer: Offer) -> bool:
    """一是."""
    return offer.mark.family == "一是"


def _several_numbers(offer: Offer) -> bool:
    """1-2, or 1.2 where no section 1 is open."""
    mark = offer.mark
    return mark.family == "1.1" and (mark.dashed or stands_alone(mark, offer.fit))


def _attachment(offer: Offer) -> bool:
    return offer.mark.family == ATTACHED


def _attached_table(offer: Offer) -> bool:
    """附表1, or 附件：… on one line with its title."""
    return offer.mark.family == ATTACHED_TABLE


def _unpunctuated(offer: Offer) -> bool:
    """A mark that lost its punctuation."""
    return offer.mark.family in BARE


def _two_digits(offer: Offer) -> bool:
    """01."""
    return offer.mark.family == "01"


def _new_bare_number(offer: Offer) -> bool:
    """1 before a blank that continues no list."""
    return offer.mark.family == "1" and offer.fit.kind not in ("next", "runs on")


def _weak(offer: Offer) -> bool:
    """Its shape alone would also fit running text."""
    return offer.mark.weak


def _article(offer: Offer) -> bool:
    """第三十一条, surely one by its shape: excerpts leave out as many as they like."""
    return offer.mark.family == "条"


def _any(_: Offer) -> bool:
    return True


# -- conditions


def _not_in_sentence(offer: Offer) -> bool:
    """The line before does not certainly go on."""
    before = offer.before
    return before is None or bool(before.cells) or not is_open(before.text) or _charged(before)


def _behind_complete_line(offer: Offer) -> bool:
    """The line before is the end of a sentence, a heading, a table row, or none."""
    before = offer.before
    if before is None or before.cells or not before.text:
        return True
    return before.text[-1] in TERMINAL or offer.below_heading or _charged(before)


def _charged(before: CleanLine) -> bool:
    """Whether a line ends in the names of those it charges, all of them whole (责任单位：县民政局)."""
    return before.text[-1:] not in "、，,（(" and ends_with_offices(before.text[-WRAP.listed :])


def _free(offer: Offer) -> bool:
    return _behind_complete_line(offer) and _not_in_sentence(offer)


def _free_or_best_place(offer: Offer) -> bool:
    """Or its number is not printed again, behind a complete line, before the next number of its family."""
    if _free(offer):
        return True
    mark = offer.mark
    again = next(((at, m) for at, m in offer.page.behind(offer.at, mark.family) if not m.weak), None)
    if again is None:
        return True
    at, found = again
    same = found.numbers == mark.numbers and found.sub == mark.sub
    return not (same and offer.page.lines[at - 1].text[-1:] in TERMINAL)


def _series_counts_on(offer: Offer) -> bool:
    return offer.mark.word in offer.page.series


def _heads_a_list(offer: Offer) -> bool:
    return offer.at in offer.page.firstly


def _successor_comes(offer: Offer) -> bool:
    """The number after 1.2 (1.3 or 2.1) is printed at the start of a later line."""
    return any(offer.page.comes(offer.at, "1.1", wanted) for wanted in successors(offer.mark.numbers))


def _two_comes(offer: Offer) -> bool:
    return offer.page.comes(offer.at, offer.mark.family, (2,))


def _is_no_listing(offer: Offer) -> bool:
    """The line does not only name an attachment that itself comes later."""
    return not offer.page.comes(offer.at, "附件", (offer.mark.ordinal,))


def _table_follows(offer: Offer) -> bool:
    """A table begins right below, behind a line or two that name it."""
    below = range(offer.at + 1, min(offer.at + SEQUENCE.caption_lines, len(offer.page.lines)))
    return any(offer.page.lines[n].cells for n in below)


def _list_is_punctuated(offer: Offer) -> bool:
    return offer.fit.family not in BARE


def _list_goes_on(offer: Offer) -> bool:
    """The next number follows; past one left out only behind a heading."""
    number = offer.mark.ordinal
    furthest = number + (2 if heading_like(offer.page.lines[offer.at].text) else 1)
    following = (m for _, m in offer.page.behind(offer.at, offer.fit.family) if not m.weak)
    after = next(following, None)
    return after is not None and number < after.ordinal <= furthest


def _counts_whole_things(offer: Offer) -> bool:
    """The figure glued to the mark is of things no fraction of which is counted (3.3个重点镇)."""
    return _WHOLE.match(offer.page.lines[offer.at].text, offer.mark.length) is not None


def _number_before_is_missing(offer: Offer) -> bool:
    return not _comes_in_this_list(offer, offer.mark.ordinal - 1)


def _number_after_comes(offer: Offer) -> bool:
    return _comes_in_this_list(offer, offer.mark.ordinal + 1)


def _two_numbers_after_come(offer: Offer) -> bool:
    return all(_comes_in_this_list(offer, offer.mark.ordinal + more) for more in (1, 2))


def _comes_in_this_list(offer: Offer, ordinal: int) -> bool:
    """Whether `ordinal` of the same family is printed later, before a list of the family begins anew."""
    families = [family for family in kin(offer.mark.family) if family not in BARE]
    for _, mark in offer.page.behind(offer.at, *families):
        if not mark.weak:
            if mark.ordinal == ordinal:
                return True
            if mark.ordinal == 1:
                return False
    return False


# -- the table


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Callable[[Offer], bool]
    fits: tuple[FitKind, ...]
    conditions: tuple[Callable[[Offer], bool], ...]


_EVERY: tuple[FitKind, ...] = (
    "next",
    "runs on",
    "start",
    "late start",
    "restart",
    "gap",
    "wide gap",
    "repeat",
    "none",
)

_ADMISSION = (
    _Row(_of_series, ("next", "runs on", "start"), (_series_counts_on, _not_in_sentence)),
    _Row(_firstly, ("next", "start"), (_heads_a_list, _not_in_sentence)),
    _Row(_several_numbers, ("next",), (_free,)),
    _Row(_several_numbers, ("start",), (_free, _successor_comes)),
    _Row(_attachment, _EVERY, (_is_no_listing,)),
    _Row(_attached_table, _EVERY, (_table_follows,)),
    _Row(_unpunctuated, ("next",), (_list_is_punctuated, _not_in_sentence, _list_goes_on)),
    _Row(_unpunctuated, ("next",), (_list_is_punctuated, _free, _counts_whole_things)),
    _Row(_two_digits, ("next",), ()),
    _Row(_two_digits, ("start",), (_two_comes,)),
    _Row(_new_bare_number, ("start",), (_behind_complete_line, _two_comes)),
    _Row(_weak, ("next", "runs on", "start"), (_free,)),
    _Row(_article, ("next", "runs on", "start"), (_free_or_best_place,)),
    _Row(_article, ("restart", "repeat"), (_free,)),
    _Row(_article, ("gap", "late start"), (_free, _number_before_is_missing)),
    _Row(_any, ("next", "runs on", "start"), (_free_or_best_place,)),
    _Row(_any, ("restart", "repeat"), (_free,)),
    _Row(_any, ("gap",), (_free, _number_before_is_missing)),
    _Row(_any, ("late start",), (_free, _number_before_is_missing, _number_after_comes)),
    _Row(_any, ("wide gap",), (_not_in_sentence, _number_before_is_missing, _two_numbers_after_come)),
)
