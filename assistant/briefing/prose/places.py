"""Where a model's words may stand in a briefing: behind the first paragraph of the overview, and at the head
of long sections.

In: a briefing as the rules made it. Out: places with the clauses each may speak of; the briefing with
sentences put in. Nothing the rules wrote is taken out or changed: the counts stay because no clause states
them, the tasks, targets and tables because they are the plans' own words and complete, which a summary never
is. So a briefing without its summaries is the rules' briefing.

No place is in what only a comparison states (changes, indicators side by side, figures that differ, what is
left open): a sentence is held against the clauses it names, and no clause says what another does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.briefing.model import Block, Briefing, Note, Paragraph, Section, Table

FEWEST = 3
"""Clauses that are worth a summary; fewer are read as quickly themselves."""
MOST = 12
"""Places in one briefing: the overview and the first long sections."""
OVERVIEW = "overview"
_SUMMED_UP = frozenset(("tasks", "targets", "same", "alike", "alone"))
"""Sections whose clauses the overview speaks of, by the first part of their key."""
_LED = frozenset(("tasks", "targets", "alone"))
"""Sections that may begin with a summary of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`key` and `heading` of the section, `notes` the clauses shown there, `counted` what the rules say of
    them by number.
    """

    key: str
    heading: str
    notes: tuple[Note, ...]
    counted: tuple[str, ...] = ()


def places(briefing: Briefing) -> tuple[Place, ...]:
    """The overview first, then sections as they stand; () where there is too little, or all of it is
    comparison.
    """
    if briefing.kind == "changes":
        return ()
    return tuple(islice(_places(briefing), MOST))


def _places(briefing: Briefing) -> Iterator[Place]:
    of_all = _notes(b for s in briefing.sections if _group(s) in _SUMMED_UP for b in s.blocks)
    overview = next((s for s in briefing.sections if s.key == OVERVIEW), None)
    if overview is not None and len(of_all) >= FEWEST:
        counted = tuple(
            b.text for b in overview.blocks[:1] if isinstance(b, Paragraph) and b.origin == "counted"
        )
        yield Place(key=OVERVIEW, heading=overview.heading, notes=of_all, counted=counted)
    for section in briefing.sections:
        own = _notes(section.blocks)
        # What the overview has summed up already, word for word the same clauses, is not summed up again.
        if _group(section) in _LED and len(own) >= FEWEST and set(own) != set(of_all):
            yield Place(key=section.key, heading=section.heading, notes=own)


def put(briefing: Briefing, place: Place, sentences: Sequence[Paragraph]) -> Briefing:
    """The sentences as one paragraph where the place is."""
    line = tuple(replace(p, runs_on=n > 0) for n, p in enumerate(sentences))
    at = 1 if place.key == OVERVIEW else 0

    def grown(section: Section) -> Section:
        return replace(section, blocks=(*section.blocks[:at], *line, *section.blocks[at:]))

    return replace(briefing, sections=tuple(grown(s) if s.key == place.key else s for s in briefing.sections))


def _group(section: Section) -> str:
    return section.key.split("/", 1)[0]


def _notes(blocks: Iterator[Block] | Sequence[Block]) -> tuple[Note, ...]:
    """The clauses whose words are shown, each once; a paragraph that only counts shows none."""
    shown = (
        note
        for block in blocks
        for part in (block.rows if isinstance(block, Table) else (block,))
        if not (isinstance(part, Paragraph) and part.origin == "counted")
        for note in part.notes
    )
    return tuple(dict.fromkeys(shown))
