"""One thing at several times (2026年和2028年各多少, 今年比去年): the figure of each year, in a line for each
place it stands in.

In: a query that names several years. Out: the figures found, a row's in one line with those years in bold; a
year for which nothing is found is named. None where it names one year, or where no plan states two of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answers.options import ANSWERS
from assistant.denial import By, Denial
from assistant.lookups.at_times import Operand, at_times
from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft, quote, row_line, where
from assistant.model import Citation
from assistant.query.times import times_asked
from assistant.question import Query
from assistant.retrieval.sources import Sources
from ingest.model import Span


def at_each_time(query: Query, sources: Sources) -> Draft | None:
    """The years as the plan states them that has most; those it lacks as another plan asked about does.
    Where several plans are asked about and a year is in none, they are left to be compared.
    """
    times = times_asked(query)
    if len(times) < 2 or len(query.scope.regions) > 1 or not query.wants_figure:
        return None
    plans = query.scope.plans[: ANSWERS.plans]
    found = sorted((at_times(query, sources, plan, times) for plan in plans), key=_had, reverse=True)
    if not found or _had(found[0]) < 2 or (len(found) > 1 and _had(found[0]) == _had(found[1])):
        return None
    told = {time: next((one[time] for one in found if one[time]), None) for time in times}
    return None if len(plans) > 1 and _had(told) < len(times) else _told(told)


def _had(found: Mapping[str, Operand | None]) -> int:
    return sum(one is not None for one in found.values())


def _told(found: Mapping[str, Operand | None]) -> Draft:
    """Clause by clause: the figures in a line an indicator, their sentences, where they stand."""
    clauses: dict[tuple[str, str], list[Operand]] = {}
    for one in found.values():
        if one is not None:
            clauses.setdefault((one.row.plan, one.row.clause.label), []).append(one)
    parts: list[str] = []
    citations: list[Citation] = []
    for stated in clauses.values():
        parts += [_line([o for o in stated if o.target.indicator == name]) for name in _names(stated)]
        cited = tuple(dict.fromkeys(_cited(one) for one in stated))
        parts += [
            *map(quote, cited),
            where(stated[0].view, [stated[0].row], [Span(start=c.start, end=c.end) for c in cited]),
        ]
        citations += cited
    missing = [time for time, one in found.items() if one is None]
    absent = (Denial(what="直接写明的数字", by=By.FOUND, where=f"“{time}年”：") for time in missing)
    notes = [f"{one}。" for one in absent]
    return Draft(
        status="answered",
        answer="\n\n".join(filter(None, (*parts, *notes))),
        citations=tuple(citations),
        counted=tuple(notes),
    )


def _names(stated: Sequence[Operand]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.target.indicator for one in stated))


def _line(found: Sequence[Operand]) -> str:
    one = found[0]
    chip = f"〔{marker(one.view, one.row.clause.label)}〕"
    if one.row.clause.cells:
        return f"{row_line(one.row.clause, [o.time for o in found])} {chip}"
    scope = one.target.scope
    of = f"（{scope}）" if scope and scope not in one.target.indicator else ""
    told = "，".join(f"{o.time}年 **{o.said}**" for o in found)
    return f"{one.target.indicator}{of}：{told} {chip}"


def _cited(one: Operand) -> Citation:
    span = one.figure.found.statement.span if one.figure and not one.row.clause.cells else None
    return cite(one.view, one.row, span)
