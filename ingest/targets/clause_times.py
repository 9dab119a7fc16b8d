"""When a clause says that it is to be done: the one answer for lists of tasks, single answers, briefings and
tables.

In: a clause, its words, the plan's time, and the targets and milestones read from it. Out: `ClauseTime`
values, those of the text in printed order. A label or a column that holds the time (完成时限：8月底前)
speaks for the whole clause; else the dates of its text do, each with the words it governs, or the heads of
the columns its figures stand in; else a heading above it that says more than a year (上半年重点任务). The
plan's own year is no time of a clause where only its bare number is printed (2021年新增…): 年底, 年内,
到2025年 are. Nothing is dated that the clause does not date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ingest.grammar.date_forms import (
    is_all_year,
    is_time_head,
    labelled,
    lasts,
    reads_as_time,
    says_due,
    says_which_day,
)
from ingest.grammar.dates import DateMark, PlanTime, date_alone, read_dates
from ingest.grammar.folding import Folded, as_read, unbroken
from ingest.grammar.stops import SENTENCES
from ingest.model import Clause, Milestone, Span, Target
from ingest.targets.deadlines import Calendar
from ingest.targets.options import READING
from ingest.targets.reading import segments
from ingest.targets.section_time import headings_of, section_time

TimeKind = Literal["dated", "lasting", "undated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTime:
    """时限: `printed` is the time in the plan's words, `words` what is to be done by then, "" for the whole
    clause; both to the letter.

    `when` and `last` are those of `DateMark`. `kind` is "lasting" for what never ends, comes round again or
    runs for years (长期坚持, 全年, 每月5日前, 三年内), "undated" for a time that no calendar dates (春节前).
    `start` is where what is dated begins in the plan's text, 0 where it is the whole clause.
    """

    printed: str
    words: str
    when: str | None
    last: date | None
    kind: TimeKind
    start: int = 0
    span: Span | None = None
    """Where `printed` stands in the plan's text, for a date of the clause's words."""


_FINE = frozenset({"quarter", "half", "ten days"})


def times_by_clause(
    clauses: Iterable[tuple[Clause, str]],
    time: PlanTime,
    targets: Mapping[str, Sequence[Target]],
    milestones: Iterable[Milestone],
) -> dict[str, tuple[ClauseTime, ...]]:
    """The times of each of a plan's clauses (with its words), by label; clauses that print none are left
    out.
    """
    stones: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        stones.setdefault(milestone.clause, []).append(milestone)
    found = {
        clause.label: clause_times(
            clause, text, time, (*targets.get(clause.label, ()), *stones.get(clause.label, ()))
        )
        for clause, text in clauses
    }
    return {label: times for label, times in found.items() if times}


def clause_times(
    clause: Clause, text: str, time: PlanTime, stated: Sequence[Target | Milestone] = ()
) -> tuple[ClauseTime, ...]:
    """Each time and its words once; () where the clause prints none. `text` is the clause's span."""
    time = section_time(headings_of(clause), "", time).time
    found = (
        _by_label(clause, text, time)
        or [*_over_columns(clause, stated, time), *_in_text(clause, text, stated, time)]
        or _by_heading(clause, text, time)
    )
    return tuple(dict.fromkeys(found))


def prints_time(clause: Clause, text: str, time: PlanTime) -> bool:
    """Whether the clause prints any time at all, if only the plan's own year or one that is not understood:
    then nobody may say that it does not.
    """
    if clause_times(clause, text, time):
        return True
    marks = read_dates(text, time, alone=True)
    if any(m.role in ("deadline", "recurring") for m in marks):
        return True
    for mark in reversed(marks):
        text = text[: mark.span.start] + "，" + text[mark.span.end :]
    return reads_as_time(text)


def _by_label(clause: Clause, text: str, time: PlanTime) -> list[ClauseTime]:
    """What the clause's annotation, its column or a label in its words calls its time."""
    cells = zip(clause.columns, clause.cells, strict=False)
    printed = (
        clause.due
        or next((c.strip() for head, c in cells if c.strip() and is_time_head(head)), "")
        or labelled(text)
    )
    if not printed:
        return []
    mark = date_alone(printed, time)
    if mark is None:
        kind: TimeKind = "lasting" if lasts(printed) else "undated"
        return [ClauseTime(printed=printed, words="", when=None, last=None, kind=kind)]
    kind = _kind(mark, mark.words.of(printed.strip()))
    return [ClauseTime(printed=printed, words="", when=mark.when, last=mark.last, kind=kind)]


def _kind(mark: DateMark, printed: str) -> TimeKind:
    """全年接种 goes on all the year: its last day is no deadline."""
    if mark.role == "recurring" or mark.when is None or is_all_year(printed):
        return "lasting"
    return "dated" if mark.last is not None else "undated"


