"""An answer made of the sentences of a model that have been checked, above the one the rules gave.

In: the sentences, the rules' checked answer. Out: an `Answer`. Where the rules' answer is a list, a table or
a count it stays part of it, below the sentences; any other is kept whole as `Answer.quick`, and its lines
with a fact no sentence has stand below the sentences (`kept`). A refusal is not kept: what it could not find
has been found.

What a line of the rules' answer answers is set in bold; an answer without bold words answers with its
figures, dates and the offices and people of its clauses, a quote below nothing but chips with its figures,
dates and places. A line on a clause no sentence stands on is kept where the sentences say nothing of its
kind, no figure, no date or no office at all: else the two do not agree, and it stays with the rules' answer
alone (`Answer.quick`).

Where nothing was found, code names the look-ups that were made (`looked_for`): a model may not say what is
not there. The line says nothing of the papers; that something is stated nowhere is said by the rules alone,
after a look-up that would have found it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answers.draft import BOLD
from assistant.denial import By, Denial
from assistant.generation.forms import AskedFor
from assistant.generation.vetting import Vetted
from assistant.lookups.cite import cite
from assistant.lookups.found import Found
from assistant.model import Answer, Citation
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.lexicon import fold
from assistant.verification.claims import Claim, claims
from assistant.verification.facts import plain_text, same_words
from ingest.grammar.quantities import read_quantities
from ingest.grammar.segmentation import is_function_word, places, words
from ingest.model import Span

_TOLD = ("amount", "date")
"""Roles of quantities that answer a question."""
_NAMES: Mapping[str, str] = {
    "plans": "文件目录",
    "outline": "章节目录",
    "clause": "条款原文",
    "search": "全文检索",
    "targets": "指标台账",
    "tasks": "任务分工",
    "mentions": "逐字查找",
    "compare": "同一指标对照",
    "compute": "计算",
    "diff": "版本比较",
}
_SHOWN = 4
"""Look-ups, and plans of one, that are named."""


def composed(shown: Sequence[Vetted], plain: Answer, notes: Sequence[str]) -> Answer:
    """`notes` are lines of the program's own, put behind the sentences."""
    lines = [_line(found) for found in shown]
    counted = [line for line, found in zip(lines, shown, strict=True) if found.computed]
    said = replace(
        plain,
        status="answered",
        reason=None,
        answer="\n\n".join((*lines, *notes)),
        citations=tuple(_citations(shown)),
        figures=(),
        listing=None,
        counted=(*counted, *notes),
        earlier=(),
        engine="llm",
        provisional=False,
        briefing=plain.briefing,
    )
    if not is_laid_out(plain):
        return replace(
            _with_kept(said, shown, plain, notes),
            quick=plain if plain.status in ("answered", "near") else None,
        )
    quoted = {(c.plan, c.clause) for c in plain.citations}
    more = tuple(c for c in said.citations if (c.plan, c.clause) not in quoted)
    return replace(
        said,
        answer=f"{said.answer}\n\n{plain.answer}",
        citations=(*plain.citations, *more),
        listing=plain.listing,
        counted=(*said.counted, *plain.counted),
        earlier=plain.earlier,
    )


def _with_kept(said: Answer, shown: Sequence[Vetted], plain: Answer, notes: Sequence[str]) -> Answer:
    """With what the rules state beyond the sentences, and the quotes it stands on."""
    cited = {(c.plan, c.clause) for c in said.citations}
    kept = tuple(kept_lines("\n".join(one.said.text for one in shown), cited, plain))
    chips = frozenset(chip for one in kept for chip in one.chips)
    given = {(c.plan, c.clause, c.quote) for c in said.citations}
    quotes = (c for c in plain.citations if c.marker in chips and (c.plan, c.clause, c.quote) not in given)
    return replace(
        said,
        answer="\n\n".join((*map(_line, shown), *(one.words for one in kept), *notes)),
        citations=(*said.citations, *quotes),
        counted=(*said.counted, *(line for line in plain.counted if any(line in one.line for one in kept))),
    )


def is_laid_out(answer: Answer) -> bool:
    """Whether it is a list, a table or a count, which a model may only introduce."""
    table = re.search(r"^\|", answer.answer, re.MULTILINE)
    first = answer.answer.splitlines()[:1]
    counts = any(line in text.splitlines() for line in first for text in answer.counted)
    return answer.status == "answered" and bool(answer.listing or table or counts)


def _line(found: Vetted) -> str:
    return f"{found.said.text} {''.join(f'〔{e.marker}〕' for e in found.evidence)}".rstrip()


def _citations(shown: Sequence[Vetted]) -> Iterator[Citation]:
    """The quoted stretches of each clause; the whole of one that nothing is quoted of."""
    with_quote = {one.quoted for one in shown if one.span is not None}
    given: set[tuple[int, Span | None]] = set()
    for one in shown:
        for e in one.evidence:
            span = one.span if e.number == one.quoted else None
            if (e.number, span) in given or (span is None and e.number in with_quote):
                continue
            given.add((e.number, span))
            verbatim = same_words(one.said.text.rstrip("。"), e.row.text)
            yield replace(cite(e.view, e.row, span), support="verbatim" if verbatim else "paraphrase")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`words` as they are shown, `chips` the markers they stand on, `line` as the rules have it."""

    words: str
    chips: frozenset[str]
    line: str


def kept_lines(said: str, cited: Collection[tuple[str, str]], plain: Answer) -> Iterator[Kept]:
    """In the answer's order; `cited` are (plan, label). Nothing where the rules did not answer."""
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


def looked_for(
    wanted: Sequence[AskedFor], made: Sequence[Found], question: str, said: str, catalog: Catalog
) -> str:
    """ "" where everything was answered. `said` is what the conversation and the question hold: a thing is
    called by its name there, else by its number.
    """
    if not wanted:
        return ""
    names = "、".join(dict.fromkeys(_name(one, n, said) for n, one in enumerate(wanted, start=1)))
    tried = dict.fromkeys(_told(found, catalog) for found in made)
    ways = "；".join((f"全文检索“{question}”", *list(tried)[:_SHOWN]))
    none = Denial(what="能直接回答的条款", by=By.MADE, where=f"关于{names}，以下查找")
    return f"{none}：{ways}。"


def _name(one: AskedFor, number: int, said: str) -> str:
    known = fold(said)
    every = [w for w in words(fold(one.what)) if len(w) > 1 and not is_function_word(w)]
    return f"“{one.what}”" if every and all(w in known for w in every) else f"所问的第 {number} 项"


def _told(found: Found, catalog: Catalog) -> str:
    """指标台账“…”（南昌2021要点）."""
    words_ = "、".join(f"“{value}”" for value in _words(found.arguments))
    plans = found.arguments.get("plans") or found.arguments.get("plan") or ()
    ids = [plans] if isinstance(plans, str) else list(plans)
    known = {row.id for row in catalog.rows}
    where = "、".join(catalog.short(plan) for plan in ids[:_SHOWN] if plan in known)
    return f"{_NAMES.get(found.lookup, found.lookup)}{words_}{f'（{where}）' if where else ''}"


def _words(arguments: Mapping[str, Any]) -> Iterator[str]:
    for name in ("words", "word", "indicator", "unit", "person", "label", "due"):
        value = arguments.get(name)
        if isinstance(value, str) and value:
            yield value
