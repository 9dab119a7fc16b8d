"""Verification under attack: right answers falsified at one place, in thousands; the share it catches is its
score.

In: right answers, the assistant that gave them. Out: `AttackReport` with every mutation that slipped through.
A mutation is made at random places (the same for the same seed) and is always false: what comes out equal to
the answer is not counted. Kinds:

- digit: one digit of a figure, in the answer's own words or a quote
- sign: % for ‰, ‰ for %
- bound: 以下 for 以上, ≤ for ≥, 不高于 for 不低于, 降低 for 提高 …
- neighbour: another figure of the clause, or of the clause beside it, in the place of the one that answers
- office: another office or person of the library
- year: the year before or after
- label: the chip of the clause before or behind; half of them with the citation itself moved there
- quote: one character of a quote left out, put twice or exchanged; half of them in the citation itself

A false alarm is a right answer that verification faults, or one of which it left only the bare quotes before
it was shown: whatever is shown has passed it once, so that the answers as they stand would never tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from assistant.answers.draft import CHIP
from assistant.ask import Assistant
from assistant.lookups.cite import marker
from assistant.model import Answer, Citation
from assistant.verification.answer import faults
from evals.model import AttackReport, AttackRow, Slipped
from ingest.grammar.bounds import OPPOSITES
from ingest.grammar.date_forms import YEAR_ALONE
from ingest.grammar.quantities import read_quantities
from ingest.grammar.tables import one_of

FALSE_ALARM = "误报"
BARE = "以下为相关条款原文："
"""How an answer begins of which verification left the quotes alone; see
`assistant.verification.answer.checked`.
"""
EACH = 3
"""Mutations of one kind that are tried on one answer."""
_DIGIT = re.compile(r"\d")
_SIGN = re.compile("[%‰]")
_BOUND = re.compile("|".join(sorted((w for w in OPPOSITES if not w.isascii()), key=len, reverse=True)))
_SHOWN = 200
"""Characters of an answer kept around a mutation that slipped through."""

Place = TypeVar("Place")
Mutation = Callable[["Attack", Answer, Random], Iterator[Answer]]


@dataclass(frozen=True, slots=True)
class Attack:
    """What the mutations draw on."""

    assistant: Assistant

    def names(self) -> tuple[str, ...]:
        return (*self.assistant.catalog.units, *self.assistant.catalog.leaders)

    def beside(self, citation: Citation, pick: Random) -> tuple[str, str, str] | None:
        """Label, marker and words of the clause before or behind a cited one."""
        view = self.assistant.catalog.view(citation.plan)
        labels = [row.clause.label for row in view.clauses]
        at = labels.index(citation.clause) + pick.choice((-1, 1))
        if not 0 <= at < len(labels):
            return None
        return labels[at], marker(view, labels[at]), view.clauses[at].text

    def caught(self, answer: Answer) -> bool:
        return bool(faults(answer, self.assistant.facts(answer), self.assistant.known()))


def attack(
    answers: Sequence[tuple[str, Answer]],
    assistant: Assistant,
    *,
    seed: int = 7,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> AttackReport:
    """`answers` are right ones by the id of their case; refusals among them are passed over. `progress`:
    answers done, in all.
    """
    scene = Attack(assistant)
    made = dict.fromkeys(MUTATIONS, 0)
    caught = dict.fromkeys(MUTATIONS, 0)
    slipped: list[Slipped] = []
    alarms = 0
    told = [(case, answer) for case, answer in answers if answer.status == "answered"]
    for done, (case, answer) in enumerate(told):
        progress(done, len(told))
        if answer.answer.startswith(BARE) or scene.caught(answer):
            alarms += 1
            slipped.append(Slipped(case=case, kind=FALSE_ALARM, before=answer.answer[:_SHOWN], after=""))
            continue
        pick = Random(f"{seed} {case}")
        for kind, mutate in MUTATIONS.items():
            for mutated in mutate(scene, answer, pick):
                made[kind] += 1
                if scene.caught(mutated):
                    caught[kind] += 1
                else:
                    slipped.append(_slipped(case, kind, answer, mutated))
    progress(len(told), len(told))
    rows = tuple(AttackRow(kind=kind, made=made[kind], caught=caught[kind]) for kind in MUTATIONS)
    return AttackReport(answers=len(told), alarms=alarms, rows=rows, slipped=tuple(slipped))


def _digits(_: Attack, answer: Answer, pick: Random) -> Iterator[Answer]:
    def other(digit: str) -> str:
        return pick.choice([d for d in "123456789" if d != digit])

    yield from _at_places(answer, _DIGIT, other, pick)


def _signs(_: Attack, answer: Answer, pick: Random) -> Iterator[Answer]:
    yield from _at_places(answer, _SIGN, lambda sign: "‰" if sign == "%" else "%", pick)


def _bounds(_: Attack, answer: Answer, pick: Random) -> Iterator[Answer]:
    yield from _at_places(answer, _BOUND, OPPOSITES.__getitem__, pick)


def _years(_: Attack, answer: Answer, pick: Random) -> Iterator[Answer]:
    yield from _at_places(answer, YEAR_ALONE, lambda year: str(int(year) + pick.choice((-1, 1))), pick)


def _offices(scene: Attack, answer: Answer, pick: Random) -> Iterator[Answer]:
    names = scene.names()
    if names:
        known = re.compile(one_of(names))
        yield from _at_places(
            answer, known, lambda name: pick.choice([n for n in names if n != name] or [name]), pick
        )


def _neighbours(scene: Attack, answer: Answer, pick: Random) -> Iterator[Answer]:
    """In the lines that answer: a figure of the clause (else of the one beside it) in the place of the one
    that stands there.
    """
    cited = {c.marker: c for c in answer.citations}
    places = []
    for line in re.finditer(r"[^\n]+", answer.answer):
        chips = [m[0][1:-1] for m in CHIP.finditer(line[0])]
        if line[0].startswith(">") or not chips or chips[0] not in cited:
            continue
        bare = CHIP.sub(lambda m: " " * len(m[0]), line[0])
        for quantity in read_quantities(bare):
            if quantity.role == "amount":
                places.append(
                    (line.start() + quantity.span.start, line.start() + quantity.span.end, cited[chips[0]])
                )
    for start, end, citation in _some(places, pick):
        own = answer.answer[start:end]
        others = _other_figures(scene, citation, own, pick)
        if others:
            yield replace(answer, answer=answer.answer[:start] + pick.choice(others) + answer.answer[end:])


def _other_figures(scene: Attack, citation: Citation, own: str, pick: Random) -> list[str]:
    text = scene.assistant.catalog.view(citation.plan).clause(citation.clause).text
    beside = scene.beside(citation, pick)
    for words in (text, beside[2] if beside else ""):
        printed = {q.span.of(words) for q in read_quantities(words) if q.role == "amount"}
        bare = {re.sub(r"\s", "", p) for p in printed} - {re.sub(r"\s", "", own)}
        if bare:
            return sorted(bare)
    return []


def _labels(scene: Attack, answer: Answer, pick: Random) -> Iterator[Answer]:
    for n, citation in enumerate(_some(answer.citations, pick)):
        beside = scene.beside(citation, pick)
        if beside is None:
            continue
        label, chip, _ = beside
        moved = answer.answer.replace(f"〔{citation.marker}〕", f"〔{chip}〕", 1)
        if n % 2:
            there = replace(citation, clause=label, marker=chip)
            citations = tuple(there if c is citation else c for c in answer.citations)
            yield replace(answer, answer=moved, citations=citations)
        elif moved != answer.answer:
            yield replace(answer, answer=moved)


def _quotes(_: Attack, answer: Answer, pick: Random) -> Iterator[Answer]:
    lines = list(re.finditer(r"(?m)^> (?P<words>.{4,})$", answer.answer))
    for line in _some(lines, pick):
        words = CHIP.sub("", line["words"]).rstrip()
        start = line.start("words")
        yield replace(
            answer, answer=answer.answer[:start] + _altered(words, pick) + answer.answer[start + len(words) :]
        )
    for citation in _some(answer.citations, pick)[:1]:
        there = replace(citation, quote=_altered(citation.quote, pick))
        yield replace(answer, citations=tuple(there if c is citation else c for c in answer.citations))


def _altered(words: str, pick: Random) -> str:
    """One Chinese character left out, put twice, or exchanged; the words themselves where there is none."""
    places = [i for i, char in enumerate(words) if "\u4e00" <= char <= "\u9fff"] or [len(words) // 2]
    at = pick.choice(places)
    how = pick.randrange(3)
    put = "" if how == 0 else words[at] * 2 if how == 1 else "某" if words[at] != "某" else "各"
    return words[:at] + put + words[at + 1 :]


def _at_places(
    answer: Answer, pattern: re.Pattern[str], other: Callable[[str], str], pick: Random
) -> Iterator[Answer]:
    """The answer with one find of the pattern exchanged, outside of chips."""
    text = answer.answer
    chips = [m.span() for m in CHIP.finditer(text)]
    places = [m for m in pattern.finditer(text) if not any(a <= m.start() < b for a, b in chips)]
    for place in _some(places, pick):
        put = other(place[0])
        if put != place[0]:
            yield replace(answer, answer=text[: place.start()] + put + text[place.end() :])


def _some(places: Sequence[Place], pick: Random) -> list[Place]:
    return list(places) if len(places) <= EACH else pick.sample(list(places), EACH)


def _slipped(case: str, kind: str, answer: Answer, mutated: Answer) -> Slipped:
    """The words around the place, before and after."""
    before, after = answer.answer, mutated.answer
    at = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, at - _SHOWN // 2)
    return Slipped(case=case, kind=kind, before=before[start : at + _SHOWN], after=after[start : at + _SHOWN])


MUTATIONS: dict[str, Mutation] = {
    "digit": _digits,
    "sign": _signs,
    "bound": _bounds,
    "neighbour": _neighbours,
    "office": _offices,
    "year": _years,
    "label": _labels,
    "quote": _quotes,
}
