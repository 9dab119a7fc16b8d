"""Where the words of a plan stand on the pages of its file, and how surely they were recognised there.

In: the lines a reader gave, or a plan and a stretch of its text. Out: `PrintedLine` values. A clause is as
unsure as the least sure of its lines that nobody has confirmed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.model import Clause, Piece, Plan, PrintedLine, Span

if TYPE_CHECKING:
    from ingest.readers.protocol import Document

SCAN = "scan_"
"""With what the kinds of doubts begin that only a scanned page can raise (inspection/data/kinds.yaml)."""


def printed_lines(document: Document) -> tuple[PrintedLine, ...]:
    """Those that have a place on a page, each source line once."""
    found = {
        line.number: PrintedLine(line=line.number, page=line.page, box=line.box, confidence=line.confidence)
        for line in document.lines
        if line.page is not None and line.box is not None
    }
    return tuple(found[number] for number in sorted(found))


def lines_of(plan: Plan, span: Span) -> tuple[PrintedLine, ...]:
    """The lines that hold words of the span, in order."""
    return _Places(plan).of(span)


def with_confidence(plan: Plan) -> Plan:
    """Each clause with the confidence of its least sure line."""
    if not plan.scanned:
        return plan
    places = _Places(plan)
    clauses = tuple(replace(c, confidence=_least(places.of(whole_of(c)))) for c in plan.clauses)
    return replace(plan, clauses=clauses)


def with_confirmed(plan: Plan, lines: Collection[int]) -> Plan:
    """The plan once somebody has compared these lines with the page: they are sure, and what only their
    recognition made doubtful is not doubted any more."""
    printed = tuple(
        replace(p, confidence=None, confirmed=True) if p.line in lines and p.confidence is not None else p
        for p in plan.printed
    )
    plan = with_confidence(replace(plan, printed=printed))
    sure = {c.label for c in plan.clauses if c.confidence is None}
    doubts = tuple(
        d for d in plan.doubts if not (d.kind.startswith(SCAN) and (d.line in lines or d.clause in sure))
    )
    return replace(plan, doubts=doubts)


def words_on_lines(plan: Plan) -> dict[int, str]:
    """Source line -> what of the plan's text stands on it."""
    found: dict[int, list[str]] = {}
    for piece in plan.pieces:
        found.setdefault(piece.line, []).append(plan.text[piece.start : piece.start + piece.length])
    return {line: "".join(parts) for line, parts in found.items()}


def whole_of(clause: Clause) -> Span:
    """The clause with the words that say whom it charges."""
    ends = [r.span.end for r in clause.responsibilities if r.inherited_from is None]
    return Span(start=clause.span.start, end=max(clause.span.end, *ends) if ends else clause.span.end)


def _least(lines: Sequence[PrintedLine]) -> float | None:
    return min((p.confidence for p in lines if p.confidence is not None), default=None)


class _Places:
    """The lines of a plan by where their words are in its text."""

    def __init__(self, plan: Plan) -> None:
        self._pieces: tuple[Piece, ...] = plan.pieces
        self._starts = [piece.start for piece in plan.pieces]
        self._printed = {p.line: p for p in plan.printed}

    def of(self, span: Span) -> tuple[PrintedLine, ...]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        numbers = dict.fromkeys(
            piece.line
            for piece in self._pieces[first:last]
            if piece.start < span.end and piece.start + piece.length > span.start
        )
        return tuple(self._printed[n] for n in numbers if n in self._printed)
