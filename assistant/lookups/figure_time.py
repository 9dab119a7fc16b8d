"""Which of several figures is of the time asked for: goals by deadline, results by the time they were
reached.

In: the figures of a sentence and the times a question names. Out: those of such a time, and the time of a
figure as it is printed. A year matches any date in it; a date matches only itself. Where a goal is
asked for, no result is given.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.question import Query
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Found
from assistant.retrieval.wording import date_words
from ingest.grammar.bounds import is_change
from ingest.grammar.date_forms import month_printed
from ingest.model import Target


def asks_goal(query: Query) -> bool:
    """Whether it is what is to be reached that is asked for, and not what has been."""
    return "goal" in query.slots.asks and not query.wants_baseline and "past" not in query.slots.asks


def candidates(query: Query, found: Found) -> tuple[Target, ...]:
    """The figures of the sentence that can answer, in printed order: of one thing what it comes to before by
    how much it rises or falls (提高40元，达到320元), where it is not the rise that is asked for.
    """
    stated = found.targets
    if not asks_goal(query):
        stated = tuple(sorted((*stated, *found.results), key=lambda t: t.span))
    if "risen" in query.slots.asks:
        return stated
    levels = {(t.indicator, t.scope) for t in stated if not is_change(t.value_text)}
    return tuple(t for t in stated if (t.indicator, t.scope) not in levels or not is_change(t.value_text))


def of_time(stated: Sequence[Target], times: Collection[str]) -> tuple[Target, ...]:
    """Those of one of the times, or that print what was there at one of them (a row's 2020年)."""
    return tuple(t for t in stated if times_met([t], times))


def times_met(stated: Sequence[Target], times: Collection[str]) -> frozenset[str]:
    """Which of the times the figures are of."""
    said = [t.deadline for t in stated if t.deadline]
    said += [t.base_year for t in stated if t.base_year and t.baseline is not None]
    return frozenset(time for time in times for when in said if time in (when, when[:4], f"{when}-12-31"))


def printed_time(target: Target, found: Found) -> str:
    """The time of a figure, where its sentence, its row's heads or the headings above print the year, or the
    sentence the month; "" for one that was only inferred (the last year of the plan).
    """
    if not target.deadline:
        return ""
    clause = found.row.clause
    year, *rest = target.deadline.split("-")
    said = " ".join((found.text, *clause.columns, *clause.path, clause.heading or "", clause.due or ""))
    if year in fold(said):
        return date_words(target.deadline)
    return month_printed(fold(found.text), int(rest[0])) if rest else ""
