"""All targets and all tasks as light entries, and what remains of them when a person narrows them down.

In: outlines of plans, what is chosen. Out: `Entry` values, and with them how many there would be under each
other choice (`Narrowed`), so that no choice is offered that leads to nothing. Only names, places, years and
counts are here; what is shown of an entry is read from the Library (`pages.py`). What a task is, is said in
`tasks.py`: a clause that charges somebody or states a target or a milestone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from threading import Lock
from typing import Literal, NamedTuple

from assistant.retrieval.catalog import Catalog
from ingest.grammar.roles import PARTS
from ingest.store.library import Library
from ingest.store.rows import Charge, PlanOutline, PlanRow, TargetMark

Sort = Literal["targets", "tasks"]
Field = Literal["region", "year", "plan", "unit", "leader", "kind", "indicator"]

FIELDS: tuple[Field, ...] = ("region", "year", "plan", "unit", "leader", "kind", "indicator")
_People = tuple[tuple[str, ...], tuple[str, ...], frozenset[tuple[str, str]]]
OF_PLAN: tuple[Field, ...] = ("region", "year", "plan")
UNSTATED = "none"
"""The kind of a target whose plan does not say whether it is 预期性 or 约束性."""


class Entry(NamedTuple):
    """One target (`place` counts the plan's targets) or one task (the plan's clauses), from 0.

    `parts` are the (name, part) of everybody charged; `kinds` a target's kind, or the parts of a task;
    `indicators` are names as printed. `deadline` and `value` are the first that is stated, for putting in
    order.
    """

    plan: str
    place: int
    label: str
    units: tuple[str, ...]
    leaders: tuple[str, ...]
    parts: frozenset[tuple[str, str]]
    kinds: tuple[str, ...]
    indicators: tuple[str, ...]
    deadline: str | None
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is chosen, "" where nothing is. `indicator` is a part of an indicator's name, the others are
    exact.

    `year` is met by every plan that covers it. `kind` is a target's kind (`UNSTATED`) or a part in a task;
    with a name it is that one's part.
    """

    region: str = ""
    year: str = ""
    plan: str = ""
    unit: str = ""
    leader: str = ""
    kind: str = ""
    indicator: str = ""

    def value(self, field: Field) -> str:
        value: str = getattr(self, field)
        return value

    @property
    def fields(self) -> tuple[Field, ...]:
        """Those in which something is chosen."""
        return tuple(f for f in FIELDS if self.value(f))

    def without(self, field: Field) -> Chosen:
        return replace(self, **{field: ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """`found` in the order of plans and within them of reading. `counts` has for each field how many entries
    each value would leave, all other choices as they are; `without` how many there would be with that one
    choice taken back."""

    found: tuple[Entry, ...]
    counts: Mapping[Field, Counter[str]]
    without: Mapping[Field, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The entries of one plan, counted once by every field of an entry."""

    plan: PlanRow
    entries: tuple[Entry, ...]
    counts: Mapping[Field, Counter[str]] = field(default_factory=dict)


class Entries:
    """The entries of a library, kept as long as its plans stay as they are. May be shared by threads."""

    def __init__(self, library: Library, catalog: Catalog) -> None:
        self._library = library
        self._catalog = catalog
        self._lock = Lock()
        self._stamp: str | None = None
        self._read: dict[str, tuple[str, tuple[Entry, ...], tuple[Entry, ...]]] = {}
        self._batches: dict[Sort, tuple[Batch, ...]] = {"targets": (), "tasks": ()}

    def batches(self, sort: Sort) -> tuple[Batch, ...]:
        """A batch a plan, in the order of ids. Only plans that changed since are read."""
        with self._lock:
            stamp = self._catalog.refresh()
            if stamp != self._stamp:
                self._take_in(self._catalog.rows)
                self._stamp = stamp
            return self._batches[sort]

    def _take_in(self, plans: Sequence[PlanRow]) -> None:
        prints = self._library.fingerprints()
        kept = {}
        for plan in plans:
            known = self._read.get(plan.id)
            if known is None or known[0] != prints.get(plan.id):
                outline = self._library.outline(plan.id)
                known = (
                    prints.get(plan.id, ""),
                    target_entries(plan.id, outline),
                    task_entries(plan.id, outline),
                )
            kept[plan.id] = known
        self._read = kept
        self._batches = {
            "targets": tuple(batch(plan, kept[plan.id][1]) for plan in plans),
            "tasks": tuple(batch(plan, kept[plan.id][2]) for plan in plans),
        }


def batch(plan: PlanRow, entries: Sequence[Entry]) -> Batch:
    counts: dict[Field, Counter[str]] = {f: Counter() for f in FIELDS if f not in OF_PLAN}
    for entry in entries:
        _count(counts, entry)
    return Batch(plan=plan, entries=tuple(entries), counts=counts)


def target_entries(plan: str, outline: PlanOutline) -> tuple[Entry, ...]:
    charged = _charged(outline.charges)
    return tuple(
        Entry(
            plan,
            mark.place,
            mark.label,
            *charged.get(mark.label, _NOBODY),
            (mark.kind or UNSTATED,),
            (mark.indicator,),
            mark.deadline,
            mark.value,
        )
        for mark in outline.targets
    )


def task_entries(plan: str, outline: PlanOutline) -> tuple[Entry, ...]:
    charged = _charged(outline.charges)
    targets: dict[str, list[TargetMark]] = {}
    for mark in outline.targets:
        targets.setdefault(mark.label, []).append(mark)
    due: dict[str, list[str]] = {}
    for milestone in outline.milestones:
        due.setdefault(milestone.clause, []).append(milestone.deadline)
    out = []
    for place, label in enumerate(outline.labels):
        if not (label in targets or label in charged or label in due):
            continue
        people, marks = charged.get(label, _NOBODY), targets.get(label, ())
        stated = [*(m.deadline for m in marks if m.deadline), *due.get(label, ())]
        kinds = tuple(dict.fromkeys(part for _, part in sorted(people[2])))
        names = tuple(dict.fromkeys(m.indicator for m in marks))
        out.append(Entry(plan, place, label, *people, kinds, names, min(stated, default=None), None))
    return tuple(out)


_NOBODY: _People = ((), (), frozenset())


def _charged(charges: Iterable[Charge]) -> dict[str, _People]:
    """By label the offices, the people, and everybody with the part, each once in printed order."""
    by_label: dict[str, list[Charge]] = {}
    for charge in charges:
        by_label.setdefault(charge.label, []).append(charge)
    return {label: _people(tuple(c[1:] for c in said)) for label, said in by_label.items()}


@lru_cache(maxsize=4096)
def _people(said: tuple[tuple[str, str, str], ...]) -> _People:
    """Of (part, kind, name); the same offices stand under many clauses."""
    return (
        tuple(dict.fromkeys(name for _, kind, name in said if kind == "unit")),
        tuple(dict.fromkeys(name for _, kind, name in said if kind == "leader")),
        frozenset((name, part) for part, _, name in said),
    )


def narrow(batches: Iterable[Batch], chosen: Chosen) -> Narrowed:
    """The entries that meet every choice. An entry that fails one choice alone counts for that choice's other
    values.
    """
    found: list[Entry] = []
    counts: dict[Field, Counter[str]] = {f: Counter() for f in FIELDS}
    without: Counter[Field] = Counter()
    of_entry = [f for f in chosen.fields if f not in OF_PLAN]
    words = chosen.indicator.casefold()
    for some in batches:
        failed = [f for f in chosen.fields if f in OF_PLAN and chosen.value(f) not in _of_plan(some.plan, f)]
        if len(failed) > 1:
            continue
        if not of_entry:
            _take(some, failed, found, counts, without)
            continue
        for entry in some.entries:
            missed = failed + [f for f in of_entry if not _meets(entry, f, chosen, words)]
            if len(missed) > 1:
                continue
            if missed:
                without[missed[0]] += 1
                _count({missed[0]: counts[missed[0]]}, entry)
            else:
                found.append(entry)
                _count(counts, entry)
            for f in OF_PLAN:
                if not missed or missed == [f]:
                    counts[f].update(_of_plan(some.plan, f))
    return Narrowed(
        found=tuple(found),
        counts=counts,
        without={f: without[f] + len(found) for f in chosen.fields},
    )


def _take(
    some: Batch, failed: Sequence[Field], found: list[Entry], counts: Mapping[Field, Counter[str]],
    without: Counter[Field]
) -> None:  # fmt: skip
    """A whole plan at once, where nothing is chosen that tells its entries apart."""
    many = len(some.entries)
    if not failed:
        found += some.entries
        for f, counted in some.counts.items():
            counts[f].update(counted)
    else:
        without[failed[0]] += many
    for f in OF_PLAN:
        if many and (not failed or list(failed) == [f]):
            counts[f].update(dict.fromkeys(_of_plan(some.plan, f), many))


def _of_plan(plan: PlanRow, f: Field) -> tuple[str, ...]:
    """The values of a plan in one of its fields: all years it covers."""
    if f == "region":
        return (plan.region,) if plan.region else ()
    if f == "year":
        return (
            () if plan.year is None else tuple(map(str, range(plan.year, (plan.last_year or plan.year) + 1)))
        )
    return (plan.id,)


def _meets(entry: Entry, f: Field, chosen: Chosen, words: str) -> bool:
    if f == "unit":
        return chosen.unit in entry.units
    if f == "leader":
        return chosen.leader in entry.leaders
    if f == "indicator":
        return any(words in name.casefold() for name in entry.indicators)
    named = [name for name in (chosen.unit, chosen.leader) if name]
    if named and chosen.kind in PARTS:
        return all((name, chosen.kind) in entry.parts for name in named)
    return chosen.kind in entry.kinds


def _count(counts: Mapping[Field, Counter[str]], entry: Entry) -> None:
    for f, counted in counts.items():
        if f == "unit":
            counted.update(entry.units)
        elif f == "leader":
            counted.update(entry.leaders)
        elif f == "kind":
            counted.update(entry.kinds)
        elif f == "indicator":
            counted.update(entry.indicators)
