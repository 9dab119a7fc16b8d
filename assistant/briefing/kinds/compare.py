"""简报 that sets plans side by side: what each asks, the indicators they share, those only one has, the
offices.

Whether an indicator is the same is decided in `versions.indicators`; those whose names are only alike, or
hold one another, stand apart, for a person to judge. Every target of the offices and the topic asked for
stands in exactly one of the tables. Tasks are set side by side by `compare_tasks`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from assistant.briefing.kinds.compare_tasks import tasks_section
from assistant.briefing.material import Entry, Material, heading_of
from assistant.briefing.model import Block, Column, Composition, Row, Section, Step, Table
from assistant.briefing.parts import conflicts, counted, left_open, named, sources
from assistant.briefing.subject import Subject, name_of, read_as, subject_of
from assistant.briefing.tables.targets import (
    Stated,
    conflict_table,
    dated_words,
    figures_shown,
    repeated,
    stated,
    targets_table,
)
from assistant.briefing.texts import words
from assistant.denial import NOT_TOLD
from assistant.errors import AssistantError
from assistant.versions.indicators import matched
from assistant.versions.indicators import name_of as target_name

Group = tuple[Stated, ...]

_SIDE_BY_SIDE = 3
"""More plans than this stand below each other."""


def compose(material: Material) -> Composition | None:
    """None where no plan asks anything.

    Raises:
        AssistantError: there are not two plans to be compared.
    """
    plans = material.plans
    if len(plans) < 2:
        raise AssistantError("对照至少要两份文件", remedy="请写明几份文件，或放宽地区、年份")
    entries, subject = _asked(material)
    if not entries:
        return None
    found = tuple(s for s in stated(entries) if not subject or subject.states(s.entry.row, s.target))
    same, alike, alone = sorted_out(found)
    order = tuple(p.id for p in plans)
    names = {plan: material.catalog.short(plan) for plan in order}
    beside = len(order) <= _SIDE_BY_SIDE
    return Composition(
        title=words("compare.title", plans=named(material.used)),
        plans=order,
        steps=(
            Step(name="概述", make=lambda: (_overview(material, entries, found, subject, len(same)),)),
            Step(name="任务对照", make=lambda: tasks_section(entries, names, side_by_side=beside)),
            Step(name="相同的指标", make=lambda: _shared("same", same, material, order)),
            Step(name="名称相近的指标", make=lambda: _shared("alike", alike, material, order)),
            Step(name="其他指标", make=lambda: tuple(_alone(alone))),
            Step(name="责任单位", make=lambda: _offices(entries, material, order)),
            Step(
                name=f"{NOT_TOLD}的事项",
                make=lambda: left_open("open", entries, _within(found), conflicting=False),
            ),
        ),
    )


def _asked(material: Material) -> tuple[tuple[Entry, ...], Subject | None]:
    """What the plans ask of the offices, on the topic where there is one, with how the topic was read."""
    units, topic = set(material.request.units), material.request.topic
    entries = tuple(
        e for p in material.plans for e in material.asking(p.id) if not units or units & set(e.clause.units)
    )
    if not topic.strip():
        return entries, None
    whole = subject_of(topic)
    for subject in filter(None, (whole, whole.narrowed([e.row for e in entries]))):
        if told := tuple(e for e in entries if subject.met_by(e.row)):
            return told, subject
    return (), None


def _overview(
    material: Material,
    entries: tuple[Entry, ...],
    found: tuple[Stated, ...],
    subject: Subject | None,
    same: int,
) -> Section:
    columns = (
        Column(name="文件", share=40),
        Column(name="任务", share=14),
        Column(name="目标", share=14),
        Column(name="责任单位", share=16),
        Column(name=f"{NOT_TOLD}单位的任务", share=20),
    )
    rows = []
    for plan in material.plans:
        mine = [e for e in entries if e.task.plan == plan.id]
        units = {u for e in mine for u in e.clause.units}
        silent = sum(not e.task.responsibilities for e in mine)
        targets = sum(s.entry.task.plan == plan.id for s in found)
        cells = (len(mine), targets, len(units), silent)
        rows.append(Row(cells=(material.catalog.short(plan.id), *map(str, cells))))
    blocks: list[Block] = [
        counted("compare.overview", plans=len(material.plans), same=same),
        sources(material.used, Counter(e.task.plan for e in entries)),
        Table(columns=columns, rows=tuple(rows)),
        *_confined(material, entries, subject),
        counted("compare.note"),
    ]
    return Section(key="overview", heading="概述", level=1, blocks=tuple(blocks))


def _confined(material: Material, entries: tuple[Entry, ...], subject: Subject | None) -> Iterator[Block]:
    """What is left out on request."""
    if material.request.units:
        yield counted("compare.units_only", units="、".join(material.request.units))
    if subject:
        yield counted("topic.note", words=read_as(subject, [e.row for e in entries]))
        if subject.dropped:
            kept = "”或“".join(thing.name for thing in subject.things)
            yield counted("topic.narrowed", topic=name_of(material.request.topic), kept=kept)


def _shared(
    key: str, groups: Sequence[Group], material: Material, order: Sequence[str]
) -> tuple[Section, ...]:
    if not groups:
        return ()
    table = _across(groups, material, order) if len(order) <= _SIDE_BY_SIDE else _below(groups)
    blocks = (counted(f"compare.{key}", n=len(groups)), table)
    return (Section(key=key, heading=words(f"compare.{key}_heading"), level=1, blocks=blocks),)


def _across(groups: Sequence[Group], material: Material, order: Sequence[str]) -> Table:
    """A column for each plan."""
    columns = (
        Column(name="指标", share=30),
        *(Column(name=material.catalog.short(plan), share=24) for plan in order),
        Column(name="比较", share=18),
    )
    return Table(columns=columns, rows=tuple(_row_across(group, order) for group in groups))


def _row_across(group: Group, order: Sequence[str]) -> Row:
    name = group[0].words.name
    said = ("；".join(_told([s for s in group if s.entry.task.plan == plan], name)) for plan in order)
    top = highest(group)
    told = (verdict(group), words("compare.higher", plan=top.entry.task.short) if top else "")
    return Row(
        cells=(name, *(words_ or "—" for words_ in said), "；".join(filter(None, told))),
        notes=tuple(dict.fromkeys(s.entry.note for s in group)),
        figures=figures_shown(*group),
    )


def _told(mine: Sequence[Stated], name: str) -> Iterator[str]:
    """What one plan demands; of what two clauses say the same the second only names the first."""
    for s, before in zip(mine, repeated(mine), strict=True):
        yield words("compare.twice", clause=before.marker) if before else _named(s, name)


def _named(s: Stated, name: str) -> str:
    """The figure, behind its indicator where that is not called by the row's name."""
    told = s.words
    return dated_words(s) if told.full_name == name else f"{told.full_name}：{dated_words(s)}"


