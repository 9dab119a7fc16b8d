"""Deeds without a number that are to be done by a date: 2022年完工投入使用, 6月底前出台方案, 力争通过复审.

In: a folded clause, its dates, and the goals already read from it. Out: `Milestone` values in coordinates of
the plan's text. A segment with a date of its own, or the first one after a date that stands alone
(“到2025年，”), is a milestone when it says that something is finished, opened, issued or reached and no goal
has been read from it. A segment without a date is one when it wishes (力争, 争取, 顺利) that something is
passed, won, issued or finished, or finishes something that has an end (完成…评审); it is due when the plan
is.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest import late_re as re
from ingest.grammar.dates import DateMark
from ingest.grammar.demands import AIM
from ingest.grammar.folding import Folded
from ingest.grammar.genres import ISSUES
from ingest.grammar.making import MADE
from ingest.grammar.stops import SENTENCES
from ingest.model import Clause, Milestone, Span
from ingest.targets.deadlines import Calendar
from ingest.targets.indicators import strip_front, trimmed
from ingest.targets.reading import Statement, segments

_DONE = re.compile(
    rf"完成|完工|竣工|{MADE}|建好|投入(?:使用|运营|运行|试运行)|投用|投运|开工|动工|启动|启用|开业|开诊|开园"
    rf"|开放|开通|通车|通航|封顶|交付|搬迁|出台|{ISSUES}|制定|编制|修订|上线|运行"
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
_NOUN_END = re.compile(r"(?:之年|一年|五年|时期|阶段|年份)$")
_DATE_ALONE = 2
"""A segment whose words without the date are at most so many characters long says nothing of its own."""


def read_milestones(
    folded: Folded, calendar: Calendar, clause: Clause, goals: Sequence[Statement]
) -> tuple[Milestone, ...]:
    """In reading order; () for a clause without dates."""
    found: list[Milestone] = []
    for match in SENTENCES.finditer(folded.text):
        carried: DateMark | None = None
        for segment in segments(folded.text, Span(start=match.start(), end=match.end())):
            own = _own_date(calendar, segment)
            mark = own or carried
            carried = None
            what = _without_date(folded.text, segment, own)
            if mark is not None and len(what) <= _DATE_ALONE:
                carried = mark
                continue
            goal = any(segment.start <= g.figure.start and g.figure.end <= segment.end for g in goals)
            when = _due(calendar, mark, segment.of(folded.text), what)
            if not goal and when is not None and not _NOUN_END.search(what):
                found.append(_milestone(folded, clause, segment, what, when))
    return tuple(found)


def _due(calendar: Calendar, mark: DateMark | None, words: str, what: str) -> str | None:
    """When the deed of a segment is due; None where the segment tells of none."""
    if mark is not None:
        return mark.when if _DONE.search(what) else None
    dated = any(one.role == "past" for one in calendar.marks)
    wished = _WISHED_DEED.search(words) or _ENDED.search(words)
    return calendar.default() if wished and not dated else None


def _own_date(calendar: Calendar, segment: Span) -> DateMark | None:
    inside = [
        m
        for m in calendar.marks
        if m.role == "deadline" and segment.start <= m.span.start and m.span.end <= segment.end
    ]
    return inside[-1] if inside else None


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
