"""The indicators named before a value that is reached (县城、建制镇污水收集率分别达到85%、60%).

In: a `Spot` of a `Reading`. Out: one `Subject` for every indicator before the figure, in printed order, with
those of list segments right before it. Where the words name only a group, one of those named before
(每支不少于30人) or nothing, the indicator is that of the figure before, of the segment before, or the
heading.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.bounds import A_BEFORE, LEAST
from ingest.grammar.date_forms import COMPARED_TO, PRINTED, YEAR_DIGITS
from ingest.grammar.demands import MUST
from ingest.grammar.measures import kind_of
from ingest.grammar.places import AREA
from ingest.grammar.quantifiers import EACH_OF
from ingest.grammar.recurrence import PERIOD
from ingest.targets.baselines import AGAINST
from ingest.targets.countable import TIME_HEAD
from ingest.targets.indicators import (
    DEED,
    Subject,
    apart,
    cover,
    ends_in_head,
    is_group,
    split_action,
    split_group,
    split_list,
    starts_with_deed,
    strip_front,
    subject,
)
from ingest.targets.options import INDICATORS
from ingest.targets.reading import Reading, Spot, is_ratio

_COMPARED = re.compile(
    rf"{COMPARED_TO}(?:{PRINTED}|{YEAR_DIGITS}|同期|基期)[^，]{{0,6}}?(?:相比)?$|{AGAINST}$"
)
_EACH_DOES = re.compile(
    rf"^(?P<group>[^，]{{2,24}}?)(?:{EACH_OF})(?:{MUST})?(?:{LEAST})?(?P<deed>{DEED}[^，]{{2,}})$"
)
_ONE_OF_THEM = re.compile(r"(?:每|单)个?(?!人)[^，\d]{1,2}$|每个[^，\d]{2,4}$|单次$")
"""每支, 每家, 每个网格: the figure is of one of those named before."""
_PERIOD_ALONE = re.compile(rf"(?:{PERIOD.pattern})$")
"""最长, 最短: a word that binds names nothing by itself."""
_USUALLY = re.compile(r"(?:一般|通常|原则上|暂定|定)?(?:为|是)?$")
_JUST_DONE = frozenset({"完成", "实现"})
_APIECE = re.compile(r"(?P<what>[^每]{3,})(?P<each>每个[^，\d]{1,6})$")
_RATE_END = re.compile(r"(?<=..)(?:覆盖|完成|达标|落实|开展|参与|普及)率$")


_UPON = re.compile(r"在[^，、；。]{2,12}的?基础上$")
"""Where a change begins without a figure of its own: 在2025年的基础上."""


def before_value(reading: Reading, spot: Spot, *, keep_verb: bool = False) -> list[Subject]:
    """The indicators named before a figure, with those of list segments right before it."""
    left = _UPON.sub("", _COMPARED.sub("", spot.left).removesuffix("同比"))
    each = _EACH_DOES.match(left) if keep_verb else None
    if each and strip_front(each["group"]):
        return [Subject(indicator=each["deed"], scope=strip_front(each["group"]))]
    own = subject(left, keep_verb=keep_verb)
    shared = re.search(f"(?:{EACH_OF})$", left) is not None
    heir = _inherited(reading, spot)
    opens = (
        reading.text[spot.segment.start - 1 : spot.segment.start] == "：" and not reading.found[spot.first :]
    )
    if opens and heir is not None and is_group(own.indicator) and not starts_with_deed(own.indicator):
        return [Subject(indicator=heir.indicator, scope=own.indicator)]
    if not own.indicator and shared and len(spot.run) > 1:
        before = reading.found[spot.first :][-len(spot.run) :]
        if len(before) == len(spot.run):
            return [Subject(indicator=one.indicator, scope=one.scope) for one in before]
    if _PERIOD_ALONE.match(own.indicator):
        own = Subject(indicator="", scope=own.scope)
    measured = _measured_before(reading, spot, heir) if A_BEFORE.fullmatch(own.indicator) else None
    if measured is not None:
        return [Subject(indicator=measured.indicator, scope=own.scope or measured.scope)]
    if heir is not None and not is_ratio(spot.head):
        heir = Subject(indicator=_RATE_END.sub("", heir.indicator), scope=heir.scope)
    done = own.indicator in _JUST_DONE and len(reading.found) > spot.first and _measured_alike(reading, spot)
    if heir is not None and done:
        return [heir]
    apiece = _APIECE.match(own.indicator)
    if apiece:
        return [Subject(indicator=apiece["what"], scope=cover(own.scope, apiece["each"]))]
    each = _ONE_OF_THEM.match(own.indicator)
    if heir is not None and each and len(reading.found) > spot.first:
        return [Subject(indicator=heir.indicator, scope=own.indicator)]
    if heir is not None and is_group(own.indicator) and len(reading.found) > spot.first:
        heir = apart(heir, own.indicator)
    if heir is not None and (not own.indicator or _only_scope(reading, spot, own.indicator)):
        return [
            Subject(
                indicator=heir.indicator, scope=cover(own.scope, own.indicator) or own.scope or heir.scope
            )
        ]
    if not own.indicator:
        return []
    named = [
        Subject(indicator=part, scope=own.scope)
        for part in split_list(own.indicator, shared=shared, nouns=is_ratio(spot.head))
    ]
    for segment in reversed(spot.idle if shared else ()):
        words = segment.of(reading.text)
        if not ends_in_head(words):
            break
        named[:0] = [
            Subject(indicator=part, scope=own.scope) for part in split_list(subject(words).indicator)
        ]
    return split_group(named[0], len(spot.run)) if len(named) == 1 < len(spot.run) else named


_NAMED_FOR = re.compile(
    rf"(?:(?:国家|{AREA})级?)?(?:健康|示范|卫生|文明|美丽|绿色|平安|无烟|达标|标准化|规范化|特色|星级|先进|友好)(?:型)?(?=[\u4e00-\u9fff])"
)
"""健康社区8个 counts what is to be made, 社区8个 where something is made."""


def _only_scope(reading: Reading, spot: Spot, words: str) -> bool:
    """Whether the words name a group for the indicator of the figure before: 县城达到85%、建制镇达到60%."""
    if len(reading.found) <= spot.first or ends_in_head(words):
        return False
    last = reading.found[-1]
    if split_action(words)[1] or starts_with_deed(words):
        return False
    same = _measured_alike(reading, spot)
    short = len(words) <= INDICATORS.scope and ends_in_head(last.indicator) and same
    if is_group(words):
        if _NAMED_FOR.match(words) and not is_ratio(spot.head):
            return False
        at = reading.text.rfind(words, 0, spot.head.words.start)
        listed = reading.text[max(0, at - 1) : at] == "、"
        if listed and kind_of(spot.head.unit) == "people" and not ends_in_head(last.indicator):
            return False  # 校长10名、骨干教师20名 are people both; of 参保人数 they are groups
        return same or is_ratio(spot.head)
    return short and (is_ratio(spot.head) or spot.head.comparator in (">=", "<="))


def _measured_alike(reading: Reading, spot: Spot) -> bool:
    """Whether the figure has the measure of the last one found."""
    return (reading.found[-1].unit or "").partition("/")[0] == (spot.head.unit or "").partition("/")[0]


def _measured_before(reading: Reading, spot: Spot, heir: Subject | None) -> Subject | None:
    """What the figure before measures, also where that sets no goal: 期限一般为3至6个月，最长…."""
    for segment in reversed(spot.idle):
        figure = next((q for q in reading.within(segment) if q.role == "amount"), None)
        if figure is not None:
            heir = subject(_USUALLY.sub("", reading.text[segment.start : figure.words.start]))
            break
    measured = heir is not None and (ends_in_head(heir.indicator) or TIME_HEAD.search(heir.indicator))
    return heir if measured else None


def _inherited(reading: Reading, spot: Spot) -> Subject | None:
    """The indicator of the figure before in the segment, the segment before, the sentence, the heading."""
    last = reading.found[-1] if reading.found else None
    heir = Subject(indicator=last.indicator, scope=last.scope) if last is not None else None
    if last is not None and spot.segment.start <= last.figure.start:
        return heir
    for segment in reversed(spot.idle):
        counted = any(q.role == "amount" for q in reading.within(segment))
        heads = reading.text[segment.end : segment.end + 1] == "：" and ends_in_head(segment.of(reading.text))
        if counted and not heads:  # 65岁以上老年人管理率：… is a name with a figure in it
            continue
        words = subject(segment.of(reading.text))
        if len(words.indicator) >= INDICATORS.shortest:
            return words
    if len(reading.found) > spot.first:
        return heir
    return Subject(indicator=reading.headings[-1], scope=None) if reading.headings else heir
