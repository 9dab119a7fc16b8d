"""What of the rules' answer stays below a model's sentences: what they do not say.

In: the words of the sentences shown, with the clauses they stand on, and the rules' checked answer. Out: its
lines with a fact no sentence has, each with its chips. What a line answers is set in bold; an answer without
bold words answers with its figures, dates and the offices and people of its clauses, a quote below nothing
but chips with its figures, dates and places. A line on a clause no sentence stands on is kept where the
sentences say nothing of its kind, no figure, no date or no office at all: else the two do not agree, and it
stays with the rules' answer alone (`Answer.quick`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.lookups.draft import BOLD
from assistant.model import Answer
from assistant.verification.claims import Claim, claims
from assistant.verification.facts import plain_text, same_words
from ingest.grammar.quantities import read_quantities
from ingest.grammar.segmentation import places

_TOLD = ("amount", "date")
"""Roles of quantities that answer a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`words` as they are shown, `chips` the markers they stand on, `line` as the rules have it."""

    words: str
    chips: frozenset[str]
    line: str


def kept_lines(said: str, cited: Collection[tuple[str, str]], plain: Answer) -> Iterator[Kept]:
    """In the answer's order; `cited` are (plan, label). Nothing of an answer that is none."""
    if plain.status != "answered":
        return
    told = plain_text(said)
    shared = {c.marker for c in plain.citations if (c.plan, c.clause) in cited}
    for claim, shown in _lines(plain):
        chips = frozenset(chip.strip("〔〕") for chip in claim.stands_on)
        names = _names(chips, plain)
        facts = _facts(claim, names, plain)
        lacking = [fact for fact in facts if not same_words(fact, told)]
        if lacking and (chips <= shared or not all(_says_such(fact, told, plain) for fact in lacking)):
            yield Kept(words=shown, chips=chips, line=claim.line)


def _lines(plain: Answer) -> Iterator[tuple[Claim, str]]:
    """What answers, as it is to be shown: lines of words, and quotes with the line that leads to them."""
    leads: str | None = None
    for claim in claims(plain.answer):
        if claim.kind == "words":
            only_leads = not claim.words or claim.words.endswith("：")
            leads = claim.line if claim.chips and only_leads else None
            if claim.stands_on and leads is None:
                yield claim, claim.line if claim.chips else f"{claim.line} {_chips(claim)}"
        elif claim.kind == "quote" and leads is not None:
            yield claim, f"{leads}\n\n{claim.line}"


def _chips(claim: Claim) -> str:
    return "".join(f"〔{chip.strip('〔〕')}〕" for chip in claim.stands_on)


def _facts(claim: Claim, names: Collection[str], plain: Answer) -> list[str]:
    if BOLD.search(plain.answer):
        return [plain_text(words) for words in BOLD.findall(claim.line)]
    words = plain_text(claim.words)
    found = [*_figures(words), *(name for name in names if name in words)]
    return [*found, *places(words)] if claim.kind == "quote" else found


def _figures(words: str) -> list[str]:
    return [q.span.of(words) for q in read_quantities(words) if q.role in _TOLD]


def _roles(words: str) -> set[str]:
    return {q.role for q in read_quantities(words) if q.role in _TOLD}


def _names(chips: Collection[str], plain: Answer) -> set[str]:
    cited = (c for c in plain.citations if c.marker in chips)
    return {plain_text(name) for c in cited for name in (*c.units, *c.leaders)}


def _says_such(fact: str, told: str, plain: Answer) -> bool:
    """Whether the sentences say something of the fact's kind: a figure, a date, an office, or words."""
    if roles := _roles(fact):
        return roles <= _roles(told)
    names = _names({c.marker for c in plain.citations}, plain)
    return not any(name in fact for name in names) or any(name in told for name in names)
