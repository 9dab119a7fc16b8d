"""Which paragraphs of a kept briefing the plans no longer bear out, and what changed. In: the library and a
briefing. Out: a `Standing`.

The briefing is made once more from the library of now, and held against what was kept, part by part: a
paragraph or row that is not there any more is stale. What a model wrote is not made again: it is stale where
a clause that it stands on changed, or the counts before it. A clause that the new one stands on and the old
one did not is told as missing.

Where it cannot be made any more, only what stands on clauses that changed is stale. A comparison of two
versions of a plan never is. Nothing is changed here, and a clause that only moved to another number counts,
as the reference is wrong then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assistant.briefing.compose import brief, plan_id
from assistant.briefing.keep.kept import Made
from assistant.briefing.model import Block, Briefing, Note, Paragraph, Request, Row, Table, Used
from assistant.errors import AssistantError
from assistant.retrieval.catalog import Catalog
from assistant.versions.diff import Change, differences
from ingest.store.library import Library

State = Literal["newer", "withdrawn", "gone"]
Place = tuple[str, int, int | None]
"""Key of a section, a block of it, and the row where the block is a table; both from 0."""
_Print = tuple[object, ...]
"""What a part shows, but for versions and numbers of notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A plan that is not what it was when the briefing was made; `version` is the one of now, None where it
    is gone.
    """

    used: Used
    state: State
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What became of a clause; `change` is None where its plan is out of force or gone."""

    note: Note
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """`changes` of its clauses; without any, `now` is what stands there today, () where nothing does."""

    changes: tuple[Changed, ...] = ()
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`stale` by the places of the whole briefing; `fault` says why it cannot be made any more, "" where it
    can.
    """

    moved: tuple[Moved, ...] = ()
    stale: Mapping[Place, Stale] | None = None
    missing: tuple[Note, ...] = ()
    fault: str = ""

    @property
    def holds(self) -> bool:
        return not (self.stale or self.missing or self.fault)


def standing(library: Library, made: Made) -> Standing:
    """Cheap where nothing in the library has changed since; else as much work as making the briefing."""
    if library.stamp() == made.stamp:
        return Standing()
    changes = _Changes(library, made.whole)
    if _of_versions(made.whole):
        return Standing(moved=tuple(changes.moved()))
    try:
        now: Briefing | None = brief(library, _still_there(library, made.request), made=made.whole.made)
        fault = ""
    except AssistantError as error:
        now, fault = None, error.message
    return Standing(
        moved=tuple(changes.moved()),
        stale=dict(_stale(made.whole, now, changes)),
        missing=tuple(_missing(made.whole, now, changes)) if now else (),
        fault=fault,
    )


def _of_versions(whole: Briefing) -> bool:
    """Whether it tells of two versions of a plan, which stay what they were."""
    return whole.kind == "changes" and len({used.plan for used in whole.used}) == 1


def _still_there(library: Library, request: Request) -> Request:
    """Without the plans that are out of force or gone, so that what is said of the others can be made anew;
    as it was where none is left.
    """
    catalog = Catalog(library)
    catalog.refresh()

    def is_there(name: str) -> bool:
        try:
            plan_id(catalog, name)
        except AssistantError:
            return False
        return True

    return replace(request, plans=tuple(filter(is_there, request.plans)) or request.plans)


class _Changes:
    """What became of the clauses of a briefing, looked up once for each plan."""

    def __init__(self, library: Library, briefing: Briefing) -> None:
        self._library = library
        self._used = {used.plan: used for used in sorted(briefing.used, key=lambda u: u.version)}
        self._rows = {row.id: row for row in library.plans(plan=tuple(self._used) or None, withdrawn=True)}
        self._found: dict[str, dict[str, Change]] = {}

    def moved(self) -> Iterator[Moved]:
        for plan, used in self._used.items():
            row = self._rows.get(plan)
            if row is None:
                yield Moved(used=used, state="gone", version=None)
            elif row.withdrawn:
                yield Moved(used=used, state="withdrawn", version=row.version)
            elif row.version != used.version:
                yield Moved(used=used, state="newer", version=row.version)

    def of(self, note: Note) -> Changed | None:
        """None where the clause is what it was; one of an earlier version stays what it was."""
        row = self._rows.get(note.plan)
        if row is None or row.withdrawn:
            return Changed(note=note, change=None)
        if row.version == note.version or note.version != self._used[note.plan].version:
            return None
        change = self._of_plan(note.plan).get(note.label)
        return Changed(note=note, change=change) if change else None

    def now(self, note: Note) -> tuple[str, str]:
        """Plan and label under which the clause is found today."""
        change = self.of(note)
        after = change.change.after if change and change.change else None
        return note.plan, after.label if after else note.label

    def _of_plan(self, plan: str) -> dict[str, Change]:
        if plan not in self._found:
            was = self._library.get(plan, version=self._used[plan].version)
            changes = differences(was, self._library.get(plan)).changes
            self._found[plan] = {c.before.label: c for c in changes if c.before}
        return self._found[plan]


def _stale(whole: Briefing, now: Briefing | None, changes: _Changes) -> Iterator[tuple[Place, Stale]]:
    there = Counter(_print(part) for _, part in _parts(now)) if now else Counter[_Print]()
    today = dict(_parts(now)) if now else {}
    miscounted: set[str] = set()
    added: Counter[str] = Counter()
    for place, part in _parts(whole):
        written = isinstance(part, Paragraph) and part.origin == "written"
        added[place[0]] += written
        if not written and there[_print(part)]:
            there[_print(part)] -= 1
            continue
        found = tuple(c for c in map(changes.of, part.notes) if c)
        if not written and not part.notes:
            miscounted.add(place[0])
        if found or (now and not written):
            ruled = (place[0], place[1] - added[place[0]], place[2])
            yield place, Stale(changes=found, now=() if part.notes else _counterpart(ruled, part, today))
        elif not part.notes and place[0] in miscounted:  # our counts in a model's words, behind those counts
            yield place, Stale()


def _counterpart(
    place: Place, part: Paragraph | Row, today: Mapping[Place, Paragraph | Row]
) -> tuple[str, ...]:
    """What stands now in place of words without a clause: the row of the same name, the paragraph at the same
    place of the rules' briefing.
    """
    if isinstance(part, Row):
        rows = (p for (key, _, _), p in today.items() if key == place[0] and isinstance(p, Row))
        return next((row.cells for row in rows if row.cells[0] == part.cells[0]), ())
    other = today.get(place)
    return (other.text,) if isinstance(other, Paragraph) and not other.notes else ()


def _missing(whole: Briefing, now: Briefing, changes: _Changes) -> Iterator[Note]:
    """Clauses the new briefing stands on and the old one does not."""
    known = {changes.now(note) for note in whole.notes}
    return (note for note in now.notes if (note.plan, note.label) not in known)


def _parts(briefing: Briefing) -> Iterator[tuple[Place, Paragraph | Row]]:
    for section in briefing.sections:
        for at, block in enumerate(section.blocks):
            yield from (((section.key, at, row), part) for row, part in _of(block))


def _of(block: Block) -> Iterable[tuple[int | None, Paragraph | Row]]:
    return enumerate(block.rows) if isinstance(block, Table) else ((None, block),)


def _print(part: Paragraph | Row) -> _Print:
    notes = tuple((note.plan, note.label) for note in part.notes)
    if isinstance(part, Row):
        return ("row", part.cells, notes)
    return ("paragraph", part.text, part.aside, notes)
