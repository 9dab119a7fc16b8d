"""What is known while one clause is read for goals, shared by the modules that read it.

`Reading` is the folded clause text with its figures, dates and headings and the goals found so far; `Spot` is
one figure, or a run of figures that only joiners part, with the words on both sides of it; `Statement` is a
goal. All coordinates are those of the folded text.

`qualifiers` are the words beside a figure without which it says something else: 较2020年, 每年, 人均, 至少,
未来三年. They stand before the figure in its own part of the sentence; of how often and in what time,
anywhere before it in the sentence. `shared` are those that another figure stands behind as well. Words that
are printed with the figure are no qualifiers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.bounds import APART, LEAST
from ingest.grammar.brackets import depths
from ingest.grammar.calendar_words import COMING, OUR_YEAR, YEAR_BEFORE
from ingest.grammar.date_forms import AT_YEAR, ENDS_OF_YEAR, PRINTED, YEAR_DIGITS
from ingest.grammar.dates import read_dates
from ingest.grammar.demands import AIM, MUST, MUST_WITHIN, WISH
from ingest.grammar.folding import Folded, without_notes
from ingest.grammar.indicator_words import NATURE, Nature, nature_in
from ingest.grammar.letters import has_digit
from ingest.grammar.making import FINISHED
from ingest.grammar.measures import kind_of
from ingest.grammar.numerals import COUNT
from ingest.grammar.options import FIGURES
from ingest.grammar.quantifiers import ALL, EACH_OF
from ingest.grammar.quantities import Quantity, folded_quantities
from ingest.grammar.recurrence import COUNTED_EACH, EACH, EVERY, RECURS
from ingest.grammar.said import with_words
from ingest.grammar.segmentation import words
from ingest.grammar.stops import PART_AS_PRINTED, PRINTED_OR_COLON, STATEMENT, begin_of
from ingest.model import Clause, Comparator, Qualifier, Span, Target
from ingest.targets.baselines import AGAINST, Start, starts
from ingest.targets.deadlines import Calendar
from ingest.targets.options import READING
from ingest.targets.section_time import SectionTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One goal. `figure` covers the printed figure (or 全覆盖, 均 …), `words` the words that bind it too.

    `value` is None where the goal is a level (全省平均水平) or a direction (逐年提高).
    """

    indicator: str
    scope: str | None
    comparator: Comparator
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    deadline: str | None
    baseline: Decimal | None
    figure: Span
    words: Span
    base_year: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """`left` and `right` are the words between the run and its neighbours or the ends of its segment.

    `idle` are the segments right before in the sentence that state no goal; `first` is the number of goals
    that had been found when the sentence began, so that `found[first:]` are those of the sentence. `start` is
    where what is reached begins (由150张): its words are not in `left`. `names` are those of the figures
    where a list of starting values has them (由甲类20元、乙类15元分别提高到).
    """

    sentence: Span
    segment: Span
    run: tuple[Quantity, ...]
    left: str
    right: str
    idle: tuple[Span, ...]
    first: int
    start: Start | None = None
    names: tuple[str, ...] = ()

    @property
    def head(self) -> Quantity:
        return self.run[0]


KIND = re.compile(rf"^（(?P<kind>{NATURE})(?:指标)?）")
"""What is said of a figure's nature right behind it."""
WISHED = re.compile(rf"{WISH}|[到至于]{YEAR_DIGITS}|目标|将|计划|{MUST_WITHIN}|不得|{LEAST}")
_GOES_AHEAD = re.compile(f"继续|进一步|推进|加快|加强|深入|{COMING}")
"""Words of a sentence that no longer tells of the year that was named before it."""
_THIS_YEAR = re.compile(OUR_YEAR)
"""What tells of the year that comes even in a section of results; 全年, 三季度 there are of its own year."""
_QUOTE = re.compile(r"“[^”]{1,30}”|\"[^\"]{1,30}\"|《[^》]*》|「[^」]*」|〔[^〕]*〕|‘[^’]{1,30}’")


