"""Which plan a text is: the stored one, the one people wrote down, or a new one.

In: a plan as it was read, the manifest's entries, the plans that are held. Out: the plan under its id. Told
by title, place and year or period, never by the file's name; what people wrote overrules what was read. It
stores nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from ingest import late_re as re
from ingest.errors import IngestError
from ingest.grammar.letters import without_signs
from ingest.grammar.stages import read_stage
from ingest.layout.metadata import Entry
from ingest.model import Plan
from ingest.store.rows import PlanRow

__all__ = ["Entry", "identify", "is_series", "other_stages", "twins"]

_SERIES = re.compile(r"(?:纪要|会议记录|简报|公报|通报)(?:[（(].*[）)])?$")
"""Titles that many documents of one office and year share."""


def identify(plan: Plan, known: Sequence[Entry], held: Sequence[PlanRow]) -> Plan:
    """The plan under the id it is known by: that of the stored plan, else of the entry, of its title, place
    and year.

    Another plan in a file of the same name gets an id of its own, derived from title, place and year.

    Raises:
        IngestError: the id that was written for it belongs to another plan, from another file.
    """
    entry = next(
        (
            e
            for e in known
            if e.id and _is(plan, (e.title or "", *e.titles), e.region, e.year, e.period, e.number)
        ),
        None,
    )
    plan = _completed(plan, entry) if entry else plan
    same = twins(plan, held)
    if same:
        return plan if plan.id in same else replace(plan, id=same[0])
    namesake = next((row for row in held if row.id == plan.id), None)
    if entry:
        if namesake and namesake.file != plan.source.file and not _may_be(plan, namesake):
            remedy = "请在文首信息或清单中给其中一份换一个编号"
            raise IngestError(
                f"编号“{plan.id}”已属于《{namesake.title}》（{namesake.file}）",
                file=plan.source.file,
                remedy=remedy,
            )
        return plan
    if (namesake and not _may_be(plan, namesake)) or any(e.id == plan.id for e in known):
        key = "|".join((without_signs(plan.title), f"{plan.region}|{plan.year}", *_counted(plan)))
        return replace(plan, id=f"{plan.id}-{hashlib.sha256(key.encode()).hexdigest()[:6]}")
    return plan


def twins(plan: Plan, held: Sequence[PlanRow]) -> list[str]:
    """The ids of the stored plans it is a text of, whatever its own id."""
    return [
        row.id
        for row in held
        if _is(plan, (row.title, *row.titles), row.region, row.year, row.period, row.number)
    ]


def is_series(title: str) -> bool:
    """Whether many documents of one office and year bear the title (minutes, bulletins)."""
    return _SERIES.search(title) is not None


def other_stages(plan: Plan, held: Sequence[PlanRow]) -> list[PlanRow]:
    """The stored plans in force that look like another stage of it: its title but for such words, its place
    and year.
    """
    own = read_stage(plan.title)
    of_time = [r for r in held if r.id != plan.id and not r.withdrawn and r.region == plan.region]
    of_time = [r for r in of_time if (r.year, r.period) == (plan.year, plan.period)]
    others = [(row, read_stage(row.title)) for row in of_time]
    return [
        row
        for row, its in others
        if (own.stage or its.stage) and without_signs(own.stem) == without_signs(its.stem) and own != its
    ]


def _completed(plan: Plan, entry: Entry) -> Plan:
    """The plan as the entry has it: what people wrote overrules what was read; what they left open stays as
    read.
    """
    title = entry.title or plan.title
    titles = dict.fromkeys((*plan.titles, plan.title, *entry.titles))
    return replace(
        plan,
        id=entry.id or plan.id,
        title=title,
        titles=tuple(t for t in titles if t and t != title),
        issuer=entry.issuer or plan.issuer,
        region=entry.region or plan.region,
        year=entry.year or plan.year,
        period=entry.period or plan.period,
        number=entry.number or plan.number,
        issued=entry.issued.isoformat() if entry.issued else plan.issued,
    )


def _may_be(plan: Plan, row: PlanRow) -> bool:
    """Same title and year, and no two places that differ."""
    place = plan.region or row.region or ""
    return _is(
        replace(plan, region=place),
        (row.title, *row.titles),
        row.region or place,
        row.year,
        row.period,
        row.number,
    )


def _is(
    plan: Plan,
    titles: Sequence[str],
    region: str | None,
    year: int | None,
    period: str | None,
    number: str | None,
) -> bool:
    """Same title, same known place, and the same period where both have one, else the same year.

    Minutes and bulletins bear one title all year: of two that print a number, the number tells.
    """
    if number and number not in (_counted(plan) or (number,)):
        return False
    mine = {without_signs(t) for t in (plan.title, *plan.titles)}
    if not mine & {without_signs(t) for t in titles if t} or region is None or region != plan.region:
        return False
    return plan.period == period if plan.period and period else plan.year == year


def _counted(plan: Plan) -> tuple[str, ...]:
    """The number of a document that is one of a series, () for any other."""
    return (plan.number,) if plan.number and _SERIES.search(plan.title) else ()
