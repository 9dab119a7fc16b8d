"""Which of a clause's dates governs a place in it.

In: the folded text of a clause (see folding.py) and the plan's year or period. Out: a `Calendar` over the
dates that `ingest.grammar.dates` reads. What comes round again (每月5日前) governs nothing and is left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import copy

from ingest.grammar.brackets import ASIDE
from ingest.grammar.dates import DateMark, PlanTime, read_dates
from ingest.grammar.letters import has_digit
from ingest.model import Span


class Calendar:
    """Looks up which of a clause's dates governs a place in it.

    `default` is what is due at no date of its own; where it is left out the plan's last year. `inherited` is
    the date that still holds where the text begins, of words before it.
    """

    def __init__(
        self, text: str, time: PlanTime, *, default: str | None = "", inherited: DateMark | None = None
    ) -> None:
        self.time = time
        self.inherited = inherited
        self._default = time.deadline if default == "" else default
        self._text = text
        self._brackets = [match.span() for match in ASIDE.finditer(text)]
        self._keep(tuple(m for m in read_dates(text, time) if m.role != "recurring"))

    def without(self, spans: Sequence[Span]) -> Calendar:
        """The same without the dates in these stretches of the text."""
        if not spans:
            return self
        other = copy(self)
        other._keep(tuple(m for m in self.marks if not any(s.start <= m.span.start < s.end for s in spans)))
        return other

    def remarked(self, at: int) -> DateMark | None:
        """The deadline in the same brackets before the figure at `at`: （2030年60%）."""
        own = self._bracket(at)
        if own is None:
            return None
        marks = self.marks[: bisect_right(self._starts, at)]
        inside = [m for m in marks if m.span.start > own[0] and m.role == "deadline" and m.year_printed]
        return inside[-1] if inside else None

    def _bracket(self, at: int) -> tuple[int, int] | None:
        place = bisect_right(self._brackets, (at, len(self._text))) - 1
        return self._brackets[place] if place >= 0 and at < self._brackets[place][1] else None

    def _reaches(self, mark: DateMark, at: int) -> bool:
        """Whether a mark may govern what stands at `at`: one in brackets with a figure of its own does not
        reach out of them.
        """
        own = self._bracket(mark.span.start)
        if own is None or own[0] <= at < own[1]:
            return True
        return not has_digit(self._text[own[0] : mark.span.start] + self._text[mark.span.end : own[1]])

    def _keep(self, marks: tuple[DateMark, ...]) -> None:
        self.marks = marks
        self._starts = [mark.span.start for mark in marks]

    def governing(self, segment: Span, sentence: Span, at: int) -> DateMark | None:
        """The deadline or past date for the figure at `at`.

        Nearest to its left in its own segment, else nearest to its right there, else the last one before it
        in the sentence that opens a segment or is a 到…, else the last one that opens a segment of an earlier
        sentence.
        """
        upto = bisect_right(self._starts, at)
        before = [m for m in self.marks[:upto] if m.role in ("deadline", "past") and self._reaches(m, at)]
        own = [m for m in before if m.span.start >= segment.start]
        if own:
            return own[-1]
        after = [
            m
            for m in self.marks[upto:]
            if m.span.end <= segment.end and m.role == "deadline" and self._reaches(m, at)
        ]
        if after:
            return after[0]
        same = [m for m in before if m.span.start >= sentence.start and (m.leads or m.until)]
        if same:
            return same[-1]
        earlier = [m for m in before if _holds_on(m)]
        return earlier[-1] if earlier else self.inherited

    def due_within(self, segment: Span) -> DateMark | None:
        """The last deadline that stands within a segment."""
        first, last = bisect_left(self._starts, segment.start), bisect_right(self._starts, segment.end)
        inside = [m for m in self.marks[first:last] if m.role == "deadline" and m.span.end <= segment.end]
        return inside[-1] if inside else None

    def left(self) -> DateMark | None:
        """The date that holds on behind the text."""
        lasting = [m for m in self.marks if m.role in ("deadline", "past") and _holds_on(m)]
        return lasting[-1] if lasting else self.inherited

    def default(self) -> str | None:
        """What is due at no date of its own: when the clause's label says, else with the plan."""
        return self._default


def _holds_on(mark: DateMark) -> bool:
    """Whether a date is of the sentences after its own too."""
    return mark.leads and (mark.role == "deadline" or mark.period or mark.bare)


def due_in(cell: str, time: PlanTime) -> str | None:
    """The last deadline that a cell of a table states: 2031年6月底; None where it states none."""
    marks = [mark for mark in Calendar(f"{cell}，", time).marks if mark.role == "deadline"]
    return marks[-1].when if marks else None
