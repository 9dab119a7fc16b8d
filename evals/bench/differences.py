"""What is read anew, and how it differs from what was read before.

In: files and tables of sentences; a plan or the targets of a clause, read twice. Out: `File`, `Reads`;
`Carried`, one for each reading, to be summed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ingest.grammar.letters import without_blanks
from ingest.load import find_files
from ingest.model import Clause, Plan, Span

_FEW = 12
"""So many clauses may read otherwise that something in them is looked for that did it."""
_LEAD = "前文若干。\n"
"""Before each sentence of a table, so that its clause does not begin where the text does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """A sentence of a table, read for its targets."""

    origin: str
    clause: Clause
    text: str
    plan_year: int | None
    period: str | None
    headings: tuple[str, ...]

    @property
    def words(self) -> str:
        return "\n".join((*self.headings, self.clause.span.of(self.text), *self.clause.columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    origin: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What reads differently without some rules.

    `inputs` are files, and sentences of tables, by their origin; `lost`
    and `gained` are figures, `changed` those that are read with another name, bound or date; `clauses` and
    `units` are clauses with other words or another label, and with other responsibilities; `heads` are files
    with another title, place, year, issuer or number. `fault` is why it cannot be switched off; `shared` that
    nothing reads differently without it alone, but does without it and others.
    """

    id: str
    kind: str
    off: int = 1
    tried: int = 0
    inputs: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    gained: int = 0
    changed: int = 0
    clauses: int = 0
    units: int = 0
    heads: int = 0
    where: tuple[str, ...] = ()
    fault: str = ""
    shared: bool = False

    @property
    def nothing(self) -> bool:
        return not self.inputs and not self.fault


def files_of(paths: Sequence[Path]) -> Iterator[File]:
    for path in paths:
        for file in find_files([path]):
            inside = file.relative_to(path).parts if path.is_dir() else ()
            origin = f"{path.name}/{inside[0]}" if len(inside) > 1 else path.name
            yield File(origin=origin, name=file.name, data=file.read_bytes())


def sentences_of(table: Path) -> Iterator[Reads]:
    """Of a table of groups, each with `year` or `period`, `heads` and `rows` whose first cell is a
    sentence.
    """
    for group in yaml.safe_load(table.read_text("utf-8")).values():
        period = group.get("period")
        for sentence, *_ in group["rows"]:
            text = _LEAD + sentence
            span = Span(start=len(_LEAD), end=len(text))
            clause = Clause(
                label="一/1", parent="一", family="arabic", mark="1", heading=None, path=(), line=1, span=span
            )
            year = None if period else group.get("year", 2025)
            yield Reads(
                origin=table.stem,
                clause=clause,
                text=text,
                plan_year=year,
                period=period,
                headings=tuple(group.get("heads", ())),
            )


def targets_compared(one: Reads, before: Any, after: Any) -> Carried:
    if before == after:
        return Carried(id="", kind="", tried=1)
    lost, gained, changed = _figures(before[0], after[0])
    return Carried(
        id="",
        kind="",
        tried=1,
        inputs={one.origin: 1},
        lost={one.origin: lost} if lost else {},
        gained=gained,
        changed=changed,
        where=(f"{one.origin}: {one.clause.span.of(one.text)[:60]}",),
    )


def plans_compared(file: File, before: Plan, after: Plan | None) -> Carried:
    if before == after:
        return Carried(id="", kind="", tried=1)
    if after is None:
        lost = {file.origin: len(before.targets)}
        return Carried(
            id="", kind="", tried=1, inputs={file.origin: 1}, lost=lost, clauses=len(before.clauses)
        )
    lost_, gained, changed = _figures(before.targets, after.targets)
    words = [{c.label: c.span.of(plan.text) for c in plan.clauses} for plan in (before, after)]
    charges = [{c.label: c.responsibilities for c in plan.clauses} for plan in (before, after)]
    heads = [(p.title, p.region, p.year, p.period, p.issuer, p.number, p.issued) for p in (before, after)]
    return Carried(
        id="",
        kind="",
        tried=1,
        inputs={file.origin: 1},
        lost={file.origin: lost_} if lost_ else {},
        gained=gained,
        changed=changed,
        clauses=_unlike(*words),
        units=_unlike(*charges),
        heads=int(heads[0] != heads[1]),
        where=(f"{file.origin}: {file.name} {_first(before, after)}".rstrip(),),
    )


def _first(before: Plan, after: Plan) -> str:
    """The first clause whose words, offices or figures are others."""
    old, new = (
        {
            c.label: (c.span.of(p.text), c.responsibilities, [t for t in p.targets if t.clause == c.label])
            for c in p.clauses
        }
        for p in (before, after)
    )
    return next((label for label, read in old.items() if new.get(label) != read), "")


def passages(before: Plan, after: Plan | None) -> tuple[str, ...]:
    """The words from the clause before to the clause behind, of each clause that reads otherwise, without
    blanks; () where the difference is not of a few clauses.
    """
    if after is None or before.text != after.text:
        return ()
    old, new = _by_clause(before), _by_clause(after)
    labels = {label for label in old.keys() | new.keys() if old.get(label) != new.get(label)}
    if len(labels) > max(_FEW, len(before.clauses) // 4):
        return ()
    ends = [0, *(c.span.end for c in before.clauses)]
    starts = [*(c.span.start for c in before.clauses[1:]), len(before.text)]
    around = zip(before.clauses, ends, starts, strict=False)
    return tuple(without_blanks(before.text[a:b]) for c, a, b in around if c.label in labels)


def _by_clause(plan: Plan) -> dict[str | None, list[object]]:
    """All that is said of each clause."""
    found: dict[str | None, list[object]] = {c.label: [c] for c in plan.clauses}
    for figure in (*plan.targets, *plan.results):
        found.setdefault(figure.clause, []).append(figure)
    for milestone in plan.milestones:
        found.setdefault(milestone.clause, []).append(milestone)
    for doubt in plan.doubts:
        found.setdefault(doubt.clause, []).append(doubt)
    return found


def _unlike(one: dict[str, Any], other: dict[str, Any]) -> int:
    return sum(one.get(label) != other.get(label) for label in one.keys() | other.keys())


def _figures(before: Sequence[Any], after: Sequence[Any]) -> tuple[int, int, int]:
    """(lost, gained, read otherwise), by the figures' places in their clauses."""
    old, new = ({(t.clause, t.value_text, t.span.start): t for t in targets} for targets in (before, after))
    both = old.keys() & new.keys()
    return len(old.keys() - both), len(new.keys() - both), sum(old[key] != new[key] for key in both)


def summed(row: Carried, found: Sequence[Carried]) -> Carried:
    where = tuple(place for one in found for place in one.where)
    return Carried(
        id=row.id,
        kind=row.kind,
        off=row.off,
        tried=len(found),
        inputs=added(one.inputs for one in found),
        lost=added(one.lost for one in found),
        gained=sum(one.gained for one in found),
        changed=sum(one.changed for one in found),
        clauses=sum(one.clauses for one in found),
        units=sum(one.units for one in found),
        heads=sum(one.heads for one in found),
        where=where[:5],
    )


def added(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for count in counts:
        for name, number in count.items():
            total[name] = total.get(name, 0) + number
    return total
