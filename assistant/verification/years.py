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
from ingest.grammar.date_forms import YEAR_DIGITS
from ingest.model import Target

_YEAR = re.compile(rf"(?<!\d){YEAR_DIGITS}(?=年)")
_YEARS = re.compile(rf"(?<!\d){YEAR_DIGITS}(?!\d)")
_PART = re.compile(r"[，,。；;\n\t]")
_SENTENCE = re.compile(r"[。；;\n]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def wrong_years(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    for part in _SENTENCE.split(text):
        said = set(_YEAR.findall(part))
        if not said:
            continue
        for number in dict.fromkeys(_NUMBER.findall(_YEAR.sub("", part))):
            told = [years for fact in facts for years in _told_with(number, fact)]
            if told and not any(said <= years for years in told):
                strange = sorted(said.difference(*told)) or sorted(said)
                yield Fault(kind="year", text=strange[0], says=f"条款里 {number} 不是{strange[0]}年的")


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
