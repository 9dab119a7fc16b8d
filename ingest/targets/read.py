"""Every quantitative target of a clause, and the dated deeds without a number.

In: a clause of a plan, the plan's clean text, its year or period, its title and the headings above the
clause. Out: `Stated`: targets and results, whose spans cover exactly the printed figure, and milestones, all
in reading order and in coordinates of the plan's text. Prose is read by statements.py, rows of indicator
tables by indicator_tables.py. Of which time a section tells is decided by section_time.py: under headings of
what has been done (2024年工作回顾, 主要成就) figures are results, and only what is said of a later year is a
goal.

A milestone is a deed without a number: 2022年完工投入使用, 6月底前出台方案, 力争通过复审. A segment with a
date of its own, or the first one after a date that stands alone (“到2025年，”), is one when it says that
something is finished, opened, issued or reached and no goal has been read from it. A segment without a date
is one when it wishes (力争, 争取, 顺利) that something is passed, won, issued or finished, or finishes
something that has an end (完成…评审); it is due when the plan is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from ingest import late_re as re
from ingest.grammar.conditions import done_in_case, lists_conditions
from ingest.grammar.date_forms import NOUN_OF_TIME, labelled
from ingest.grammar.dates import DateMark, PlanTime, date_alone
from ingest.grammar.demands import AIM
from ingest.grammar.folding import Folded, as_read
from ingest.grammar.genres import ISSUES
from ingest.grammar.making import FINISHED
from ingest.grammar.recurrence import OVER_YEARS
from ingest.grammar.stops import SENTENCES
from ingest.labels import is_paragraph
from ingest.model import Clause, Milestone, Span, Target
from ingest.targets.deadlines import Calendar
from ingest.targets.indicator_tables import read_row
from ingest.targets.indicators import strip_front, trimmed
from ingest.targets.options import READING
from ingest.targets.reading import Statement, as_target, segments
from ingest.targets.section_time import SectionTime, headings_of, section_time
from ingest.targets.statements import read_stated


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetContext:
    """`plan_year` of a plan of one year, `period` "2021-2025" of one over several (its last year is the
    default deadline); `headings` are the titles above the clause, outermost first, its own last, without
    marks. `title` is the paper's, "" where it is not to count; `told` of each
    paragraph of the clause whether it, or one before it, opens with what has been (过去一年，). `rows` are
    those of a table inside the clause that are clauses of their own. `rules`: the clause is an article, whose
    terms are those of a procedure; `conditions`: it is an item of a list of those (应当具备下列条件：)."""

    plan_year: int | None
    period: str | None
    headings: tuple[str, ...]
    title: str = ""
    told: tuple[bool, ...] = ()
    rows: tuple[Span, ...] = ()
    rules: bool = False
    conditions: bool = False

    @property
    def section(self) -> SectionTime:
        """The time the headings tell of."""
        return section_time(self.headings, self.title, PlanTime.of(self.plan_year, self.period))

    def sections(self, clause: Clause, text: str) -> Iterator[tuple[Clause, SectionTime]]:
        """The clause in stretches of paragraphs that tell of one time."""
        section, at = self.section, clause.span.start
        paragraphs = zip(clause.span.of(text).split("\n"), self.told, strict=False)
        for told, some in groupby(paragraphs, key=lambda paragraph: paragraph[1]):
            end = at + sum(len(words) + 1 for words, _ in some)
            own = replace(section, tells="results") if told and not section.tells else section
            span = Span(start=at, end=min(end, clause.span.end))
            for words in self._beside_rows(span):
                yield replace(clause, span=words), own
            at = end
        if not self.told:
            yield from ((replace(clause, span=words), section) for words in self._beside_rows(clause.span))

    def _beside_rows(self, span: Span) -> Iterator[Span]:
        """What of a stretch is no row that is read as a clause of its own."""
        at = span.start
        for row in self.rows:
            if row.start >= span.end or row.end <= at:
                continue
            if row.start > at:
                yield Span(start=at, end=row.start)
            at = row.end
        if at < span.end:
            yield Span(start=at, end=span.end)


_ENDS = "。；，、"


class Stated(NamedTuple):
    """What a clause states; `results` as targets are, with the year they were reached for a deadline."""

    targets: tuple[Target, ...]
    milestones: tuple[Milestone, ...]
    results: tuple[Target, ...] = ()


def is_condition(clause: Clause) -> bool:
    """Whether it is an item of a list of conditions, cases or classes (应当具备下列条件：): no goal."""
    above = headings_of(replace(clause, heading=None))
    return bool(above) and not is_paragraph(clause) and lists_conditions(above[-1])


def stated(clause: Clause, text: str, context: TargetContext) -> Stated:
    """All that one clause states of the kind."""
    if clause.cells:
        return Stated(read_row(clause, text, context.section.time, context.headings), ())
    if context.conditions:
        then = done_in_case(clause.span.of(text))
        if not then:
            return Stated((), ())
        clause = replace(clause, span=Span(start=clause.span.start + then, end=clause.span.end))
    read: list[Stated] = []
    for stretch, section in context.sections(clause, text):
        left: DateMark | None = None
        for part in _parts(stretch, text):
            found, left = _read_words(part, text, context, section, left)
            read.append(found)
    targets, milestones, results = (
        tuple(one for some in kind for one in some) for kind in zip(*read, strict=True)
    )
    return Stated(targets, milestones, results)


def _parts(clause: Clause, text: str) -> Iterator[Clause]:
    """The clause whole, or where it is too long for one (running text that was not cut) in stretches that
    end at a sentence's end: what one figure says is looked for no further, and reading stays linear."""
    start, end = clause.span.start, clause.span.end
    while end - start > READING.at_once:
        stop = next(
            (at for ch in _ENDS if (at := text.rfind(ch, start, start + READING.at_once)) > start), None
        )
        stop = start + READING.at_once if stop is None else stop + 1
        yield replace(clause, span=Span(start=start, end=stop))
        start = stop
    yield replace(clause, span=Span(start=start, end=end))


