"""简报 that sets plans side by side: what each asks, the indicators they share, those only one has, the offices.

An indicator is the same where name and group are the same to the letter (width and white space aside); those whose names
are only alike stand apart, for a person to judge. Every target stands in exactly one of the tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.briefing.kinds import Composition, Step
from assistant.briefing.matching import match, same_numbers
from assistant.briefing.material import Entry, Material, figure_of, heading_of
from assistant.briefing.model import Column, Row, Section, Table
from assistant.briefing.parts import (
    Stated,
    counted,
    dated_words,
    indicator,
    left_open,
    named,
    sources,
    stated,
    targets_table,
)
from assistant.briefing.texts import words
from assistant.errors import AssistantError
from assistant.lexicon import fold

_ALIKE = 0.6
_SIDE_BY_SIDE = 3
"""More plans than this stand below each other."""

Group = tuple[Stated, ...]


def compose(material: Material) -> Composition | None:
    """None where no plan asks anything.

    Raises:
        AssistantError: there are not two plans to be compared.
    """
    plans = material.plans
    if len(plans) < 2:
        raise AssistantError("对照至少要两份文件", remedy="请写明几份文件，或放宽地区、年份")
    entries = tuple(e for p in plans for e in material.asking(p.id))
    if not entries:
        return None
    same, alike, alone = _sorted_out(stated(entries))
    order = tuple(p.id for p in plans)
    return Composition(
        title=words("compare.title", plans=named(material.used)),
        plans=order,
        steps=(
            Step(name="概述", make=lambda: (_overview(material, entries, len(same)),)),
            Step(name="相同的指标", make=lambda: _shared("same", same, material, order)),
            Step(name="名称相近的指标", make=lambda: _shared("alike", alike, material, order)),
            Step(name="其他指标", make=lambda: tuple(_alone(alone))),
            Step(name="责任单位", make=lambda: _offices(entries, material, order)),
            Step(name="未载明的事项", make=lambda: left_open("open", entries, conflicting=False)),
        ),
    )


def _sorted_out(found: Sequence[Stated]) -> tuple[list[Group], list[Group], list[Stated]]:
    """Targets of one name in several plans, pairs of like names, and the rest."""
    by_name: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for s in found:
        by_name[fold(s.target.indicator), fold(s.target.scope or "")].append(s)
    same = [tuple(g) for g in by_name.values() if len({s.entry.task.plan for s in g}) > 1]
    rest = [s for g in by_name.values() if len({s.entry.task.plan for s in g}) == 1 for s in g]
    by_plan: dict[str, list[Stated]] = defaultdict(list)
    for s in rest:
        by_plan[s.entry.task.plan].append(s)
    alike: list[Group] = []
    paired: set[int] = set()
    for one, other in combinations(by_plan.values(), 2):
        left, right = ([s for s in side if id(s) not in paired] for side in (one, other))
        pairs = match(
            [indicator(s.target) for s in left],
            [indicator(s.target) for s in right],
            _ALIKE,
            may=lambda i, j, left=left, right=right: _comparable(left[i], right[j]),  # type: ignore[misc]
        )
        alike += [(left[i], right[j]) for i, j in sorted(pairs.items())]
        paired |= {id(s) for pair in alike for s in pair}
    settled = paired | {id(s) for group in same for s in group}
    return same, alike, [s for s in found if id(s) not in settled]


def _comparable(one: Stated, other: Stated) -> bool:
    return one.target.unit == other.target.unit and same_numbers(
        indicator(one.target), indicator(other.target)
    )


def _overview(material: Material, entries: tuple[Entry, ...], same: int) -> Section:
    columns = (
        Column(name="文件", share=40),
        Column(name="任务", share=14),
        Column(name="目标", share=14),
        Column(name="责任单位", share=16),
        Column(name="未载明单位的任务", share=20),
    )
    rows = []
    for plan in material.plans:
        mine = [e for e in entries if e.task.plan == plan.id]
        units = {u for e in mine for u in e.clause.units}
        silent = sum(not e.task.responsibilities for e in mine)
        cells = (len(mine), len(stated(mine)), len(units), silent)
        rows.append(Row(cells=(material.catalog.short(plan.id), *map(str, cells))))
    blocks = (
        counted("compare.overview", plans=len(material.plans), same=same),
        sources(material.used, Counter(e.task.plan for e in entries)),
        Table(columns=columns, rows=tuple(rows)),
        counted("compare.note"),
    )
    return Section(key="overview", heading="概述", level=1, blocks=blocks)


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
        Column(name="比较", share=12),
    )
    return Table(columns=columns, rows=tuple(_row_across(group, order) for group in groups))


def _row_across(group: Group, order: Sequence[str]) -> Row:
    names = tuple(dict.fromkeys(indicator(s.target) for s in group))
    said = ("；".join(dated_words(s.target) for s in group if s.entry.task.plan == plan) for plan in order)
    return Row(
        cells=(" / ".join(names), *(words_ or "—" for words_ in said), verdict(group)),
        notes=tuple(dict.fromkeys(s.entry.note for s in group)),
        figures=tuple(f for s in group for f in figure_of(s.entry, s.target)),
    )


def _below(groups: Sequence[Group]) -> Table:
    columns = (
        Column(name="指标", share=36),
        Column(name="文件", share=26),
        Column(name="目标值", share=28),
        Column(name="比较", share=12),
    )
    rows = tuple(
        Row(
            cells=(indicator(s.target), s.entry.task.short, dated_words(s.target), verdict(group) if n == 0 else ""),
            notes=(s.entry.note,),
            figures=figure_of(s.entry, s.target),
        )
        for group in groups
        for n, s in enumerate(group)
    )  # fmt: skip
    return Table(columns=columns, rows=rows)


def verdict(group: Sequence[Stated]) -> str:
    """Whether the figures are the same; they are compared only in the same unit."""
    if len({s.target.unit for s in group}) > 1:
        return words("compare.units")
    if len({(s.target.comparator, s.target.value, s.target.value_high) for s in group}) == 1:
        return words("compare.equal")
    if len({(s.target.value, s.target.value_high) for s in group}) == 1:
        return words("compare.bound")
    return words("compare.differs")


def _alone(found: Sequence[Stated]) -> Iterator[Section]:
    by_plan: dict[str, list[Stated]] = defaultdict(list)
    for s in found:
        by_plan[s.entry.task.plan].append(s)
    if by_plan:
        yield Section(key="alone", heading=words("compare.alone_heading"), level=1)
    for plan, mine in by_plan.items():
        title = heading_of(mine[0].entry)
        yield Section(key=f"alone/{plan}", heading=title, level=2, blocks=(targets_table(mine),))


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
