"""简报 by plan: one page for a director, then every task in a line, the clauses that are none, its targets,
who is charged with how much.

One plan, or several one after the other. A task is a clause that charges somebody or states a target or a
milestone; what stands of it here are its first words to the letter. Offices and a topic confine it to the
clauses that charge them and have it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from assistant.briefing.kinds.one_page import bare, part_of, sheet
from assistant.briefing.material import Entry, Material, asks, heading_of, short
from assistant.briefing.model import Block, Column, Composition, Row, Section, Step, Table
from assistant.briefing.parts import counted, left_open, named, offices, places_told, sources
from assistant.briefing.tables.targets import stated, targets_section
from assistant.briefing.texts import words
from assistant.denial import NOT_TOLD
from assistant.errors import AssistantError


def compose(material: Material) -> Composition | None:
    """None where the plans ask nothing of anybody.

    Raises:
        AssistantError: no plan is named, and there are several.
    """
    if not material.request.plans and len(material.plans) > 1:
        raise AssistantError("文件摘要需要指明文件", remedy="编号和名称见“文件”页，或用 plans list")
    plans = tuple(p.id for p in material.plans)
    entries = tuple(e for plan in plans for e in material.asking(plan) if _wanted(material, e))
    if not entries:
        return None
    others = () if _confined(material) else tuple(e for plan in plans for e in _silent(material, plan))
    titles = named(material.used)
    steps = [
        Step(name="一页摘要", make=lambda: tuple(_sheets(material, entries, titles))),
        Step(name="概述", make=lambda: (_overview(material, entries, titles, others=len(others)),)),
        Step(name="任务", make=lambda: tuple(_tasks(entries))),
        Step(name="其他条款", make=lambda: _others(others)),
        Step(name="目标", make=lambda: targets_section(stated(entries))),
        Step(name="责任分工", make=lambda: offices(entries)),
        Step(name=f"{NOT_TOLD}的事项", make=lambda: left_open("open", entries)),
    ]
    return Composition(title=words("plan.title", titles=titles), plans=plans, steps=tuple(steps))


def _wanted(material: Material, entry: Entry) -> bool:
    """Whether the clause charges one of the offices and has the topic, where they are given."""
    units = set(material.request.units)
    return material.has_topic(entry.row) and (not units or bool(units & set(entry.clause.units)))


def _confined(material: Material) -> bool:
    return bool(material.request.units) or material.on_topic is not None


def _silent(material: Material, plan: str) -> Iterator[Entry]:
    """The clauses of a plan that charge nobody and state neither target nor milestone."""
    return (e for e in material.entries(material.catalog.view(plan).clauses) if not asks(e.task))


def _sheets(material: Material, entries: tuple[Entry, ...], titles: str) -> Iterator[Section]:
    """A page for each plan."""
    groups = [(plan, tuple(group)) for plan, group in groupby(entries, key=lambda e: e.task.plan)]
    if len(groups) > 1:
        yield Section(key="sheet", heading=words("sheet.each"), level=1)
    for plan, mine in groups:
        row = next(p for p in material.plans if p.id == plan)
        silent = () if _confined(material) else tuple(_silent(material, plan))
        figures = len(stated(mine))
        said = counted(
            "sheet.confined" if _confined(material) else "sheet.counts",
            clauses=row.clauses,
            tasks=len(mine),
            targets=words("sheet.some", n=figures) if figures else words("sheet.none"),
            units=_charged(mine),
        )
        several = len(groups) > 1
        made = sheet(
            mine,
            silent,
            said,
            title=words("plan.title", titles=titles),
            key=f"sheet/{plan}" if several else "sheet",
            level=2 if several else 1,
        )
        yield replace(made, heading=heading_of(mine[0])) if several else made


def _overview(material: Material, entries: tuple[Entry, ...], titles: str, *, others: int) -> Section:
    """Counts, the plans used, and how the tasks are spread over the parts of each plan."""
    by_plan = Counter(e.task.plan for e in entries)
    figures = stated(entries)
    counts = counted(
        "plan.overview_confined" if _confined(material) else "plan.overview",
        subject=titles,
        clauses=sum(p.clauses for p in material.plans),
        tasks=len(entries),
        targets=words("targets.some", n=len(figures)) if figures else words("targets.none"),
        units=_charged(entries),
    )
    used = tuple(u for u in material.used if u.plan in by_plan)
    short_ = counted("sources.confined" if _confined(material) else "sources.short")
    if others:
        short_ = replace(short_, text=short_.text + words("sources.others", n=others))
    blocks: list[Block] = [counts, *places_told(entries), sources(used, by_plan), *_spread(entries), short_]
    return Section(key="overview", heading="概述", level=1, blocks=tuple(blocks))


def _charged(entries: tuple[Entry, ...]) -> str:
    """How many offices are named, and in how many tasks nobody is."""
    units = len({(e.region, u) for e in entries for u in e.clause.units})
    silent = sum(not e.task.responsibilities for e in entries)
    if silent == len(entries):
        return words("plan.silent")
    said = words("plan.units", n=units)
    return said + words("plan.some_silent", n=silent) if silent else said


def _spread(entries: tuple[Entry, ...]) -> Iterator[Table]:
    """A row for each part of the plans; none where no plan has parts."""
    parts = [(key, tuple(group)) for key, group in groupby(entries, key=_part_of)]
    if len(parts) < 2:
        return
    several = len({e.task.plan for e in entries}) > 1
    columns = (
        *((Column(name="文件", share=28),) * several),
        Column(name="部分", share=60),
        Column(name="任务", share=10),
        Column(name="目标", share=10),
    )
    rows = tuple(
        Row(
            cells=(
                *((group[0].task.short,) * several),
                part or words("plan.front"),
                str(len(group)),
                str(len(stated(group))),
            )
        )
        for (_, part), group in parts
    )
    yield Table(columns=columns, rows=rows)


def _part_of(entry: Entry) -> tuple[str, str]:
    """Plan and the outermost heading above the clause, as printed."""
    return entry.task.plan, part_of(entry)


def _tasks(entries: tuple[Entry, ...]) -> Iterator[Section]:
    listed = tuple(e for e in entries if not _is_indicator(e))
    if not listed:
        return
    aside = len(entries) - len(listed)
    blocks = (counted("plan.rows_aside", n=aside),) if aside else ()
    yield Section(key="tasks", heading=words("plan.tasks"), level=1, blocks=blocks)
    several = len({e.task.plan for e in listed}) > 1
    for plan, mine in groupby(listed, key=lambda e: e.task.plan):
        group = tuple(mine)
        if several:
            yield Section(key=f"tasks/{plan}", heading=heading_of(group[0]), level=2)
        for number, ((_, part), within) in enumerate(groupby(group, key=_part_of), start=1):
            yield Section(
                key=f"tasks/{plan}/{number}",
                heading=bare(part) or words("plan.front"),
                level=3 if several else 2,
                blocks=tuple(short(e) for e in within),
            )


def _others(entries: tuple[Entry, ...]) -> tuple[Section, ...]:
    """Every clause that is no task, in a line, so that no number of the plan is missing; no section where all
    are tasks.
    """
    if not entries:
        return ()
    plans = [(plan, tuple(group)) for plan, group in groupby(entries, key=lambda e: e.task.plan)]
    said = counted("plan.others_note", n=len(entries))
    heading = words("plan.others")
    if len(plans) == 1:
        return (Section(key="others", heading=heading, level=1, blocks=(said, *map(short, entries))),)
    below = (
        Section(
            key=f"others/{plan}",
            heading=heading_of(group[0]),
            level=2,
            blocks=tuple(map(short, group)),
        )
        for plan, group in plans
    )
    return (Section(key="others", heading=heading, level=1, blocks=(said,)), *below)


def _is_indicator(entry: Entry) -> bool:
    """Whether it is a row of a table that only states targets: the table of targets shows all of it."""
    return bool(entry.task.cells and entry.task.targets and not entry.task.responsibilities)