def _read_words(
    clause: Clause, text: str, context: TargetContext, section: SectionTime, before: DateMark | None
) -> tuple[Stated, DateMark | None]:
    """What a stretch of prose states, and the date that holds on behind it; `before` is the one that holds
    where it begins.
    """
    folded = as_read(clause.span.of(text))
    printed = clause.due or labelled(folded.text)
    label = date_alone(printed, section.time) if printed else None
    due = label.when if label else section.due
    calendar = Calendar(folded.text, section.time, default=due, inherited=before)
    read = read_stated(folded.text, calendar, context.headings, section, rules=context.rules)
    targets, results = (
        tuple(as_target(one, folded, clause, text, clause.span.start) for one in some)
        for some in (read.goals, read.results)
    )
    targets = _of_single_years(targets)
    milestones = () if section.past else read_milestones(folded, calendar, clause, read.goals)
    return Stated(targets, milestones, results), calendar.left()


def _of_single_years(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """What is said of several years together is not said of each part of it: of 三年安排资金4800万元，
    其中2026年1900万元 the second is 安排资金.
    """
    found: list[Target] = []
    for one in targets:
        over = OVER_YEARS.match(one.indicator)
        again = over and any(
            o.indicator == one.indicator and o.value != one.value for o in targets[: len(found)]
        )
        found.append(replace(one, indicator=one.indicator[over.end() :]) if over and again else one)
    return tuple(found)


_BEGINS = re.compile(r"(?:^|[。；，,;：:\n])\s*[用在到于]?$")
"""What may stand before a time that is said of all that follows."""


def relative_due(clause: Clause, text: str, targets: Sequence[Target], context: TargetContext) -> str | None:
    """The words that say when a clause's targets are due where no year can be told of them: 三年内, 未来五年.

    They begin a part of its sentence: 干部五年内参加培训三个月 says it of the training, 近一年内 of what was.
    None for a table row, a clause with a dated target, and one whose annotation says when.
    """
    if clause.cells or clause.due or not targets or any(t.deadline for t in targets):
        return None
    folded = as_read(clause.span.of(text))
    marks = Calendar(folded.text, context.section.time).marks
    undated = [mark for mark in marks if mark.when is None]
    if not all(_BEGINS.search(folded.text, 0, mark.span.start) for mark in undated):
        return None
    words = {folded.span(m.span.start, m.span.end, clause.span.start).of(text).strip() for m in undated}
    said = words.pop() if len(words) == 1 else ""
    return said if 0 < len(said) <= READING.due else None


_DONE = re.compile(
    rf"{FINISHED}|开工|动工|启动"
    rf"|开放|封顶|搬迁|出台|{ISSUES}|制定|编制|修订|上线|运行"
    r"|运营|通过|获得|取得|创成|挂牌|落地|验收|达到|达标|实现|形成|健全|构建|消除"
    r"|取消|淘汰|清零|推开|实施|开展|接入|联网|普及|办结|整改到位|到位"
    r"|进入|争创"
)
_WISHED_DEED = re.compile(
    rf"^(?:[^，。]{{0,12}}?)(?:{AIM}|顺利)[^，。]{{0,24}}?"
    r"(?:通过|获得|获批|出台|建成|完工|竣工|开工|动工|启动|创成|投入使用|达到|命名|落户|挂牌|列入"
    r"|入选)"
)
_ENDED = re.compile(
    r"^[^，。]{0,8}?完成[^，。]{2,30}(?:评审|考核|验收|复审|复核|编制|组建|搬迁|评估"
    r"|认证|达标考核)(?:工作)?$"
)


def read_milestones(
    folded: Folded, calendar: Calendar, clause: Clause, goals: Sequence[Statement]
) -> tuple[Milestone, ...]:
    """In reading order; () for a clause without dates."""
    found: list[Milestone] = []
    for match in SENTENCES.finditer(folded.text):
        carried: DateMark | None = None
        for segment in segments(folded.text, Span(start=match.start(), end=match.end())):
            own = calendar.due_within(segment)
            mark = own or carried
            carried = None
            what = _without_date(folded.text, segment, own)
            if mark is not None and len(what) <= READING.date_alone:
                carried = mark
                continue
            goal = any(segment.start <= g.figure.start and g.figure.end <= segment.end for g in goals)
            when = _due(calendar, mark, segment.of(folded.text), what)
            if not goal and when is not None and not NOUN_OF_TIME.search(what):
                found.append(_milestone(folded, clause, segment, what, when))
    return tuple(found)


def _due(calendar: Calendar, mark: DateMark | None, words: str, what: str) -> str | None:
    """When the deed of a segment is due; None where the segment tells of none."""
    if mark is not None:
        return mark.when if _DONE.search(what) else None
    dated = any(one.role == "past" for one in calendar.marks)
    wished = _WISHED_DEED.search(words) or _ENDED.search(words)
    return calendar.default() if wished and not dated else None


def _without_date(text: str, segment: Span, mark: DateMark | None) -> str:
    words = segment.of(text)
    if mark is not None:
        words = text[segment.start : mark.span.start] + text[mark.span.end : segment.end]
    return strip_front(words, keep_verb=True).strip("，、： ")


def _milestone(folded: Folded, clause: Clause, segment: Span, what: str, when: str) -> Milestone:
    place = trimmed(segment, folded.text) or segment
    return Milestone(
        clause=clause.label,
        what=what,
        deadline=when,
        span=folded.span(place.start, place.end, clause.span.start),
    )
