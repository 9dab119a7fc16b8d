"""Whether the figure of a target is another one in another version: one answer for the differences, the
briefing and the chat.

In: targets, or figures as read. Out: yes or no. A bound that leaves no choice (不低于, 以上, 左右) is part of
the figure, however it is worded; 达, 达到, 为 and no word say the same. So 不低于61% that becomes 达到61% is
another figure. When it is due and what it starts from is none of it.
"""

from __future__ import annotations

from assistant.retrieval.lexicon import fold
from ingest.grammar.bounds import NO_CHOICE
from ingest.grammar.measures import measured
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.model import Comparator, Target

_PLAIN: frozenset[Comparator | None] = frozenset((None, "=", ">="))
"""What a figure is read as where no word binds it."""


def same_figure(was: Target, now: Target) -> bool:
    """Whether the figure is what it was. Where both are printed alike and are bound to another side,
    something else says so: the head of a column.
    """
    if was.value_text == now.value_text and was.comparator != now.comparator:
        return False
    return _key(was) == _key(now)


def _key(target: Target) -> tuple[object, ...]:
    """What makes the figure, however it is printed (5万株, 50000株). The side of the target is told beside
    that of its words: 提高到 and 控制在 bind nothing but name a way.
    """
    return (
        measured(target.value, target.unit),
        measured(target.value_high, target.unit),
        fold(target.value_text) if target.value is None else "",
        tuple(binding(quantity) for quantity in read_quantities(target.value_text)),
        None if target.comparator in _PLAIN else target.comparator,
    )


def binding(quantity: Quantity) -> Comparator | None:
    """What binds the figure without a choice (不低于, 以上); 达24%, 为24% and the bare 24% say the same."""
    return quantity.comparator if quantity.after or quantity.before in NO_CHOICE else None
