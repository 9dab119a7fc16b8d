"""简报 on a topic: every clause that speaks of it in a sentence or under a heading that has all of it, to the
letter.

How a topic is read is told in `subject`. Where no clause has the parts of it together, the part that is about
something is looked for alone, and the briefing says so. Of the targets it tells those that are the topic's,
not all of the clauses shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.briefing.kinds.office import task_sections
from assistant.briefing.material import Entry, Material
from assistant.briefing.model import Block, Composition, Section, Step
from assistant.briefing.parts import conflicts, counted, left_open, offices, sources
from assistant.briefing.subject import Subject, name_of, read_as, subject_of
from assistant.briefing.tables.targets import Stated, conflict_table, stated, targets_section
from assistant.briefing.texts import words
from assistant.denial import NOT_TOLD
from ingest.store.rows import ClauseRow


def compose(material: Material) -> Composition | None:
    """None where no clause speaks of it.

    Raises:
        AssistantError: the topic has no words.
    """
    whole = subject_of(material.request.topic)
    every = [row for plan in material.plans for row in material.catalog.view(plan.id).clauses]
    for subject in filter(None, (whole, whole.narrowed(every))):
        rows = tuple(_rows(material, subject))
        if rows:
            return _composition(material, subject, material.entries(rows))
    return None


def _rows(material: Material, subject: Subject) -> Iterator[ClauseRow]:
    units = set(material.request.units)
    for plan in material.plans:
        for row in material.catalog.view(plan.id).clauses:
            if subject.met_by(row) and (not units or units & set(row.clause.units)):
                yield row


def _composition(material: Material, subject: Subject, entries: tuple[Entry, ...]) -> Composition:
    by_plan = Counter(e.task.plan for e in entries)
    found = tuple(s for s in stated(entries) if subject.states(s.entry.row, s.target))
    return Composition(
        title=words("topic.title", topic=name_of(material.request.topic)),
        plans=tuple(by_plan),
        steps=(
            Step(name="概述", make=lambda: (_overview(material, subject, entries, found),)),
            Step(name="工作安排", make=lambda: tuple(task_sections(entries, "topic.heading"))),
            Step(name="目标", make=lambda: targets_section(found)),
            Step(name="责任分工", make=lambda: offices(entries)),
            Step(
                name=f"{NOT_TOLD}的事项",
                make=lambda: left_open("open", entries, _conflicts(found), conflicting=False),
            ),
        ),
    )


def _overview(
    material: Material, subject: Subject, entries: tuple[Entry, ...], found: tuple[Stated, ...]
) -> Section:
    by_plan = Counter(e.task.plan for e in entries)
    said = counted(
        "topic.overview",
        topic=name_of(material.request.topic),
        plans=len(by_plan),
        tasks=len(entries),
        targets=words("topic.targets", n=len(found)) if found else words("topic.no_targets"),
    )
    used = tuple(u for u in material.used if u.plan in by_plan)
    note = counted("topic.note", words=read_as(subject, [e.row for e in entries]))
    blocks: list[Block] = [said, sources(used, by_plan, "条款"), note]
    if subject.dropped:
        whole = name_of(material.request.topic)
        kept = "”或“".join(thing.name for thing in subject.things)
        blocks.append(counted("topic.narrowed", topic=whole, kept=kept))
    return Section(key="overview", heading="概述", level=1, blocks=tuple(blocks))


def _conflicts(found: tuple[Stated, ...]) -> Iterator[Block]:
    if groups := conflicts(found):
        yield counted("open.conflict", n=len(groups))
        yield conflict_table(groups)
