"""简报 of indicators: every target that is asked for, plan by plan, and those on which plans differ.

A topic is read as `subject` reads it. Where a year is asked for, targets of another year stand in a section
of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from assistant.briefing.material import Entry, Material, heading_of, notes_of
from assistant.briefing.model import Block, Composition, Paragraph, Section, Step
from assistant.briefing.parts import conflicts, counted, sources
from assistant.briefing.subject import read_as, subject_of
from assistant.briefing.tables.target_words import indicator
from assistant.briefing.tables.targets import Stated, conflict_table, stated, targets_blocks
from assistant.briefing.texts import words
from assistant.denial import NOT_TOLD
from assistant.errors import AssistantError


def compose(material: Material) -> Composition | None:
    """None where no target is stated that has the words asked for, nor one of a name near to them.

    Raises:
        AssistantError: the topic has no words, or only indicators of near names are stated.
    """
    found = _asked(material)
    if not found:
        _refuse_near(material)
        return None
    request = material.request
    name = "".join((f"{request.year}年" if request.year else "", request.topic, "、".join(request.units)))
    due, later = _by_deadline(material, found)
    return Composition(
        title=words("indicators.title", name=name or words("indicators.all")),
        plans=tuple(dict.fromkeys(s.entry.task.plan for s in found)),
        steps=(
            Step(name="概述", make=lambda: (_overview(material, found, later),)),
            Step(name="指标", make=lambda: tuple(_tables("targets", words("indicators.heading"), due))),
            Step(
                name="其他年份的目标",
                make=lambda: tuple(_tables("later", _later_name(material, later), later)),
            ),
            Step(name="数值不同的指标", make=lambda: tuple(_conflicting(found))),
            Step(name=f"{NOT_TOLD}的事项", make=lambda: _left_open(found)),
        ),
    )


def _asked(material: Material) -> tuple[Stated, ...]:
    """Targets of the offices asked for whose indicator or group speaks of the topic; where none does, those
    whose sentence does.
    """
    every = _stated(material)
    if not material.request.topic.strip():
        return every
    subject = subject_of(material.request.topic)
    named = tuple(s for s in every if subject.named_by(s.target))
    return named or tuple(s for s in every if subject.states(s.entry.row, s.target))


def _stated(material: Material) -> tuple[Stated, ...]:
    units = set(material.request.units)
    return tuple(
        s
        for plan in material.plans
        for s in stated(material.asking(plan.id))
        if not units or units & set(s.entry.clause.units)
    )


def _refuse_near(material: Material) -> None:
    """Raises AssistantError that tells the near names, where there are any."""
    topic = material.request.topic
    near = subject_of(topic).near([indicator(s.target) for s in _stated(material)]) if topic.strip() else ()
    if near:
        raise AssistantError(f"没有写到“{topic}”的指标", remedy=f"名称相近的有：{'、'.join(near)}")


def _by_deadline(
    material: Material, found: tuple[Stated, ...]
) -> tuple[tuple[Stated, ...], tuple[Stated, ...]]:
    """Those of the year asked for or of no stated time, and those of other years; all are of the first kind
    where no year is asked for.
    """
    year = material.request.year
    other = [bool(year and s.target.deadline and not s.target.deadline.startswith(str(year))) for s in found]
    return (
        tuple(s for s, is_other in zip(found, other, strict=True) if not is_other),
        tuple(s for s, is_other in zip(found, other, strict=True) if is_other),
    )


def _later_name(material: Material, later: tuple[Stated, ...]) -> str:
    """规划期末目标 where all are due in the last year of a plan over several years."""
    ends = {p.id: str(p.last_year) for p in material.plans if p.last_year and p.last_year != p.year}
    at_end = all((s.target.deadline or "")[:4] == ends.get(s.entry.task.plan) for s in later)
    return words("indicators.later" if at_end else "indicators.other_years")


def _overview(material: Material, found: tuple[Stated, ...], later: tuple[Stated, ...]) -> Section:
    by_plan = Counter(s.entry.task.plan for s in found)
    kinds = Counter(s.target.kind for s in found if s.target.kind)
    said = "、".join(f"{kind} {n} 个" for kind, n in kinds.items())
    blocks: list[Block] = [
        counted(
            "indicators.overview",
            plans=len(by_plan),
            targets=len(found),
            kinds=words("indicators.kinds", kinds=said) if kinds else "",
        )
    ]
    if later:
        blocks.append(
            counted(
                "indicators.by_year",
                year=material.request.year,
                due=len(found) - len(later),
                later=len(later),
                heading=_later_name(material, later),
            )
        )
    blocks.append(sources(tuple(u for u in material.used if u.plan in by_plan), by_plan, "指标"))
    if material.request.topic.strip():
        subject = subject_of(material.request.topic)
        read = read_as(subject, [s.entry.row for s in found])
        named = all(subject.named_by(s.target) for s in found)
        blocks.append(counted("indicators.named" if named else "indicators.in_sentence", words=read))
    blocks.append(counted("indicators.note"))
    return Section(key="overview", heading="概述", level=1, blocks=tuple(blocks))


def _tables(key: str, heading: str, found: tuple[Stated, ...]) -> Iterator[Section]:
    """By plan where there are several; no section where nothing is stated."""
    groups = [(plan, tuple(group)) for plan, group in groupby(found, key=lambda s: s.entry.task.plan)]
    if len(groups) == 1:
        yield Section(key=key, heading=heading, level=1, blocks=targets_blocks(found))
    if len(groups) < 2:
        return
    yield Section(key=key, heading=heading, level=1)
    for plan, group in groups:
        title = heading_of(group[0].entry)
        yield Section(key=f"{key}/{plan}", heading=title, level=2, blocks=targets_blocks(group))


def _conflicting(found: tuple[Stated, ...]) -> Iterator[Section]:
    groups = conflicts(found)
    if groups:
        blocks = (counted("open.conflict", n=len(groups)), conflict_table(groups))
        yield Section(key="conflicts", heading=words("indicators.conflicts"), level=1, blocks=blocks)


def _left_open(found: tuple[Stated, ...]) -> tuple[Section, ...]:
    """Targets nobody is named for, and those without a time."""
    blocks: list[Block] = []
    for name, open_ in (
        ("indicators.silent", [s for s in found if not s.entry.task.responsibilities]),
        ("indicators.list", [s for s in found if s.entry.task.open]),
        ("indicators.undated", [s for s in found if not s.target.deadline]),
    ):
        if open_:
            entries: tuple[Entry, ...] = tuple({s.entry.note: s.entry for s in open_}.values())
            blocks.append(
                Paragraph(
                    text=words(name, n=len(open_)), origin="counted", notes=notes_of(entries), numbered=True
                )
            )
    if not blocks:
        return ()
    return (Section(key="open", heading=f"文件{NOT_TOLD}的事项", level=1, blocks=tuple(blocks)),)
