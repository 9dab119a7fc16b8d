"""Whether a fault means that a clause says otherwise, or only that it does not say so.

In: a fault, the sentence and the facts of the clause it was checked against. Out: whether the clause
contradicts it. A clause contradicts only with something different of the same kind: another figure of the
same measure, another office where it charges some, another bound, year or period, other people concerned, a
negation. A place, a reason, praise or a completed deed that a clause does not mention is not thereby denied:
a plan states demands, and what has been done since stands elsewhere.
"""

from __future__ import annotations

from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.fault import Fault
from ingest.grammar.date_forms import PART_OF_DATE, is_month_or_day
from ingest.grammar.indicator_words import NATURES
from ingest.grammar.measures import base, kind_of
from ingest.grammar.places import A_GRADE
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.recurrence import RECURS

_ALWAYS = frozenset({"bound", "year", "hedge"})
"""Found only where the clause has the same figure, time or word otherwise."""
"""What a thing is of by who gives or runs it: one of them in place of another says another thing."""
_ONE_OF = (frozenset(NATURES),)


def contradicts(fault: Fault, text: str, fact: ClauseFacts) -> bool:
    """`text` is the sentence, folded."""
    if fault.kind in _ALWAYS:
        return True
    if fault.kind in ("unit", "part"):
        return bool(fact.responsibilities)
    if fault.kind == "figure":
        return _has_another_figure(fault, text, fact)
    if fault.kind == "audience":
        return "另一类" in fault.says  # a draft may have told before whom it speaks of
    if fault.kind == "place":
        return A_GRADE.fullmatch(fault.text) is not None and A_GRADE.search(fact.words) is not None
    if fault.kind == "negation":
        return "不得" in fault.says or not fault.text or _stands(fault.text, fact)
    if fault.kind == "scope":
        return _has_another_extent(fault, fact)
    return False


def _stands(words: str, fact: ClauseFacts) -> bool:
    return words in fact.words


def _has_another_figure(fault: Fault, text: str, fact: ClauseFacts) -> bool:
    """Whether the clause states an amount of the same measure, or of the same value in another one; of a day
    or month whether it has one.
    """
    printed = plain_text(fault.text)
    said = next((q for q in read_quantities(text) if printed in q.span.of(text)), None)
    if said is None or said.role != "amount":
        return is_month_or_day(fault.text, text) and PART_OF_DATE.search(fact.words) is not None
    return any(
        _same_measure(said, figure.quantity, fact) or said.value == figure.quantity.value
        for figure in fact.figures
        if figure.quantity.role == "amount"
    )


def _same_measure(said: Quantity, stated: Quantity, fact: ClauseFacts) -> bool:
    """A table has the measure in the name of the row or a cell beside the figure."""
    if not said.unit or not stated.unit:
        return said.unit == stated.unit or bool(fact.cells and said.unit and said.unit in fact.words)
    kinds = kind_of(said.unit), kind_of(stated.unit)
    return base(said.unit) == base(stated.unit) or (kinds[0] is not None and kinds[0] == kinds[1] != "piece")


def _has_another_extent(fault: Fault, fact: ClauseFacts) -> bool:
    if "前面有" in fault.says:
        return True
    if RECURS.fullmatch(fault.text):
        return bool(RECURS.search(fact.words))
    return any(fault.text in group and any(w in fact.words for w in group) for group in _ONE_OF)
