"""An answer made of the sentences of a model that have been checked, above the one the rules gave.

In: the sentences, the rules' checked answer. Out: an `Answer`. Where the rules' answer is a list, a table or
a count it stays part of it, below the sentences; any other is kept whole as `Answer.quick`, and its lines
with a fact no sentence has stand below the sentences (`kept`). A refusal is not kept: what it could not find
has been found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.generation.kept import kept_lines
from assistant.generation.vetting import Vetted
from assistant.lookups.cite import cite
from assistant.model import Answer, Citation
from assistant.verification.facts import same_words
from ingest.model import Span


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
