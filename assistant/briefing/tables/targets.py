"""Targets as briefings show them: a table with a row for each, and the words of one where it stands beside
others.

In: entries. Out: tables and their words (`target_words`). One that an earlier clause of the same plan states
already is marked as that, so that it is not counted for two; every figure shown is listed with its clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.briefing.material import Entry, figure_of, figures_of
from assistant.briefing.model import Block, Column, Figure, Note, Paragraph, Row, Section, Table
from assistant.briefing.tables.target_words import TargetWords, words_of
from assistant.briefing.texts import words
from assistant.retrieval.lexicon import fold
from assistant.retrieval.wording import in_role
from assistant.versions.indicators import key_of
from ingest.grammar.measures import measured
from ingest.model import Target

_CHANGES = frozenset(("increase>=", "decrease>=", "range", "~", "all"))


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A target with the clause that states it."""

    entry: Entry
    target: Target

    @cached_property
    def words(self) -> TargetWords:
        return words_of(self.entry, self.target)

    @property
    def key(self) -> str:
        """What targets of one indicator have in common."""
        return key_of(self.target, self.entry.region)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figure, and those of the words shown beside it."""
        own = figure_of(self.entry, self.target)
        places = self.words.shown
        if not places:
            return own
        base = self.entry.clause.span.start
        more = (
            f
            for f in figures_of(self.entry)
            if f not in own and any(f.start < base + b and base + a < f.end for a, b in places)
        )
        return (*own, *more)


def stated(entries: Iterable[Entry]) -> tuple[Stated, ...]:
    return tuple(Stated(entry=e, target=t) for e in entries for t in e.task.targets)


def targets_table(found: Sequence[Stated], *, offices: bool = True) -> Table:
    """A row for each target; columns nothing is stated for are left out."""
    told = [s.words for s in found]
    based = any(s.target.baseline is not None for s in found)
    kinds = any(s.target.kind for s in found)
    dated = any(w.time for w in told)
    named = offices and any(s.entry.clause.units for s in found)
    columns = [Column(name="指标", share=40), Column(name="目标值", share=20)]
    columns += [Column(name="基期值", share=12)] * based + [Column(name="时限", share=14)] * dated
    columns += [Column(name="性质", share=12)] * kinds + [Column(name="责任单位", share=22)] * named
    rows = []
    for s, w, before in zip(found, told, repeated(found), strict=True):
        t = s.target
        twice = words("target.twice", clause=before.marker) if before else ""
        cells = [w.full_name + twice, w.value]
        cells += ["—" if t.baseline is None else format(t.baseline, "f")] * based
        cells += [w.time or "—"] * dated
        cells += [t.kind or "—"] * kinds + [offices_cell(s.entry)] * named
        rows.append(Row(cells=tuple(cells), notes=(s.entry.note,), figures=s.figures))
    return Table(columns=tuple(columns), rows=tuple(rows))


def repeated(found: Iterable[Stated]) -> tuple[Note | None, ...]:
    """For each the first clause of its plan that states the same of the same, None where it is the first to
    do so itself.
    """
    first: dict[tuple[object, ...], list[Stated]] = {}
    out: list[Note | None] = []
    for s in found:
        t = s.target
        called = (s.entry.task.plan, s.key, measured(None, t.unit), t.deadline)
        before = first.setdefault(called, [])
        same = next((b for b in before if same_figure(b.target, t)), None)
        if same is None:
            before.append(s)
        out.append(None if same is None or same.entry.note == s.entry.note else same.entry.note)
    return tuple(out)


def same_figure(one: Target, other: Target) -> bool:
    """Whether two targets of one name demand the same: 达到88% and 88%以上 do, 5%以上 and 5%以下 do
    not.
    """
    figures = ((measured(t.value, t.unit), measured(t.value_high, t.unit)) for t in (one, other))
    if next(figures) != next(figures):
        return False
    if one.value is None and fold(one.value_text) != fold(other.value_text):
        return False
    bounds = {one.comparator, other.comparator}
    return len(bounds) == 1 or ("=" in bounds and len(bounds & _CHANGES) == 0)


def targets_blocks(found: Sequence[Stated]) -> tuple[Block, ...]:
    """The table, behind how many of its rows only say again what another row says."""
    twice = sum(note is not None for note in repeated(found))
    said = (Paragraph(text=words("targets.twice", n=len(found), twice=twice), origin="counted"),) * bool(
        twice
    )
    return (*said, targets_table(found))


def targets_section(found: Sequence[Stated]) -> tuple[Section, ...]:
    """No section where nothing is stated."""
    if not found:
        return ()
    return (
        Section(key="targets", heading=words("indicators.heading"), level=1, blocks=targets_blocks(found)),
    )


def figures_shown(*found: Stated) -> tuple[Figure, ...]:
    """The figures of all of them."""
    return tuple(f for s in found for f in s.figures)


def dated_words(s: Stated) -> str:
    """The figure, and by when."""
    told = s.words
    return f"{told.value}（{told.time}）" if told.time else told.value


def offices_cell(entry: Entry) -> str:
    """Offices as printed, 等 where the list is open; roles listed separately where there are several."""
    said = [r for r in entry.task.responsibilities if r.units]
    if len(said) == 1:
        return "、".join(said[0].units) + "等" * said[0].open
    return "；".join(in_role(r) for r in said) or "—"


def conflict_table(groups: Iterable[Sequence[Stated]]) -> Table:
    columns = (
        Column(name="指标", share=34),
        Column(name="文件", share=28),
        Column(name="目标值", share=22),
        Column(name="时限", share=14),
    )
    return Table(columns=columns, rows=tuple(_conflict_rows(groups)))


def _conflict_rows(groups: Iterable[Sequence[Stated]]) -> Iterator[Row]:
    for group in groups:
        for s in group:
            told = s.words
            yield Row(
                cells=(told.full_name, s.entry.task.short, told.value, told.time or "—"),
                notes=(s.entry.note,),
                figures=s.figures,
            )
