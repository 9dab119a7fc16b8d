"""Whether a clause states something of the kind asked for: who, how much, how long, what for, what penalty,
what a word means.

In: a question and a clause. Out: a mark for sorting the nearest sentences; nothing is claimed by it.
"""

from __future__ import annotations

from assistant.lookups.figure import asked_kind, counts
from assistant.lookups.own_task import tells_of
from assistant.question import Query
from ingest.grammar.breaches import states_sanction
from ingest.grammar.definitions import tells_meaning
from ingest.grammar.measures import CONTINUOUS, kind_of
from ingest.grammar.purposes import purposes
from ingest.grammar.quantities import read_quantities
from ingest.store.rows import ClauseRow

_SHORT = frozenset({"分钟", "小时", "秒", "钟头"})
"""Times that are no days."""


def states(query: Query, row: ClauseRow) -> bool:
    """Of a question that asks for nothing of a kind every clause states it."""
    asked = query.slots.asks
    if "penalty" in asked:
        return states_sanction(row.text)
    if "why" in asked:
        return bool(purposes(row.text))
    if query.wants_unit:
        deeds = query.slots.deeds
        return bool(row.clause.responsibilities) and (not deeds or any(tells_of(d, row.text) for d in deeds))
    if "lapse" in asked and kind_of(query.slots.measure) in (None, "time"):
        return _tells_how_long(row.text, query.slots.measure)
    if "meaning" in asked:
        return tells_meaning(row.text)
    if not query.wants_figure:
        return True
    wanted = query.slots.measure
    # What a row is counted in may stand above its columns, and a 托位 is counted in 个 as well.
    anything = bool(row.clause.columns) or asked_kind(wanted) not in CONTINUOUS | {"times"}
    return any(ch.isdigit() for ch in row.text) and (anything or counts(row.text, wanted))


def _tells_how_long(text: str, wanted: str) -> bool:
    """Whether it tells a length of time; minutes and hours where these are asked for, and not where days."""
    amounts = (q for q in read_quantities(text) if q.role == "amount")
    units = {q.unit for q in amounts if q.unit and kind_of(q.unit) == "time"}
    if not wanted:
        return bool(units)
    return any((unit in _SHORT) == (wanted in _SHORT) for unit in units)
