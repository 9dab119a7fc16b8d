"""What somebody has seen on a scanned page: lines compared with it, and figures set right, so that both hold
for good when the file is read anew.

A line is known by its file, its page and its words as they were read, a correction also by where on the page
it stands: read anew with the same words a line is still confirmed, read otherwise it is not. The corrections
of a line follow one another in the order in which they were made, so that one that is taken back is so. What
recognition had read stays in them. Two tables beside those of `tables.py`. The transaction is the Library's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Float, Integer, String, Table, Text, insert, select

from ingest.model import Piece, Plan, PrintedLine, Span, piece_at
from ingest.on_page import with_confirmed, words_on_lines
from ingest.store.tables import METADATA

CORRECTED = Table(
    "corrected_lines",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("sha256", String, nullable=False, index=True),
    Column("page", Integer, nullable=False),
    Column("top", Float, nullable=False),
    Column("words", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("was", String, nullable=False),
    Column("now", String, nullable=False),
    Column("person", String, nullable=False),
    Column("since", String, nullable=False),
)
"""`place` is where in the words of the line, from 0, the figure `was` stands."""


def with_corrections(db: Connection, plan: Plan) -> Plan:
    """The plan with what has been set right in its file."""
    if not plan.scanned or plan.corrections:
        return plan
    held = select(CORRECTED).where(CORRECTED.c.sha256 == plan.source.sha256).order_by(CORRECTED.c.id)
    rows = db.execute(held).all()
    if not rows:
        return plan
    from ingest.corrected import corrected  # it reads anew: half a second to load, for a plan set right alone

    for row in rows:
        if (span := _place(plan, row)) is not None:
            plan = corrected(plan, span, row.now, person=row.person, since=row.since)
    return plan


def correct(db: Connection, plan: Plan, span: Span, now: str, *, person: str, since: str) -> Plan:
    """The plan with the figure set right, and that it was kept. Raises ValueError."""
    from ingest.corrected import corrected

    line = piece_at(plan.pieces, span.start).line
    printed = next((p for p in plan.printed if p.line == line), None)
    if printed is None or not (printed.confirmed or printed.confidence is not None):
        raise ValueError(f"not recognised: {span.of(plan.text)}")
    right = corrected(plan, span, now, person=person, since=since)
    before = (
        min(p.start + p.length, span.start) - p.start for p in _pieces(plan, line) if p.start < span.start
    )
    values = {
        "sha256": plan.source.sha256,
        "page": printed.page,
        "top": printed.box[1],
        "words": words_on_lines(plan)[line],
        "place": sum(before),
        "was": span.of(plan.text),
        "now": now,
        "person": person,
        "since": since,
    }
    db.execute(insert(CORRECTED).values(values))
    return right


def _place(plan: Plan, row: Any) -> Span | None:
    """Where the figure of a correction stands; None where the line is read otherwise."""
    words = words_on_lines(plan)
    alike: list[PrintedLine] = [
        p for p in plan.printed if p.page == row.page and words.get(p.line) == row.words
    ]
    if not alike:
        return None
    line = min(alike, key=lambda p: abs(p.box[1] - row.top)).line
    at = int(row.place)
    for piece in _pieces(plan, line):
        if at < piece.length:
            span = Span(start=piece.start + at, end=piece.start + at + len(row.was))
            return span if span.of(plan.text) == row.was else None
        at -= piece.length
    return None


def _pieces(plan: Plan, line: int) -> Iterator[Piece]:
    return (piece for piece in plan.pieces if piece.line == line)


Change = tuple[Span, str, str]
"""Where a figure stands, what it is there, what it is to be."""


def in_order(changes: Sequence[Change]) -> list[Change]:
    """From the last to the first, so that none moves another."""
    return sorted(changes, key=lambda change: change[0], reverse=True)


CONFIRMED = Table(
    "confirmed_lines",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("words", Text, primary_key=True),
    Column("person", String, nullable=False),
    Column("since", String, nullable=False),
)


def confirmed(db: Connection, plan: Plan) -> Plan:
    """The plan with what has been confirmed of its file."""
    if not plan.scanned:
        return plan
    held = CONFIRMED.c
    known = {
        (r.page, r.words)
        for r in db.execute(select(held.page, held.words).where(held.sha256 == plan.source.sha256))
    }
    words = words_on_lines(plan)
    return with_confirmed(plan, {p.line for p in plan.printed if (p.page, words.get(p.line)) in known})


def confirm_lines(db: Connection, plan: Plan, lines: Iterable[PrintedLine], person: str, now: str) -> None:
    """Those of them that were recognised and nobody has confirmed yet."""
    words = words_on_lines(plan)
    unsure = {(p.page, words[p.line]) for p in lines if p.confidence is not None and p.line in words}
    held = CONFIRMED.c
    here = select(held.page, held.words).where(held.sha256 == plan.source.sha256)
    known = {(r.page, r.words) for r in db.execute(here)}
    new = [
        {"sha256": plan.source.sha256, "page": page, "words": said, "person": person, "since": now}
        for page, said in sorted(unsure - known)
    ]
    if new:
        db.execute(insert(CONFIRMED), new)
