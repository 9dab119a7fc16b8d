"""The deadlines clauses print: each with the words it stands for, so that tasks can be listed by date.

In: a plan's view and its milestones. Out: `Dated` values in reading order. A deadline is what an annotation
or a column says it is (完成时限：8月底前), the date that governs a target or a milestone in its sentence, or
the year over a table's column. The plan's own year is none where only its bare number is printed
(2021年新增…) or nothing at all: it is the plan's, not the task's. 年底, 年内, 到2025年 are printed deadlines.
Nothing is dated that the clause does not date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.lookups.listing import summary
from assistant.retrieval.catalog import PlanView
from ingest.grammar.dates import DateMark, PlanTime
from ingest.model import Milestone, Span, Target
from ingest.store.rows import ClauseRow
from ingest.targets.deadlines import Calendar
from ingest.targets.folding import Folded, fold
from ingest.targets.reading import SENTENCE, segments

_COLUMN = re.compile(r"时限|期限|完成时间|时间节点|截止|办结时间")
_PRINTED = re.compile(r"[底末前内月]|季度|半年|[到至]\s*(?:20\d\d|“?十[一二三四五六七]五)")
_SHORT_DATE = re.compile(r"(?<!\d)(20\d\d)\s*[-./]\s*(1[0-2]|0?[1-9])(?:\s*[-./]\s*(\d{1,2}))?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """时限: `printed` is the date in the clause's words, `words` what is to be done by then, both to the
    letter.

    `when` is "2025" or "2025-06-30"; None for a time that is no date (长期坚持). `start` is where what is
    dated begins in the plan's text, 0 where it is the whole clause.
    """

    row: ClauseRow
    when: str | None
    printed: str
    words: str
    start: int = 0

    @property
    def day(self) -> str:
        """The last day that is meant, for comparison; after every date where there is none."""
        return "9999" if self.when is None else self.when if "-" in self.when else f"{self.when}-12-31"


def deadlines_of(view: PlanView, milestones: Sequence[Milestone]) -> list[Dated]:
    """A deadline and its words once; none for a clause whose only date is the plan's own year."""
    time = PlanTime.of(view.row.year, view.row.period)
    stones: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        stones.setdefault(milestone.clause, []).append(milestone)
    found: list[Dated] = []
    for row in view.clauses:
        label = row.clause.label
        targets = view.targets.get(label, ())
        found += _labelled(row, time) or (
            _over_columns(row, targets, time)
            if row.clause.cells
            else _in_sentences(row, (*targets, *stones.get(label, ())), time)
        )
    return list(dict.fromkeys(found))


def _labelled(row: ClauseRow, time: PlanTime) -> list[Dated]:
    """What the clause's annotation or its column calls its time."""
    cells = zip(row.clause.columns, row.clause.cells, strict=False)
    printed = row.clause.due or next((c.strip() for head, c in cells if _COLUMN.search(head)), "")
    return (
        [Dated(row=row, when=_date_in(printed, time), printed=printed, words=summary(row))] if printed else []
    )


def _date_in(printed: str, time: PlanTime) -> str | None:
    short = _SHORT_DATE.search(printed)
    if short:
        printed = f"{short[1]}年{int(short[2])}月" + (f"{int(short[3])}日" if short[3] else "")
    text = fold(printed).text
    text = text if re.search(r"[底末前内]$", text) else f"{text}底"  # a bare month is read as its end
    return next((m.when for m in reversed(Calendar(text, time).marks) if m.when), None)


def _over_columns(row: ClauseRow, targets: Sequence[Target], time: PlanTime) -> list[Dated]:
    """Figures of other years than the plan's last: their columns are the dates."""
    own = time.deadline
    return [
        Dated(row=row, when=t.deadline, printed=head, words=summary(row), start=t.span.start)
        for t in targets
        if t.deadline and t.deadline != own
        for head in row.clause.columns
        if t.deadline[:4] in head
    ]


def _in_sentences(row: ClauseRow, stated: Sequence[Target | Milestone], time: PlanTime) -> Iterator[Dated]:
    """Targets and milestones with the date that governs them, as it was when they were read."""
    if not stated:
        return
    folded = fold(row.text)
    calendar = Calendar(folded.text, time)
    for one in sorted(stated, key=lambda s: s.span):
        at = bisect_left(folded.origin, one.span.start - row.clause.span.start)
        place = _place(folded, at)
        if place is None or one.deadline is None:
            continue
        sentence, segment = place
        upto = segment.end if isinstance(one, Milestone) else at  # a deed's date may stand behind it
        mark = calendar.governing(segment, sentence, upto)
        if mark is None or mark.role != "deadline" or mark.when != one.deadline:
            continue
        if mark.span.start < sentence.start:  # said of the sentence before
            continue
        printed = _text(row, folded, mark.span)
        if _is_own(mark, printed, time):
            words = _text(row, folded, segment)
            yield Dated(row=row, when=mark.when, printed=printed, words=words, start=one.span.start)


def _is_own(mark: DateMark, printed: str, time: PlanTime) -> bool:
    """Whether the date says more than the plan's own year."""
    return mark.when != time.deadline or _PRINTED.search(printed) is not None


def _place(folded: Folded, at: int) -> tuple[Span, Span] | None:
    """The sentence and the segment of it that has the character at `at`."""
    for match in SENTENCE.finditer(folded.text):
        sentence = Span(start=match.start(), end=match.end())
        if sentence.start <= at < sentence.end:
            found = (s for s in segments(folded.text, sentence) if s.start <= at < s.end)
            segment = next(found, None)
            return None if segment is None else (sentence, segment)
    return None


def _text(row: ClauseRow, folded: Folded, span: Span) -> str:
    place = folded.span(span.start, span.end)
    return re.sub(r"\s*\n\s*", "", place.of(row.text)).strip()