@dataclass(slots=True)
class Reading:
    """`section` is the time its section tells of; `found` (goals) and `reached` (results) grow while the
    clause is read.
    """

    text: str
    calendar: Calendar
    headings: Sequence[str]
    section: SectionTime
    found: list[Statement] = field(default_factory=list)
    reached: list[Statement] = field(default_factory=list)
    quantities: tuple[Quantity, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    starts: tuple[Start, ...] = ()
    _ends: dict[int, tuple[tuple[int, str | None], ...]] = field(default_factory=dict)
    rules: bool = False
    """Whether it is an article's text, whose terms are those of a procedure."""

    @classmethod
    def of(cls, text: str, calendar: Calendar, headings: Sequence[str], section: SectionTime) -> Reading:
        quantities = folded_quantities(text)
        begun = starts(text, quantities)
        return cls(
            text=text,
            calendar=calendar.without([start.base for start in begun]),
            headings=headings,
            section=section,
            quantities=quantities,
            quoted=tuple(match.span() for match in _QUOTE.finditer(text)),
            starts=begun,
        )

    def aims(self, segment: Span) -> str:
        """The words of the segment without those that tell where a change begins."""
        words = segment.of(self.text)
        for start in self.starts:
            words = words.replace(start.base.of(self.text), "")
        return words

    def within(self, segment: Span) -> Sequence[Quantity]:
        """The figures that begin in the segment."""
        first, end = (bisect_left(self.quantities, at, key=_begin) for at in (segment.start, segment.end))
        return self.quantities[first:end]

    def in_quotes(self, at: int) -> bool:
        return any(start < at < end for start, end in self.quoted)

    def deadline(self, sentence: Span, segment: Span, at: int) -> tuple[bool, str | None]:
        """(whether what stands at `at` is a goal and no result, its deadline or when it was reached)."""
        mark = self.calendar.governing(segment, sentence, at)
        words = segment.of(self.text)
        if mark is not None and mark.role == "past":
            before = mark is self.calendar.inherited or mark.span.end <= sentence.start
            carried = before and not mark.period
            if not carried or not (WISHED.search(words) or _GOES_AHEAD.search(sentence.of(self.text))):
                return False, None if mark.period else mark.when
            mark = None
        when = mark.when if mark is not None else None
        if self.section.tells == "results":
            said = mark is not None and (mark.year_printed or _THIS_YEAR.match(self.text, mark.words.start))
            if not said or not self._is_later(when):
                return False, (when if said else None) or self.section.year
        if self.section.tells == "state" and mark is None and not WISHED.search(words):
            return False, self.section.year
        finished = self._finished(sentence, segment) if mark is None else None
        return True, when if mark is not None else finished or self.calendar.default()

    def _finished(self, sentence: Span, segment: Span) -> str | None:
        """When the sentence says behind the segment that it all is done: 改建渡口3处，8月底前交付; None where
        it does not.
        """
        ends = self._ends.get(sentence.start)
        if ends is None:
            ends = self._ends[sentence.start] = tuple(self._ends_of(sentence))
        after = bisect_left(ends, segment.end, key=_place)
        if after == len(ends):
            return None
        place, when = ends[after]
        return None if STATEMENT.search(self.text, segment.end, place) else when

    def _ends_of(self, sentence: Span) -> Iterator[tuple[int, str | None]]:
        """(Where it begins, when) of each part of a sentence that only says that all is done by then."""
        if self.calendar.due_within(sentence) is None:
            return
        for part in segments(self.text, sentence):
            own = self.calendar.due_within(part)
            if own and _ALL_DONE.fullmatch(_without(self.text, part, own.span)):
                yield part.start, own.when

    def of_a_noun(self, sentence: Span, segment: Span, at: int) -> bool:
        """Whether the year before the figure only tells which ones are meant: 考核2020年遴选的人才57名."""
        mark = self.calendar.governing(segment, sentence, at)
        return mark is not None and not mark.leads and "的" in self.text[mark.span.end : at]

    def _is_later(self, when: str | None) -> bool:
        """Whether a date in a section of results is after its year, or after the plan's first one where it
        names none.
        """
        year = self.section.year or str((self.section.time.first or 0) - 1)
        return when is not None and when[:4] > year


_ALL_DONE = re.compile(
    rf"(?:{ALL}|{EACH_OF}|{MUST}|{AIM}|[于在前并就])*(?:{FINISHED}){{1,2}}(?:使用|任务|工作)?"
)
"""What says of a work that is named before that it is over, and names nothing itself."""


def _place(end: tuple[int, str | None]) -> int:
    return end[0]


def _without(text: str, part: Span, date: Span) -> str:
    return text[part.start : date.start] + text[date.end : part.end]


def _begin(figure: Quantity) -> int:
    return figure.span.start


def base_year(reading: Reading, spot: Spot) -> str | None:
    """The year the figure starts from (由2023年的150张) or is compared with (较2020年提高)."""
    if spot.start is not None:
        dates = read_dates(spot.start.base.of(reading.text), reading.calendar.time)
        return next((m.when[:4] for m in dates if m.when), None)
    before = [
        m.when[:4]
        for m in reading.calendar.marks
        if m.role == "baseline" and m.when and spot.segment.start <= m.span.start < spot.head.span.start
    ]
    return before[-1] if before else None


def segments(text: str, sentence: Span) -> Iterator[Span]:
    """The stretches between commas, colons and semicolons that stand outside brackets and quotation marks."""
    begin = sentence.start
    for at, depth in enumerate(depths(sentence.of(text)), sentence.start):
        if depth == 0 and text[at] in "，：；":
            if at > begin:
                yield Span(start=begin, end=at)
            begin = at + 1
    if begin < sentence.end:
        yield Span(start=begin, end=sentence.end)


def is_ratio(figure: Quantity) -> bool:
    return figure.unit == "成" or kind_of(figure.unit) == "ratio"


def _kind(behind: str) -> Nature | None:
    said = KIND.match(behind)
    return nature_in(said["kind"]) if said else None


_BULLETS = "●•·▪■◆◇○*—- \t"


def as_target(one: Statement, folded: Folded, clause: Clause, text: str, offset: int) -> Target:
    """The statement in coordinates of the plan's `text`, where the folded words start at `offset`."""
    value_text = folded.span(one.words.start, one.words.end, offset).of(text)
    span = folded.span(one.figure.start, one.figure.end, offset)
    target = Target(
        clause=clause.label,
        indicator=one.indicator.lstrip(_BULLETS),
        scope=one.scope,
        comparator=one.comparator,
        value=one.value,
        value_high=one.value_high,
        value_text=without_notes(value_text),
        unit=one.unit,
        deadline=one.deadline,
        baseline=one.baseline,
        kind=_kind(folded.text[one.words.end :]),
        span=span,
        base_year=one.base_year,
        qualifiers=qualifiers(text, clause.span.start, span, value_text),
    )
    own = clause.span.of(text)
    return replace(target, said=with_words(target, own, clause.span.start))


_BACK = r"(?:的?基础上)"
_YEAR = rf"(?:{PRINTED}|{YEAR_DIGITS}|{YEAR_BEFORE})"
_QUALIFIER = re.compile(
    rf"(?P<base>(?:较|比)(?:{_YEAR}|基期)(?:同期|{AT_YEAR}|期末|期间)*{_BACK}?|在{_YEAR}{ENDS_OF_YEAR}?{_BACK}|{AGAINST})"
    rf"|(?P<rate>{EVERY})|(?P<per>{EACH})|(?P<bound>{APART})"
)
_COUNTED_EACH = re.compile(COUNTED_EACH)
_TERM = re.compile(rf"(?:用|{COMING})\s*{COUNT}+年(?:{BEHIND})?(?:的?时间)?")
_NUMERAL = re.compile(COUNT)
_KINDS: dict[str, Literal["base", "rate", "per", "bound"]] = {
    "base": "base", "rate": "rate", "per": "per", "bound": "bound"
}  # fmt: skip


def qualifiers(text: str, begin: int, figure: Span, printed: str) -> tuple[Qualifier, ...]:
    """Of the figure at `figure` of a clause that begins at `begin`, all in coordinates of `text`; `printed`
    are the figure and the words that bind it.
    """
    start = figure.start
    begin = max(begin, start - READING.reach)
    sentence = begin_of(PRINTED_OR_COLON, text, start, begin)
    part = begin_of(PART_AS_PRINTED, text, start, sentence)
    own = tuple(_in_part(text, part, start))
    found = (*_before_part(text, sentence, part, own, printed), *own)
    term = next(_TERM.finditer(text, sentence, start), None)
    if term is not None:
        found = (*found, Qualifier(kind="term", span=Span(start=term.start(), end=term.end())))
    return tuple(sorted(found, key=lambda one: one.span.start))


def _in_part(text: str, begin: int, start: int) -> Iterator[Qualifier]:
    for match in _QUALIFIER.finditer(text, begin, start):
        kind = _KINDS[str(match.lastgroup)]
        end = match.end()
        if _COUNTED_EACH.fullmatch(match[0]):
            end += len(next(iter(words(text[end:start])), ""))
        between = text[end:start]
        counts = kind in ("bound", "per")
        shared = _NUMERAL.search(between) is not None if counts else has_digit(between)
        if (counts and shared) or (kind == "bound" and len(between) > FIGURES.apart):
            continue  # it is said of the figure between them, or of something nearer
        yield Qualifier(kind=kind, span=Span(start=match.start(), end=end), shared=shared)


def _before_part(
    text: str, sentence: int, part: int, own: tuple[Qualifier, ...], printed: str
) -> Iterator[Qualifier]:
    """The 每年 of an earlier part that has a figure of its own (每年培训2次，覆盖300人), unless the figure
    has one.
    """
    found = list(RECURS.finditer(text, sentence, part))
    if not found or RECURS.search(printed) or any(one.kind == "rate" for one in own):
        return
    last = found[-1]
    if has_digit(text[last.end() : part]):
        yield Qualifier(kind="rate", span=Span(start=last.start(), end=last.end()), shared=True)
