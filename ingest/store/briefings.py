"""Briefings that a person has made: kept whole, with what was asked for and the order of its sections that
the person chose.

What a briefing is, is for whoever makes one: here its request and its body are JSON. A briefing is seen by
its person alone.

It writes to the database of the library, which it is reached by (`Library.briefings`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from ingest.store.database import Transaction, now
from ingest.store.rows import BriefingBody, BriefingRow
from ingest.store.tables import BRIEFINGS


class BriefingStore:
    """May be shared by threads and processes, as the library it belongs to."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def add(
        self,
        *,
        person: str,
        title: str,
        kind: str,
        plans: Mapping[str, int],
        request: str,
        body: str,
        outline: Sequence[str],
    ) -> int:
        """Keep a briefing and return its id.

        `plans` are the versions it was made from, the latest of each; `request` and `body` are JSON,
        `outline` the keys of its sections in order.
        """
        values = {"person": person, "title": title, "kind": kind, "request": request, "body": body}
        listed = {"plans": json.dumps(dict(plans)), "outline": _listed(outline)}
        with self._writing() as db:
            key = db.execute(insert(BRIEFINGS).values(**values, **listed, made=now())).inserted_primary_key
        assert key is not None, "one row was inserted"
        return int(key[0])

    def kept(self, person: str, limit: int = 200) -> tuple[BriefingRow, ...]:
        """A person's briefings, the latest first, without their bodies."""
        held = BRIEFINGS.c
        query = select(held.id, held.title, held.kind, held.made, held.plans).where(held.person == person)
        with self._reading() as db:
            rows = db.execute(query.order_by(held.id.desc()).limit(limit)).all()
        return tuple(BriefingRow(*row[:-1], json.loads(row.plans)) for row in rows)

    def get(self, briefing: int, *, person: str) -> BriefingBody:
        """Raises KeyError where it is not theirs."""
        held = BRIEFINGS.c
        query = select(held.request, held.body, held.outline).where(_of(briefing, person))
        with self._reading() as db:
            row = db.execute(query).one_or_none()
        if row is None:
            raise KeyError(briefing)
        return BriefingBody(row.request, row.body, tuple(json.loads(row.outline)))

    def arrange(self, briefing: int, outline: Sequence[str], *, person: str) -> None:
        """Set the order of its sections. Raises KeyError where it is not theirs."""
        query = update(BRIEFINGS).where(_of(briefing, person)).values(outline=_listed(outline))
        with self._writing() as db:
            if not db.execute(query).rowcount:
                raise KeyError(briefing)

    def rewrite(self, briefing: int, body: str, *, person: str) -> None:
        """Set its body, which has the same sections. Raises KeyError where it is not theirs."""
        with self._writing() as db:
            if not db.execute(update(BRIEFINGS).where(_of(briefing, person)).values(body=body)).rowcount:
                raise KeyError(briefing)

    def forget(self, briefing: int, *, person: str) -> None:
        """Raises KeyError where it is not theirs."""
        with self._writing() as db:
            if not db.execute(delete(BRIEFINGS).where(_of(briefing, person))).rowcount:
                raise KeyError(briefing)

    def forget_person(self, person: str) -> int:
        """Delete all briefings of `person`; how many there were."""
        with self._writing() as db:
            return db.execute(delete(BRIEFINGS).where(BRIEFINGS.c.person == person)).rowcount


def _of(briefing: int, person: str) -> Any:
    return (BRIEFINGS.c.id == briefing) & (BRIEFINGS.c.person == person)


def _listed(outline: Sequence[str]) -> str:
    return json.dumps(list(outline), ensure_ascii=False)
