"""Dated deeds without a number: 2022年完工投入使用, 6月底前出台方案, 年内建成.

In: a folded clause, its dates, and the goals already read from it. Out: `Milestone` values in coordinates of the
plan's text. A segment with a date of its own, or the first one after a date that stands alone (“到2025年，”), is a
milestone when it says that something is finished, opened, issued or reached and no goal has been read from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.deadlines import Calendar, DateMark
from ingest.folding import Folded
from ingest.indicators import strip_front, trimmed
from ingest.model import Clause, Milestone, Span
from ingest.statements import Statement, segments

_SENTENCE = re.compile(r"[^。！？；\n]+")
_DONE = re.compile(
    r"完成|完工|竣工|建成|建好|投入(?:使用|运营|运行|试运行)|投用|投运|开工|动工|启动|启用|开业|开诊|开园|开放|开通|通车|通航|封顶|交付|搬迁|出台|印发|发布|公布|制定|编制|修订|上线|运行"
    r"|运营|通过|获得|取得|创成|成立|组建|挂牌|揭牌|落成|落地|验收|达到|达标|实现|形成|建立|健全|构建|消除|取消|淘汰|关停|清零|全面推开|推开|全面实施|实施|开展|基本建立|摘帽|接入|联网|普及|办结|整改到位|到位|率先|迈入|进入|跻身|创建|争创|打造|设立|显著|明显|大幅"
)
_DATE_ALONE = 2
"""A segment whose words without the date are at most so many characters long says nothing of its own."""


def read_milestones(
    folded: Folded, calendar: Calendar, clause: Clause, goals: Sequence[Statement]
) -> tuple[Milestone, ...]:
    """In reading order; () for a clause without dates."""
    found: list[Milestone] = []
    if not any(mark.role == "deadline" for mark in calendar.marks):
        return ()
    for match in _SENTENCE.finditer(folded.text):
        carried: DateMark | None = None
        for segment in segments(folded.text, Span(start=match.start(), end=match.end())):
            own = _own_date(calendar, segment)
            mark = own or carried
            carried = None
            if mark is None:
                continue
            what = _without_date(folded.text, segment, own)
            if len(what) <= _DATE_ALONE:
                carried = mark
                continue
            goal = any(segment.start <= g.figure.start and g.figure.end <= segment.end for g in goals)
            if not goal and _DONE.search(what):
                found.append(_milestone(folded, clause, segment, what, mark))
    return tuple(found)


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
    return strip_front(words).strip("，、： ")


def _milestone(folded: Folded, clause: Clause, segment: Span, what: str, mark: DateMark) -> Milestone:
    place = trimmed(segment, folded.text) or segment
    return Milestone(
        clause=clause.label,
        what=what,
        deadline=mark.when,
        span=folded.span(place.start, place.end, clause.span.start),
    )
