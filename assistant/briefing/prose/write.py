"""Summaries a model writes for a briefing the rules have made, each sentence checked before it is used.

In: the parts of a briefing as `compose` makes them, and a model. Out: the same parts, then the briefing as
its summaries arrive, one place after the other, the overview first: whoever waits has the rules' briefing in
full before the model is asked. A sentence that fails (`prose.check`) is sent back once with the fault named,
otherwise left out; where nothing is left, the endpoint fails or `stop` is set, the rules' text stands alone,
and `Briefing.wording` says so in a line. A failure of the endpoint ends the writing, so that a slow or dead
one costs its time limit once. Only the clauses that are shown are given to the model, as numbered text; one
that gives orders to its reader (忽略以上要求) is withheld and stands in the list alone.

A place for a model's words is behind the first paragraph of the overview, or at the head of a long section,
with the clauses it may speak of. Nothing the rules wrote is removed or changed: counts stay because no clause
states them; tasks, targets and tables because they are the plans' own words and complete, which a summary
never is. There is no place where only a comparison is stated (changes, indicators side by side, figures that
differ, open points): a sentence is checked against the clauses it names, and no clause says what another does
not.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice

from assistant.briefing.material import Entry, Material
from assistant.briefing.model import Block, Briefing, Note, Paragraph, Part, Request, Section, Table, Wording
from assistant.briefing.prose.check import COUNTS, Grounds, fault, paragraph
from assistant.briefing.prose.speech import said_again, spoken
from assistant.briefing.texts import words
from assistant.briefing.vetting import Vetting
from assistant.generation.dossier import block
from assistant.generation.engine import Llm
from assistant.generation.options import GENERATION
from assistant.generation.prompts import Prompt, digests, load_prompt
from assistant.llm.model import ModelError, Usage
from assistant.query.understand import hidden_instruction
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.lexicon import fold
from assistant.verification.answer import Known
from assistant.verification.evidence import Evidence
from assistant.verification.facts import facts_of
from assistant.verification.stream_sentences import Sentence
from ingest.store.library import Library
from ingest.tokens import count_tokens

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


LOG = logging.getLogger("plans.briefings")
PROMPTS = ("briefing/overview", "briefing/lead", "briefing/repair")
DOING = "模型综述"
REPAIRS = 3
"""Sentences of one place that are sent back."""
_SENTENCES, _LEADING = 6, 3
"""What is kept of a reply that does not end, in the overview and elsewhere."""
_CLAUSES, _ROOM = 60, 160
"""Most clauses for one summary; tokens a clause is to have at least. Of more than fit, some of everywhere are
taken.
"""
_PASSING = frozenset(("empty", "too_long"))
"""Faults of one reply that tell nothing of the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A model as the answers have it, and the library the briefing is made from. Setting `stop` from any
    thread ends the writing.
    """

    llm: Llm
    library: Library
    stop: threading.Event = field(default_factory=threading.Event)


def written(parts: Iterator[Part], writer: Writer) -> Iterator[Part]:
    """The parts with one more step, in which the briefing changes place by place; `done == total` only in the
    last one.

    Raises:
        AssistantError: a prompt is not whole, before anything is made; or as `parts` raise.
    """
    hashes = digests(PROMPTS)
    last: Part | None = None
    for last in parts:
        yield replace(last, total=last.total + 1, doing=last.doing or DOING)
    if last is None:
        return
    total = last.total + 1
    wanted = places(last.briefing)
    if not wanted:
        yield Part(briefing=last.briefing, done=total, total=total, doing="")
        return
    desk = _Desk.of(last.briefing, wanted, writer)
    for doing, briefing in _filled(last.briefing, wanted, desk, hashes):
        yield Part(briefing=briefing, done=total - bool(doing), total=total, doing=doing)


def _filled(
    briefing: Briefing, wanted: Sequence[Place], desk: _Desk, hashes: tuple[str, ...]
) -> Iterator[tuple[str, Briefing]]:
    """What is being written and the briefing so far; "" and the whole of it at last."""
    wording = Wording(model=desk.writer.llm.model.name, prompts=hashes, places=len(wanted))
    why = ""
    for n, place in enumerate(wanted, start=1):
        yield f"{DOING} {n}/{len(wanted)}", replace(briefing, wording=wording)
        try:
            sentences, dropped = desk.summary(place)
        except ModelError as error:
            LOG.warning("model %s: %s %s; %s", wording.model, error.kind, error.detail, error.advice)
            why = error.message
            if error.kind not in _PASSING:
                break
            continue
        if sentences:
            briefing = put(briefing, place, sentences)
        wording = replace(wording, filled=wording.filled + bool(sentences), dropped=wording.dropped + dropped)
    LOG.info("briefing worded: %s", wording)
    yield "", replace(briefing, wording=replace(wording, note=_note(wording, why)))


def _note(wording: Wording, why: str) -> str:
    said = []
    if wording.filled < wording.places:
        name = "written.some" if wording.filled else "written.none"
        said.append(words(name, filled=wording.filled, why=why or words("written.failed")))
    if wording.filled and wording.dropped:
        said.append(words("written.dropped", n=wording.dropped))
    return "".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What the summaries of one briefing are written from; `entries` are its clauses as they are in the
    library now.
    """

    writer: Writer
    title: str
    entries: Mapping[Note, Entry]
    material: Material
    known: Known
    vetting: Vetting

    @classmethod
    def of(cls, briefing: Briefing, wanted: Sequence[Place], writer: Writer) -> _Desk:
        catalog = Catalog(writer.library)
        catalog.refresh()
        material = Material(
            library=writer.library, catalog=catalog, request=Request(kind=briefing.kind), plans=()
        )
        return cls(
            writer=writer,
            title=briefing.title,
            entries=_entries(material, {note for place in wanted for note in place.notes}),
            material=material,
            known=Known.of(catalog),
            vetting=Vetting(material),
        )

    def summary(self, place: Place) -> tuple[tuple[Paragraph, ...], int]:
        """Its sentences, and how many were left out. Raises ModelError."""
        grounds = self._grounds(place)
        if not grounds.evidence:
            return (), 0
        usage: list[Usage] = []
        kept: dict[str, Paragraph] = {}
        dropped = sent_back = 0
        most = _SENTENCES if place.key == OVERVIEW else _LEADING
        prompt, asked = self._asked(place, grounds)
        for sentence in spoken(self.writer.llm.model, prompt, asked, self.writer.stop, usage):
            why = fault(sentence, grounds)
            if why and sent_back < REPAIRS:
                sent_back += 1
                sentence, why = self._mended(sentence, why, grounds, usage)
            made = None if why else paragraph(sentence, grounds)
            if made is None or self.vetting.faults(made):
                LOG.info("left out: %s (%s)", sentence.words, why)
                dropped += 1
            elif not _is_counted(made, place):
                kept[made.text] = made
            if len(kept) + dropped >= most:
                break
        LOG.info("%s: %s", place.key, usage)
        return _closed(tuple(kept.values()), len(grounds.evidence), len(place.notes)), dropped

    def _asked(self, place: Place, grounds: Grounds) -> tuple[Prompt, str]:
        evidence = "\n\n".join(e.words for e in grounds.evidence)
        if place.key == OVERVIEW:
            prompt = load_prompt("briefing/overview")
            return prompt, prompt.fill(title=self.title, counted="".join(place.counted), evidence=evidence)
        prompt = load_prompt("briefing/lead")
        return prompt, prompt.fill(title=self.title, heading=place.heading, evidence=evidence)

    def _mended(
        self, sentence: Sentence, why: str, grounds: Grounds, usage: list[Usage]
    ) -> tuple[Sentence, str]:
        """The sentence put right, or as it was with its fault."""
        named = [e.words for e in grounds.evidence if e.number in sentence.numbers]
        if COUNTS in sentence.numbers:
            named.append(f"[{COUNTS}] {''.join(grounds.counted)}")
        evidence = "\n\n".join(named or [e.words for e in grounds.evidence])
        model, stop = self.writer.llm.model, self.writer.stop
        found = said_again(model, sentence, why, evidence, stop, usage)
        return (found, "") if found is not None and not fault(found, grounds) else (sentence, why)

    def _grounds(self, place: Place) -> Grounds:
        budget = self.writer.llm.evidence_tokens
        held = [
            self.entries[note]
            for note in place.notes
            if note in self.entries and not hidden_instruction(self.entries[note].row.text)
        ]
        chosen = _spread(held, min(_CLAUSES, max(1, budget // _ROOM)))
        evidence: list[Evidence] = []
        entries: list[Entry] = []
        for n, entry in enumerate(chosen):
            view = self.material.catalog.view(entry.note.plan)
            number = len(evidence) + 1
            said = block(number, view, entry.row, min(GENERATION.longest, budget // (len(chosen) - n)))
            if said is not None:
                budget -= count_tokens(said)
                evidence.append(Evidence(number=number, view=view, row=entry.row, words=said))
                entries.append(entry)
        return Grounds(
            evidence=tuple(evidence),
            entries=tuple(entries),
            facts={
                (e.note.plan, e.note.label): facts_of(v.view, v.row)
                for e, v in zip(entries, evidence, strict=True)
            },
            known=self.known,
            counted=place.counted,
            subject=self.title,
        )


def _entries(material: Material, notes: Collection[Note]) -> Mapping[Note, Entry]:
    """Those of the notes that the library still has in that version; a plan may have changed meanwhile."""
    labels: dict[str, set[str]] = {}
    for note in notes:
        labels.setdefault(note.plan, set()).add(note.label)
    found: dict[Note, Entry] = {}
    for plan, wanted in labels.items():
        with suppress(KeyError):
            rows = [row for row in material.catalog.view(plan).clauses if row.clause.label in wanted]
            found |= {entry.note: entry for entry in material.entries(rows)}
    return {note: entry for note, entry in found.items() if note in notes}


def _spread(entries: Sequence[Entry], most: int) -> list[Entry]:
    """All of them, or so many at even distances."""
    if len(entries) <= most:
        return list(entries)
    return [entries[n * len(entries) // most] for n in range(most)]


def _is_counted(made: Paragraph, place: Place) -> bool:
    """Whether it only says again what stands before it."""
    return not made.notes and fold(made.text).rstrip("。") in fold("".join(place.counted))


def _closed(sentences: tuple[Paragraph, ...], given: int, every: int) -> tuple[Paragraph, ...]:
    """The last sentence says where not all clauses were read for them."""
    if not sentences or given == every:
        return sentences
    return (*sentences[:-1], replace(sentences[-1], aside=words("written.partial", n=given, all=every)))
