"""Goals said without a figure: that every one of a group is meant, or that an average is reached.

In: a segment of a `Reading`, after its figures have been read. Out: statements whose figure is the word
itself. Comparator "all" and 100 %: … 全覆盖; 各单位均设立…; 所有医院开展…; 每个县设有…; 覆盖…所有领域. Value
None and the comparator of the verb: 达到全省平均水平, 低于全国平均; none but = where only a size is told
(两位数增长). Not read: 均 inside a word (平均, 均衡),
全覆盖 in a list of manners (全方位、全覆盖) or in quotation marks, the slogan 四个全覆盖 without what it
covers, and all of them where a figure further on in the segment says how many.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.bounds import LEVEL, comparator_of, side_of
from ingest.grammar.date_forms import PRINTED
from ingest.grammar.demands import MUST, MUST_ENDS, WISH
from ingest.grammar.making import HAS, MAKES
from ingest.grammar.measures import COUNTED
from ingest.grammar.numerals import BY_LENGTH, UP_TO_TEN
from ingest.grammar.places import ELSEWHERE
from ingest.grammar.quantifiers import ALL, ALL_ALIKE, ALL_THE, SEVERALLY
from ingest.model import Comparator, Span
from ingest.targets.indicators import (
    Subject,
    cover,
    object_phrase,
    split_action,
    split_list,
    strip_front,
    subject,
)
from ingest.targets.options import INDICATORS
from ingest.targets.reading import Reading, Statement

_DEED = (
    rf"(?:{MAKES}|{HAS}|开设|达到|达标|配备|配齐|配置|完成|实现|开展|通过|纳入|取得"
    r"|具备|提供|签订|接入|安装|启动"
    r"|实施|参与|消除|落实|推行|实行|推广|上线|执行|公开|投入使用|整改|办结|改造|联网|到位|合格"
    r"|覆盖)"
)
_EVERY = re.compile(
    rf"(?P<every>{ALL_ALIKE}|{ALL}|百分百)"
    rf"(?:{MUST}|能够?|可|已经?)?(?P<deed>{_DEED})"
)
_ALL_OF = re.compile(rf"^在?(?P<group>[^，。在]{{0,10}}?{ALL_THE}[^，。]{{2,24}}?)(?P<deed>{_DEED}.*)$")
_EACH = re.compile(
    rf"^(?P<group>每个?(?:[^年月周天日次季半人，。]{{1,2}}|[^，。每]{{1,12}}?(?:（[^）]*）)?))(?:{SEVERALLY}|{MUST})*"
    rf"(?P<deed>(?:{HAS}|{MAKES}|配备).{{3,}})$"
)
_DONE_IN_ALL = re.compile(
    rf"^(?P<what>[^，。]{{3,}}?)在(?P<group>[^，。在]{{0,10}}?{ALL_THE}[^，。]{{2,24}}?)(?P<deed>{_DEED}.*)$"
)
_COVERS_ALL = re.compile(rf"^(?P<left>.*?)(?:实现)?覆盖(?P<group>[^，。]*(?P<all>{ALL})[^，。]{{2,}})$")
_SO_MANY = f"(?:{UP_TO_TEN}|两)"
_NAMED_FULL = re.compile(rf"“{_SO_MANY}个(?P<full>全覆盖)”（(?P<list>[^）]{{4,}})）$")
_FULL = re.compile(rf"(?P<count>{_SO_MANY}个)?(?P<full>(?<![、全])(?:全覆盖|全面覆盖))(?![、”\"])")
_QUOTED_FULL = re.compile(rf"^(?P<left>.*[^、“])“{_SO_MANY}个(?P<full>全覆盖)”$")
_COUNTED_GROUP = re.compile(rf"\d+(?:{COUNTED})$")
_GROUP_TAIL = re.compile(rf"(?:{PRINTED}|{MUST_ENDS}|{WISH}|，)+$")
_AVERAGE = re.compile(
    rf"(?:全面|总体|均)?(?P<bound>达到或超过|{LEVEL})"
    rf"(?P<level>{ELSEWHERE}"
    r"(?:[^，。、达]{0,8}?平均(?:水平|值|数)?|(?:同期)?(?:水平|实绩)(?!的))"
    rf"(?P<after>{BEHIND})?)"
)

_SIZE = re.compile(
    rf"(?:{LEVEL})?(?P<size>{BY_LENGTH})(?P<after>{BEHIND})?(?:的?(?:正?增长|增速|增幅|涨幅|降幅))?"
)


def read_unnumbered(
    reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...]
) -> list[Statement]:
    """In reading order; () for a segment whose figures say it all."""
    words = segment.of(reading.text)
    full = _full(reading, sentence, segment, idle, words)
    if full or words.endswith(("全覆盖", "全覆盖”")):
        return full
    for read in (_every, _all_of, _covers_all):
        found = read(reading, sentence, segment, idle, words)
        if found:
            return found
    return [
        *_sizes(reading, sentence, segment, idle, words),
        *_averages(reading, sentence, segment, idle, words),
    ]


def _full(
    reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...], words: str
) -> list[Statement]:
    found: list[Statement] = []
    quoted = _QUOTED_FULL.match(words)
    if quoted and len(subject(quoted["left"]).indicator) >= INDICATORS.whole:
        about = Subject(indicator=_covering(subject(quoted["left"]).indicator), scope=None)
        return _state(reading, sentence, segment, about, quoted.span("full"))
    named = _NAMED_FULL.search(words)
    if named:
        about = Subject(indicator=_covering(named["list"]), scope=None)
        return _state(reading, sentence, segment, about, named.span("full"))
    for match in _FULL.finditer(words):
        start = segment.start + match.start("full")
        counted = any(one.words.end == start for one in reading.found)
        if not counted and not reading.in_quotes(start) and not _figure_after(reading, segment, start):
            about_this = _fully_covered(reading, idle, words, match)
            if about_this and (about_this.scope or "")[:1].isdecimal():
                continue  # 30个社区实现…全覆盖 is a count
            found += _state(reading, sentence, segment, about_this, match.span("full"))
    return found


def _every(
    reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...], words: str
) -> list[Statement]:
    for match in _EVERY.finditer(words):
        start = segment.start + match.start("every")
        group = _GROUP_TAIL.sub("", strip_front(words[: match.start()]))
        if not group and idle:
            group = strip_front(idle[-1].of(reading.text))
        if _COUNTED_GROUP.search(group):
            continue
        if len(group) >= 2 and not reading.in_quotes(start) and not _figure_after(reading, segment, start):
            about = Subject(indicator=object_phrase(words[match.start("deed") :]), scope=group)
            return _state(reading, sentence, segment, about, match.span("every"))
    return []


def _all_of(
    reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...], words: str
) -> list[Statement]:
    """所有…开展…, 每个…设有…; a verb without an object takes that of the segment before (…系统，在所有医院
    上线).
    """
    plain = strip_front(words)
    match = _ALL_OF.match(plain) or _EACH.match(plain) or _DONE_IN_ALL.match(plain)
    if match is None:
        return []
    word = "所有" if "所有" in match["group"] else "每"
    start = words.index(word, len(words) - len(plain))
    if reading.in_quotes(segment.start + start) or _figure_after(reading, segment, segment.start + start):
        return []
    doing = object_phrase(match["deed"])
    if "what" in match.re.groupindex:
        doing = match["what"] + doing
    elif len(doing) <= INDICATORS.whole and idle:
        doing = subject(idle[-1].of(reading.text)).indicator + doing
    about = Subject(indicator=doing, scope=match["group"])
    return _state(reading, sentence, segment, about, (start, start + len(word)))


def _covers_all(
    reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...], words: str
) -> list[Statement]:
    match = _COVERS_ALL.match(words)
    if match is None or _figure_after(reading, segment, segment.start):
        return []
    own = subject(match["left"])
    if not own.indicator and idle:
        own = subject(idle[-1].of(reading.text))
    if not own.indicator:
        return []
    about = Subject(indicator=_covering(own.indicator), scope=match["group"])
    return _state(reading, sentence, segment, about, match.span("all"))


def _sizes(
    reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...], words: str
) -> list[Statement]:
    """保持两位数增长: how big, without a figure."""
    found: list[Statement] = []
    for match in _SIZE.finditer(words):
        own = subject(words[: match.start()])
        if not own.indicator and idle:
            own = subject(idle[-1].of(reading.text))
        if not own.indicator or reading.in_quotes(segment.start + match.start("size")):
            continue
        side = side_of(match["after"] or "") or "="
        place = match.start("size"), match.end()
        for one in _state(reading, sentence, segment, own, place, side, None):
            found.append(replace(one, words=Span(start=segment.start + match.start(), end=one.words.end)))
    return found


def _averages(
    reading: Reading, sentence: Span, segment: Span, idle: tuple[Span, ...], words: str
) -> list[Statement]:
    found: list[Statement] = []
    for match in _AVERAGE.finditer(words):
        if _figure_after(reading, segment, segment.start):
            continue
        own = subject(words[: match.start()])
        if not own.indicator and idle:
            own = subject(idle[-1].of(reading.text))
        comparator = side_of(match["after"] or "") or comparator_of(match["bound"]) or ">="
        for part in split_list(own.indicator) if own.indicator else []:
            about = Subject(indicator=part, scope=own.scope)
            start = segment.start + match.start("bound")
            for one in _state(reading, sentence, segment, about, match.span("level"), comparator, None):
                found.append(replace(one, words=Span(start=start, end=one.words.end)))
    return found


def _figure_after(reading: Reading, segment: Span, at: int) -> bool:
    return any(at <= one.figure.start and one.figure.end <= segment.end for one in reading.found)


def _fully_covered(
    reading: Reading, idle: tuple[Span, ...], words: str, match: re.Match[str]
) -> Subject | None:
    """What is covered: the words before, else the object after, else the segment before."""
    own = subject(words[: match.start()])
    if len(own.indicator) >= INDICATORS.shortest:
        group, action = split_action(own.indicator)
        if len(action) >= INDICATORS.whole:
            return Subject(indicator=action, scope=cover(own.scope, group))
        return Subject(indicator=_covering(own.indicator), scope=own.scope)
    if match["count"]:
        return None
    right = object_phrase(words[match.end() :])
    if right and not re.match(r"[的、和，]", right):
        return Subject(indicator=right, scope=own.scope)
    for segment in reversed(idle):
        before = subject(segment.of(reading.text))
        if len(before.indicator) >= INDICATORS.shortest:
            return Subject(indicator=_covering(before.indicator), scope=before.scope or own.scope)
    return None


def _covering(indicator: str) -> str:
    return indicator if indicator.endswith("覆盖") else f"{indicator}覆盖"


def _state(
    reading: Reading,
    sentence: Span,
    segment: Span,
    about: Subject | None,
    place: tuple[int, int],
    comparator: Comparator = "all",
    value: Decimal | None = Decimal(100),
) -> list[Statement]:
    """One statement; `place` is where its word stands in the segment. [] where it tells of the past."""
    figure = Span(start=segment.start + place[0], end=segment.start + place[1])
    is_goal, deadline = reading.deadline(sentence, segment, figure.start)
    if about is None or not is_goal:
        return []
    return [
        Statement(
            indicator=about.indicator,
            scope=about.scope,
            comparator=comparator,
            value=value,
            value_high=None,
            unit="%" if value is not None else None,
            deadline=deadline,
            baseline=None,
            figure=figure,
            words=figure,
        )
    ]
