"""How much is given to those who qualify: 对新办书屋奖励2万元, 给予每户3000元的补助, 按投资额的8%给予奖励.

In: a figure in money or per cent with the words on both sides of it. Out: whether it is the rate of a grant,
and what is granted: the indicator is the kind of grant, with who gets it in front where that is short
(新办书屋奖励); a longer name is the scope. What is taken (处以, 罚款, 扣减) is no grant.
"""

from __future__ import annotations

import re

from ingest.grammar.granting import (
    AT_A_RATE,
    BY_A_RATE,
    GIVEN,
    GIVER,
    KIND,
    KIND_BEHIND,
    NOT_WHOM,
    SUMS_BEFORE,
    SUMS_BEHIND,
    TO,
)
from ingest.grammar.joins import JOINER
from ingest.grammar.measures import kind_of
from ingest.grammar.options import SENTENCES
from ingest.grammar.quantities import Quantity
from ingest.grammar.segmentation import words as segmented
from ingest.targets.indicators import Subject, strip_front
from ingest.targets.options import INDICATORS
from ingest.targets.reading import Reading, Spot


def is_grant(figure: Quantity, left: str, right: str) -> bool:
    """`left` and `right` are the words of the segment on both sides of the figure with its own words."""
    return _kind(figure, left, right) is not None


def _kind(figure: Quantity, left: str, right: str) -> str | None:
    """安家补助 of 给予安家补助20万元, 奖励 of 奖励20万元; None where nothing is granted."""
    if figure.unit != "%" and kind_of(figure.unit) != "money":
        return None
    left, right = SUMS_BEFORE.sub("", left[-SENTENCES.granting :]), SUMS_BEHIND.sub("", right, count=1)
    given, behind = GIVEN.search(left), KIND_BEHIND.match(right)
    if given is not None:
        named = KIND.search(given["what"])
        if named and not behind:
            return named["kind"] if right[:1] in ("", "，", "、", "（", "）", "；") else None
        if behind:
            return behind["kind"]
        return given[0][:2] if not given["gives"] and figure.unit != "%" else None
    rate = AT_A_RATE.match(right)
    return rate["kind"] if rate and BY_A_RATE.search(left) else None


def granted(reading: Reading, spot: Spot) -> list[Subject] | None:
    """What is granted, one for each figure of the spot; None where its figure is no grant."""
    left = reading.text[spot.segment.start : spot.head.words.start]
    right = reading.text[spot.head.words.end : spot.segment.end]
    kind = _kind(spot.head, left, right)
    if kind is None:
        return None
    kind = kind.removeprefix("累加").strip("“”")
    given = GIVEN.search(left)
    whom = _whom(left[: given.start()] if given else left)
    if not whom and spot.idle:
        whom = _whom(spot.idle[-1].of(reading.text).removesuffix("的"))
    if len(whom) > INDICATORS.receiver:
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
    named = TO.search(words.rpartition("：")[2])
    words = named["whom"] if named else words.rpartition("：")[2]
    before = None
    while before != words:
        before = words
        words = NOT_WHOM.sub("", words).rstrip("，的")
    if named:
        return words
    words = GIVER.sub("", BY_A_RATE.sub("", strip_front(words)))
    return "" if re.search(r"[，“”\d]", words) else words
