"""Whether the years a sentence tells a figure with are those its clause tells it with.

In: a sentence, folded, and the facts of the clauses it cites. Out: faults. A target's years are its deadline,
the year it starts from, and those between the same two commas; where there are none, those of its sentence,
else of the headings and the title. A year that stands elsewhere in the clause belongs to another figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.fault import Fault
from ingest.grammar.date_forms import DUE_YEAR, YEAR_DIGITS
from ingest.model import Target

_YEAR = re.compile(rf"(?<!\d){YEAR_DIGITS}(?=年)")
_YEARS = re.compile(rf"(?<!\d){YEAR_DIGITS}(?!\d)")
_PART = re.compile(r"[，,。；;\n\t]")
_SENTENCE = re.compile(r"[。；;\n]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def wrong_years(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    for part in _SENTENCE.split(text):
        years = [(m.end(), m[0]) for m in _YEAR.finditer(part)]
        for m in _NUMBER.finditer(_YEAR.sub(lambda year: "□" * len(year[0]), part)):
            told = [one for fact in facts for one in _told_with(m[0], fact)]
            before = [year for end, year in years if end <= m.start()]
            said = (before or [year for _, year in years])[-1:]
            if said and told and not any(said[0] in one for one in told):
                yield Fault(kind="year", text=said[0], says=f"条款里 {m[0]} 不是{said[0]}年的")
    dated = {year for fact in facts for year in _due_in(fact)}
    for year in DUE_YEAR.findall(text):
        if dated and year not in dated:
            yield Fault(kind="year", text=year, says=f"条款写的时限不是{year}年")


def _due_in(fact: ClauseFacts) -> set[str]:
    """The years the clause itself has, and those of its targets."""
    stated = " ".join(t.deadline or "" for t in fact.targets)
    return set(_YEARS.findall(f"{plain_text(fact.text)} {plain_text(fact.offices)} {stated}"))


def _told_with(number: str, fact: ClauseFacts) -> Iterator[set[str]]:
    """The years of each target of that figure."""
    for target in fact.targets:
        found = _NUMBER.search(plain_text(target.value_text))
        if found is not None and found[0] == number:
            yield _years_of(target, fact)


def _years_of(target: Target, fact: ClauseFacts) -> set[str]:
    at = target.span.start - fact.span.start
    stated = set(_YEARS.findall(f"{target.deadline or ''} {target.base_year or ''}"))
    here, whole = _around(_PART, fact.text, at), _around(_SENTENCE, fact.text, at)
    return next(filter(None, (stated | here, whole)), set(_YEARS.findall(fact.around)))


def _around(end: re.Pattern[str], text: str, at: int) -> set[str]:
    """The years of the piece of `text` that ends with `end` on both sides of a place."""
    return set(_YEARS.findall(plain_text(end.split(text[:at])[-1] + end.split(text[at:])[0])))
