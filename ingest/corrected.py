"""A figure that recognition misread, set right by somebody who has looked at the page.

In: a plan, the place of the figure in its text, what it should say. Out: the plan with it, everything else
where it was: spans behind it are moved, what the clauses state is read again, what was doubted of the words
before is gone. Only figures of clauses, and only what stands on one printed line: more is another reading of
the page, for which the file is taken in anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ingest.grammar.misread import is_figure
from ingest.inspection.inspect import inspected_anew
from ingest.model import Clause, Correction, Piece, Plan, Span, piece_at
from ingest.on_page import SCAN, whole_of
from ingest.pipeline import with_stated

Move = Callable[[int], int]


def corrected(plan: Plan, span: Span, now: str, *, person: str, since: str) -> Plan:
    """The plan with `now` in the place of `span`. Raises ValueError where that is no figure, or its place is
    none that can be set right here.
    """
    was = span.of(plan.text)
    if not is_figure(now) or not any(ch.isdigit() for ch in was):
        raise ValueError(f"no figure: {now}")
    piece = piece_at(plan.pieces, span.start)
    clause = next((c for c in plan.clauses if _holds(whole_of(c), span)), None)
    if clause is None or span.end > piece.start + piece.length:
        raise ValueError(f"not in one line of a clause: {was}")

    def move(at: int) -> int:
        if at <= span.start:
            return at
        return at + len(now) - len(was) if at >= span.end else span.start + len(now)

    reworded = _reworded(plan, clause, span, was, now)
    moved = _moved(replace(plan, clauses=tuple(reworded if c is clause else c for c in plan.clauses),
                           pieces=(), targets=(), milestones=(), results=(), doubts=()), move)  # fmt: skip
    here = Span(start=span.start, end=span.start + len(now))
    first = next((c.was for c in plan.corrections if c.span == span), was)
    made = [Correction(span=here, was=first, person=person, since=since)] if now != first else []
    earlier = (c for c in moved.corrections if c.span != here)
    plan = replace(
        moved,
        text=plan.text[: span.start] + now + plan.text[span.end :],
        pieces=tuple(_moved_piece(one, move) for one in plan.pieces),
        doubts=tuple(_moved(d, move) for d in plan.doubts if not _is_of(d.kind, d.span, span)),
        corrections=tuple(sorted((*earlier, *made), key=lambda c: c.span)),
    )
    clauses = tuple(replace(c, corrections=tuple(_within(c, plan.corrections))) for c in plan.clauses)
    return inspected_anew(with_stated(replace(plan, clauses=clauses)))


def _within(clause: Clause, made: Iterable[Correction]) -> Iterator[Correction]:
    return (one for one in made if _holds(whole_of(clause), one.span))


def _holds(whole: Span, span: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _is_of(kind: str, doubted: Span | None, span: Span) -> bool:
    """Whether a doubt is of the figure as it was recognised."""
    meets = doubted is not None and doubted.start < span.end and span.start < doubted.end
    return meets and kind.startswith(SCAN)


def _moved(value: Any, move: Move) -> Any:
    """The same value, every span in it moved."""
    if isinstance(value, Span):
        return Span(start=move(value.start), end=move(value.end))
    if isinstance(value, tuple):
        return tuple(_moved(one, move) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = ((field.name, getattr(value, field.name)) for field in fields(value))
        changed = {name: new for name, old in held if (new := _moved(old, move)) is not old and new != old}
        return replace(value, **changed) if changed else value
    return value


def _moved_piece(piece: Piece, move: Move) -> Piece:
    start = move(piece.start)
    return replace(piece, start=start, length=move(piece.start + piece.length) - start)


def _reworded(plan: Plan, clause: Clause, span: Span, was: str, now: str) -> Clause:
    """The clause with the words that it keeps beside its span: cells of its row, its heading, when it is due.

    Of the cells it is the one as many figures of the kind before the end of the row: the first ones, mark and
    group, need not be in the text.
    """
    if clause.cells:
        behind = plan.text[span.end : whole_of(clause).end].count(was)
        return replace(clause, cells=_in_cells(clause.cells, was, now, behind))
    if span.start >= clause.span.end:
        return replace(clause, due=clause.due.replace(was, now) if clause.due else None)
    heading = clause.heading
    if heading and span.end <= clause.span.start + len(heading) and was in heading:
        return replace(clause, heading=heading.replace(was, now))
    return clause


def _in_cells(cells: tuple[str, ...], was: str, now: str, behind: int) -> tuple[str, ...]:
    """Raises ValueError where the figure is in none of them."""
    for at in reversed(range(len(cells))):
        here = cells[at].count(was)
        if behind < here:
            parts = cells[at].split(was)
            cut = here - behind
            words = f"{was.join(parts[:cut])}{now}{was.join(parts[cut:])}"
            return (*cells[:at], words, *cells[at + 1 :])
        behind -= here
    raise ValueError(f"in no cell: {was}")