def _over_columns(
    clause: Clause, stated: Sequence[Target | Milestone], time: PlanTime
) -> Iterator[ClauseTime]:
    """Figures that are due at another time than the plan: the heads of their columns are the dates."""
    heads = [(head, date_alone(head, time)) for head in clause.columns] if clause.cells else []
    for one in stated:
        if one.deadline is None or one.deadline == time.deadline:
            continue
        for head, mark in heads:
            if mark is not None and mark.when == one.deadline:
                yield ClauseTime(
                    printed=head, words="", when=mark.when, last=mark.last, kind="dated", start=one.span.start
                )


def _in_text(
    clause: Clause, text: str, stated: Sequence[Target | Milestone], time: PlanTime
) -> Iterator[ClauseTime]:
    """Targets and milestones with the date that governs them, then the dates that govern neither."""
    folded = as_read(text.replace("\t", "\n"))  # each cell of a row by itself
    calendar = Calendar(folded.text, time)
    told: set[Span] = set()
    for one in sorted(stated, key=lambda s: s.span):
        at = bisect_left(folded.origin, one.span.start - clause.span.start)
        place = _place(folded.text, at)
        if place is None:
            continue
        sentence, segment = place
        upto = segment.end if isinstance(one, Milestone) else at  # a deed's date may stand behind it
        mark = calendar.governing(segment, sentence, upto)
        if mark is None or mark.role != "deadline" or mark.when != one.deadline or _is_plan_s(mark, time):
            continue
        told.add(mark.span)
        if mark.span.start >= sentence.start:  # else it is said of the sentence before
            yield _time(clause, text, folded, mark, segment, one.span.start)
    for mark in read_dates(folded.text, time):
        place = _place(folded.text, mark.span.start)
        if mark.span not in told and place is not None and _is_time(mark, folded.text, time):
            yield _time(clause, text, folded, mark, _with_next(folded.text, mark, *place), 0)


def _is_plan_s(mark: DateMark, time: PlanTime) -> bool:
    """Whether the date says no more than the plan's own year."""
    return mark.bare and mark.when == time.deadline


def _is_time(mark: DateMark, text: str, time: PlanTime) -> bool:
    """Whether a date that governs no target is a time of doing all the same; a bare month of a printed year
    may only tell a story (2025年3月，…印发).
    """
    printed = mark.words.of(text)
    if mark.role == "recurring":
        return says_which_day(printed)
    if mark.role != "deadline" or _is_plan_s(mark, time):
        return False
    return says_due(printed) or mark.precision in _FINE or mark.until or not mark.year_printed


def _with_next(text: str, mark: DateMark, sentence: Span, segment: Span) -> Span:
    """The segment of the date, with the next one where the date stands alone in it."""
    rest = (segment.end - segment.start) - (mark.span.end - mark.span.start)
    if rest > READING.date_alone:
        return segment
    after = next((s for s in segments(text, sentence) if s.start >= segment.end), segment)
    return Span(start=segment.start, end=after.end)


def _time(clause: Clause, text: str, folded: Folded, mark: DateMark, words: Span, start: int) -> ClauseTime:
    return ClauseTime(
        printed=_printed(text, folded, mark.span),
        words=_printed(text, folded, words),
        when=mark.when,
        last=mark.last,
        kind=_kind(mark, mark.words.of(folded.text)),
        start=start,
        span=folded.span(mark.span.start, mark.span.end, clause.span.start),
    )


def _by_heading(clause: Clause, text: str, time: PlanTime) -> list[ClauseTime]:
    """The time in the nearest title above the clause, its own first ((二) 6月底前), that says more than a
    year; a title that is part of the text was read with it.
    """
    own = () if clause.heading is None or clause.heading in text else (clause.heading,)
    for part in reversed((*clause.path, *own)):
        title = part.partition(" ")[2] or part
        for mark in read_dates(title, time):
            if mark.role == "deadline" and mark.precision not in ("year", "years", "words"):
                printed = mark.words.of(title)
                return [ClauseTime(printed=printed, words="", when=mark.when, last=mark.last, kind="dated")]
    return []


def _place(text: str, at: int) -> tuple[Span, Span] | None:
    """The sentence and the segment of it that has the character at `at`."""
    for match in SENTENCES.finditer(text):
        sentence = Span(start=match.start(), end=match.end())
        if sentence.start <= at < sentence.end:
            found = (s for s in segments(text, sentence) if s.start <= at < s.end)
            segment = next(found, None)
            return None if segment is None else (sentence, segment)
    return None


def _printed(text: str, folded: Folded, span: Span) -> str:
    place = folded.span(span.start, span.end)
    return unbroken(place.of(text)).strip()
