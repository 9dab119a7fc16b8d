"""简报 of indicators: every target that is asked for, plan by plan, and those on which plans differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from assistant.briefing.kinds import Composition, Step
from assistant.briefing.material import Entry, Material, heading_of, notes_of
from assistant.briefing.model import Block, Paragraph, Section
from assistant.briefing.parts import (
    Stated,
    conflict_table,
    conflicts,
    counted,
    sources,
    stated,
    targets_table,
)
from assistant.briefing.texts import words
from assistant.lexicon import fold


def compose(material: Material) -> Composition | None:
    """None where no target is stated that has the words asked for."""
    found = _asked(material)
    if not found:
        return None
    request = material.request
    name = "".join((f"{request.year}年" if request.year else "", request.topic, "、".join(request.units)))
    return Composition(
        title=words("indicators.title", name=name or words("indicators.all")),
        plans=tuple(dict.fromkeys(s.entry.task.plan for s in found)),
        steps=(
            Step(name="概述", make=lambda: (_overview(material, found),)),
            Step(name="指标", make=lambda: tuple(_tables(found))),
            Step(name="数值不同的指标", make=lambda: tuple(_conflicting(found))),
            Step(name="未载明的事项", make=lambda: _left_open(found)),
        ),
    )


def _asked(material: Material) -> tuple[Stated, ...]:
    """Targets of the offices asked for whose indicator or group has every word of the topic."""
    units, asked = set(material.request.units), [fold(w) for w in material.request.topic.split()]
    return tuple(
        s
        for plan in material.plans
        for s in stated(material.asking(plan.id))
        if (not units or units & set(s.entry.clause.units))
        and all(word in fold(f"{s.target.indicator} {s.target.scope or ''}") for word in asked)
    )


def _overview(material: Material, found: tuple[Stated, ...]) -> Section:
    by_plan = Counter(s.entry.task.plan for s in found)
    kinds = Counter(s.target.kind for s in found if s.target.kind)
    said = "、".join(f"{kind} {n} 个" for kind, n in kinds.items())
    blocks: tuple[Block, ...] = (
        counted(
            "indicators.overview",
            plans=len(by_plan),
            targets=len(found),
            kinds=words("indicators.kinds", kinds=said) if kinds else "",
        ),
        sources(tuple(u for u in material.used if u.plan in by_plan), by_plan, "指标"),
        counted("indicators.note"),
    )
    return Section(key="overview", heading="概述", level=1, blocks=blocks)


def _tables(found: tuple[Stated, ...]) -> Iterator[Section]:
    groups = [(plan, tuple(group)) for plan, group in groupby(found, key=lambda s: s.entry.task.plan)]
    heading = words("indicators.heading")
    if len(groups) == 1:
        yield Section(key="targets", heading=heading, level=1, blocks=(targets_table(found),))
        return
    yield Section(key="targets", heading=heading, level=1)
    for plan, group in groups:
        title = heading_of(group[0].entry)
        yield Section(key=f"targets/{plan}", heading=title, level=2, blocks=(targets_table(group),))


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
    return (Section(key="open", heading="文件未载明的事项", level=1, blocks=tuple(blocks)),)
