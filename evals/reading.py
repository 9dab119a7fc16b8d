"""Whether the targets the library holds agree with the words they were read from; an answer quotes, so that
no case would show it.

In: plans. Out: shares in 0..1, None where there is nothing to check. `comparators`: of the targets whose
printed figure has a word that leaves no choice (以上, 不超过, ≤ …) the share that has the comparator of that
word. `values`: of the targets with a printed number the share whose value is that number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from ingest.grammar.bounds import NO_CHOICE
from ingest.grammar.numerals import NUMBER_ALONE
from ingest.grammar.tables import one_of
from ingest.model import Plan, Target

_MEANT = {
    ">=": frozenset((">=", "increase>=", "decrease>=")),
    "<=": frozenset(("<=", "range")),
    "~": frozenset(("~", "range")),
}
_BOUND = re.compile(one_of(NO_CHOICE))


def reading(plans: Iterable[Plan]) -> dict[str, float | None]:
    """By measure, over all targets of the plans."""
    targets = [target for plan in plans for target in plan.targets]
    return {
        "comparators": _share([_bound_agrees(target) for target in targets]),
        "values": _share([_value_agrees(target) for target in targets]),
    }


def _bound_agrees(target: Target) -> bool | None:
    """None where no word, or more than one kind of word, binds the figure."""
    printed = unicodedata.normalize("NFKC", target.value_text)
    said = {NO_CHOICE[word] for word in _BOUND.findall(printed)}
    return target.comparator in _MEANT[said.pop()] if len(said) == 1 else None


def _value_agrees(target: Target) -> bool | None:
    """Against the first number that is printed; None where there is none, or none was read."""
    number = NUMBER_ALONE.search(unicodedata.normalize("NFKC", target.value_text).replace(",", ""))
    if number is None or target.value is None:
        return None
    return Decimal(number[0]) == target.value


def _share(agreements: Iterable[bool | None]) -> float | None:
    checked = [agrees for agrees in agreements if agrees is not None]
    return sum(checked) / len(checked) if checked else None
