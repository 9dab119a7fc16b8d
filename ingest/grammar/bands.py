"""Which amounts a rule is for: 50亩以上不足200亩, 500万元及以上至1000万元, 不超过60平方米.

In: text. Out: its bands in printed order, with what they count. Only what is said with a word on one side at
least (以上, 不足, 不超过) is a band, and from how many to how many where that tells which ones are meant
(两至三人家庭, 50至100亩的, 20—60亩（含60亩）); a figure by itself is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest import late_re as re
from ingest.grammar.measures import SCALE, bare_unit, kind_of
from ingest.grammar.quantities import Quantity, read_quantities

_UP_TO = re.compile(r"(?:[(（][^()（）]*[)）])?[的,、]?(?:至|到|[-—~～]+|不足|不满|未满|低于|不到|小于)")
"""Between the two ends of a band."""
_BELOW = re.compile(r"(?:不足|不满|未满|低于|不到|小于)$")
_WHICH_ONES = re.compile(r"[\u4e00-\u9fff]{0,4}的")
"""Behind a range that is no sum of money: it tells which ones. A sum has 的 before what is granted, too."""
_WITH_END = re.compile(r"[(（]不?含[^()（）]*[)）]")
_FRONT = re.compile(rf"^(?:{SCALE})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From `low` to `high`, None where it is open on that side; both in `unit`, which has no 万 or 千."""

    low: Decimal | None
    high: Decimal | None
    unit: str


def bands_in(text: str) -> tuple[Band, ...]:
    return tuple(_bands(text))


def counted(quantity: Quantity) -> tuple[Decimal, str] | None:
    """How many of what, without 万, 千 and the like in its unit; None where it has no amount."""
    return None if quantity.amount is None else (quantity.amount, unit_of(quantity))


def unit_of(quantity: Quantity) -> str:
    """What it counts, without 万, 千 and the like, which are in its amount; 人 for 口人."""
    unit = _FRONT.sub("", quantity.unit or "")
    return bare_unit(unit) if kind_of(unit) == "people" else unit


def is_for_others(text: str, given: Iterable[tuple[Decimal, str]]) -> bool:
    """Whether the bands of a text leave out an amount that is `given` in what they count."""
    bands = bands_in(text)
    for amount, unit in given:
        same = [band for band in bands if band.unit == unit]
        if same and not any(_holds(band, amount) for band in same):
            return True
    return False


def lowest_of(text: str, given: Iterable[tuple[Decimal, str]]) -> Decimal | None:
    """From how much on the narrowest band of a text is that holds an amount that is `given`: 3,000,000 for
    500万元 in 100万元以上…；300万元以上…; None where none holds it, or one that has no lower end.
    """
    bands = bands_in(text)
    held = (
        band.low
        for amount, unit in given
        for band in bands
        if band.unit == unit and band.low is not None and _holds(band, amount)
    )
    return max(held, default=None)


def _holds(band: Band, amount: Decimal) -> bool:
    return (band.low is None or band.low <= amount) and (band.high is None or amount <= band.high)


def _bands(text: str) -> Iterator[Band]:
    amounts = [q for q in read_quantities(text) if q.role == "amount" and q.unit]
    ends: set[int] = set()
    for n, one in enumerate(amounts):
        if n in ends:
            continue
        unit = unit_of(one)
        if one.comparator == "range" and _tells_which(text[one.span.end :], unit):
            yield Band(low=one.amount, high=_upper(one), unit=unit)
        elif one.comparator in (">=", ">"):
            other = next((m for m in range(n + 1, len(amounts)) if _ends_band(text, one, amounts[m])), None)
            ends |= set() if other is None else {other}
            yield Band(low=one.amount, high=None if other is None else amounts[other].amount, unit=unit)
        elif one.comparator in ("<=", "<") or _BELOW.search(text[: one.span.start]):
            yield Band(low=None, high=one.amount, unit=unit)


def _tells_which(behind: str, unit: str) -> bool:
    """Whether a range before `behind` tells which ones a rule is for."""
    kind = kind_of(unit)
    if kind == "people" or _WITH_END.match(behind):
        return True
    return kind != "money" and _WHICH_ONES.match(behind) is not None


def _upper(between: Quantity) -> Decimal | None:
    """The upper end of a range, scaled as its lower one is."""
    if between.value_high is None or not between.value or between.amount is None:
        return None
    return between.value_high * (between.amount / between.value)


def _ends_band(text: str, low: Quantity, high: Quantity) -> bool:
    between = text[low.span.end + len(low.after) : high.span.start]
    return unit_of(low) == unit_of(high) and _UP_TO.fullmatch(between) is not None
