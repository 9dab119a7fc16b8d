"""What somebody has compared with the scanned page, line by line, so that it holds for good.

A line is known by its file, its page and its words: read anew with the same words it is still confirmed, read
otherwise it is not. One table beside those of `tables.py`. The transaction is the Library's.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, Integer, String, Table, Text, insert, select

from ingest.model import Plan, PrintedLine
from ingest.on_page import with_confirmed, words_on_lines
from ingest.store.tables import METADATA

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
