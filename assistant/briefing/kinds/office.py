"""简报 by office: every clause that charges it, to the letter, with its targets as a table.

The tasks are exactly those of the listing (`lookups.charged`), each once though several offices are
asked for; of these the ones that have the topic where one is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assistant.briefing.material import Entry, Material, heading_of, whole
from assistant.briefing.model import Block, Composition, Section, Step
from assistant.briefing.parts import counted, kin, left_open, parts_words, places_told, sources
from assistant.briefing.tables.targets import stated, targets_section
from assistant.briefing.texts import words
from assistant.denial import NOT_TOLD
from assistant.lookups.charged import charged_rows
from ingest.store.rows import ClauseRow


def compose(material: Material) -> Composition | None:
    """None where the plans charge none of the offices with anything."""
    units = material.request.units
    entries = material.entries(_charged(material))
    if not entries:
        return None
    name, year = "、".join(units), material.request.year
    return Composition(
        title=words("office.title", units=name, year=f"{year}年" if year else ""),
        plans=tuple(dict.fromkeys(e.task.plan for e in entries)),
        steps=(
            Step(name="概述", make=lambda: (_overview(material, entries),)),
            Step(name="任务", make=lambda: tuple(task_sections(entries))),
            Step(name="目标", make=lambda: targets_section(stated(entries))),
            Step(name=f"{NOT_TOLD}的事项", make=lambda: left_open("open", entries, _more(material, entries))),
        ),
    )


def _charged(material: Material) -> tuple[ClauseRow, ...]:
    """Each clause once that has the topic, in the order of plans and clauses."""
    plans = [p.id for p in material.plans]
    rows = filter(material.has_topic, charged_rows(material.catalog, material.request.units, (), plans))
    return tuple(sorted(rows, key=lambda r: (plans.index(r.plan), r.clause.span)))


def _overview(material: Material, entries: tuple[Entry, ...]) -> Section:
    by_plan = {plan: len(tuple(group)) for plan, group in groupby(entries, key=lambda e: e.task.plan)}
    units = material.request.units
    figures = len(stated(entries))
    said = counted(
        "office.overview",
        units="、".join(units),
        plans=len(by_plan),
        tasks=len(entries),
        parts=parts_words(entries, units),
        targets=words("targets.some", n=figures) if figures else words("targets.none"),
    )
    used = tuple(u for u in material.used if u.plan in by_plan)
    return Section(
        key="overview",
        heading="概述",
        level=1,
        blocks=(said, *places_told(entries), sources(used, by_plan), counted("sources.note")),
    )


def task_sections(entries: tuple[Entry, ...], name: str = "tasks.heading") -> Iterator[Section]:
    """The clauses to the letter, by plan where there are several, under the heading of that name."""
    heading = words(name)
    groups = [(plan, tuple(group)) for plan, group in groupby(entries, key=lambda e: e.task.plan)]
    if len(groups) == 1:
        yield Section(key="tasks", heading=heading, level=1, blocks=tuple(map(whole, entries)))
        return
    yield Section(key="tasks", heading=heading, level=1)
    for plan, group in groups:
        yield Section(
            key=f"tasks/{plan}", heading=heading_of(group[0]), level=2, blocks=tuple(map(whole, group))
        )


def _more(material: Material, entries: tuple[Entry, ...]) -> Iterator[Block]:
    """What may concern the office and is not listed: open lists and clauses without offices in the same
    plans, offices of a like name.
    """
    shown = {(e.note.plan, e.note.label) for e in entries}
    others = [
        e
        for plan in dict.fromkeys(e.task.plan for e in entries)
        for e in material.asking(plan)
        if (e.note.plan, e.note.label) not in shown and material.has_topic(e.row)
    ]
    for name, found in (
        ("open.elsewhere_list", [e for e in others if e.clause.units_open]),
        ("open.elsewhere_silent", [e for e in others if not e.task.responsibilities]),
    ):
        if found:
            plans = "、".join(dict.fromkeys(map(heading_of, found)))
            yield counted(name, numbered=True, of=found, n=len(found), plans=plans)
    yield from kin(material, material.request.units)