def _below(groups: Sequence[Group]) -> Table:
    columns = (
        Column(name="指标", share=36),
        Column(name="文件", share=26),
        Column(name="目标值", share=28),
        Column(name="比较", share=18),
    )
    return Table(columns=columns, rows=tuple(row for group in groups for row in _rows_below(group)))


def _rows_below(group: Group) -> Iterator[Row]:
    """The first says how they compare, the one of the highest figure that it is."""
    top = highest(group)
    for n, s in enumerate(group):
        said = (verdict(group) if n == 0 else "", words("compare.top") if s is top else "")
        yield Row(
            cells=(
                s.words.full_name,
                s.entry.task.short,
                dated_words(s),
                "；".join(filter(None, said)),
            ),
            notes=(s.entry.note,),
            figures=s.figures,
        )


def _alone(found: Sequence[Stated]) -> Iterator[Section]:
    by_plan: dict[str, list[Stated]] = defaultdict(list)
    for s in found:
        by_plan[s.entry.task.plan].append(s)
    if by_plan:
        yield Section(key="alone", heading=words("compare.alone_heading"), level=1)
    for plan, mine in by_plan.items():
        title = heading_of(mine[0].entry)
        yield Section(key=f"alone/{plan}", heading=title, level=2, blocks=(targets_table(mine),))


