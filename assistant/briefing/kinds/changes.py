"""简报 of changes: two versions of a plan, or the plans of two years: what is new, gone, higher, lower, in
other hands.

What changed is decided by `versions.diff`; here it is only set out, every clause and target of either side
once: changed, new, gone, or counted as unchanged. A person is told that clauses belong together by their
words. Higher and lower are said of the number alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.briefing.material import Entry, Material, asks, entries_of, figures_of, short, used_of
from assistant.briefing.model import Block, Column, Composition, Figure, Row, Section, Step, Table, Used
from assistant.briefing.options import BRIEFINGS
from assistant.briefing.parts import counted, named
from assistant.briefing.tables.target_words import indicator
from assistant.briefing.tables.targets import Stated, dated_words, figures_shown
from assistant.briefing.texts import words
from assistant.denial import By, Denial
from assistant.errors import AssistantError
from assistant.retrieval.catalog import PlanView
from assistant.versions.diff import Change, Differences, Trend, differences
from assistant.versions.diff import Figure as Compared
from assistant.versions.diff import Side as Wording
from assistant.versions.words import summary
from ingest.grammar.letters import on_one_line
from ingest.model import Edition, Plan, Target
from ingest.store.rows import PlanRow

_TEXT = 160
"""Characters of a clause that are shown where its words changed; the note leads to the rest."""

_TRENDS: Mapping[Trend, str] = {
    "up": "changes.up",
    "down": "changes.down",
    "other": "changes.other",
    "new": "changes.new",
    "gone": "changes.gone",
}


@dataclass(frozen=True, kw_only=True)
class _Side:
    """A plan in one version, its clauses by their labels."""

    used: Used
    plan: Plan
    entries: Mapping[str, Entry]

    @cached_property
    def tasks(self) -> int:
        return sum(asks(e.task) for e in self.entries.values())

    def stated(self, target: Target) -> Stated:
        return Stated(entry=self.entries[target.clause], target=target)


@dataclass(frozen=True, kw_only=True)
class _Changes:
    """Both sides and what `versions.diff` says of them."""

    old: _Side
    new: _Side
    found: Differences

    @property
    def versions(self) -> bool:
        """Whether both are the same plan."""
        return self.found.versions

    def of(self, kind: str) -> Iterator[tuple[Change, Wording, Wording]]:
        """The clauses on both sides that changed in this way."""
        for change in self.found.changes:
            if kind in change.kinds and change.before and change.after:
                yield change, change.before, change.after

    def entry_before(self, side: Wording) -> Entry:
        return self.old.entries[side.label]

    def entry_after(self, side: Wording) -> Entry:
        return self.new.entries[side.label]


def compose(material: Material) -> Composition | None:
    """None where neither side has a clause.

    Raises:
        AssistantError: there are neither two plans of one place nor a plan with two versions.
    """
    old, new = _sides(material)
    if not (old.entries or new.entries):
        return None
    found = _Changes(old=old, new=new, found=differences(old.plan, new.plan))
    return Composition(
        title=_title(found),
        plans=(old.used.plan, new.used.plan),
        versions=(old.used, new.used),
        steps=(
            Step(name="概述", make=lambda: (_overview(found),)),
            Step(name="指标", make=lambda: tuple(_figures(found))),
            Step(name="责任单位", make=lambda: tuple(_offices(found))),
            Step(name="新增", make=lambda: tuple(_added(found))),
            Step(name="取消", make=lambda: tuple(_gone(found))),
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
        none = Denial(what="更早的、曾作为依据的版本", by=By.VERSIONS)
        said = "只有一个版本" if len(versions) == 1 else str(none)
        raise AssistantError(
            f"《{row.title}》在资料库里{said}", remedy="请再指明一份文件，例如上一年度的同类文件"
        )
    return (same or earlier)[-1].version


def _current(material: Material, row: PlanRow) -> _Side:
    view = material.catalog.view(row.id)
    return _side(view, material.library.get(row.id), used_of(row, material.catalog.short(row.id)))


def _earlier(material: Material, row: PlanRow, version: int) -> _Side:
    view, plan = material.view(row.id, version), material.library.get(row.id, version=version)
    return _side(view, plan, used_of(view.row, view.short))


def _side(view: PlanView, plan: Plan, used: Used) -> _Side:
    entries = {e.clause.label: e for e in entries_of(view, plan, view.clauses)}
    return _Side(used=used, plan=plan, entries=entries)


def _title(found: _Changes) -> str:
    old, new = named((found.old.used,)), named((found.new.used,))
    if found.versions:
        old, new = f"第{found.old.used.version}版", f"{new}第{found.new.used.version}版"
    return words("changes.title", old=old, new=new)


def _name(side: _Side, found: _Changes) -> str:
    return f"{side.used.short}第{side.used.version}版" if found.versions else side.used.short


def _overview(found: _Changes) -> Section:
    columns = (
        Column(name="项目", share=30),
        Column(name=_name(found.old, found), share=30),
        Column(name=_name(found.new, found), share=30),
    )
    old, new = found.old, found.new
    rows = (
        Row(cells=("文件", f"《{old.used.title}》", f"《{new.used.title}》")),
        Row(cells=("条款", str(len(old.entries)), str(len(new.entries)))),
        Row(cells=("任务", str(old.tasks), str(new.tasks))),
        Row(cells=("目标", str(len(old.plan.targets)), str(len(new.plan.targets)))),
    )
    trends = found.found.trends
    said = counted(
        "changes.overview",
        old=_name(old, found),
        new=_name(new, found),
        summary=summary(found.found),
        up=trends.get("up", 0),
        down=trends.get("down", 0),
        handed=found.found.counts.get("units", 0),
    )
    note = counted("changes.note")
    apart = (counted("changes.apart", n=_aligned(found)),) if _unrelated(found) else ()
    blocks: tuple[Block, ...] = (said, *apart, Table(columns=columns, rows=rows), note)
    return Section(key="overview", heading="概述", level=1, blocks=blocks)


def _aligned(found: _Changes) -> int:
    """How many clauses of one side have a like on the other."""
    return len(found.new.entries) - found.found.counts.get("added", 0)


def _unrelated(found: _Changes) -> bool:
    """Whether two plans have almost nothing in common; the same plan in two versions has been rewritten
    then.
    """
    fewer = min(len(found.old.entries), len(found.new.entries))
    return not found.versions and _aligned(found) < BRIEFINGS.related * fewer


def _figures(found: _Changes) -> Iterator[Section]:
    """Targets that changed, are new, are gone; those that did not are counted."""
    columns = (
        Column(name="指标", share=34),
        Column(name="原", share=24),
        Column(name="现", share=24),
        Column(name="变化", share=12),
    )
    told = [(figure, *_stated(found, figure)) for figure in found.found.figures]
    same = [(old, new) for figure, old, new in told if figure.trend == "same"]
    clauses = tuple(s.entry for pair in same for s in pair if s)
    blocks: list[Block] = [counted("changes.unchanged", of=clauses, n=len(same))] if same else []
    told.sort(key=lambda t: (t[0].trend == "new") + 2 * (t[0].trend == "gone"))
    if rows := tuple(_row(figure, old, new) for figure, old, new in told if figure.trend != "same"):
        blocks.append(Table(columns=columns, rows=rows))
    if blocks:
        yield Section(key="targets", heading=words("changes.targets"), level=1, blocks=tuple(blocks))


def _stated(found: _Changes, figure: Compared) -> tuple[Stated | None, Stated | None]:
    return (
        found.old.stated(figure.was) if figure.was else None,
        found.new.stated(figure.now) if figure.now else None,
    )


def _row(figure: Compared, old: Stated | None, new: Stated | None) -> Row:
    """A target that changed; one that stands on one side only is called with its sentence where it
    needs it.
    """
    sides = tuple(s for s in (old, new) if s)
    name = " / ".join(dict.fromkeys(indicator(s.target) for s in sides))
    return Row(
        cells=(
            name if old and new else sides[0].words.full_name,
            dated_words(old) if old else "—",
            dated_words(new) if new else "—",
            words(_TRENDS[figure.trend]),
        ),
        notes=tuple(s.entry.note for s in sides),
        figures=figures_shown(*sides),
    )


def _offices(found: _Changes) -> Iterator[Section]:
    columns = (
        Column(name="任务", share=34),
        Column(name="原责任分工", share=30),
        Column(name="现责任分工", share=30),
    )
    rows = tuple(_handed(found, before, after) for _, before, after in found.of("units"))
    if rows:
        table = Table(columns=columns, rows=rows)
        yield Section(key="offices", heading=words("changes.offices"), level=1, blocks=(table,))


def _handed(found: _Changes, before: Wording, after: Wording) -> Row:
    old, new = found.entry_before(before), found.entry_after(after)
    return Row(
        cells=(on_one_line(new.task.summary), before.offices or "—", after.offices or "—"),
        notes=(old.note, new.note),
        figures=figures_of(new, new.task.summary.removesuffix("…")),
    )


def _added(found: _Changes) -> Iterator[Section]:
    sides = [change.after for change in found.found.changes if change.before is None and change.after]
    if blocks := tuple(short(found.entry_after(side)) for side in sides):
        yield Section(key="added", heading=words("changes.added"), level=1, blocks=blocks)


def _gone(found: _Changes) -> Iterator[Section]:
    sides = [change.before for change in found.found.changes if change.after is None and change.before]
    heading = words("changes.removed" if found.versions else "changes.unmatched")
    if blocks := tuple(short(found.entry_before(side)) for side in sides):
        yield Section(key="gone", heading=heading, level=1, blocks=blocks)


def _worded(found: _Changes) -> Iterator[Section]:
    """Clauses in other words, both beside each other."""
    columns = (Column(name="原文", share=48), Column(name="现文", share=48))
    pairs = [(found.entry_before(old), found.entry_after(new)) for _, old, new in found.of("reworded")]
    rows = tuple(
        Row(
            cells=(_opening(old), _opening(new)),
            notes=(old.note, new.note),
            figures=(*_shown_figures(old), *_shown_figures(new)),
        )
        for old, new in pairs
    )
    if rows:
        table = Table(columns=columns, rows=rows)
        blocks = (counted("changes.worded_note", n=len(rows)), table)
        yield Section(key="worded", heading=words("changes.worded"), level=1, blocks=blocks)


def _opening(entry: Entry) -> str:
    text = entry.row.text
    return on_one_line(text if len(text) <= _TEXT else text[:_TEXT] + "…")


def _shown_figures(entry: Entry) -> tuple[Figure, ...]:
    return figures_of(entry, entry.row.text[:_TEXT])
