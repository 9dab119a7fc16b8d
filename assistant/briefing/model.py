"""简报 as a value: title, scope, sections of paragraphs and tables, each with the clauses it stands on; no
file format is known here.

Notes are numbered and figures are listed only when a briefing is written, from the sections that are in it
then: leave some out or put them in another order (`arranged`) and numbers and list still fit. A paragraph of
the plan's words has them to the letter; one that only counts says so (`origin`) and stands on no clause.

A kind of briefing hands over (`Composition`) its title, the plans it was made from, and the steps that make
its sections, in order.

A step is made only when it is asked for, so that a long briefing can be shown as it grows, and given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ingest.model import Edition

Kind = Literal["office", "plan", "indicators", "compare", "topic", "changes"]
Origin = Literal["verbatim", "derived", "counted", "written"]
"""The plan's words to the letter; put together from what a clause states; what was counted or how to read it;
a model's sentence.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is wanted. `units` are names as printed, `plans` ids; `topic` words that clauses (or indicators)
    must have.
    """

    kind: Kind
    units: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    topic: str = ""
    region: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A plan the briefing was made from, in the version it had then; `issued` an ISO date, `region` the place
    whose plan it is.
    """

    plan: str
    version: int
    title: str
    short: str
    edition: Edition
    number: str | None
    issued: str | None
    sha256: str
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """注: one clause. `marker` is its name in chips, `reference` the formal form."""

    plan: str
    version: int
    label: str
    marker: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure that is shown, with the part of the sentence it stands in as printed; half-open `start`,
    `end` in the plan's text.
    """

    note: Note
    text: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """`text` may have several lines; `aside` stands behind it in brackets; `numbered` ones count from 1 in
    their section.

    One that `runs_on` goes on in the line of the paragraph before it: sentences with notes of their own in
    one paragraph.
    """

    text: str
    origin: Origin
    aside: str = ""
    notes: tuple[Note, ...] = ()
    figures: tuple[Figure, ...] = ()
    numbered: bool = False
    runs_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    cells: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`share` of the table's width, relative to the other columns."""

    name: str
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The numbers of the rows' notes get a column of their own where any row has notes."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def noted(self) -> bool:
        return any(row.notes for row in self.rows)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`key` names it for ever in this briefing, behind that of the section it stands in
    ("tasks/nanchang-2021-health"); `level` from 1.

    A `sheet` is to be one page: in small type, and what follows begins a new one.
    """

    key: str
    heading: str
    level: int
    blocks: tuple[Block, ...] = ()
    sheet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """措辞: what a model was asked for. `prompts` are "name:hash"; `places` wanted a summary and `filled` of
    them have one.

    `dropped` sentences did not pass the check; `note` is one line on what happened, "" where nothing did.
    """

    model: str
    prompts: tuple[str, ...]
    places: int
    filled: int = 0
    dropped: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """简报. `scope` says in words what it is confined to, `made` the day it was made, `left_out` headings a
    person left out.

    Without `wording` no model was asked.
    """

    title: str
    kind: Kind
    scope: str
    made: date
    used: tuple[Used, ...]
    sections: tuple[Section, ...] = ()
    left_out: tuple[str, ...] = ()
    wording: Wording | None = None

    @property
    def written(self) -> bool:
        """Whether any sentence that is in it now is a model's."""
        return any(isinstance(part, Paragraph) and part.origin == "written" for part in self._parts())

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every clause it stands on, in the order of its first paragraph or row; note n is `notes[n - 1]`."""
        return tuple(dict.fromkeys(note for block in self._parts() for note in block.notes))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure shown, each place of a plan once, by note and then as printed."""
        by_note: dict[Note, list[Figure]] = {note: [] for note in self.notes}
        for part in self._parts():
            for figure in part.figures:
                by_note[figure.note].append(figure)
        return tuple(f for figures in by_note.values() for f in _apart(figures))

    def _parts(self) -> Iterator[Paragraph | Row]:
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    yield from block.rows
                else:
                    yield block


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A briefing so far: `done` of `total` steps; `doing` names the next one, "" where all are done."""

    briefing: Briefing
    done: int
    total: int
    doing: str


def numbers(briefing: Briefing) -> Mapping[Note, int]:
    return {note: number for number, note in enumerate(briefing.notes, start=1)}


def _apart(figures: list[Figure]) -> Iterator[Figure]:
    """Figures in the order of the text; of those that overlap the one that begins first, and of these the
    longest.
    """
    end = -1
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        if figure.start >= end:
            yield figure
            end = figure.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`name` tells the person who waits what is being made."""

    name: str
    make: Callable[[], tuple[Section, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """`plans` are the ids of the plans that are used; `versions` are stated where they are not the current
    ones.
    """

    title: str
    plans: tuple[str, ...]
    steps: tuple[Step, ...]
    versions: tuple[Used, ...] = ()
