"""简报 of changes: two versions of a plan, or the plans of two years: what is new, gone, higher, lower, in
other hands.

Clauses belong together whose words are the most alike, targets whose names are; a person is told where that
was judged. Higher and lower are said of the number alone. Every task and target of either side is told once:
changed, new, gone, or counted as unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.briefing.kinds import Composition, Step
from assistant.briefing.matching import match, same_numbers
from assistant.briefing.material import Entry, Material, asks, entries_of, figures_of, short, used_of
from assistant.briefing.model import Block, Column, Figure, Row, Section, Table, Used
from assistant.briefing.parts import counted, named, one_line
from assistant.briefing.target_words import indicator
from assistant.briefing.targets import Stated, dated_words, figures_shown, stated
from assistant.briefing.texts import words
from assistant.errors import AssistantError
from assistant.retrieval.lexicon import fold
from assistant.retrieval.wording import in_role
from ingest.model import Edition, Target
from ingest.store.rows import PlanRow

_ALIKE = 0.5
_SAME_NAME = 0.7
_RELATED = 0.2
"""Two plans of which less than this share of the shorter one is found in the other are about different
things.
"""
_TEXT = 160
"""Characters of a clause that are shown where its words changed; the note leads to the rest."""


@dataclass(frozen=True, kw_only=True)
class _Side:
    """A plan in one version: its tasks and targets."""

    used: Used
    entries: tuple[Entry, ...]

    @cached_property
    def targets(self) -> tuple[Stated, ...]:
        return stated(self.entries)


@dataclass(frozen=True, kw_only=True)
class _Changes:
    """`tasks` and `targets` are pairs of places in the old and the new side."""

    old: _Side
    new: _Side
    tasks: dict[int, int]
    targets: dict[int, int]

    @property
    def versions(self) -> bool:
        """Whether both are the same plan."""
        return self.old.used.plan == self.new.used.plan

    @property
    def task_pairs(self) -> tuple[tuple[Entry, Entry], ...]:
        return tuple((self.old.entries[i], self.new.entries[j]) for i, j in sorted(self.tasks.items()))

    @property
    def target_pairs(self) -> tuple[tuple[Stated, Stated], ...]:
        return tuple((self.old.targets[i], self.new.targets[j]) for i, j in sorted(self.targets.items()))


def compose(material: Material) -> Composition | None:
    """None where neither side asks anything.

    Raises:
        AssistantError: there are neither two plans of one place nor a plan with two versions.
    """
    old, new = _sides(material)
    if not (old.entries or new.entries):
        return None
    found = _Changes(old=old, new=new, tasks=_matched_tasks(old, new), targets=_matched_targets(old, new))
    return Composition(
        title=_title(found),
        plans=(old.used.plan, new.used.plan),
        versions=(old.used, new.used),
        steps=(
            Step(name="概述", make=lambda: (_overview(found),)),
            Step(name="指标", make=lambda: tuple(_figures(found))),
            Step(name="责任单位", make=lambda: tuple(_offices(found))),
            Step(name="新增", make=lambda: _only("added", new, set(found.tasks.values()))),
            Step(name="取消", make=lambda: _only("gone", old, set(found.tasks))),
            Step(name="改动", make=lambda: tuple(_worded(found))),
        ),
    )


def _sides(material: Material) -> tuple[_Side, _Side]:
    """The older first: by version, or by the year the plan ends in, begins in, and was issued."""
    plans = material.plans
    if len(plans) == 2:
        _of_one_place(plans)
        older, newer = sorted(plans, key=lambda p: (p.last_year or 0, p.year or 0, p.issued or "", p.id))
        return _current(material, older), _current(material, newer)
    if len(plans) != 1:
        raise AssistantError("变化情况需要指明一份或两份文件", remedy="编号和名称见“文件”页，或用 plans list")
    row = plans[0]
    return _earlier(material, row, _version_before(material, row)), _current(material, row)


def _of_one_place(plans: Iterable[PlanRow]) -> None:
    """Raises AssistantError where they are known to be of different places: nothing is new or gone between
    those.
    """
    places = tuple(dict.fromkeys(p.region for p in plans if p.region))
    if len(places) > 1:
        raise AssistantError(
            f"两份文件属于不同地区（{'、'.join(places)}），谈不上新增和取消",
            remedy="要并列查看，请改用“文件对照”；要看变化，请选同一地区的两份文件",
        )


def _version_before(material: Material, row: PlanRow) -> int:
    """The last earlier version of the same edition; where there is none, the last that was current.

    A digest that came when an official text was there already was never current.

    Raises:
        AssistantError: no earlier version was current.
    """
    versions = material.library.versions(row.id)
    official = min((v.version for v in versions if v.edition is Edition.OFFICIAL), default=None)
    earlier = [
        v
        for v in versions
        if v.version < row.version
        and (v.edition is Edition.OFFICIAL or official is None or v.version < official)
    ]
    same = [v for v in earlier if v.edition == row.edition]
    if not earlier:
        said = "只有一个版本" if len(versions) == 1 else "没有更早的、曾作为依据的版本"
        raise AssistantError(
            f"《{row.title}》在资料库里{said}", remedy="请再指明一份文件，例如上一年度的同类文件"
        )
    return (same or earlier)[-1].version


def _current(material: Material, row: PlanRow) -> _Side:
    used = used_of(row, material.catalog.short(row.id))
    return _Side(used=used, entries=material.asking(row.id))


def _earlier(material: Material, row: PlanRow, version: int) -> _Side:
    view, plan = material.view(row.id, version), material.library.get(row.id, version=version)
    entries = tuple(e for e in entries_of(view, plan, view.clauses) if asks(e.task))
    return _Side(used=used_of(view.row, view.short), entries=entries)


def _title(found: _Changes) -> str:
    old, new = named((found.old.used,)), named((found.new.used,))
    if found.versions:
        old, new = f"第{found.old.used.version}版", f"{new}第{found.new.used.version}版"
    return words("changes.title", old=old, new=new)


def _name(side: _Side, found: _Changes) -> str:
    return f"{side.used.short}第{side.used.version}版" if found.versions else side.used.short


def _matched_tasks(old: _Side, new: _Side) -> dict[int, int]:
    return match([e.row.text for e in old.entries], [e.row.text for e in new.entries], _ALIKE)


def _matched_targets(old: _Side, new: _Side) -> dict[int, int]:
    """By name and group, then by names alike with the same numbers and unit."""
    one, other = old.targets, new.targets
    return match(
        [indicator(s.target) for s in one],
        [indicator(s.target) for s in other],
        _SAME_NAME,
        may=lambda i, j: same_numbers(indicator(one[i].target), indicator(other[j].target)),
    )


def change_of(old: Target, new: Target) -> str:
    """提高, 降低, 不变, or that the two cannot be compared by a number."""
    if old.unit == new.unit and old.value is not None and new.value is not None:
        was, now = (old.value_high or old.value), (new.value_high or new.value)
        if now != was and old.comparator == new.comparator:
            return words("changes.up" if now > was else "changes.down")
    same = (old.comparator, old.value, old.value_high, old.unit) == (
        new.comparator,
        new.value,
        new.value_high,
        new.unit,
    )
    if same and (old.value is not None or fold(old.value_text) == fold(new.value_text)):
        return words("changes.same")
    return words("changes.other")


def _overview(found: _Changes) -> Section:
    verdicts = [change_of(o.target, n.target) for o, n in found.target_pairs]
    columns = (
        Column(name="项目", share=30),
        Column(name=_name(found.old, found), share=30),
        Column(name=_name(found.new, found), share=30),
    )
    old, new = found.old, found.new
    rows = (
        Row(cells=("文件", f"《{old.used.title}》", f"《{new.used.title}》")),
        Row(cells=("任务", str(len(old.entries)), str(len(new.entries)))),
        Row(cells=("目标", str(len(old.targets)), str(len(new.targets)))),
    )
    said = counted(
        "changes.overview",
        old=_name(old, found),
        new=_name(new, found),
        added=len(new.entries) - len(found.tasks),
        gone=len(old.entries) - len(found.tasks),
        up=verdicts.count(words("changes.up")),
        down=verdicts.count(words("changes.down")),
        handed=sum(_charged(o) != _charged(n) for o, n in found.task_pairs),
    )
    note = counted("changes.note")
    apart = (counted("changes.apart", n=len(found.tasks)),) if _unrelated(found) else ()
    blocks: tuple[Block, ...] = (said, *apart, Table(columns=columns, rows=rows), note)
    return Section(key="overview", heading="概述", level=1, blocks=blocks)


def _unrelated(found: _Changes) -> bool:
    """Whether two plans have almost nothing in common; the same plan in two versions has been rewritten then."""
    fewer = min(len(found.old.entries), len(found.new.entries))
    return not found.versions and len(found.tasks) < _RELATED * fewer


def _figures(found: _Changes) -> Iterator[Section]:
    """Targets that changed, are new, are gone; those that did not are counted."""
    pairs = [(o, n, change_of(o.target, n.target)) for o, n in found.target_pairs]
    changed = [(o, n, said) for o, n, said in pairs if said != words("changes.same")]
    new = [s for j, s in enumerate(found.new.targets) if j not in set(found.targets.values())]
    gone = [s for i, s in enumerate(found.old.targets) if i not in found.targets]
    columns = (
        Column(name="指标", share=34),
        Column(name="原", share=24),
        Column(name="现", share=24),
        Column(name="变化", share=12),
    )
    rows = [
        Row(
            cells=(_names(o, n), dated_words(o), dated_words(n), said),
            notes=(o.entry.note, n.entry.note),
            figures=figures_shown(o, n),
        )
        for o, n, said in changed
    ]
    rows += [_one_sided(s, new=True) for s in new] + [_one_sided(s, new=False) for s in gone]
    same = [(o, n) for o, n, said in pairs if said == words("changes.same")]
    clauses = tuple(s.entry for pair in same for s in pair)
    blocks: list[Block] = [counted("changes.unchanged", of=clauses, n=len(same))] if same else []
    if rows:
        blocks.append(Table(columns=columns, rows=tuple(rows)))
    if blocks:
        yield Section(key="targets", heading=words("changes.targets"), level=1, blocks=tuple(blocks))


def _names(old: Stated, new: Stated) -> str:
    return " / ".join(dict.fromkeys((indicator(old.target), indicator(new.target))))


def _one_sided(s: Stated, *, new: bool) -> Row:
    said = dated_words(s)
    cells = ("—", said, words("changes.new")) if new else (said, "—", words("changes.dropped"))
    return Row(cells=(s.words.full_name, *cells), notes=(s.entry.note,), figures=figures_shown(s))


def _offices(found: _Changes) -> Iterator[Section]:
    columns = (
        Column(name="任务", share=34),
        Column(name="原责任单位", share=30),
        Column(name="现责任单位", share=30),
    )
    rows = tuple(
        Row(
            cells=(one_line(n.task.summary), _roles(o), _roles(n)),
            notes=(o.note, n.note),
            figures=figures_of(n, n.task.summary.removesuffix("…")),
        )
        for o, n in found.task_pairs
        if _charged(o) != _charged(n)
    )
    if rows:
        table = Table(columns=columns, rows=rows)
        yield Section(key="offices", heading=words("changes.offices"), level=1, blocks=(table,))


def _charged(entry: Entry) -> frozenset[tuple[str, str]]:
    return frozenset((r.role, name) for r in entry.task.responsibilities for name in (*r.units, *r.leaders))


def _roles(entry: Entry) -> str:
    return "；".join(in_role(r) for r in entry.task.responsibilities) or "—"


def _only(key: str, side: _Side, matched: set[int]) -> tuple[Section, ...]:
    """The tasks that have no counterpart."""
    blocks = tuple(short(e) for at, e in enumerate(side.entries) if at not in matched)
    return (Section(key=key, heading=words(f"changes.{key}"), level=1, blocks=blocks),) if blocks else ()


def _worded(found: _Changes) -> Iterator[Section]:
    """Tasks in other words, both beside each other."""
    columns = (Column(name="原文", share=48), Column(name="现文", share=48))
    rows = tuple(
        Row(
            cells=(_opening(o), _opening(n)),
            notes=(o.note, n.note),
            figures=(*_shown_figures(o), *_shown_figures(n)),
        )
        for o, n in found.task_pairs
        if fold(o.row.text) != fold(n.row.text)
    )
    if rows:
        table = Table(columns=columns, rows=rows)
        blocks = (counted("changes.worded_note", n=len(rows)), table)
        yield Section(key="worded", heading=words("changes.worded"), level=1, blocks=blocks)


def _opening(entry: Entry) -> str:
    text = entry.row.text
    return one_line(text if len(text) <= _TEXT else text[:_TEXT] + "…")


def _shown_figures(entry: Entry) -> tuple[Figure, ...]:
    return figures_of(entry, entry.row.text[:_TEXT])
