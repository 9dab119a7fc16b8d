"""Clause parts on the same subject as a sentence part.

In: a part of a sentence between two commas and the folded words of the clauses. Out: the parts of the clauses
that share most with it. A sentence uses words and an order of its own but keeps the names of what it speaks
of, so a word that turns the meaning is looked for only where the same names stand.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.verification.facts import ClauseFacts, plain_text, tokens
from assistant.verification.options import VERIFICATION
from ingest import late_re as re
from ingest.grammar.stops import COMMA, PART, STATEMENT

_END = re.compile(rf"{PART.pattern}|[（）()｜|\t]")


def parts_about(part: str, source: str) -> tuple[str, ...]:
    """The parts of `source` that share most pairs of characters and numbers with `part`, or nearly so; none
    where nothing is shared. What stands in brackets, and each cell of a row, is a part.
    """
    wanted = tokens(part)
    shares = [(len(wanted & tokens(one)), one) for one in parts_of(source)]
    most = max((share for share, _ in shares), default=0)
    return (
        tuple(dict.fromkeys(one for share, one in shares if share >= VERIFICATION.about * most))
        if most
        else ()
    )


@lru_cache(maxsize=1024)
def parts_of(source: str) -> tuple[str, ...]:
    return tuple(part for part in _END.split(source) if part.strip())


def part_at(text: str, at: int) -> str:
    """The part of a sentence that a place stands in."""
    return _END.split(text[:at])[-1] + _END.split(text[at:])[0]


def statement_about(text: str, fact: ClauseFacts) -> str:
    """The statement of a clause that has most of a sentence's words, folded, a row as a whole; of a long one
    the parts that have some of them. "" where none has any.
    """
    wanted = tokens(text)
    stated = plain_text(fact.text)
    every = (stated,) if fact.cells else STATEMENT.split(stated)
    best = max(every, key=lambda one: len(wanted & tokens(one)), default="").strip()
    if not wanted & tokens(best):
        return ""
    if len(best) <= VERIFICATION.statement:
        return best
    return "，".join(part for part in COMMA.split(best) if wanted & tokens(part))[: VERIFICATION.statement]
