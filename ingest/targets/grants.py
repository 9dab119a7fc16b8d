"""How much is given to those who qualify: 对新办书屋奖励2万元, 给予每户3000元的补助, 按投资额的8%给予奖励.

In: a figure in money or per cent with the words on both sides of it. Out: whether it is the rate of a grant,
and what is granted: the indicator is the kind of grant, with who gets it in front where that is short
(新办书屋奖励); a longer name is the scope. What is taken (处以, 罚款, 扣减) is no grant.
"""

from __future__ import annotations

import re

from ingest.grammar.bounds import BEFORE
from ingest.grammar.granting import AWARDS, GIVES, GRANT
from ingest.grammar.measures import kind_of
from ingest.grammar.office_ends import UNIT_END
from ingest.grammar.quantities import Quantity
from ingest.grammar.recurrence import EACH, PERIOD
from ingest.grammar.segmentation import words as segmented
from ingest.targets.indicators import JOINER, Subject, strip_front
from ingest.targets.reading import Reading, Spot

_SUMS_BEFORE = re.compile(rf"(?:(?:{BEFORE})?[\d.,]+[万亿]?元?(?:人民币)?[、和])+$")
"""Those of a list that stand before the figure: 分别给予3万元、|2万元补助."""
_SUMS_BEHIND = re.compile(rf"(?:[、和](?:{BEFORE})?[\d.,]+[万亿]?元?)+")
_GIVEN = re.compile(
    rf"(?:(?P<gives>{GIVES})|(?:{AWARDS})(?!标准|金额|总额|额度|比例|资金|上限|范围))(?P<what>[^，；。\d]{{0,14}})$"
)
_KIND = re.compile(rf"(?P<kind>(?:一次性|累加)?[^，；。、的\d（）“”]{{0,4}}?(?:{GRANT}))$")
_KIND_BEHIND = re.compile(
    rf"(?:/[^，的]{{1,4}})?(?:人民币)?的?(?:“[^”]{{1,6}}”)?(?P<kind>[^，；。、的\d（）“”]{{0,6}}?(?:{GRANT}))(?![对率标范])"
)
_AT_A_RATE = re.compile(
    rf"(?:的?标准)?(?:{GIVES})(?:[^，；。、\d]{{0,6}}?[\d.,]+[万亿]?元)?(?P<kind>[^，；。、\d]{{0,8}}?(?:{GRANT}))(?![对率标范])"
)
_BY = re.compile(r"按照?[^，；。]{0,24}$")
_TO = re.compile(r"(?:^|[^针面相应])(?:对于?|给(?!予)|向)(?P<whom>[^，；。]{2,})$")
_LAST = re.compile(
    rf"(?:分别|可以?|再|将|均|各|应当?|一次性|最高|经[^，]{{2,12}}后|单个|每[个家名户例]|{EACH}|{PERIOD.pattern}"
    r"|按照?(?:每[^，]*|[^，]{1,16}的)?|由[^，]*)$"
)
_GIVER = re.compile(rf"^.*(?:财政(?:部门)?|部门|{UNIT_END})$")
_SHORT = 16
"""Characters of a name that goes into the indicator."""


def is_grant(figure: Quantity, left: str, right: str) -> bool:
    """`left` and `right` are the words of the segment on both sides of the figure with its own words."""
    return _kind(figure, left, right) is not None


def _kind(figure: Quantity, left: str, right: str) -> str | None:
    """安家补助 of 给予安家补助20万元, 奖励 of 奖励20万元; None where nothing is granted."""
    if figure.unit != "%" and kind_of(figure.unit) != "money":
        return None
    left, right = _SUMS_BEFORE.sub("", left), _SUMS_BEHIND.sub("", right, count=1)
    given, behind = _GIVEN.search(left), _KIND_BEHIND.match(right)
    if given is not None:
        named = _KIND.search(given["what"])
        if named and not behind:
            return named["kind"] if right[:1] in ("", "，", "、", "（", "）", "；") else None
        if behind:
            return behind["kind"]
        return given[0][:2] if not given["gives"] and figure.unit != "%" else None
    rate = _AT_A_RATE.match(right)
    return rate["kind"] if rate and _BY.search(left) else None


def granted(reading: Reading, spot: Spot) -> list[Subject] | None:
    """What is granted, one for each figure of the spot; None where its figure is no grant."""
    left = reading.text[spot.segment.start : spot.head.words.start]
    right = reading.text[spot.head.words.end : spot.segment.end]
    kind = _kind(spot.head, left, right)
    if kind is None:
        return None
    kind = kind.removeprefix("累加").strip("“”")
    given = _GIVEN.search(left)
    whom = _whom(left[: given.start()] if given else left)
    if not whom and spot.idle:
        whom = _whom(spot.idle[-1].of(reading.text).removesuffix("的"))
    if len(whom) > _SHORT:
        return [Subject(indicator=kind, scope=whom)]
    return [Subject(indicator=f"{one}{kind}", scope=None) for one in _each(whom, len(spot.run))]


def _each(whom: str, count: int) -> list[str]:
    """大型、小型泵站 as 大型泵站 and 小型泵站, for as many figures; else the words as they came."""
    parts = JOINER.split(whom)
    if len(parts) != count or count == 1:
        return [whom]
    first = next(iter(segmented(parts[-1])), "")
    rest = parts[-1][len(first) :]
    return [*(part.removesuffix(rest[:1]) + rest for part in parts[:-1]), parts[-1]]


def _whom(words: str) -> str:
    """Who gets it, "" where the words name nobody or only the one who gives."""
    named = _TO.search(words.rpartition("：")[2])
    words = named["whom"] if named else words.rpartition("：")[2]
    before = None
    while before != words:
        before = words
        words = _LAST.sub("", words).rstrip("，的")
    if named:
        return words
    words = _GIVER.sub("", _BY.sub("", strip_front(words)))
    return "" if re.search(r"[，“”\d]", words) else words
