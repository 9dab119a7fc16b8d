"""What each threshold carries: the cases are asked with it higher and lower, and those whose answer turns
right or wrong are counted.

In: the options of the rooms (`options.py`), questions with their judges (`bench.asked`). Out: `Report`, a
row a field with what became of the cases at each value. A field is tried only on the cases that ask for it;
of one that no case asks for, nothing is known. Each is varied alone: two that make up for each other both
look as if they carried nothing.

A development tool: what is found on these cases was also set on them.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

from evals.bench.asked import Asked, Judged

ROOMS = ("assistant", "ingest")
STEPS = (0.75, 0.9, 1.1, 1.25)
"""What a value is multiplied by."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A field of a value of options."""

    module: str
    name: str
    field: str

    @property
    def options(self) -> Any:
        return getattr(importlib.import_module(self.module), self.name)

    @property
    def id(self) -> str:
        """lookups.FIGURES.enough"""
        return f"{self.module.split('.')[1]}.{self.name}.{self.field}"

    @property
    def value(self) -> float:
        value: float = getattr(self.options, self.field)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One value of a field: the cases that turned right or wrong, and how many were answered otherwise."""

    value: float
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field: how many cases ask for it, and its values in order, its own left out."""

    id: str
    value: float
    asked: int
    tried: tuple[Tried, ...]

    @property
    def plateau(self) -> tuple[float, float]:
        """The lowest and highest of the values tried around its own with which no case turns."""
        turned = [t.value for t in self.tried if t.right or t.wrong]
        floor = max((v for v in turned if v < self.value), default=float("-inf"))
        ceiling = min((v for v in turned if v > self.value), default=float("inf"))
        inside = [self.value, *(t.value for t in self.tried if floor < t.value < ceiling)]
        return min(inside), max(inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    cases: int
    right: int
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"rows": [asdict(row) | {"plateau": row.plateau} for row in self.rows]}


def find_thresholds(names: Sequence[str] = ()) -> tuple[Threshold, ...]:
    """Every number in every options.py of a room, or those of these names (`lookups`, `FIGURES`, `enough`,
    `FIGURES.enough`).
    """
    found = [
        Threshold(module=module, name=name, field=one.name)
        for module in _modules()
        for name, options in vars(importlib.import_module(module)).items()
        if is_dataclass(options) and not isinstance(options, type)
        for one in fields(options)
        if type(getattr(options, one.name)) in (int, float)
    ]
    return tuple(one for one in found if not names or any(f".{n}." in f".{one.id}." for n in names))


def _modules() -> Iterator[str]:
    root = Path(__file__).parents[2]
    for package in ROOMS:
        for file in sorted((root / package).glob("*/options.py")):
            yield ".".join(file.relative_to(root).with_suffix("").parts)


def values(value: float, steps: Sequence[float]) -> tuple[float, ...]:
    """The values to try beside `value`: a share stays one, a count is moved by one at least, 0 by nothing."""
    if isinstance(value, int):
        near = {
            min(value - 1, round(value * s)) if s < 1 else max(value + 1, round(value * s)) for s in steps
        }
        return tuple(sorted(v for v in near if v >= 0))
    most = 1.0 if value <= 1 else float("inf")
    return tuple(sorted({min(most, round(value * s, 4)) for s in steps} - {value}))


@contextmanager
def watched(thresholds: Iterable[Threshold], instead: float | None = None) -> Iterator[set[str]]:
    """Every reading of these fields is noted in the set, by id, and answered with another number where one is
    given.
    """
    read: set[str] = set()
    before = {(type(t.options), t.field): getattr(type(t.options), t.field) for t in thresholds}
    ids = {(id(t.options), t.field): t.id for t in thresholds}
    for (kind, field), slot in before.items():
        setattr(kind, field, _Slot(slot, field, ids, read, instead))
    try:
        yield read
    finally:
        for (kind, field), slot in before.items():
            setattr(kind, field, slot)


@dataclass(slots=True)
class _Slot:
    """In the place of the slot of a field; `ids` by object and field are those that are watched."""

    slot: Any
    field: str
    ids: Mapping[tuple[int, str], str]
    read: set[str]
    instead: float | None

    def __get__(self, of: object, kind: type) -> Any:
        known = self.ids.get((id(of), self.field))
        if known:
            self.read.add(known)
        return self.slot.__get__(of, kind) if self.instead is None or not known else self.instead

    def __set__(self, of: object, value: object) -> None:
        self.slot.__set__(of, value)


def vary(
    asked: Sequence[Asked],
    thresholds: Sequence[Threshold],
    steps: Sequence[float] = STEPS,
    progress: Progress = lambda *_: None,
) -> Report:
    """Every question as it is, then again for every field it asks for, with each other value of it."""
    usual: dict[str, Judged] = {}
    kept = tuple(_kept())
    using: dict[str, list[Asked]] = {}
    with watched(thresholds) as read:
        for n, one in enumerate(asked):
            progress("提问", n, len(asked))
            read.clear()
            forget(kept)
            usual[one.id] = one.judge()
            for id in read:
                using.setdefault(id, []).append(one)
    found = []
    for n, threshold in enumerate(thresholds):
        progress(threshold.id, n, len(thresholds))
        mine, tried = using.get(threshold.id, []), []
        for value in values(threshold.value, steps) if mine else ():
            forget(kept)
            with watched([threshold], value):
                tried.append(_compared(value, {one.id: one.judge() for one in mine}, usual))
        forget(kept)
        found.append(Row(id=threshold.id, value=threshold.value, asked=len(mine), tried=tuple(tried)))
    return Report(cases=len(asked), right=sum(right for right, _ in usual.values()), rows=tuple(found))


def _kept() -> Iterator[Callable[[], None]]:
    """What empties the caches of what was said of a text: with another number something else is said of it.
    Caches without a limit hold tables, which no number changes.
    """
    for name, module in tuple(sys.modules.items()):
        if name.split(".")[0] in ROOMS:
            for one in vars(module).values():
                if isinstance(one, _lru_cache_wrapper) and one.cache_parameters()["maxsize"] is not None:
                    yield one.cache_clear


def forget(kept: Iterable[Callable[[], None]]) -> None:
    for empty in kept:
        empty()


def _compared(value: float, now: Mapping[str, Judged], usual: Mapping[str, Judged]) -> Tried:
    turned = [id for id, (right, _) in now.items() if right is not usual[id][0]]
    other = sum(said != usual[id][1] for id, (_, said) in now.items())
    right = tuple(id for id in turned if now[id][0])
    return Tried(value=value, right=right, wrong=tuple(id for id in turned if not now[id][0]), other=other)
