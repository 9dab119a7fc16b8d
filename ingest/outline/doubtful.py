"""Clauses that look wrong by their size alone: too long for one, or mere scraps.

In: the clauses of one plan and its text. Out: doubts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.model import Clause, Doubt

LONGEST = 1500
"""Characters of a clause above which it is probably several."""
_SCRAP, _SCRAPS = 8, 4
"""So many neighbouring clauses, each shorter than so many characters, are probably one that was cut."""


def too_long(clauses: Sequence[Clause]) -> Iterator[Doubt]:
    for clause in clauses:
        size = clause.span.end - clause.span.start
        if size > LONGEST:
            message = f"“{clause.label}”长达{size}字，可能有几条连在一起没有分开，请核对"
            yield Doubt(line=clause.line, kind="long", message=message)


def scraps(clauses: Sequence[Clause], text: str) -> Iterator[Doubt]:
    """A doubt a run of clauses of a few characters each; rows of tables are short by nature."""
    for short, run in groupby(clauses, key=_is_scrap):
        found = list(run)
        if short and len(found) >= _SCRAPS:
            words = found[0].span.of(text)
            message = f"从“{words}”起有{len(found)}条，每条不到{_SCRAP}个字，可能是一句话断开了，请核对"
            yield Doubt(line=found[0].line, kind="short", message=message)


def _is_scrap(clause: Clause) -> bool:
    return not clause.cells and clause.span.end - clause.span.start < _SCRAP