def _within(found: Sequence[Stated]) -> Iterator[Block]:
    """What one plan says of one indicator in several clauses and not the same; plans that differ stand in the
    tables.
    """
    by_plan: dict[str, list[Stated]] = defaultdict(list)
    for s in found:
        by_plan[s.entry.task.plan].append(s)
    groups = [group for mine in by_plan.values() for group in conflicts(mine)]
    if groups:
        yield counted("compare.conflict", n=len(groups))
        yield conflict_table(groups)


def _offices(entries: tuple[Entry, ...], material: Material, order: Sequence[str]) -> tuple[Section, ...]:
    """How many tasks each office has in each plan; names are compared to the letter."""
    counts = {
        plan: Counter(u for e in entries if e.task.plan == plan for u in e.clause.units) for plan in order
    }
    named = [plan for plan in order if counts[plan]]
    total = sum(counts.values(), Counter[str]())
    if not total:
        return ()
    columns = (
        Column(name="单位", share=34),
        *(Column(name=material.catalog.short(plan), share=22) for plan in named),
    )
    rows = tuple(
        Row(cells=(unit, *(str(counts[plan][unit] or "—") for plan in named)))
        for unit, _ in sorted(total.items(), key=lambda item: -item[1])
    )
    blocks = (counted("compare.offices"), Table(columns=columns, rows=rows))
    return (Section(key="offices", heading=words("offices.heading"), level=1, blocks=blocks),)


def sorted_out(found: Sequence[Stated]) -> tuple[list[Group], list[Group], list[Stated]]:
    """Targets of one indicator in several plans, pairs of like names, and the rest."""
    by_key: dict[str, list[Stated]] = defaultdict(list)
    for s in found:
        by_key[s.key].append(s)
    same = [tuple(g) for g in by_key.values() if len(_plans(g)) > 1]
    rest = _by_plan(s for g in by_key.values() if len(_plans(g)) == 1 for s in g)
    alike: list[Group] = []
    settled = {id(s) for group in same for s in group}
    for one, other in combinations(rest, 2):
        left, right = ([s for s in side if id(s) not in settled] for side in (one, other))
        names = [[target_name(s.target, s.entry.region) for s in side] for side in (left, right)]
        alike += [(left[i], right[j]) for i, j in sorted(matched(names[0], names[1]).items())]
        settled |= {id(s) for pair in alike for s in pair}
    return same, alike, [s for s in found if id(s) not in settled]


def _plans(group: Iterable[Stated]) -> set[str]:
    return {s.entry.task.plan for s in group}


def _by_plan(found: Iterable[Stated]) -> list[list[Stated]]:
    by_plan: dict[str, list[Stated]] = defaultdict(list)
    for s in found:
        by_plan[s.entry.task.plan].append(s)
    return list(by_plan.values())


def verdict(group: Sequence[Stated]) -> str:
    """Whether the figures are the same; they are compared only in the same unit. Other deadlines are
    mentioned.
    """
    said = [_of_figures(group)]
    if len({s.target.deadline for s in group}) > 1:
        said.append(words("compare.deadlines"))
    return "；".join(said)


def _of_figures(group: Sequence[Stated]) -> str:
    if len({s.target.unit for s in group}) > 1:
        return words("compare.units")
    if len({(s.target.comparator, s.target.value, s.target.value_high) for s in group}) == 1:
        return words("compare.equal")
    if len({(s.target.value, s.target.value_high) for s in group}) == 1:
        return words("compare.bound")
    return words("compare.differs")


def highest(group: Sequence[Stated]) -> Stated | None:
    """The target of the highest figure; None where figures cannot be compared, or several are as high."""
    values = [s.target.value_high or s.target.value for s in group]
    known = [v for v in values if v is not None]
    if len({s.target.unit for s in group}) > 1 or len(known) < len(group) or known.count(max(known)) > 1:
        return None
    return group[values.index(max(known))]
